"""Whatever a key of the data says, its change is told, and told once."""

from __future__ import annotations

import pytest

from decisionbook.diff.changes import Wording
from decisionbook.diff.text import as_markdown, as_text
from tests.diff.books import COMPARISON, PLAIN, changed, difference

OPTION = """
    name: Alpha
    summary: What a is.
    owner: ann
    aliases_of_id: [oldest]
    sources: [s1]
    disputed_by: {s2: It is not.}
    strengths: [Quick., Cheap., Small.]
    first_steps: [Begin., Go on., End.]
    """
DECISION = """
    title: Pick one
    inputs:
      fresh: {ask: Is it fresh?}
      colour: {ask: Which colour?, answers: {red: Red, blue: Blue, green: Green}}
      region: shared
    outcomes:
      a: {option: a}
      keep: {option: b, title: Keep it}
    hit_policy: first
    rules:
      - {id: busy, when: {colour: red, region: eu, fresh: yes}, then: keep, because: So it is.}
      - {id: stale, when: {fresh: no}, then: a}
    otherwise: keep
    examples:
      - {title: A red one, given: {colour: red, region: eu, fresh: yes}, expect: keep}
    """
FULL = {
    **PLAIN,
    "options/a.yml": OPTION,
    "decisions/pick.yml": DECISION,
    "decisions/again.yml": DECISION,
    "inputs.yml": "region: {ask: Where?, answers: {eu: Europe, us: America}}\n",
    "sources.yml": PLAIN["sources.yml"].replace("paper,", "paper, interest: They sell it.,"),
    "comparisons/two.yml": COMPARISON.replace("[a, b]", "{a: {name: The first, short: One}, b: {name: b}}"),
}


def edited(tmp_path, file, old, new):
    return difference(tmp_path, FULL, changed(FULL, **{file: (old, new)}))


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("options__a", "owner: ann", "owner: bob", "~ option a owner: ann -> bob"),
        ("options__a", "    owner: ann\n", "", "~ option a owner: ann -> nobody"),
        ("options__a", "[oldest]", "[oldest, old]", "~ option a former ids: now also old"),
        ("options__a", "[s1]", "[s1, s2]", "~ option a, summary: sources now also s2"),
        ("options__a", "[s1]", "[s2]", "~ option a, summary: sources s1 -> s2"),
        (
            "decisions__pick",
            "blue: Blue, green: Green",
            "green: Green, blue: Blue",
            "~ input colour order of answers: red, blue, green -> red, green, blue",
        ),
        (
            "decisions__pick",
            "region: eu, fresh: yes}, expect",
            "region: us, fresh: yes}, expect",
            "~ example A red one given: colour: red, fresh: yes, region: eu -> colour: red, fresh: yes, region: us",
        ),
        ("decisions__pick", "id: stale", "id: old", "> rule stale -> old"),
        ("decisions__pick", "id: busy", "id: full", "> rule busy -> full"),
        (
            "decisions__pick",
            "hit_policy: first",
            "hit_policy: first\n    outcomes_ordered: yes",
            "~ outcomes_ordered: no -> yes",
        ),
        (
            "comparisons__two",
            "{a: {name: The first, short: One}, b: {name: b}}",
            "{b: {name: b}, a: {name: The first, short: One}}",
            "~ order of options: a, b -> b, a",
        ),
    ],
)
def test_one_change_is_one_line(tmp_path, file, old, new, line):
    text = as_text(edited(tmp_path, file, old, new))
    rows = [row.strip().split("   ")[0] for row in text.splitlines() if row.startswith("  ")]
    assert rows == [line]
    assert "Texts" not in text
    assert "read otherwise" not in text


@pytest.mark.parametrize(
    ("file", "old", "new", "owner"),
    [
        ("options__a", "What a is", "What it is", "option a"),
        ("options__a", "Go on", "Carry on", "option a"),
        ("options__a", "It is not", "It was not", "option a"),
        ("options__a", "It is not.", "Quick? Wrong!", "option a"),
        ("decisions__pick", "A red one", "Crimson", "decision pick"),
        ("sources", "They sell it", "They sold it", "source s1"),
        ("inputs", "Where?", "Where is it?", "decision again"),
        ("decisions__pick", "title: Keep it", "title: Hold it", "decision pick"),
        ("decisions__pick", "A red one", "A very red one", "decision pick"),
        ("comparisons__two", "The first", "The one", "comparison two"),
        ("comparisons__two", "short: One", "short: First", "comparison two"),
    ],
)
def test_a_text_is_counted_once_where_it_stands(tmp_path, file, old, new, owner):
    found = edited(tmp_path, file, old, new)
    assert found.wording == Wording(reworded=1)
    said = f"From old to new\n\nNothing but texts changed: 1 reworded\n  ~ {owner}: 1 reworded   data/"
    assert as_text(found).startswith(said)
    assert as_text(found).count("\n") == 5


def test_few_reworded_texts_are_shown_with_their_words(tmp_path):
    text = as_text(edited(tmp_path, "options__a", "Go on", "Carry on"))
    assert "\n      first steps: Go on. -> Carry on.   data/options/a.yml:8\n" in text


def test_many_reworded_texts_are_counted(tmp_path):
    before, after = (
        {**PLAIN, "options/a.yml": PLAIN["options/a.yml"] + "strengths:\n" + 21 * f"  - {claim}\n"}
        for claim in ("It is so.", "It was so.")
    )
    text = as_text(difference(tmp_path, before, after))
    assert "option a: 21 reworded" in text
    assert "is so" not in text


def test_a_link_that_follows_a_new_name_is_no_other_text(tmp_path):
    before = {
        **changed(PLAIN, comparisons__two=("b: Clever.", "b: 'Like [A](option:a).'")),
        "options/b.yml": "name: b\nsummary: Unlike [A](option:a).\n",
    }
    after = {
        name: text.replace("option:a", "option:z") for name, text in before.items() if name != "options/a.yml"
    }
    after["options/z.yml"] = PLAIN["options/a.yml"] + "aliases_of_id: [a]\n"
    after["comparisons/two.yml"] = (
        after["comparisons/two.yml"].replace("[a, b]", "[z, b]").replace(" a:", " z:")
    )
    after["comparisons/two.yml"] = after["comparisons/two.yml"].replace("{a:", "{z:")
    found = difference(tmp_path, before, after)
    assert {part.sign for part in found.parts} == {"renamed"}
    assert not found.wording
    assert not found.cells
    other = {**after, "options/b.yml": after["options/b.yml"].replace("option:z", "option:b")}
    assert difference(tmp_path / "other", before, other).wording == Wording(reworded=1)


def test_what_an_option_lends_to_decisions_is_told_at_the_option(tmp_path):
    found = edited(tmp_path, "options__a", "sources: [s1]", "sources: [s1]\n    checked: 2026-11-01")
    assert [change.owner.kind for change in found.provenance] == ["option"]


def test_steps_in_another_order_are_moved(tmp_path):
    found = edited(tmp_path, "options__a", "Begin., Go on., End.", "End., Begin., Go on.")
    assert found.wording == Wording(moved=1)
    assert not found.changes


def test_a_renamed_answer_is_another_rule_and_example_in_name_only(tmp_path):
    after = {
        **FULL,
        "decisions/pick.yml": DECISION.replace("red: Red", "rouge: Red").replace(": red,", ": rouge,"),
    }
    text = as_text(difference(tmp_path, FULL, after))
    assert "read otherwise" not in text
    rows = [row.strip().split("   ")[0] for row in text.splitlines() if row.startswith("  ")]
    assert rows == ["> answer colour: red -> colour: rouge"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("options__a", "owner: ann", "owner: ann\n    waive: {P001: It is known.}"),
        ("sources", "{title: Two,", "{title: Two, interest: It is theirs.,"),
        (
            "decisions__pick",
            "    examples:\n",
            "    examples:\n      - {title: B, given: {fresh: no}, expect: a}\n",
        ),
    ],
)
def test_what_is_told_as_a_part_is_no_new_text_too(tmp_path, file, old, new):
    found = edited(tmp_path, file, old, new)
    assert found.changes
    assert not found.wording


def test_questions_in_another_order_are_no_other_rules(tmp_path):
    asked = "      fresh: {ask: Is it fresh?}\n"
    colour = DECISION.splitlines(keepends=True)[4]
    text = as_text(edited(tmp_path, "decisions__pick", asked + colour, colour + asked))
    assert "Decision pick: every combination ends where it did\n" in text
    assert "~ order of questions: fresh, colour, region -> colour, fresh, region" in text


def test_related_options_tell_of_each_other(tmp_path):
    more = "strengths: [Quick., Cheap., Small.]\n    related: [b]"
    found = edited(tmp_path, "options__a", "strengths: [Quick., Cheap., Small.]", more)
    settings = [(part.id, part.setting, part.was, part.now) for part in found.parts]
    assert settings == [("a", "related", "none", "b"), ("b", "related", "none", "a")]


def test_a_new_option_is_not_told_again_by_those_it_is_related_to(tmp_path):
    after = {**FULL, "options/c.yml": "name: C\nsummary: What c is.\nrelated: [a]\n"}
    found = difference(tmp_path, FULL, after)
    assert [(part.sign, part.id) for part in found.parts] == [("added", "c")]


def test_a_renamed_entity_does_not_tell_of_its_former_id(tmp_path):
    after = dict(FULL)
    after["options/c.yml"] = after.pop("options/a.yml").replace("[oldest]", "[oldest, a]")
    after = {
        name: text.replace("option: a", "option: c").replace("a: {name", "c: {name")
        for name, text in after.items()
    }
    after["comparisons/two.yml"] = (
        after["comparisons/two.yml"].replace("cells: {a:", "cells: {c:").replace(" a:", " c:")
    )
    for way, sides in {"on": (FULL, after), "back": (after, FULL)}.items():
        found = difference(tmp_path / way, *sides)
        assert {part.sign for part in found.parts} == {"renamed"}
        assert not [part for part in found.parts if part.setting]


WORDS = "One word after another, and none of them is another one than it was before, until at last, behind "


@pytest.mark.parametrize("end", ["much of it, not", "much of it, now "])
def test_a_difference_at_the_end_of_a_long_text_is_seen(tmp_path, end):
    long = f"{WORDS}{WORDS.lower()}"
    before = changed(PLAIN, comparisons__two=("b: Clever.", f"b: '{long} it stands.'"))
    after = changed(PLAIN, comparisons__two=("b: Clever.", f"b: '{long}{end}it stands.'"))
    found = difference(tmp_path, before, after)
    for text in (as_text(found), as_markdown(found)):
        row = next(row for row in text.splitlines() if "idea" in row)
        was, now = row.replace(" → ", " -> ").split(" -> ")
        assert "it stands" in was
        assert end.strip() in now


def test_lists_too_long_to_be_compared_letter_by_letter_end(tmp_path):
    def option(number):
        claims = "".join(f"  - {number} {claim} {'word ' * 400}\n" for claim in range(120))
        return f"name: A\nsummary: B.\nstrengths:\n{claims}"

    found = difference(tmp_path, {**PLAIN, "options/a.yml": option(1)}, {**PLAIN, "options/a.yml": option(2)})
    assert found.wording.reworded == 120


@pytest.mark.parametrize("backwards", [False, True])
def test_what_names_an_option_that_cannot_be_read_is_held_back(tmp_path, backwards):
    sound = {**PLAIN, "decisions/pick.yml": DECISION, "inputs.yml": FULL["inputs.yml"]}
    broken = {**sound, "options/a.yml": "name: Alpha\nsummary: > What\n"}
    found = difference(tmp_path, *((broken, sound) if backwards else (sound, broken)))
    unread = [(one.what.kind, one.what.id, one.outcomes) for one in found.unread]
    assert unread == [("option", "a", False), ("comparison", "two", False), ("decision", "pick", True)]
    assert not found.parts
    assert not found.wording


@pytest.mark.parametrize("backwards", [False, True])
def test_shared_inputs_that_cannot_be_read_are_not_called_removed(tmp_path, backwards):
    broken = {**FULL, "inputs.yml": "region:\n  ask: Where?\n    answers: {eu: Europe}\n"}
    found = difference(tmp_path, *((broken, FULL) if backwards else (FULL, broken)))
    assert sorted((one.what.kind, one.what.id) for one in found.unread) == [
        ("decision", "again"),
        ("decision", "pick"),
    ]
    assert not found.parts
    assert not found.wording


@pytest.mark.parametrize("backwards", [False, True])
def test_sources_that_cannot_be_read_are_not_called_unnamed(tmp_path, backwards):
    sound = changed(FULL, comparisons__two=("value: 14", "value: 15"))
    broken = {**FULL, "sources.yml": "s1:\n  title: One\n    kind: paper\n"}
    found = difference(tmp_path, *((broken, sound) if backwards else (sound, broken)))
    assert {one.what.kind for one in found.unread} == {"source"}
    assert not found.provenance
    assert [(bool(one.evidence), one.left_behind) for one in found.cells] == [(False, False)]
