"""Examples that a decision does not answer as its author expects."""

from __future__ import annotations

from decisionbook.lint.decisions import decision_findings
from tests.decide.build import at, book, boolean, inner, table

A, B = boolean("a"), boolean("b")
WHOLE = [({"a": "yes", "b": "yes"}, "x"), ({"a": "yes", "b": "no"}, "y"), ({"a": "no"}, "z")]


def whole(**more):
    return table("d", [A, B], WHOLE, policy="unique", **more)


def found(*decisions):
    return [(f.code, f.message) for f in decision_findings(book(*decisions))]


def only(*decisions):
    (one,) = decision_findings(book(*decisions))
    return one


def example(given, expect, **more):
    return only(whole(examples=[(given, expect)], **more))


def test_examples_that_hold():
    assert found(whole(examples=[({"a": "no"}, "z"), ({"a": "yes", "b": "no"}, "y")])) == []


def test_a_failing_example():
    finding = example({"a": "no"}, "x")
    assert (finding.code, finding.span) == ("D011", at(100))
    assert finding.message == "the decision answers z, by r3, instead of x"


def test_an_example_that_leaves_the_outcome_open():
    finding = example({"a": "yes"}, "x")
    assert finding.message == "the decision answers one of x, y instead of x"
    assert finding.fix == "answer 'b' too: without it the outcome is open"


def test_an_example_of_a_collection_in_any_order():
    rules = [({"a": "yes"}, "x"), ({"b": "yes"}, "y")]
    one = table(
        "d",
        [A, B],
        rules,
        policy="collect",
        no_match_allowed=True,
        examples=[({"a": "yes", "b": "yes"}, "y x")],
    )
    assert found(one) == []


def test_an_example_that_answers_an_unknown_input():
    assert (example({"c": "yes", "a": "no"}, "z").code, example({"aa": "yes"}, "z").fix) == (
        "R001",
        "did you mean 'a'?",
    )


def test_an_example_with_an_answer_that_the_input_does_not_take():
    finding = example({"a": "maybe"}, "z")
    assert (finding.code, finding.message) == ("D002", "'a' cannot be 'maybe'")
    assert finding.fix == "it takes yes or no (or unknown)"


def test_an_example_whose_answers_contradict_each_other():
    low = table("low", [A], [({"a": "yes"}, "x"), ({"a": "no"}, "y")], policy="unique")
    given = {"a": "no", "low": "x"}
    rules = [({"low": "x"}, "x"), ({"low": "y"}, "y")]
    top = table("top", [inner("low", low)], rules, policy="unique", examples=[(given, "x")])
    (finding,) = decision_findings(book(low, top))
    assert (finding.code, finding.fix) == ("D011", "change one of the answers")
    assert "contradict each other" in finding.message
    assert finding.message.endswith("give low = x")
