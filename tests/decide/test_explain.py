"""Reasons, nearest changes, runners-up, inner outcomes; the hash; what a terminal shows."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import import_module

import pytest

from decisionbook.decide import AnswerError, digest, evaluate, explain, prove
from decisionbook.decide.text import (
    proof_as_text,
    result_as_text,
    tree_as_json,
    tree_as_mermaid,
    tree_as_text,
)
from decisionbook.findings import Span
from tests.decide.build import book, boolean, choice, flow, inner, number, table

explain_module = import_module("decisionbook.decide.explain")
DATA = choice("data", "none noisy clean", ordered=True)
CHOOSE = book(
    table(
        "choose",
        [boolean("fresh"), DATA, number("volume", integer=True)],
        [
            ({"fresh": "yes"}, "rag", "stale"),
            ({"data": "clean", "volume": "at least 100"}, "tuning", "habit"),
        ],
        otherwise="prompting",
    )
)
FULL = {"fresh": False, "data": "noisy", "volume": 500}


def changes(known, name, answers):
    return [(change.answers, change.outcomes) for change in explain(known, name, answers).changes]


def test_the_reasons_are_those_of_the_rules_that_fire():
    found = explain(CHOOSE, "choose", {"fresh": True})
    assert [(r.rule, r.because.text) for r in found.reasons if r.because] == [("stale", "because 1")]


@pytest.mark.parametrize("policy", ["first", "priority"])
def test_a_rule_that_holds_and_says_something_else_is_no_reason(policy):
    rules = [({"a": "yes"}, "x"), ({"a": "no"}, "x"), ({"b": "yes"}, "y")]
    known = book(table("d", [boolean("a"), boolean("b")], rules, policy=policy, otherwise="y"))
    found = explain(known, "d", {"b": True})
    assert (found.result.outcomes, found.result.rules) == (("x",), ("r3",))
    assert not found.reasons
    assert [r.rule for r in found.one_of] == ["r1", "r2"]
    assert found.runners_up == (("r3", "y"),)


def test_the_nearest_answers_that_would_change_the_outcome():
    assert changes(CHOOSE, "choose", FULL) == [
        (("fresh = yes",), ("rag",)),
        (("data = clean",), ("tuning",)),
    ]


def test_answers_with_the_same_effect_stand_together():
    assert changes(CHOOSE, "choose", {"fresh": False, "data": "clean", "volume": 500}) == [
        (("fresh = yes",), ("rag",)),
        (("data is none or noisy",), ("prompting",)),
        (("volume under 100",), ("prompting",)),
    ]


def test_pairs_are_tried_where_no_single_change_is_enough():
    one = table("d", [boolean("a"), boolean("b")], [({"a": "yes", "b": "yes"}, "x")], otherwise="y")
    assert changes(book(one), "d", {"a": False, "b": False}) == [(("a = yes", "b = yes"), ("x",))]


def test_every_change_is_what_evaluation_says():
    for answers in (
        {"fresh": f, "data": d, "volume": v}
        for f in (True, False)
        for d in ["none", "noisy", "clean"]
        for v in (0, 100)
    ):
        now = evaluate(CHOOSE, "choose", answers).outcomes
        found = {outcomes for _, outcomes in changes(CHOOSE, "choose", answers)}
        near = {
            evaluate(CHOOSE, "choose", {**answers, name: value}).outcomes
            for name, values in (
                ("fresh", (True, False)),
                ("data", ("none", "noisy", "clean")),
                ("volume", (0, 100)),
            )
            for value in values
        }
        assert found == near - {now}


def test_past_a_budget_of_states_no_further_answers_are_tried(monkeypatch):
    asked = [boolean(f"b{i}") for i in range(8)]
    rules = [({"b0": "yes", "b1": "yes"}, "x"), *(({f"b{i}": "yes"}, "y") for i in range(2, 8))]
    known = book(table("d", asked, rules, otherwise="z"))
    tried = []
    monkeypatch.setattr(explain_module, "_outcomes", lambda _, answers: tried.append(answers))
    explain(known, "d", {"b0": "yes", "b1": "yes"})
    assert len(tried) == 3
    monkeypatch.setattr(explain_module, "MAX_STATES", -1)
    assert explain(known, "d", {"b0": "yes", "b1": "yes"}).changes == ()
    assert len(tried) == 3


def test_while_it_is_open_nothing_is_said_to_change_it():
    assert changes(CHOOSE, "choose", {"fresh": False}) == []


def test_rules_that_match_as_well_run_up():
    found = explain(CHOOSE, "choose", {"fresh": True, "data": "clean", "volume": 100})
    assert found.runners_up == (("habit", "tuning"),)


LOW = table("low", [boolean("a"), boolean("b")], [({"a": "yes"}, "p", "first")], otherwise="q")
TOP = book(
    LOW,
    table("top", [inner("l", LOW), boolean("b")], [({"l": "p"}, "x"), ({"b": "yes"}, "y")], otherwise="z"),
)


def test_inner_outcomes_come_with_their_reasons():
    (found,) = explain(TOP, "top", {"a": True}).inner
    assert (found.decision, found.outcomes, found.given) == ("low", ("p",), False)
    assert [reason.rule for reason in found.reasons] == ["first"]


@pytest.mark.parametrize(("value", "said"), [(1, "p"), (3, "p"), (6, "q"), (9, "q")])
def test_a_shared_number_is_read_the_same_within_the_inner_decision(value, said):
    shared = number("n", shared=True)
    low = table("low", [shared], [({"n": "under 5"}, "p")], otherwise="q")
    rules = [({"n": "under 2"}, "a"), ({"n": "2 to under 8", "l": "p"}, "b")]
    found = explain(
        book(low, table("top", [shared, inner("l", low)], rules, otherwise="c")), "top", {"n": value}
    )
    assert [each.outcomes for each in found.inner] == [(said,)]


def test_an_outcome_that_was_given_has_no_reasons():
    (found,) = explain(TOP, "top", {"l": "q", "b": True}).inner
    assert (found.outcomes, found.reasons, found.given) == (("q",), (), True)


def test_an_inner_input_is_not_taken_for_an_own_one_of_the_same_id():
    assert explain(TOP, "top", {"low.a": False, "b": True, "low.b": False}).inner[0].outcomes == ("q",)


def test_steps_give_the_reason_of_the_branch_that_was_taken():
    chart = flow("d", [boolean("a")], "a", {"a": {"yes": "x", "no": "y"}})
    (found,) = explain(book(chart), "d", {"a": False}).reasons
    assert found.because is not None
    assert found.because.text == "a no"


def test_bad_answers_raise():
    with pytest.raises(AnswerError):
        explain(CHOOSE, "choose", {"fresh": "perhaps"})


def test_the_hash_follows_what_is_said_and_not_where():
    one = CHOOSE.decisions["choose"]
    same = replace(one, span=Span("elsewhere.yml", 9))
    other = replace(one, rules=tuple(reversed(one.rules)))
    assert digest(CHOOSE, "choose") == digest(book(same), "choose")
    assert digest(CHOOSE, "choose") != digest(book(other), "choose")
    assert len(digest(CHOOSE, "choose")) == 12


def test_the_hash_covers_inner_decisions():
    changed = replace(LOW, title="Another")
    assert digest(TOP, "top") != digest(book(changed, TOP.decisions["top"]), "top")


def test_a_result_in_a_terminal():
    assert result_as_text(CHOOSE, evaluate(CHOOSE, "choose", FULL), FULL).splitlines() == [
        "Choose: PROMPTING (prompting)",
        "",
        "Why",
        "  otherwise: else",
        "",
        "Would change it",
        "  fresh = yes: RAG (rag)",
        "  data = clean: TUNING (tuning)",
    ]


def test_a_result_that_no_single_rule_gives_names_the_rules_of_which_one_does():
    known = book(
        table(
            "split",
            [boolean("q"), boolean("z")],
            [({"q": "yes", "z": "yes"}, "x"), ({"q": "no", "z": "yes"}, "x"), ({"z": "no"}, "y")],
        )
    )
    found = explain(known, "split", {"z": True})
    assert (found.reasons, [each.rule for each in found.one_of]) == ((), ["r1", "r2"])
    shown = result_as_text(known, found.result, {"z": True})
    assert "one of these holds\n  r1: because 1\n  r2: because 2\n" in shown
    assert explain(known, "split", {"z": False}).one_of == ()
    assert explain(known, "split", {}).one_of == ()


def test_an_open_result_in_a_terminal():
    given = {"fresh": False}
    assert result_as_text(CHOOSE, evaluate(CHOOSE, "choose", given), given).splitlines() == [
        "Choose: open",
        "Possible: TUNING (tuning), PROMPTING (prompting)",
        "Next: data? [data]",
    ]


def test_a_tree_in_a_terminal():
    assert tree_as_text(CHOOSE, "choose").splitlines() == [
        "Choose (choose)",
        "   1  fresh? [fresh]",
        "        yes: rag (RAG)",
        "        no: question 2",
        "   2  data? [data]",
        "        none or noisy: prompting (PROMPTING)",
        "        clean: question 3",
        "   3  volume? [volume]",
        "        under 100: prompting (PROMPTING)",
        "        at least 100: tuning (TUNING)",
        "",
        "1.67 questions on average, 3 at most. Answers to a question count equally.",
    ]


def test_a_tree_as_json():
    data = json.loads(tree_as_json(TOP, "top"))
    assert list(data["graphs"]) == ["top", "low"]
    first = data["graphs"]["top"]["nodes"][0]
    assert (first["input"], first["address"], first["decision"]) == ("l", "l", "low")
    assert data["graphs"]["low"]["nodes"][0]["address"] == "low.a"


def test_a_tree_as_mermaid_shows_hostile_text_as_text():
    asked = replace(boolean("a"), ask='"] --> end <script>')
    drawn = tree_as_mermaid(book(table("d", [asked], [({"a": "yes"}, "x")], otherwise="y")), "d")
    assert '{"#34;#93; --#62; end #60;script#62;"}' in drawn
    assert "<" not in drawn
    assert 'd0n0 -->|"yes"| d0n1' in drawn


def test_a_proof_in_a_terminal():
    one = table(
        "d",
        [DATA, number("volume", integer=True)],
        [
            ({"data": "clean"}, "x"),
            ({"data": "none"}, "y"),
            ({"data": "noisy", "volume": "at least 100"}, "x"),
        ],
        policy="unique",
    )
    lines = proof_as_text(book(one), prove(book(one), "d")).splitlines()
    assert lines[0] == "D: 16.7 % of 6 combinations are not handled."
    assert "Nobody handles" in lines
    assert "  data = noisy, volume under 100 (16.7 %)" in lines


@pytest.mark.parametrize("width", [40, 80])
def test_nothing_is_wider_than_the_terminal(width):
    texts = [
        tree_as_text(TOP, "top", width=width),
        proof_as_text(CHOOSE, prove(CHOOSE, "choose"), width=width),
        result_as_text(CHOOSE, evaluate(CHOOSE, "choose", FULL), FULL, width=width),
    ]
    assert max(len(line) for text in texts for line in text.splitlines()) <= width
