"""What is told of two versions of a book, each change by itself."""

from __future__ import annotations

import pytest

from decisionbook.diff.changes import Wording
from decisionbook.diff.text import as_text
from tests.diff.books import COMPARISON, DECISION, OPTION, PLAIN, changed, difference


def parts(found):
    return [(one.sign, one.kind, one.was, one.id if not one.setting else one.setting) for one in found.parts]


def test_nothing_has_changed(tmp_path):
    found = difference(tmp_path, PLAIN, PLAIN)
    assert not found.changes
    assert not found.wording
    assert not found.has_errors


def test_a_band_that_moved_is_found_with_its_rule(tmp_path):
    after = changed(PLAIN, decisions__pick=("at least 100", "at least 50"))
    (change,) = difference(tmp_path, PLAIN, after).decisions
    assert (change.changed, change.combinations) == (1, 6)
    (move,) = change.moves
    assert (move.before, move.after, move.combinations) == (("throw",), ("keep",), 1)
    (region,) = move.regions
    assert region.where == {"fresh": "no", "volume": "50 to 99"}
    assert [(rule.id, str(rule.span)) for rule in region.rules] == [("busy", "data/decisions/pick.yml:10:10")]


def test_an_inner_change_shows_in_the_outer_decision(tmp_path):
    outer = """
        title: Outer
        inputs: {inner: {decision: pick}, late: {ask: Late?}}
        outcomes: {go: Go, wait: Wait}
        rules:
          - {when: {inner: keep, late: no}, then: go}
        otherwise: wait
        """
    before = {**PLAIN, "decisions/outer.yml": outer}
    after = changed(before, decisions__pick=("at least 100", "at least 50"))
    first, second = difference(tmp_path, before, after).decisions
    assert (first.id, first.changed, first.combinations, first.through) == ("outer", 1, 12, ("pick",))
    assert first.moves[0].regions[0].where == {"pick.fresh": "no", "pick.volume": "50 to 99", "late": "no"}
    assert (second.id, second.through) == ("pick", ())
    text = as_text(difference(tmp_path, before, after))
    assert text.index("Decision pick: 1 of 6") < text.index(
        "Decision outer: 1 of 12 combinations of answers ends"
    )


def test_a_rewritten_table_that_answers_the_same_is_said_so(tmp_path):
    rule = "      - {id: stale, when: {fresh: no}, then: throw}\n"
    after = changed(PLAIN, decisions__pick=(rule, rule.replace("fresh: no", "fresh: no, volume: under 100")))
    (change,) = difference(tmp_path, PLAIN, after).decisions
    assert (change.changed, change.rewritten) == (0, True)


def test_a_new_question_counts_against_the_old_answer(tmp_path):
    after = changed(
        PLAIN,
        decisions__pick=[
            ("    outcomes:", "      late: {ask: Late?}\n    outcomes:"),
            ("    rules:\n", "    rules:\n      - {id: late, when: {late: yes}, then: throw}\n"),
        ],
    )
    found = difference(tmp_path, PLAIN, after)
    assert ("added", "input", None, "late") in parts(found)
    (change,) = found.decisions
    assert (change.changed, change.combinations) == (3, 8)


def test_renamed_parts_change_nothing(tmp_path):
    after = changed(
        PLAIN,
        decisions__pick=[
            ("fresh: {ask", "recent: {ask"),
            ("when: {fresh", "when: {recent"),
            ("keep", "hold"),
        ],
    )
    found = difference(tmp_path, PLAIN, after)
    assert set(parts(found)) == {
        ("renamed", "input", "fresh", "recent"),
        ("renamed", "outcome", "keep", "hold"),
    }
    assert not found.decisions


def test_a_renamed_option_is_understood_in_both_directions(tmp_path):
    before = {**PLAIN, "decisions/pick.yml": DECISION.replace("{title: Keep it}", "{option: a}")}
    after = changed(before, decisions__pick=("option: a", "option: z"))
    after["options/z.yml"] = after.pop("options/a.yml") + "aliases_of_id: [a]\n"
    after["comparisons/two.yml"] = (
        COMPARISON.replace("[a, b]", "[z, b]").replace("a: ", "z: ").replace("idez", "idea")
    )
    for old, new, names in ((before, after, ("a", "z")), (after, before, ("z", "a"))):
        found = difference(tmp_path / names[0], old, new)
        assert set(parts(found)) == {("renamed", "option", *names)}
        assert not found.decisions
        assert not found.cells


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{a: none", "{a: partial", ("none", "partial", "better", None)),
        ("b: full", "b: partial", ("full", "partial", "worse", None)),
        ("b: 3", "b: 6", ("3", "6", "worse", 100)),
        ("b: 3", "b: 1 to 3", ("3", "1 to 3", "better", None)),
        ("b: 3", "b: 2 to 5", ("3", "2 to 5", None, None)),
        ("b: 3", "b: unknown", ("3", "unknown", None, None)),
        ("a: Simple.", "a: Plain.", ("Simple.", "Plain.", None, None)),
    ],
)
def test_cells_change_for_the_better_or_worse(tmp_path, old, new, expected):
    (cell,) = difference(tmp_path, PLAIN, changed(PLAIN, comparisons__two=(old, new))).cells
    assert (cell.before, cell.after, cell.direction, cell.percent) == expected


def test_a_value_may_leave_its_source_behind(tmp_path):
    found = difference(tmp_path, PLAIN, changed(PLAIN, comparisons__two=("value: 14", "value: 9.8")))
    (cell,) = found.cells
    assert (cell.percent, cell.left_behind) == (-30, True)
    both = changed(PLAIN, comparisons__two=("value: 14, sources: [s1]", "value: 9.8, sources: [s2]"))
    (cell,) = difference(tmp_path / "2", PLAIN, both).cells
    assert not cell.left_behind
    assert cell.evidence.keys == {"sources": ("s1", "s2")}


def test_figures_of_a_sourced_text_may_leave_their_source_behind(tmp_path):
    text = "name: a\nsummary: It takes 14 s.\nsources: [s1]\n"
    before = {**PLAIN, "options/a.yml": text}
    found = difference(tmp_path, before, {**before, "options/a.yml": text.replace("14", "9")})
    (change,) = found.provenance
    assert (change.owner.id, change.part, change.left_behind) == ("a", "summary", True)
    reworded = difference(tmp_path / "2", before, {**before, "options/a.yml": text.replace("takes", "needs")})
    assert not reworded.provenance
    assert reworded.wording == Wording(reworded=1)


def test_one_date_for_many_texts_is_told_once(tmp_path):
    text = "name: a\nsummary: A.\nsources: [s1]\nchecked: {}\nstrengths: [B., C., D.]\n"
    before, after = ({**PLAIN, "options/a.yml": text.format(day)} for day in ("2026-01-01", "2026-02-02"))
    (change,) = difference(tmp_path, before, after).provenance
    assert change.places == 4
    assert change.evidence.keys == {"checked": ("2026-01-01", "2026-02-02")}


def test_one_date_for_many_entities_is_one_line(tmp_path):
    text = "name: a\nsummary: A.\nsources: [s1]\nchecked: {}\nstrengths: [B., C., D.]\n"
    before, after = (
        {**PLAIN, **{f"options/o{number}.yml": text.format(day) for number in range(8)}}
        for day in ("2026-01-01", "2026-02-02")
    )
    found = difference(tmp_path, before, after)
    assert len(found.provenance) == 8
    _, rows = as_text(found).split("Sources, disputes and dates\n")
    assert rows == (
        "  ~ option o0, option o1, option o2, option o3, option o4, option o5 and 2 more, 32 places: "
        "checked 2026-01-01 -> 2026-02-02   data/options/o0.yml:2\n"
    )


def test_cells_and_texts_of_a_comparison_share_their_line(tmp_path):
    dated = [
        (
            "title: Two of them",
            "title: Two of them\n    summary: S.\n    takeaway: T.\n    checked: 2026-01-01",
        )
    ]
    before = changed(PLAIN, comparisons__two=dated)
    after = changed(before, comparisons__two=("2026-01-01", "2026-02-02"))
    (change,) = difference(tmp_path, before, after).provenance
    assert change.places == 7


def test_units_and_directions_are_settings(tmp_path):
    found = difference(
        tmp_path, PLAIN, changed(PLAIN, comparisons__two=[("unit: s", "unit: min"), ("b: 3", "b: 2")])
    )
    assert parts(found) == [("changed", "criterion", "s", "unit")]
    assert [(cell.percent, cell.direction) for cell in found.cells] == [(None, None)]


def test_who_links_to_what_is_gone(tmp_path):
    linking = "name: b\nsummary: Not [a](option:a).\n"
    before = {**PLAIN, "options/b.yml": linking, "options/c.yml": OPTION.format("c")}
    after = dict(before)
    del after["options/c.yml"]
    pages = {"docs/index.md": "# Hello\n\n/// option | c\n///\n\nSee [C](option:c#strengths).\n"}
    (part,) = difference(tmp_path, before, after, pages).parts
    assert (part.sign, part.id) == ("removed", "c")
    assert [str(mention.span) for mention in part.linked_from] == ["docs/index.md:6:9", "docs/index.md:3:5"]


def test_findings_that_only_moved_are_the_same(tmp_path):
    before = changed(PLAIN, decisions__pick=("    otherwise: keep", "    no_match: allowed"))
    after = changed(before, decisions__pick=("    inputs:", "\n    # more room\n\n    inputs:"))
    assert difference(tmp_path, before, before).new_findings == ()
    assert not difference(tmp_path / "2", before, after).changes
    gap = changed(PLAIN, decisions__pick=("    otherwise: keep", ""))
    found = difference(tmp_path / "3", PLAIN, gap)
    assert [one.code for one in found.new_findings] == ["D004"]
    assert found.has_errors
    assert [one.code for one in difference(tmp_path / "4", gap, PLAIN).resolved_findings] == ["D004"]


def test_findings_move_with_their_files(tmp_path):
    stale = PLAIN["options/a.yml"] + "sources: [s1]\nchecked: 2024-01-02\n"
    before = {**PLAIN, "options/a.yml": stale}
    after = {name: text for name, text in before.items() if name != "options/a.yml"}
    inside = difference(tmp_path / "1", before, {**after, "options/more/a.yml": stale})
    assert inside.before.errors == inside.after.errors == 0
    assert not inside.changes
    after = {name: text.replace("[a, b]", "[z, b]").replace(" a:", " z:") for name, text in after.items()}
    after["comparisons/two.yml"] = after["comparisons/two.yml"].replace("{a:", "{z:")
    renamed = difference(tmp_path / "2", before, {**after, "options/z.yml": stale + "aliases_of_id: [a]\n"})
    assert {part.sign for part in renamed.parts} == {"renamed"}
    assert not renamed.new_findings


def test_findings_follow_the_names_that_they_name(tmp_path):
    before = changed(PLAIN, decisions__pick=("      fresh: {ask", "      no: {ask: No?}\n      fresh: {ask"))
    assert "input 'no' never matters: no rule asks it" in str(
        difference(tmp_path / "1", PLAIN, before).new_findings
    )
    after = changed(before, decisions__pick=[("      no: {ask", "      nope: {ask"), ("fresh", "recent")])
    assert difference(tmp_path / "2", before, after).new_findings == ()
    more = "    rules:\n      - {when: {volume: 7, fresh: yes}, then: keep}\n"
    unnamed = changed(before, decisions__pick=[("id: busy, ", ""), ("id: stale, ", "")])
    counted = changed(unnamed, decisions__pick=("    rules:\n", more))
    assert difference(tmp_path / "4", unnamed, counted).new_findings == ()
    order = changed(before, decisions__pick=[("busy", "full")])
    assert difference(tmp_path / "3", before, order).resolved_findings == ()


def test_a_gap_is_no_outcome(tmp_path):
    found = difference(tmp_path, PLAIN, changed(PLAIN, decisions__pick=("    otherwise: keep", "")))
    (change,) = found.decisions
    assert [(move.before, move.after) for move in change.moves] == [(("keep",), ())]


# --- What cannot be read ------------------------------------------------------------------------------


def test_a_broken_file_is_not_an_added_or_removed_entity(tmp_path):
    broken = {**PLAIN, "decisions/pick.yml": "title: [\n"}
    for old, new, where in ((broken, PLAIN, "old"), (PLAIN, broken, "new")):
        found = difference(tmp_path / where, old, new)
        assert [(one.what.kind, one.what.id, one.side) for one in found.unread] == [
            ("decision", "pick", where)
        ]
        assert not found.parts
        assert found.changes
        assert found.has_errors


def test_a_broken_list_holds_back_its_entries(tmp_path):
    broken = {**PLAIN, "faq.yml": "- {id: why, question: Why?, answer: So.}\n"}
    found = difference(tmp_path, {**PLAIN, "faq.yml": "- {id: [\n"}, broken)
    assert [(one.what.kind, one.what.id) for one in found.unread] == [("faq", "why")]
    assert not found.parts


def test_a_broken_rule_holds_back_its_decision(tmp_path):
    after = changed(PLAIN, decisions__pick=("volume: at least 100", "volume: plenty of it"))
    found = difference(tmp_path, PLAIN, after)
    assert [(one.what.id, one.outcomes) for one in found.unread] == [("pick", False)]
    assert not found.decisions


def test_a_broken_inner_decision_holds_back_the_outer_one(tmp_path):
    outer = "title: O\ninputs: {inner: {decision: pick}}\noutcomes: {go: Go}\nrules: []\notherwise: go\n"
    before = {**PLAIN, "decisions/outer.yml": outer}
    after = changed(before, decisions__pick=("volume: at least 100", "volume: plenty of it"))
    (change,) = difference(tmp_path, before, after).decisions
    assert change.id == "outer"
    assert change.not_compared == "a decision or input that it rests on has errors"


def test_a_side_without_data_is_not_equal(tmp_path):
    found = difference(tmp_path, {"readme.txt": "x"}, PLAIN)
    assert not found.readable
    assert found.changes
    assert found.before.problem == "old:data holds no data"


def test_past_the_budget_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("decisionbook.diff.decisions.EVALUATE_STATES", 1)
    (change,) = difference(
        tmp_path, PLAIN, changed(PLAIN, decisions__pick=("at least 100", "at least 50"))
    ).decisions
    assert change.changed is None
    assert change.not_compared == (
        "it has more states than the budget of an exact comparison allows; rules that read otherwise: busy"
    )
    assert not difference(tmp_path / "2", PLAIN, PLAIN).changes
