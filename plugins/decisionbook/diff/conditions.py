"""Sets of answers as an author would write them in a rule."""

from __future__ import annotations

from collections.abc import Sequence

from decisionbook.diff.changes import Written
from decisionbook.domains import EXACT, Band, Choices, Intervals, Range, ValueSet
from decisionbook.model import Input


def written(question: Input, values: ValueSet) -> Written:
    """The condition on ``question`` that holds exactly for ``values``, which are neither none nor all of its answers.

    ``conditions.read_condition`` reads it back to the same set.
    """
    domain = question.domain
    if isinstance(values, Intervals) and isinstance(domain, Range):
        texts = [_piece(domain, Band(start, end, domain)) for start, end in values.pieces]
    elif isinstance(values, frozenset) and isinstance(domain, Choices):
        texts = _choices(domain, [value for value in domain.values if value in values])
    else:
        texts = []
    return texts[0] if len(texts) == 1 else tuple(texts)


def in_words(condition: Written) -> str:
    """The condition on one line: a list is read as *any of*."""
    return condition if isinstance(condition, str) else " or ".join(condition)


def _choices(domain: Choices, inside: Sequence[str]) -> list[str]:
    values = domain.values
    if len(inside) == 1:
        return list(inside)
    if len(values) - len(inside) == 1 and len(values) > 2:
        return [f"not {next(value for value in values if value not in inside)}"]
    first, last = values.index(inside[0]), values.index(inside[-1])
    if not domain.ordered or last - first + 1 != len(inside):
        return list(inside)
    if last == len(values) - 1:
        return [f"at least {inside[0]}"]
    return [f"at most {inside[-1]}" if first == 0 else f"{inside[0]} to {inside[-1]}"]


def _piece(domain: Range, band: Band) -> str:
    low = None if band.low is None or _at_start(domain, band) else domain.show(band.low)
    high = None if band.high is None or _at_end(domain, band) else domain.show(band.high)
    if band.low is not None and band.low == band.high:
        return domain.show(band.low)
    if low is None and high is None:
        return _whole(domain, band)
    if high is None:
        return f"{'at least' if band.closed_low else 'over'} {low}"
    if low is None and domain.discrete and band.high is not None:
        return f"under {domain.show(EXACT.add(band.high, 1))}"
    if low is None:
        return f"{'at most' if band.closed_high else 'under'} {high}"
    return f"{'' if band.closed_low else 'over '}{low} to {'' if band.closed_high else 'under '}{high}"


def _at_start(domain: Range, band: Band) -> bool:
    return band.start <= domain.everything.cuts[0]


def _at_end(domain: Range, band: Band) -> bool:
    return band.end >= domain.everything.cuts[-1]


def _whole(domain: Range, band: Band) -> str:
    """Everything, for the sake of a text that holds for it."""
    if band.low is not None:
        return f"at least {domain.show(band.low)}"
    return f"at most {domain.show(band.high)}" if band.high is not None else "any"
