"""The proof by small examples, and the form in which the command prints it."""

from __future__ import annotations

from itertools import product

from decisionbook.decide import evaluate, prove
from decisionbook.decide.engine import engine_of
from decisionbook.decide.limits import MAX_LISTED
from decisionbook.decide.prove import Prover
from tests.decide.build import book, boolean, choice, day, inner, number, table
from tests.decide.random_books import random_book
from tests.decide.reference import choices, leaves, settled

A, B, C = boolean("a"), boolean("b"), boolean("c")
CHOOSE = book(
    table("d", [A, B, C], [({"a": "yes"}, "x"), ({"b": "yes"}, "y"), ({"c": "yes"}, "z")], otherwise="w")
)


def test_the_proof_as_json():
    data = prove(CHOOSE, "d").as_json()
    assert {
        key: data[key] for key in ("decision", "complete", "gaps", "otherwise_share", "combinations")
    } == {
        "decision": "d",
        "complete": True,
        "gaps": [],
        "otherwise_share": 0.125,
        "combinations": 8,
    }
    assert data["overlaps"] == [
        {"rules": ["r1", "r2"], "witness": {"a": True, "b": True, "c": True}, "conflict": True},
        {"rules": ["r1", "r3"], "witness": {"a": True, "b": True, "c": True}, "conflict": True},
        {"rules": ["r2", "r3"], "witness": {"a": False, "b": True, "c": True}, "conflict": True},
    ]
    assert data["dead_rules"] == data["unused_outcomes"] == data["unused_inputs"] == []
    questions = data["questions"]
    assert isinstance(questions, dict)
    assert {key: questions[key] for key in ("expected", "worst", "declared_expected", "optimal")} == {
        "expected": 1.75,
        "worst": 3,
        "declared_expected": 1.75,
        "optimal": True,
    }


def test_what_each_rule_is_left_with():
    proof = prove(CHOOSE, "d")
    assert proof.shares == {"r1": 0.5, "r2": 0.25, "r3": 0.125}
    assert proof.where == {
        "r1": "a = yes",
        "r2": "a = no, b = yes",
        "r3": "a = no, b = no, c = yes",
        "otherwise": "a = no, b = no, c = no",
    }


def test_every_case_of_a_rule_lies_within_what_it_is_left_with():
    for seed in range(120):
        known, name = random_book(seed)
        root = known.decisions[name]
        if root.steps or root.hit_policy == "priority":
            continue
        proof, places = prove(known, name), leaves(known, root)
        speaking: set[str] = set()
        for picked in product(*(choices(known, *place) for place in places.values())):
            case = settled(known, root, dict(zip(places, picked, strict=True)))
            speaking.update(case.fired if root.hit_policy == "first" else case.matched or case.fired)
        assert set(proof.where) == speaking, seed


def test_a_witness_has_json_values_for_every_address():
    low = table("low", [choice("grade", "b c")], [({"grade": "b"}, "p")], otherwise="q")
    top = table(
        "top",
        [inner("l", low), number("n", integer=True), number("x"), day("on")],
        [
            ({"l": "p"}, "x"),
            ({"n": "under 5"}, "x"),
            ({"x": "over 0"}, "x"),
            ({"on": "at least 2026-01-02"}, "x"),
        ],
    )
    (gap,) = prove(book(low, top), "top").gaps
    assert gap.witness == {"low.grade": "c", "n": 5, "x": 0, "on": "2026-01-01"}
    assert evaluate(book(low, top), "top", gap.witness).status == "none"
    assert gap.where == "low.grade = c, n at least 5, x = 0, on under 2026-01-02"


def test_a_gap_is_as_wide_as_it_can_be():
    one = table("d", [A, choice("g", "u v w")], [({"a": "yes"}, "x"), ({"g": "u"}, "y")], policy="first")
    assert [gap.where for gap in prove(book(one), "d").gaps] == ["a = no, g is v or w"]


def test_rules_that_mask_together():
    rules = [
        ({"a": "yes", "b": "yes"}, "x"),
        ({"a": "yes", "b": "no"}, "y"),
        ({"c": "yes"}, "z"),
        ({"a": "yes"}, "x"),
    ]
    (dead,) = prove(book(table("d", [A, B, C], rules, otherwise="w")), "d").dead_rules
    assert (dead.rule, dead.masked_by) == ("r4", ("r1", "r2"))


def test_a_redundant_rule_speaks_and_changes_nothing():
    rules = [({"a": "yes", "b": "yes"}, "x"), ({"a": "yes"}, "x")]
    proof = prove(book(table("d", [A, B], rules, otherwise="y")), "d")
    assert (proof.redundant_rules, proof.dead_rules) == (("r1",), ())


def test_removing_a_redundant_rule_changes_nothing():
    from dataclasses import replace

    for seed in range(150):
        known, name = random_book(seed)
        root = known.decisions[name]
        if root.steps or len(known.decisions) > 1:
            continue
        found = prove(known, name)
        cases = list(product(*(choices(known, *place) for place in leaves(known, root).values())))
        silent = {dead.rule for dead in found.dead_rules}
        for rule in root.rules:
            fewer = replace(root, rules=tuple(each for each in root.rules if each.id != rule.id))
            alike = all(
                settled(known, root, given).outcomes == settled(known, fewer, given).outcomes
                for given in (dict(zip(root.inputs, case, strict=True)) for case in cases)
            )
            assert (rule.id in found.redundant_rules) == (alike and rule.id not in silent), seed


def test_past_the_budget_nothing_is_claimed():
    proof = prove(CHOOSE, "d", budget=2)
    assert not proof.proved
    assert not proof.complete
    assert (proof.dead_rules, proof.overlaps) == ((), ())


def test_the_same_data_give_the_same_proof():
    for seed in range(20):
        assert prove(random_book(seed)[0], random_book(seed)[1]) == prove(
            random_book(seed)[0], random_book(seed)[1]
        )


def all_together(count):
    """A table of rules that all match together, wherever the inner decision says so, and what was looked at."""
    low = table("low", [boolean("a")], [({"a": "yes"}, "p")], otherwise="q")
    asked = [inner("l", low), number("x")]
    rules = [({"x": f"at least {i}", "l": "p"}, f"o{i % 2}") for i in range(count)]
    known = book(low, table("top", asked, rules, policy="unique", otherwise="o0"))
    prover = Prover(engine_of(known), "top")
    return prover.proof(), prover.search.looked


def test_pairs_are_counted_without_a_search_for_each():
    proof, looked = all_together(40)
    more, looked_more = all_together(80)
    assert (proof.overlap_count, more.overlap_count) == (40 * 39 // 2, 80 * 79 // 2)
    assert len(more.overlaps) == MAX_LISTED
    assert looked_more < 3 * looked
