"""Sets of answers in the words that conditions are written in."""

from __future__ import annotations

from decisionbook.conditions import read_condition
from decisionbook.domains import Band, Domain, Intervals, Range, ValueSet
from decisionbook.model import Condition, Input


def in_words(values: ValueSet, domain: Domain) -> tuple[str, ...]:
    """The set as conditions of which any may hold: answer ids in their order, or ``at least 100``, ``5 to under 9``.

    A set of everything has no words on a line without ends.
    """
    if isinstance(values, Intervals) and isinstance(domain, Range):
        return tuple(_interval(Band(start, end, domain)) for start, end in values.pieces)
    return tuple(value for value in getattr(domain, "values", ()) if value in values)


def as_written(condition: Condition, of: Input) -> tuple[str, ...]:
    """The condition in the words of ``in_words``, save that an end which its author left open stays open.

    Of days and whole numbers ``under 2027-01-01`` and ``at most 2026-12-31`` are one set.
    """
    words, values = in_words(condition.values, of.domain), condition.values
    if not isinstance(values, Intervals):
        return words
    parts = [part.strip().replace("_", "") for part in condition.text.split(",")]
    kept = {read_condition(part, of)[0]: part for part in parts if _OPEN & set(part.split())}
    return tuple(kept.get(Intervals(piece), word) for piece, word in zip(values.pieces, words, strict=True))


_OPEN = frozenset({"over", "under"})


def _interval(band: Band) -> str:
    whole, show = band.domain.everything.cuts, band.domain.show
    low = None if band.start == whole[0] else band.low
    high = None if band.end == whole[-1] else band.high
    if band.low is not None and band.low == band.high:
        return show(band.low)
    if low is None and high is None:
        return "any"
    if low is None:
        assert high is not None  # noqa: S101 - one of the two is an end
        return f"{'at most' if band.closed_high else 'under'} {show(high)}"
    if high is None:
        return f"{'at least' if band.closed_low else 'over'} {show(low)}"
    left, right = "" if band.closed_low else "over ", "" if band.closed_high else "under "
    return f"{left}{show(low)} to {right}{show(high)}"
