"""Whether decisions answer their examples as the author expects."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from decisionbook.conditions import everywhere, no_answer
from decisionbook.decide import AnswerError, Evaluator, Problem, Result
from decisionbook.domains import Choices
from decisionbook.findings import Finding, finding
from decisionbook.model import Book, Decision, Example


def failing_examples(book: Book, decision: Decision, *, narrowed: bool = False) -> Iterator[Finding]:
    """One finding an example: at its expectation where the decision answers otherwise, at a bad answer itself.

    Where an inner decision has a gap (``narrowed``), answers that it does not handle are no mistake of an example.
    """
    if not decision.examples:
        return
    evaluator = Evaluator(book, decision.id)
    for example in decision.examples:
        try:
            result = evaluator.evaluate(example.given)
        except AnswerError as error:
            bad = (_bad_answer(evaluator, example, problem) for problem in error.problems)
            yield from (each for each in bad if not (narrowed and each.code == "D011"))
            continue
        if not _as_expected(decision, example, result):
            message = f"the decision answers {_said(result)} instead of {_named(example.expect)}"
            yield finding("D011", example.expect_span, message, _fix(result))


def _as_expected(decision: Decision, example: Example, result: Result) -> bool:
    if result.status == "open":
        return False
    if decision.hit_policy == "collect":
        return sorted(example.expect) == sorted(result.outcomes)
    return example.expect == result.outcomes


def _said(result: Result) -> str:
    if result.status == "none":
        return "nothing"
    if result.status == "open":
        return f"one of {_named(tuple(outcome or 'nothing' for outcome in result.possible))}"
    return (
        f"{_named(result.outcomes)}, by {_named(result.rules)}," if result.rules else _named(result.outcomes)
    )


def _named(outcomes: tuple[str, ...]) -> str:
    return ", ".join(outcomes) or "nothing"


def _fix(result: Result) -> str:
    if result.status != "open":
        return "correct the expectation or the rules"
    if result.next is None:
        return "correct the expectation or the rules: with these answers the outcome stays open"
    return f"answer '{result.next}' too: without it the outcome is open"


def _bad_answer(evaluator: Evaluator, example: Example, problem: Problem) -> Finding:
    name = next((n for n in example.given if evaluator.reader.names.get(n, n) == problem.address), None)
    span = example.given_spans.get(name or "", example.span)
    if name is not None and name not in evaluator.reader.names:
        close = get_close_matches(name, evaluator.reader.names, 1)
        fix = f"did you mean '{close[0]}'?" if close else f"its inputs: {', '.join(evaluator.reader.entries)}"
        return finding("R001", span, f"'{name}' is not an input of this decision", fix)
    if name is None:
        return finding("D011", example.span, problem.message.rstrip("."), "change one of the answers")
    what, _, accepted = problem.message.rstrip(".").partition("; ")
    entry = evaluator.reader.entries[problem.address]
    question, given = entry.decision.inputs[entry.input], example.given[name]
    is_one = isinstance(question.domain, Choices) and given in question.domain.values
    if is_one:  # but not beside the others
        return finding("D011", span, what, "change one of the answers")
    if question.type in {"choice", "decision"} and isinstance(given, str):
        what = no_answer(given, question)
    about = everywhere("D002", what, question)
    return finding("D002", span, what, accepted or "change one of the answers", about=about)
