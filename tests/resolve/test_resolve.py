"""What authored words become in the book."""

from decimal import Decimal

import pytest

from decisionbook.domains import Choices, Range
from decisionbook.model import Quantity
from tests.resolve.folder import DECISION, resolved


def test_a_title_and_summary_come_from_the_option_and_own_ones_win(tmp_path):
    text = DECISION.replace("keep: {title: Keep it}", "keep: {option: a}").replace(
        "throw: {title: Throw it}", "throw: {option: a, title: Mine, summary: Own.}"
    )
    done, lines = resolved(tmp_path, {"options/a.yml": "", "decisions/d.yml": text})
    keep, throw = done.book.decisions["d"].outcomes.values()
    assert lines == []
    assert (keep.title, keep.summary.text, keep.option) == ("a", "What a is.", "a")
    assert (throw.title, throw.summary.text) == ("Mine", "Own.")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0.10", Decimal("0.10")),
        ("1_000", Decimal(1000)),
        ("010", Decimal(10)),
        ("-5", Decimal(-5)),
        ("+5", Decimal(5)),
        (".5", Decimal("0.5")),
        ("5.", Decimal(5)),
        ("1e3", Decimal(1000)),
        ("2.5E-1", Decimal("0.25")),
        ("0x1F", Decimal(31)),
        ("0o17", Decimal(15)),
        ("true", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("B", "B"),
        ("2026-01-02", "2026-01-02"),
        ("1e999", "1e999"),
        ("0x", "0x"),
        ('"1e3"', "1e3"),
        ("'true'", "true"),
    ],
)
def test_an_output_is_what_yaml_reads_it_as(tmp_path, written, expected):
    text = DECISION.replace("keep: {title: Keep it}", f"keep: {{title: Keep it, values: {{v: {written}}}}}")
    done, lines = resolved(tmp_path, {"decisions/d.yml": text})
    (value,) = done.book.decisions["d"].outcomes["keep"].values.values()
    assert lines == []
    assert (str(value), type(value)) == (str(expected), type(expected))


def test_related_goes_both_ways(tmp_path):
    done, _ = resolved(
        tmp_path, {"options/a.yml": "name: A\nsummary: S\nrelated: [b]\n", "options/b.yml": ""}
    )
    assert done.book.options["b"].related == ("a",)


def test_an_old_id_still_works(tmp_path):
    files = {
        "options/a.yml": "name: A\nsummary: S\naliases_of_id: [was]\n",
        "options/b.yml": "name: B\nsummary: '[x](option:was)'\nrelated: [was]\n",
    }
    done, lines = resolved(tmp_path, files)
    assert lines == []
    assert done.book.options["b"].related == ("a",)


def test_text_stays_text(tmp_path):
    done, lines = resolved(
        tmp_path, {"options/a.yml": "name: no\nsummary: 3.10\naliases: [2026-01-02, null-value]\n"}
    )
    option = done.book.options["a"]
    assert lines == []
    assert (option.name, option.summary.text, option.aliases) == ("no", "3.10", ("2026-01-02", "null-value"))


def test_checked_is_inherited(tmp_path):
    text = (
        "name: A\nsummary: S\nchecked: 2026-01-02\nstrengths: [Fast., {text: Small., checked: 2026-03-04}]\n"
    )
    done, _ = resolved(tmp_path, {"options/a.yml": text})
    fast, small = done.book.options["a"].strengths
    assert [str(claim.evidence.checked) for claim in (fast, small)] == ["2026-01-02", "2026-03-04"]


def test_inputs_know_what_they_can_be_answered_with(tmp_path):
    text = DECISION.replace(
        "fresh: {ask: Is it fresh?}",
        "fresh: {ask: Is it fresh?}\n"
        "      size: {ask: How big?, type: number, min: none, max: 1_000}\n"
        "      day: {ask: When?, type: date, min: 2026-01-01}\n"
        "      colour:\n        ask: Which?\n        answers: {no: None, dark: Dark}\n        ordered: true\n"
        "      region: shared",
    )
    files = {"decisions/d.yml": text, "inputs.yml": "region: {ask: Where?, answers: {eu: EU, us: US}}\n"}
    done, lines = resolved(tmp_path, files)
    inputs = done.book.decisions["d"].inputs
    assert lines == []
    assert inputs["fresh"].domain == Choices(("yes", "no"))
    assert inputs["size"].domain == Range("number", None, Decimal(1000))
    assert inputs["day"].domain.kind == "date"
    assert inputs["colour"].domain == Choices(("no", "dark"), ordered=True)
    assert (inputs["region"].shared, inputs["region"].domain) == ("region", Choices(("eu", "us")))
    line = text.strip().splitlines().index("      region: shared") + 1
    assert str(inputs["region"].asked_at).endswith(f"decisions/d.yml:{line}:3")


def test_cells_are_typed(tmp_path):
    text = """
        title: C
        options: {a: {name: A}, b: B}
        criteria:
          - {id: n, name: N, type: number, better: lower, cells: {a: 5 to 15, b: 2_880}}
          - {id: y, name: Y, type: boolean, cells: {a: yes, b: not-applicable}}
          - {id: l, name: L, levels: {none: None, full: Full}, cells: {a: {value: unknown, note: Why.}, b: full}}
        """
    done, lines = resolved(tmp_path, {"comparisons/c.yml": text})
    rows = {row.id: row.cells for row in done.book.comparisons["c"].criteria}
    assert lines == []
    assert rows["n"]["a"].value == Quantity(Decimal(5), Decimal(15))
    assert rows["n"]["b"].value == Quantity(Decimal(2880), Decimal(2880))
    assert (rows["y"]["a"].value, rows["y"]["b"].open) == (True, "not-applicable")
    assert (rows["l"]["a"].open, rows["l"]["b"].value) == ("unknown", "full")


def test_disputes_are_a_list_or_say_what_they_say(tmp_path):
    sources = "s: {title: S, kind: paper}\nt: {title: T, kind: paper}\n"
    for written, says in (("[s]", None), ("s", None), ("{s: Otherwise.}", "Otherwise.")):
        text = f"name: A\nsummary: S\ndisputed_by: {written}\n"
        done, lines = resolved(tmp_path, {"options/a.yml": text, "sources.yml": sources})
        (dispute,) = done.book.options["a"].summary.evidence.disputed_by
        assert lines == []
        assert (dispute.source, dispute.says) == ("s", says)


def test_a_decision_that_lost_a_part_is_damaged_and_so_are_its_users(tmp_path):
    outer = (
        DECISION.replace("fresh: {ask: Is it fresh?}", "fresh: {decision: d}")
        .replace("yes", "keep")
        .replace("no}", "throw}")
    )
    files = {
        "decisions/d.yml": DECISION.replace("fresh: yes", "fresh: perhaps"),
        "decisions/outer.yml": outer,
    }
    assert resolved(tmp_path, files)[0].damaged == {"d", "outer"}


def test_a_date_knows_where_it_stands(tmp_path):
    text = (
        "name: A\nsummary: S\nchecked: 2026-01-02\nstrengths: [Fast., {text: Small., checked: 2026-03-04}]\n"
    )
    done, _ = resolved(tmp_path, {"options/a.yml": text})
    fast, small = done.book.options["a"].strengths
    assert [claim.evidence.checked_at.line for claim in (fast, small)] == [3, 4]


def test_a_source_that_is_not_there_is_no_search_in_vain(tmp_path):
    done, lines = resolved(tmp_path, {"options/a.yml": "name: A\nsummary: S\nsources: [gone]\n"})
    assert len(lines) == 1
    assert done.book.options["a"].summary.evidence.sources is None


def test_cells_of_an_option_that_is_not_listed_leave_a_comparison_without_a_column(tmp_path):
    rows = "criteria:\n  - {id: r, name: R, cells: {a: x, b: x, c: y}}\n"
    files = {"options/a.yml": "", "options/b.yml": "", "options/c.yml": ""}
    listed = {**files, "comparisons/q.yml": f"title: Q\noptions: [a, b, c]\n{rows}"}
    assert resolved(tmp_path / "whole", listed)[0].damaged_comparisons == frozenset()
    done, lines = resolved(
        tmp_path / "part", {**files, "comparisons/q.yml": f"title: Q\noptions: [a, b]\n{rows}"}
    )
    assert done.damaged_comparisons == {"q"}
    assert [line.split()[1] for line in lines] == ["C004"]
