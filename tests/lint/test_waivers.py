"""What a waiver lets stand, and what it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from decisionbook.book import read_book

TODAY = date(2026, 11, 20)
UNPROVED = "strengths:\n  - {text: It is fast., sources: []}\n"


def found(root: Path, files: dict[str, str], today: date | None = TODAY) -> list[str]:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    reading = read_book(root, shown_as="data", today=today)
    return [
        f"{each.code} {each.span.file.removeprefix('data/')}:{each.span.line}" for each in reading.findings
    ]


def option(more: str) -> dict[str, str]:
    return {"options/a.yml": f"name: A\nsummary: What A is.\n{more}"}


def test_it_silences_its_own_code_only(tmp_path: Path) -> None:
    more = (
        "strengths:\n  - {text: It is fast., sources: [], expires: 2026-11-01}\nwaive: {P001: Under way.}\n"
    )
    assert found(tmp_path, option(more)) == ["P003 options/a.yml:4"]


def test_it_holds_for_its_own_file_only(tmp_path: Path) -> None:
    files = option(UNPROVED + "waive: {P001: Under way.}\n")
    files["options/b.yml"] = f"name: B\nsummary: What B is.\n{UNPROVED}"
    assert found(tmp_path, files) == ["P001 options/b.yml:4"]


@pytest.mark.parametrize("waiving", ["one", "two"])
def test_it_holds_for_its_own_entry_only(tmp_path: Path, waiving: str) -> None:
    entry = "{0}:\n  term: {0}\n  definition: What it is.\n  sources: []\n"
    text = "".join(
        entry.format(name) + ("  waive: {P001: Under way.}\n" if name == waiving else "")
        for name in ("one", "two")
    )
    assert found(tmp_path, {"glossary.yml": text}) == [f"P001 glossary.yml:{3 if waiving == 'two' else 8}"]


def test_it_holds_in_a_list_of_questions(tmp_path: Path) -> None:
    entry = "- id: {0}\n  question: Why?\n  answer: So.\n  sources: []\n"
    text = entry.format("one") + entry.format("two") + "  waive: {P001: Under way.}\n"
    assert found(tmp_path, {"faq.yml": text}) == ["P001 faq.yml:3"]


def test_it_holds_for_a_source(tmp_path: Path) -> None:
    text = "s: {title: T, kind: data, waive: {P004: Kept for the record.}}\nt: {title: T, kind: data}\n"
    assert found(tmp_path, {"sources.yml": text}) == ["P004 sources.yml:2"]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 19), []),
        (date(2026, 11, 20), []),
        (date(2026, 11, 21), ["P001 options/a.yml:4", "W001 options/a.yml:6"]),
        (None, []),
    ],
)
def test_its_last_day_belongs_to_it(tmp_path: Path, today: date | None, expected: list[str]) -> None:
    more = f"{UNPROVED}waive:\n  P001: {{reason: Under way., until: 2026-11-20}}\n"
    assert found(tmp_path, option(more), today) == expected


def test_errors_stand(tmp_path: Path) -> None:
    assert found(tmp_path, option("waive: {S001: Why not.}\n")) == ["S004 options/a.yml:3"]


def test_one_stale_finding_for_a_file_and_a_day_speaks_for_those_that_are_not_waived(tmp_path: Path) -> None:
    entry = "{0}:\n  term: {0}\n  definition: What it is.\n  sources: [s]\n  checked: 2025-01-01\n"
    text = (
        entry.format("one")
        + "  waive: {P002: Read in spring.}\n"
        + entry.format("two")
        + entry.format("three")
    )
    files = {"glossary.yml": text, "sources.yml": "s: {title: T, kind: data}\n"}
    assert found(tmp_path, files) == ["P002 glossary.yml:9"]


def test_without_a_day_no_waiver_of_dates_is_unneeded(tmp_path: Path) -> None:
    more = "waive: {P002: Later., P003: Later., P001: Later.}\n"
    assert found(tmp_path, option(more), None) == ["W001 options/a.yml:3"]
    assert len(found(tmp_path, option(more))) == 3


def test_what_errors_may_hide_is_not_called_unneeded(tmp_path: Path) -> None:
    assert found(tmp_path, option("strenghs: [x]\nzzz: x\nwaive: {P001: Why.}\n")) == [
        "S001 options/a.yml:3",
        "S001 options/a.yml:4",
    ]


def test_a_decision_that_was_not_proved_keeps_its_waivers(tmp_path: Path) -> None:
    text = "title: {0}\ninputs:\n  x: {{decision: {1}}}\noutcomes: {{a: A, b: B}}\nrules:\n  - {{when: {{x: a}}, then: a}}\notherwise: b\n"
    files = {
        "decisions/one.yml": text.format("One", "two"),
        "decisions/two.yml": text.format("Two", "one") + "waive: {D009: Asked for the record.}\n",
    }
    assert [each.split()[0] for each in found(tmp_path, files)] == ["D014"]


@pytest.mark.parametrize(
    ("filled", "expected"), [("", ["D004"]), ("otherwise: a\n", ["D009", "W001"])], ids=["gap", "whole"]
)
def test_a_gap_in_an_inner_decision_hides_what_a_waiver_further_out_is_for(
    tmp_path: Path, filled: str, expected: list[str]
) -> None:
    inner = (
        "title: In\ninputs: {x: {ask: Is it so?}}\noutcomes: {a: A}\nrules:\n  - {when: {x: yes}, then: a}\n"
    )
    outer = (
        "title: Out\ninputs:\n  i: {decision: in}\n  u: {ask: Is it used?}\noutcomes: {a: A}\n"
        "rules:\n  - {when: {i: a}, then: a}\nwaive: {D010: Kept for later.}\n"
    )
    files = {"decisions/in.yml": inner + filled, "decisions/out.yml": outer}
    assert {each.split()[0] for each in found(tmp_path, files)} == set(expected)


IN = "title: In\ninputs: {x: {ask: Is it so?}}\noutcomes: {a: A}\nrules:\n  - {when: {x: yes}, then: a}\n"
OUT = (
    "title: Out\ninputs:\n  i: {decision: %s}\noutcomes: {a: A}\n"
    "rules:\n  - {when: {i: a}, then: a}\nwaive: {D010: Kept for later.}\n"
)
STEPS = (
    "title: Steps\ninputs: {x: {ask: So?}}\noutcomes: {a: A}\nstart: x\nsteps:\n  x: {answers: {yes: a}}\n"
)


@pytest.mark.parametrize(("name", "text"), [("gap", IN), ("steps", STEPS)], ids=["gap", "steps"])
@pytest.mark.parametrize("between", [False, True], ids=["beside", "below"])
def test_what_hides_warnings_hides_them_only_further_out(
    tmp_path: Path, name: str, text: str, between: bool
) -> None:
    files = {
        f"decisions/{name}.yml": text,
        "decisions/in.yml": f"{IN}otherwise: a\n",
        "decisions/mid.yml": OUT.removesuffix("waive: {D010: Kept for later.}\n") % name,
        "decisions/out.yml": OUT % ("mid" if between else "in"),
    }
    told = "W001 decisions/out.yml:7" in found(tmp_path, files)
    assert told is not between


@pytest.mark.parametrize("outer", ["top", "mid"])
def test_an_unusable_shared_input_hides_warnings_of_what_asks_it_and_further_out(
    tmp_path: Path, outer: str
) -> None:
    files = {
        "inputs.yml": "i: {decision: in}\n",
        "decisions/in.yml": f"{IN}otherwise: a\nhit_policy: collect\n",
        "decisions/mid.yml": OUT.replace("{decision: %s}", "shared"),
    }
    if outer == "top":
        files["decisions/mid.yml"] = files["decisions/mid.yml"].rpartition("waive")[0]
        files["decisions/top.yml"] = OUT % "mid"
    assert [each.split()[0] for each in found(tmp_path, files)] == ["D009", "D018"]


@pytest.mark.parametrize(
    ("broken", "expected"), [("", ["W001"]), ("zzz: [\n", ["Y001"])], ids=["whole", "broken"]
)
def test_a_source_that_lost_parts_of_the_book_may_cite_keeps_its_waiver(
    tmp_path: Path, broken: str, expected: list[str]
) -> None:
    files = option(f"strengths:\n  - {{text: It is fast., sources: [s]}}\n{broken}")
    files["sources.yml"] = "s: {title: T, kind: data, waive: {P004: Kept for the record.}}\n"
    assert [each.split()[0] for each in found(tmp_path, files)] == expected


@pytest.mark.parametrize(
    ("broken", "expected"), [("", ["W001"]), ("zzz: [\n", ["Y001"])], ids=["whole", "broken"]
)
def test_a_comparison_that_lost_an_option_keeps_its_waivers(
    tmp_path: Path, broken: str, expected: list[str]
) -> None:
    files = option("") | {"options/b.yml": f"name: B\nsummary: What B is.\n{broken}"}
    files["comparisons/c.yml"] = (
        "title: C\noptions: [a, b]\ncriteria:\n  - {id: x, name: X, cells: {a: one, b: two}}\nwaive: {C005: Why.}\n"
    )
    assert [each.split()[0] for each in found(tmp_path, files)] == expected
