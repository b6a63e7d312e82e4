"""The three formats, word for word, and what keeps data from being taken for markup."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from decisionbook.diff.changes import Difference, PartChange, SideSummary
from decisionbook.diff.plain import as_json
from decisionbook.diff.text import as_markdown, as_text
from decisionbook.findings import Span
from tests.diff.books import PLAIN, changed, difference
from tests.golden import HERE

FORMATS = {"txt": as_text, "md": as_markdown, "json": as_json}


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """A difference with something of each kind in it."""
    collect = """
        title: Collect
        inputs: {size: {ask: Size?, answers: {s: S, m: M, l: L}, ordered: yes}, rush: {ask: Rush?}}
        outcomes: {x: X, y: Y}
        hit_policy: collect
        no_match: allowed
        rules:
          - {id: big, when: {size: at least m}, then: x, because: It is 5 wide., sources: [s1], checked: 2026-05-01}
          - {id: fast, when: {rush: yes}, then: y}
        """
    before = {
        **PLAIN,
        "decisions/many.yml": collect,
        "options/c.yml": "name: c\nsummary: See [a](option:a).\n",
        "checklists/ready.yml": "title: Ready\nitems: [{id: one, text: First.}, {id: two, text: Second.}]\n",
    }
    after = changed(
        before,
        decisions__pick=[("at least 100", "at least 50"), ("    otherwise: keep", "")],
        decisions__many=[("at least m", "l"), ("5 wide", "7 wide")],
        comparisons__two=[
            ("value: 14", "value: 9.8"),
            ("{a: none", "{a: partial"),
            ("name: Speed", "name: Pace"),
        ],
        checklists__ready=("{id: two, text: Second.}", "{id: two, text: Second., required: yes}"),
        sources=("{title: Two, kind: report}", "{title: Two, kind: report, url: https://example.org}"),
    )
    after["options/d.yml"] = after.pop("options/c.yml").replace("name: c", "name: D") + "aliases_of_id: [c]\n"
    after["options/e.yml"] = "name: E\nsummary: New.\n"
    after["faq.yml"] = "- {id: why, question: [\n"
    before["faq.yml"] = "- {id: why, question: Why?, answer: So.}\n"
    pages = {"docs/index.md": "See [c](option:c).\n"}
    return difference(tmp_path_factory.mktemp("both"), before, after, pages)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_formats_word_for_word(everything, golden, suffix):
    golden(HERE / "diff" / f"everything.{suffix}", FORMATS[suffix](everything))


def test_json_is_json_with_everything_of_the_difference(everything):
    found = json.loads(as_json(everything))
    assert [one["decision"] for one in found["decisions"]] == [one.id for one in everything.decisions]
    assert len(found["cells"]) == len(everything.cells)
    assert found["findings"]["new"][0]["code"]


def test_no_change_reads_unlike_no_reading(tmp_path):
    same = as_text(difference(tmp_path, PLAIN, PLAIN))
    assert same == "From old to new\n\nNo change in meaning\n"
    unread = as_text(difference(tmp_path / "2", {"x.txt": ""}, PLAIN))
    assert "No change" not in unread
    assert "old cannot be read, so nothing is compared: old:data holds no data" in unread


def test_a_new_option_says_how_much_of_its_column_is_filled(tmp_path):
    wider = changed(
        {**PLAIN, "options/c.yml": "name: c\nsummary: What c is.\n"},
        comparisons__two=[
            ("[a, b]", "[a, b, c]"),
            ("b: 3", "b: 3\n          c: unknown"),
            ("b: full}", "b: full, c: none}"),
            ("b: Clever.}", "b: Clever., c: unknown}"),
        ],
    )
    found = difference(tmp_path, PLAIN, wider)
    assert "+ option c: 1 of 3 cells filled" in as_text(found)
    filled = [part["cells"] for part in json.loads(as_json(found))["parts"] if "cells" in part]
    assert filled == [{"filled": 1, "all": 3}]


def test_what_one_error_keeps_from_being_compared_is_one_line(tmp_path):
    gone = {name: text for name, text in PLAIN.items() if name != "options/b.yml"}
    gone["options/a.yml"] = PLAIN["options/a.yml"] + "related: [b]\n"
    text = as_text(difference(tmp_path, PLAIN, gone))
    assert "! option a, comparison two not compared: at new, there is no option 'b'; 2 places name it" in text
    assert text.count("not compared") == 1


def test_errors_that_leave_everything_comparable_are_no_gap(tmp_path):
    wrong = changed(PLAIN, decisions__pick=("otherwise: keep", ""))
    text = as_text(difference(tmp_path, PLAIN, wrong))
    assert "The data has errors\n  ! new has 1 error" in text
    assert "could be compared" not in text


def one(text: str, count: int = 1) -> Difference:
    part = PartChange("changed", "criterion", "a", Span("f.yml"), None, text, text[::-1], "unit")
    sides = SideSummary("old"), SideSummary("new")
    return replace(Difference(*sides), parts=(part,) * count)


def test_a_region_names_a_few_of_many_rules(tmp_path):
    one, other = (
        changed(
            PLAIN,
            decisions__pick=(
                "      - {id: stale",
                "".join(f"      - {{id: n{n}, when: {{volume: {n}}}, then: {then}}}\n" for n in range(1, 10))
                + "      - {id: stale",
            ),
        )
        for then in ("keep", "throw")
    )
    text = as_text(difference(tmp_path, one, other))
    assert "(rules n1, n2, n3, n4, n5, n6 and 3 more)" in text


def test_new_errors_stand_before_new_warnings(tmp_path):
    after = {
        **changed(PLAIN, decisions__pick=("otherwise: keep", "")),
        "comparisons/new.yml": "title: N\noptions: [a, b]\ncriteria:\n  - {id: x, name: X, cells: {a: 1, b: 1}}\n",
    }
    rows = [
        row.split()[1]
        for row in as_text(difference(tmp_path, PLAIN, after)).splitlines()
        if row.startswith("  + ")
    ]
    assert rows[-2:] == ["error", "warning"]


HOSTILE = "`<img src=x onerror=alert(1)>` ``@team`` #1 [x](javascript:y)\n# heading\n| a | **b** \x1b[31m"


def test_data_never_leaves_its_code_span():
    row = next(row for row in as_markdown(one(HOSTILE)).splitlines() if "unit" in row)
    assert "```` " not in row
    spans = row.split("```")
    assert len(spans) == 5
    outside = spans[0] + spans[2] + spans[4]
    assert not set("<@#*[|") & set(outside.replace("`~`", ""))
    assert "\x1b" not in row


def test_text_has_no_characters_that_steer_a_terminal():
    assert "\x1b" not in as_text(one(HOSTILE))


def test_markdown_is_cut_to_fit_and_says_what_is_missing():
    whole = one("x" * 100, 2000)
    text = as_markdown(whole)
    assert len(text.encode()) <= 50_000
    shown = text.count("criterion `a`")
    assert f"**Cut here to fit: {2000 - shown:,} on values.**" in text
    assert "Cut here" not in as_markdown(one("x"))
