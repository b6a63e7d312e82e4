"""Conditions on an input whose answers have ids: one of them, all but one, or those up to or from one."""

from __future__ import annotations

import re

from decisionbook.conditions.words import NOT, ONE_SIDED, TWO_SIDED, Problem, forms, in_words, some
from decisionbook.domains import Choices, ValueSet
from decisionbook.model import Input
from decisionbook.schema.scalars import parse_bool, shown
from decisionbook.spelling import closest


def read_choice(text: str, of: Input, domain: Choices) -> ValueSet | Problem:
    """The answers that one text admits, or why it cannot be read. Blanks stand single in the text."""
    if text in domain.values:
        return frozenset({text})
    negated = NOT.fullmatch(text)
    if negated:
        answer = _answer(negated[1], of, domain)
        return answer if isinstance(answer, Problem) else domain.everything - {answer}
    if ONE_SIDED.fullmatch(text) or TWO_SIDED.fullmatch(text):
        return _read_ordered(text, of, domain)
    meant = in_words(text)
    if meant and not isinstance(read_choice(meant, of, domain), Problem):
        return Problem("D001", f"{shown(text)} cannot be read", f"write '{meant}'", meant)
    if " " in text:
        return Problem("D001", f"the condition {shown(text)} cannot be read", f"write {forms(of)}")
    answer = _answer(text, of, domain)
    return answer if isinstance(answer, Problem) else frozenset({answer})


def _read_ordered(text: str, of: Input, domain: Choices) -> ValueSet | Problem:
    if not domain.ordered:
        inner = of.type == "decision"
        cure = "`outcomes_ordered: yes` in that decision" if inner else "`ordered: yes` beside its answers"
        what = f"outcomes of decision '{of.decision}'" if inner else f"answers to '{of.id}'"
        fix = f"list the answers instead, or say {cure}"
        return Problem("D002", f"the {what} have no order from low to high", fix)
    one = ONE_SIDED.fullmatch(text)
    if one:
        at = _place(one[2], text, of, domain)
        return at if isinstance(at, Problem) else _beyond(one[1], at, text, domain)
    two = TWO_SIDED.fullmatch(text)
    assert two is not None  # noqa: S101 - the caller matched one of the two
    low, high = _place(two[2], text, of, domain), _place(two[4], text, of, domain)
    if isinstance(low, Problem):
        return low
    if isinstance(high, Problem):
        return high
    return _between(two, low, high, text, domain)


def _place(answer: str, text: str, of: Input, domain: Choices) -> int | Problem:
    found = _answer(answer, of, domain)
    if isinstance(found, Problem):
        meant = closest(answer, domain.values)
        whole = re.sub(rf"(?<!\S){re.escape(answer)}(?!\S)", meant, text) if meant else None
        return Problem(found.code, found.message, found.fix, whole)
    return domain.values.index(found)


def _beyond(word: str, at: int, text: str, domain: Choices) -> ValueSet | Problem:
    kept = {
        "at least": domain.values[at:],
        "over": domain.values[at + 1 :],
        "at most": domain.values[: at + 1],
        "under": domain.values[:at],
    }[word]
    if kept:
        return frozenset(kept)
    order = ", ".join(domain.values)
    return Problem("D022", f"no answer is {text}", f"the answers run from low to high: {order}")


def _between(two: re.Match[str], low: int, high: int, text: str, domain: Choices) -> ValueSet | Problem:
    first, last = low + bool(two[1]), high - bool(two[3])
    if first <= last:
        return frozenset(domain.values[first : last + 1])
    order = ", ".join(domain.values)
    meant = f"{two[4]} to {two[2]}" if high < low else None
    return Problem(
        "D022", f"nothing lies in {shown(text)}", f"the answers run from low to high: {order}", meant
    )


def _answer(text: str, of: Input, domain: Choices) -> str | Problem:
    if text in domain.values:
        return text
    truth = parse_bool(text)
    alike = None if truth is None else "yes" if truth else "no"
    if alike in domain.values:
        return alike
    if text == "unknown":
        message = "a rule cannot ask for a missing answer"
        return Problem("D002", message, f"leave '{of.id}' out, or list the answers: {some(domain.values)}")
    meant = closest(text, domain.values)
    fix = f"did you mean '{meant}'?" if meant else f"the answers are: {some(domain.values)}"
    return Problem("D002", no_answer(text, of), fix, meant)


def no_answer(text: str, of: Input) -> str:
    """That a word is none of the answers to a choice or to another decision."""
    what = f"an outcome of decision '{of.decision}'" if of.type == "decision" else f"an answer to '{of.id}'"
    return f"{shown(text)} is not {what}"
