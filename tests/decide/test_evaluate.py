"""Each hit policy, partial answers, values and limits by small examples."""

from __future__ import annotations

from decimal import Decimal

import pytest

from decisionbook.decide import CycleError, Evaluator, TooLargeError, count, evaluate
from decisionbook.decide import limits as limits_module
from tests.decide.build import book, boolean, choice, flow, inner, number, table

A, B = boolean("a"), boolean("b")
BOTH = [({"a": "yes"}, "x"), ({"b": "yes"}, "y"), ({"a": "yes", "b": "yes"}, "x")]


def result(policy, rules=BOTH, answers=None, **more):
    known = book(table("d", [A, B], rules, policy=policy, outcomes="y x", **more))
    return evaluate(known, "d", {"a": True, "b": True} if answers is None else answers)


@pytest.mark.parametrize(
    ("policy", "outcomes", "rules", "returned"),
    [
        ("first", ("x",), ("r1",), "x"),
        ("priority", ("y",), ("r2",), "y"),
        ("collect", ("y", "x"), ("r1", "r2", "r3"), ["y", "x"]),
        ("rule-order", ("x", "y", "x"), ("r1", "r2", "r3"), ["x", "y", "x"]),
        ("output-order", ("y", "x", "x"), ("r1", "r2", "r3"), ["y", "x", "x"]),
    ],
)
def test_hit_policies(policy, outcomes, rules, returned):
    found = result(policy)
    assert (found.status, found.outcomes, found.rules, found.result) == ("decided", outcomes, rules, returned)


def test_any_names_all_rules_that_agree():
    found = result("any", [({"a": "yes"}, "x"), ({"b": "yes"}, "x")])
    assert (found.outcomes, found.rules) == (("x",), ("r1", "r2"))


def test_otherwise_speaks_only_when_nothing_matches():
    assert result("unique", BOTH[:1], {"a": False}, otherwise="y").as_json() == {
        "decision": "d",
        "status": "decided",
        "outcomes": ["y"],
        "possible": ["y"],
        "rules": ["otherwise"],
        "next": None,
        "result": "y",
    }


def test_a_missing_answer_does_not_trigger_otherwise():
    found = result("unique", BOTH[:1], {}, otherwise="y")
    assert (found.status, found.outcomes, found.possible, found.next) == ("open", (), ("y", "x"), "a")


def test_nothing_matches():
    found = result("collect", BOTH[:1], {"a": False}, no_match_allowed=True)
    assert (found.status, found.outcomes, found.possible, found.result) == ("none", (), (None,), None)


def test_where_some_completion_matches_nothing():
    assert result("collect", BOTH[:1], {}).possible == ("x", None)


def test_certain_outcomes_of_an_open_collection():
    found = result("collect", BOTH, {"a": True})
    assert (found.status, found.outcomes, found.possible, found.rules) == (
        "open",
        ("x",),
        ("y", "x"),
        ("r1",),
    )
    assert found.result is None


def test_rules_that_already_hold_while_an_earlier_one_may_still_win():
    found = result("first", BOTH, {"b": True})
    assert (found.status, found.rules, found.next) == ("open", ("r2",), "a")


def test_an_answer_that_cannot_change_anything_is_not_asked_for():
    assert (
        result("first", [({"a": "yes"}, "x"), ({"b": "yes"}, "x"), ({"b": "no"}, "x")], {}).status
        == "decided"
    )


def test_unknown_is_not_asked_again():
    assert result("first", BOTH, {"a": "unknown"}, otherwise="y").next is None
    assert result("unique", [({"a": "yes", "b": "yes"}, "x")], {"a": "unknown"}, otherwise="y").next == "b"


def given(**values):
    rules = [({"a": "yes"}, "p"), ({"b": "yes"}, "q")]
    return {"rules": rules, "outcomes": "p q", "given": values}


VALUES = {"p": {"rate": Decimal("0.1")}, "q": {"rate": Decimal(2)}}


@pytest.mark.parametrize(
    ("aggregate", "expected"), [(None, [0.1, 2]), ("sum", 2.1), ("min", 0.1), ("max", 2), ("count", 2)]
)
def test_values_and_aggregates(aggregate, expected):
    rules = [({"a": "yes"}, "p"), ({"b": "yes"}, "q")]
    one = table("d", [A, B], rules, policy="rule-order", given=VALUES, aggregate=aggregate)
    assert evaluate(book(one), "d", {"a": True, "b": True}).result == expected


def test_several_outputs_make_an_object():
    one = table("d", [A], [({}, "p")], given={"p": {"rate": Decimal(3), "grade": "B", "ok": True}})
    assert evaluate(book(one), "d", {}).result == {"rate": 3, "grade": "B", "ok": True}


FLOW = flow(
    "d",
    [choice("vehicle", "car bus"), boolean("licence")],
    "vehicle",
    {"vehicle": {"car": "drive", "bus": "check"}, "check": {"yes": "drive", "no": "walk"}},
    asks={"check": "licence"},
)


def test_steps_fire_along_the_path():
    found = evaluate(book(FLOW), "d", {"vehicle": "bus", "licence": False})
    assert (found.outcomes, found.rules) == (("walk",), ("vehicle", "check"))


def test_answers_off_the_path_are_ignored():
    found = evaluate(book(FLOW), "d", {"vehicle": "car", "licence": False})
    assert (found.outcomes, found.rules) == (("drive",), ("vehicle",))


def test_steps_ask_along_the_path():
    found = evaluate(book(FLOW), "d", {"licence": True})
    assert found.status == "decided"
    assert evaluate(book(FLOW), "d", {}).next == "vehicle"
    assert evaluate(book(FLOW), "d", {"vehicle": "bus"}).next == "licence"


def test_an_inner_question_that_cannot_change_the_outer_outcome_is_not_asked():
    low = table("low", [A, B], [({"a": "yes"}, "p"), ({"b": "yes"}, "q")], otherwise="r")
    top = table("top", [inner("l", low)], [({"l": "p"}, "x")], otherwise="y")
    assert evaluate(book(low, top), "top", {}).next == "low.a"
    assert evaluate(book(low, top), "top", {"low.a": False}).outcomes == ("y",)


def test_an_inner_question_matters_even_where_another_input_shares_its_answer():
    low = table("low", [number("n", shared=True)], [({"n": "under 5"}, "p")], otherwise="q")
    top = table(
        "top",
        [inner("l", low), number("n", shared=True)],
        [({"l": "p", "n": "at least 5"}, "x")],
        otherwise="y",
    )
    assert evaluate(book(low, top), "top", {}).outcomes == ("y",)


def test_a_circle_is_an_error():
    one = table("one", [A], [({"a": "yes"}, "x")], otherwise="y")
    two = table("two", [inner("i", one)], [({"i": "x"}, "x")], otherwise="y")
    back = table("one", [inner("j", two)], [({"j": "x"}, "x")], otherwise="y")
    with pytest.raises(CycleError) as caught:
        evaluate(book(back, two), "two", {})
    assert caught.value.path == ("two", "one", "two")


def test_too_many_inputs_are_an_error():
    asked = [boolean(f"i{n}") for n in range(limits_module.MAX_INPUTS + 1)]
    with pytest.raises(TooLargeError, match="65 inputs; at most 64"):
        evaluate(book(table("d", asked, [({}, "x")])), "d", {})


def parity(count):
    """Every answer matters to the very end, and every set of rules is reached: the worst there is."""
    asked = [choice(f"i{n}", "u v w") for n in range(count)]
    rules = [({f"i{n}": "u", f"i{(n * 7 + 3) % count}": "v"}, "x" if n % 2 else "y") for n in range(count)]
    return table("d", asked, rules, policy="collect", no_match_allowed=True)


def test_past_the_budget_a_result_is_open_and_never_wrong():
    found = evaluate(book(parity(40)), "d", {})
    assert (found.status, found.outcomes, found.possible) == ("open", (), ("y", "x", None))
    assert found.next == "i0"


def test_an_evaluator_answers_many_rows():
    evaluator = Evaluator(book(table("d", [A, B], BOTH)), "d")
    found = [evaluator.evaluate({"a": a, "b": b}).outcomes for a in (True, False) for b in (True, False)]
    assert found == [("x",), ("x",), ("y",), ()]


def test_what_is_too_large_to_compile_is_asked_in_declared_order(monkeypatch):
    monkeypatch.setattr(count, "COUNT_PLACES", 0)
    shared = boolean("s", shared=True)
    low = table("low", [boolean("a"), shared], [({"a": "yes"}, "p"), ({"s": "yes"}, "p")], otherwise="q")
    top = table(
        "top", [inner("l", low), boolean("b"), shared], [({"l": "p", "b": "yes"}, "x")], otherwise="y"
    )
    asked = [
        evaluate(book(low, top), "top", given).next
        for given in (
            {},
            {"low.a": "yes"},
            {"low.a": "no"},
            {"low.a": "no", "s": "unknown"},
            {"l": "p"},
            {"l": "unknown"},
        )
    ]
    assert asked == ["low.a", "b", "s", "b", "b", "b"]


def test_what_is_too_large_to_compile_asks_below_a_closed_decision_what_others_ask_too(monkeypatch):
    monkeypatch.setattr(count, "COUNT_PLACES", 0)
    shared, a = boolean("s", shared=True), boolean("a")
    base = table("base", [a], [({"a": "yes"}, "p")], otherwise="q")
    low = table("low", [inner("b", base), shared], [({"b": "p", "s": "yes"}, "p")], otherwise="q")
    rules = [({"l": "p", "s": "no"}, "x"), ({"c": "p", "s": "yes"}, "x")]
    top = table("top", [inner("l", low), inner("c", base), shared], rules, policy="first", otherwise="y")
    known = book(base, low, top)
    assert evaluate(known, "top", {"l": "unknown"}).next == "base.a"
    assert evaluate(known, "top", {"l": "unknown", "base.a": "yes"}).next == "s"
