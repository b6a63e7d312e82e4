"""Conditions as authors write them, read into sets of answers.

The words are ``at least``, ``at most``, ``over``, ``under``, ``to`` and ``not``: symbols such as ``>= 18`` or
``[0..10]`` break plain YAML or change its meaning without a word, so they are errors with the words as cure.
"""

from __future__ import annotations

from collections.abc import Sequence

from decisionbook.conditions.choices import no_answer, read_choice
from decisionbook.conditions.ranges import read_range
from decisionbook.conditions.words import ANYTHING, NOT, THE_REST, Problem, forms
from decisionbook.domains import Choices, Intervals, ValueSet
from decisionbook.model import Input
from decisionbook.schema.scalars import parse_bool, shown
from decisionbook.spelling import closest

_YES, _NO = frozenset({"yes"}), frozenset({"no"})

__all__ = ["Problem", "everywhere", "no_answer", "read_condition"]


def read_condition(written: str | Sequence[str], of: Input) -> tuple[ValueSet | None, tuple[Problem, ...]]:
    """The answers of input ``of`` that ``written`` admits, and what is wrong with it.

    Where a problem's ``meant`` is known, the set is what was meant. The set is ``None`` where nothing could be
    read at all.
    """
    if isinstance(written, str):
        values, problem = _read_or_guess(written, of)
        return values, (problem,) if problem else ()
    if of.type == "boolean":
        fix = "write one of them; to accept both, leave the input out"
        return None, (Problem("D001", "a list stands where yes or no is expected", fix),)
    found: list[ValueSet] = []
    problems: list[Problem] = []
    for index, item in enumerate(written):
        values, problem = _read_or_guess(item, of)
        if problem:
            place = Problem(problem.code, problem.message, problem.fix, problem.meant, index)
            problems.append(place)
        if values is not None:
            found.append(values)
    return _union(found), tuple(problems)


def _union(sets: Sequence[ValueSet]) -> ValueSet | None:
    """All of the sets in one, ``None`` where there are none; sets of one input are of one type."""
    if not sets:
        return None
    if isinstance(sets[0], Intervals):
        return Intervals.joined(values for values in sets if isinstance(values, Intervals))
    return frozenset().union(*(values for values in sets if isinstance(values, frozenset)))


def _read_or_guess(text: str, of: Input) -> tuple[ValueSet | None, Problem | None]:
    read = _read(" ".join(text.split()), of)
    if not isinstance(read, Problem):
        return read, None
    if read.meant is None:
        return None, read
    again = _read(read.meant, of)
    if isinstance(again, Problem):
        return None, Problem(read.code, read.message, read.fix)
    return again, read


def _read(text: str, of: Input) -> ValueSet | Problem:
    if text in ANYTHING | THE_REST and not (isinstance(of.domain, Choices) and text in of.domain.values):
        cure = f"leave '{of.id}' out: a rule without it accepts any answer"
        if text in THE_REST:
            cure = f"say which answers are left: {forms(of)}"
        return Problem("D001", f"{shown(text)} is no condition", cure)
    if of.type == "boolean":
        return _read_boolean(text)
    if isinstance(of.domain, Choices):
        return read_choice(text, of, of.domain)
    return read_range(text, of, of.domain)


def _read_boolean(text: str) -> ValueSet | Problem:
    truth = parse_bool(text)
    if truth is not None:
        return _YES if truth else _NO
    negated = NOT.fullmatch(text)
    inner = parse_bool(negated[1]) if negated else None
    if inner is not None:
        meant = "no" if inner else "yes"
        return Problem("D001", f"{shown(text)} is not yes or no", f"write {meant}", meant)
    guess = closest(text, ("yes", "no", "true", "false"))
    return Problem("D001", f"{shown(text)} is not yes or no", "write yes or no", guess)


def everywhere(code: str, message: str, of: Input) -> str:
    """What a problem with an input is about, where other files may have the same one; else nothing."""
    shared = f"{of.shared}: {message}" if of.shared else ""
    return "" if code != "D002" else message if of.type == "decision" else shared
