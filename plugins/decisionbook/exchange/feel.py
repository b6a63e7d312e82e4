"""Conditions and values as S-FEEL, the language of DMN's cells (OMG formal/24-01-01, chapter 9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from decisionbook.domains import Band, Choices, Intervals, Range, ValueSet
from decisionbook.model import Input, OutputValue

TYPES = {
    "boolean": "boolean",
    "choice": "string",
    "decision": "string",
    "number": "number",
    "date": "date",
}
"""Type of an input to the type of its values in FEEL."""

ANY = "-"

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KEYWORDS = frozenset(
    {"and", "between", "else", "every", "external", "false", "for", "function", "if", "in", "instance", "not"}
    | {"null", "of", "or", "return", "satisfies", "some", "then", "true"}
)


def unary_tests(values: ValueSet | None, of: Input) -> str:
    """The condition: ``-`` for any answer, else tests joined by commas."""
    if values is None or values == of.domain.everything:
        return ANY
    if isinstance(values, Intervals):
        assert isinstance(of.domain, Range)  # noqa: S101 - intervals belong to ranges
        return ",".join(_interval(Band(start, end, of.domain)) for start, end in values.pieces)
    assert isinstance(of.domain, Choices)  # noqa: S101 - sets of ids belong to choices
    return ",".join(answer(value, of) for value in of.domain.values if value in values)


def allowed(of: Input) -> str:
    """What the input may be, or ``-`` where its type says all."""
    if isinstance(of.domain, Choices):
        return ANY if of.type == "boolean" else ",".join(answer(value, of) for value in of.domain.values)
    everything = of.domain.everything
    return ",".join(_interval(Band(start, end, of.domain)) for start, end in everything.pieces)


def readable_apart(values: ValueSet | None, of: Input) -> Iterator[ValueSet | None]:
    """The condition in parts, of which at most one holds, each of which every reader of DMN understands.

    Several intervals in one cell are S-FEEL, and not all tools read them; neither are several dates.
    """
    if isinstance(values, Intervals) and values != of.domain.everything and len(values.pieces) > 1:
        assert isinstance(of.domain, Range)  # noqa: S101
        bands = [Band(start, end, of.domain) for start, end in values.pieces]
        if of.type == "date" or any(
            None not in (band.low, band.high) and band.low != band.high for band in bands
        ):
            yield from (Intervals(piece) for piece in values.pieces)
            return
    yield values


def answer(value: str, of: Input) -> str:
    """An answer of a choice, or ``true`` and ``false``."""
    return ("true" if value == "yes" else "false") if of.type == "boolean" else string(value)


def _interval(band: Band) -> str:
    low, high = band.low, band.high
    if low is None and high is None:
        return ANY
    if low is None or high is None:
        end = low if high is None else high
        closed = band.closed_low if high is None else band.closed_high
        sign = (">" if high is None else "<") + ("=" if closed else "")
        return f"{sign} {_point(end, band.domain)}"
    if low == high:
        return _point(low, band.domain)
    left, right = "[" if band.closed_low else "(", "]" if band.closed_high else ")"
    return f"{left}{_point(low, band.domain)}..{_point(high, band.domain)}{right}"


def _point(value: Decimal | None, domain: Range) -> str:
    if value is None:
        return ""
    text = domain.show(value)
    return f'date("{text}")' if domain.kind == "date" else text


def literal(value: OutputValue | None) -> str:
    """A value as a constant, the same for ``1`` and ``1.0``, which are one number; ``null`` for none."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _shortest(value) if isinstance(value, Decimal) else string(value)


def _shortest(value: Decimal) -> str:
    text = f"{value or 0:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def type_of(values: Iterable[OutputValue | None]) -> str:
    """The one type of the values that are there, or ``Any``."""
    known = {
        "boolean" if isinstance(value, bool) else "number" if isinstance(value, Decimal) else "string"
        for value in values
        if value is not None
    }
    return known.pop() if len(known) == 1 else "Any"


def string(text: str) -> str:
    """A text as a constant, in double quotes."""
    escaped = clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def name(identity: str) -> str:
    """A name that FEEL reads as one variable: a hyphen would be a subtraction, a dot a path."""
    plain = re.sub(r"[^0-9A-Za-z_]", "_", identity)
    return plain if plain[:1].isalpha() and plain not in _KEYWORDS else f"_{plain}"


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)
