"""Flow charts that cannot be followed."""

from __future__ import annotations

from decisionbook.lint.decisions import decision_findings
from tests.decide.build import book, boolean, choice, flow

A, B = boolean("a"), boolean("b")
DATA = choice("data", "none noisy clean", ordered=True)


def found(*decisions):
    return [(f.code, f.message) for f in decision_findings(book(*decisions))]


SOUND = {"a": {"yes": "b", "no": "x"}, "b": {"yes": "x", "no": "y"}}


def steps(parts, **more):
    return found(flow("d", [A, B, DATA], "a", parts, **more))


def test_sound_steps():
    assert found(flow("d", [A, B], "a", SOUND)) == []


def test_steps_in_a_circle():
    assert steps({"a": {"yes": "b", "no": "x"}, "b": {"yes": "a", "no": "y"}}) == [
        ("D014", "the steps lead in a circle: a -> b -> a")
    ]


def test_a_step_that_leads_to_itself():
    assert steps({"a": {"yes": "a", "no": "x"}})[0] == ("D014", "the steps lead in a circle: a -> a")


def test_an_unreachable_step():
    assert steps({"a": {"yes": "x", "no": "y"}, "b": {"yes": "x", "no": "y"}}) == [
        ("D015", "no answer leads to step 'b'")
    ]


def test_a_missing_answer():
    assert steps({"a": {"yes": "data", "no": "x"}, "data": {"none": "x"}}) == [
        ("D016", "step 'data' leads nowhere for data is noisy or clean")
    ]


def test_an_answer_with_two_ways():
    assert steps({"a": {"yes": "data", "no": "x"}, "data": {"at least noisy": "x", "not clean": "y"}}) == [
        ("D019", "step 'data' leads to several places for data = noisy")
    ]


def test_a_repeated_question():
    parts = {"a": {"yes": "b", "no": "x"}, "b": {"yes": "c", "no": "x"}, "c": {"yes": "x", "no": "y"}}
    assert steps(parts, asks={"c": "a"}) == [("D017", "step 'c' asks 'a' again: step 'a' has asked it")]


def test_steps_may_share_a_target():
    parts = {
        "a": {"yes": "b", "no": "c"},
        "b": {"yes": "d", "no": "x"},
        "c": {"none": "x", "at least noisy": "d"},
    }
    parts["d"] = {"yes": "x", "no": "y"}
    one = flow("d", [A, B, DATA, boolean("e")], "a", parts, asks={"c": "data", "d": "e"})
    assert found(one) == []
