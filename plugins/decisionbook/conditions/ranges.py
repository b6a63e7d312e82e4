"""Conditions on a number or a date: one of them, or those between two ends."""

from __future__ import annotations

import re
from decimal import Decimal

from decisionbook.conditions.words import ONE_SIDED, TWO_SIDED, Problem, forms, in_words
from decisionbook.domains import Intervals, Range, ValueSet
from decisionbook.model import Input
from decisionbook.schema.scalars import date_fix, number_fix, parse_date, parse_number, shown

_POINTED = re.compile(r"(?<![\w.-])\d{1,3}(?:\.\d{3})+(?![\w.])")


def read_range(text: str, of: Input, domain: Range) -> ValueSet | Problem:
    """The values that one text admits, or why it cannot be read. Blanks stand single in the text."""
    read = _read(text, of, domain)
    plain = text.removesuffix(of.unit or "").rstrip()
    if isinstance(read, Problem) and plain != text and not isinstance(_read(plain, of, domain), Problem):
        return Problem("D001", f"{shown(text)} holds its unit", f"write '{plain}'", plain)
    return read


def _read(text: str, of: Input, domain: Range) -> ValueSet | Problem:
    if domain.kind == "integer" and _POINTED.search(text):
        return _grouped_by_points(text, of)
    one, two = ONE_SIDED.fullmatch(text), TWO_SIDED.fullmatch(text)
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
    whole = _POINTED.sub(lambda match: match[0].replace(".", ""), in_words(text) or text)
    message = f"{shown(text)} has a fraction, and '{of.id}' takes whole numbers"
    return Problem("D002", message, f"write '{whole}' if the point groups digits")


def _read_point(text: str, of: Input, domain: Range) -> ValueSet | Problem:
    value = _value(text, domain)
    if not isinstance(value, Problem):
        if domain.kind == "integer" and value != value.to_integral_value():
            return Problem("D002", f"'{of.id}' takes whole numbers, not {text}", "write a whole number")
        return _checked(domain.between(value, value), text, of, domain)
    meant = in_words(text)
    if meant and not isinstance(read_range(meant, of, domain), Problem):
        return Problem("D001", f"{shown(text)} cannot be read", f"write '{meant}'", meant)
    if text == "unknown":
        fix = f"leave '{of.id}' out: a rule without it accepts any answer"
        return Problem("D002", "a rule cannot ask for a missing answer", fix)
    return (
        value if " " not in text else Problem("D001", f"{shown(text)} cannot be read", f"write {forms(of)}")
    )


def _read_interval(two: re.Match[str], text: str, of: Input, domain: Range) -> ValueSet | Problem:
    low, high = _value(two[2], domain), _value(two[4], domain)
    if isinstance(low, Problem) and isinstance(high, Problem):
        return Problem("D001", f"{shown(text)} cannot be read", f"write {forms(of)}")
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
