"""Conditions as authors write them, read into sets of answers.

The words are ``at least``, ``at most``, ``over``, ``under``, ``to`` and ``not``: symbols such as ``>= 18`` or
``[0..10]`` break plain YAML or change its meaning without a word, so they are errors with the words as cure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from decisionbook.domains import Choices, Intervals, Range, ValueSet
from decisionbook.model import Input
from decisionbook.schema.scalars import date_fix, number_fix, parse_bool, parse_date, parse_number, shown
from decisionbook.spelling import closest

FORMS = {
    "boolean": "yes or no",
    "choice": "an answer id, a list of ids, or `not ID`",
    "number": "100, at least 100, at most 100, over 100, under 100, 100 to 999, 100 to under 1000, or a list of these",
    "date": "2026-01-31, at least 2026-01-31, under 2026-01-31, 2026-01-01 to 2026-01-31, or a list of these",
}
"""What may be written, by type of input."""

ORDERED_FORMS = "at least X, at most X, over X, under X, X to Y"

_ONE_SIDED = re.compile(r"(at least|at most|over|under)\s+(\S+)")
_TWO_SIDED = re.compile(r"(over\s+)?(\S+)\s+to\s+(under\s+)?(\S+)")
_POINTED = re.compile(r"(?<![\w.-])\d{1,3}(?:\.\d{3})+(?![\w.])")
_LONGEST = 200
"""Characters of a condition that is looked at for other words: patterns try each way to part a longer one."""
_NOT = re.compile(r"not\s+(\S+)")
_SYMBOLS = (
    (re.compile(r"['\"‘’‚‛“”„‟«»‹›]+\s*([^'\"‘’‚‛“”„‟«»‹›]*\w)\s*['\"‘’‚‛“”„‟«»‹›]+"), r"\1"),
    (re.compile(r"(?:>=|=>|≥|from|since|min(?:imum)?|no less than)\s*(\S+)"), r"at least \1"),
    (re.compile(r"(?:<=|=<|≤|up to|max(?:imum)?|no more than)\s*(\S+)"), r"at most \1"),
    (re.compile(r"(?:>|more than|greater than|above|after)\s*(\S+)"), r"over \1"),
    (re.compile(r"(?:<|less than|fewer than|below|before)\s*(\S+)"), r"under \1"),
    (re.compile(r"(?:!=|<>|≠|!|is not )\s*(\S+)"), r"not \1"),
    (re.compile(r"(?:=|==|is )\s*(\S+)"), r"\1"),
    (re.compile(r"over\s+(\S+)\s+and\s+under\s+(\S+)"), r"over \1 to under \2"),
    (re.compile(r"over\s+(\S+)\s+and\s+at most\s+(\S+)"), r"over \1 to \2"),
    (re.compile(r"at least\s+(\S+)\s+and\s+under\s+(\S+)"), r"\1 to under \2"),
    (re.compile(r"at least\s+(\S+)\s+and\s+at most\s+(\S+)"), r"\1 to \2"),
    (re.compile(r"between\s+(\S+)\s+and\s+(\S+)"), r"\1 to \2"),
    (re.compile(r"\[?\s*([\w.-]*\w)\s*(?:\.\.|–|—|\s-\s|until|through)\s*([\w.-]*\w)\s*\]"), r"\1 to \2"),
    (
        re.compile(r"\[?\s*([\w.-]*\w)\s*(?:\.\.|–|—|\s-\s|until|through)\s*([\w.-]*\w)\s*[\[)]"),
        r"\1 to under \2",
    ),
    (re.compile(r"([\w.-]*\w)\s*(?:\.\.|–|—|-|until|through)\s*([\w.-]*\w)"), r"\1 to \2"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a condition cannot be read. ``meant`` is what it most likely says, in the words that are read.

    ``item`` is the place in a written list, or ``None`` where one text was written.
    """

    code: str
    message: str
    fix: str
    meant: str | None = None
    item: int | None = None


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
    if of.type == "boolean":
        return _read_boolean(text)
    if isinstance(of.domain, Choices):
        return _read_choice(text, of, of.domain)
    return _read_range(text, of, of.domain)


def _read_boolean(text: str) -> ValueSet | Problem:
    truth = parse_bool(text)
    if truth is not None:
        return frozenset({"yes" if truth else "no"})
    negated = _NOT.fullmatch(text)
    inner = parse_bool(negated[1]) if negated else None
    if inner is not None:
        meant = "no" if inner else "yes"
        return Problem("D001", f"{shown(text)} is not yes or no", f"write {meant}", meant)
    guess = closest(text, ("yes", "no", "true", "false"))
    return Problem("D001", f"{shown(text)} is not yes or no", "write yes or no", guess)


# --- Choices ------------------------------------------------------------------------------------------


def _read_choice(text: str, of: Input, domain: Choices) -> ValueSet | Problem:
    if text in domain.values:
        return frozenset({text})
    negated = _NOT.fullmatch(text)
    if negated:
        answer = _answer(negated[1], of, domain)
        return answer if isinstance(answer, Problem) else domain.everything - {answer}
    if _ONE_SIDED.fullmatch(text) or _TWO_SIDED.fullmatch(text):
        return _read_ordered(text, of, domain)
    meant = _in_words(text)
    if meant and not isinstance(_read(meant, of), Problem):
        return Problem("D001", f"{shown(text)} cannot be read", f"write '{meant}'", meant)
    if " " in text:
        return Problem("D001", f"the condition {shown(text)} cannot be read", f"write {_forms(of)}")
    answer = _answer(text, of, domain)
    return answer if isinstance(answer, Problem) else frozenset({answer})


def _read_ordered(text: str, of: Input, domain: Choices) -> ValueSet | Problem:
    if not domain.ordered:
        inner = of.type == "decision"
        cure = "`outcomes_ordered: yes` in that decision" if inner else "`ordered: yes` beside its answers"
        what = f"outcomes of decision '{of.decision}'" if inner else f"answers to '{of.id}'"
        fix = f"list the answers instead, or say {cure}"
        return Problem("D002", f"the {what} have no order from low to high", fix)
    one = _ONE_SIDED.fullmatch(text)
    if one:
        at = _place(one[2], text, of, domain)
        return at if isinstance(at, Problem) else _beyond(one[1], at, text, domain)
    two = _TWO_SIDED.fullmatch(text)
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
        return Problem("D002", message, f"leave '{of.id}' out, or list the answers: {_some(domain.values)}")
    meant = closest(text, domain.values)
    fix = f"did you mean '{meant}'?" if meant else f"the answers are: {_some(domain.values)}"
    return Problem("D002", no_answer(text, of), fix, meant)


def no_answer(text: str, of: Input) -> str:
    """That a word is none of the answers to a choice or to another decision."""
    what = f"an outcome of decision '{of.decision}'" if of.type == "decision" else f"an answer to '{of.id}'"
    return f"{shown(text)} is not {what}"


def everywhere(code: str, message: str, of: Input) -> str:
    """What a problem with an input is about, where other files may have the same one; else nothing."""
    shared = f"{of.shared}: {message}" if of.shared else ""
    return "" if code != "D002" else message if of.type == "decision" else shared


# --- Numbers and dates --------------------------------------------------------------------------------


def _read_range(text: str, of: Input, domain: Range) -> ValueSet | Problem:
    if domain.kind == "integer" and _POINTED.search(text):
        return _grouped_by_points(text, of)
    one, two = _ONE_SIDED.fullmatch(text), _TWO_SIDED.fullmatch(text)
    if not one and not two:
        return _read_point(text, of, domain)
    if one:
        value = _value(one[2], domain)
        return (
            value
            if isinstance(value, Problem)
            else _checked(_half_line(one[1], value, domain), text, of, domain)
        )
    assert two is not None  # noqa: S101 - one of the two matched
    return _read_interval(two, text, of, domain)


def _grouped_by_points(text: str, of: Input) -> Problem:
    """Among whole numbers ``1.000`` is hardly the one that it is read as elsewhere, so nothing is guessed."""
    whole = _POINTED.sub(lambda match: match[0].replace(".", ""), _in_words(text) or text)
    message = f"{shown(text)} has a fraction, and '{of.id}' takes whole numbers"
    return Problem("D002", message, f"write '{whole}' if the point groups digits")


def _read_point(text: str, of: Input, domain: Range) -> ValueSet | Problem:
    value = _value(text, domain)
    if not isinstance(value, Problem):
        if domain.kind == "integer" and value != value.to_integral_value():
            return Problem("D002", f"'{of.id}' takes whole numbers, not {text}", "write a whole number")
        return _checked(domain.between(value, value), text, of, domain)
    meant = _in_words(text)
    if meant and not isinstance(_read(meant, of), Problem):
        return Problem("D001", f"{shown(text)} cannot be read", f"write '{meant}'", meant)
    if text == "unknown":
        fix = f"leave '{of.id}' out: a rule without it accepts any answer"
        return Problem("D002", "a rule cannot ask for a missing answer", fix)
    return (
        value if " " not in text else Problem("D001", f"{shown(text)} cannot be read", f"write {_forms(of)}")
    )


def _read_interval(two: re.Match[str], text: str, of: Input, domain: Range) -> ValueSet | Problem:
    low, high = _value(two[2], domain), _value(two[4], domain)
    if isinstance(low, Problem) and isinstance(high, Problem):
        return Problem("D001", f"{shown(text)} cannot be read", f"write {_forms(of)}")
    if isinstance(low, Problem):
        return low
    if isinstance(high, Problem):
        return high
    if low > high:
        swapped = f"{two[1] or ''}{two[4]} to {two[3] or ''}{two[2]}"
        return Problem("D022", f"{shown(text)} runs from high to low", f"did you mean '{swapped}'?", swapped)
    between = domain.between(low, high, low_open=bool(two[1]), high_open=bool(two[3]))
    return _checked(between, text, of, domain)


def _half_line(word: str, value: Decimal, domain: Range) -> Intervals:
    if word in {"at least", "over"}:
        return domain.between(value, None, low_open=word == "over")
    return domain.between(None, value, high_open=word == "under")


def _checked(values: Intervals, text: str, of: Input, domain: Range) -> ValueSet | Problem:
    kept = values & domain.everything
    if kept:
        return kept
    ends = [f"at least {domain.show(domain.low)}"] if domain.low is not None else []
    ends += [f"at most {domain.show(domain.high)}"] if domain.high is not None else []
    room = " and ".join(ends) or ("all days to 9999-12-31" if domain.kind == "date" else "all numbers")
    return Problem("D022", f"no answer to '{of.id}' is in {shown(text)}", f"its answers are {room}")


def _value(text: str, domain: Range) -> Decimal | Problem:
    if domain.kind == "date":
        day = parse_date(text)
        if day is not None:
            return Decimal(day.toordinal())
        return Problem("D001", f"{shown(text)} is not a date", date_fix(text))
    number = parse_number(text)
    return (
        number if number is not None else Problem("D001", f"{shown(text)} is not a number", number_fix(text))
    )


# --- Words --------------------------------------------------------------------------------------------


def _in_words(text: str) -> str | None:
    """The same condition in words, where it was written with symbols or other words."""
    if len(text) > _LONGEST:
        return None
    for pattern, words in _SYMBOLS:
        match = pattern.fullmatch(text.lower())
        if match:
            return match.expand(words)
    return None


def _forms(of: Input) -> str:
    key = "choice" if of.type == "decision" else of.type
    ordered = isinstance(of.domain, Choices) and of.domain.ordered
    return f"{FORMS[key]}, or {ORDERED_FORMS}" if ordered else FORMS[key]


def _some(values: Sequence[str], limit: int = 12) -> str:
    more = f" and {len(values) - limit} more" if len(values) > limit else ""
    return ", ".join(values[:limit]) + more
