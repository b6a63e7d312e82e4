"""What an input can be answered with, and sets of such answers.

A discrete input has a tuple of answer ids; a number or a date lies on a line. Sets on a line are unions
of intervals, held as *cuts*: ``(value, 0)`` cuts just below the value and ``(value, 1)`` just above it.
Sorted cuts open and close intervals in turn, so union, intersection and complement are one sweep each.
Integers and dates (as proleptic ordinals) only ever need cuts below a value: just above 4 is just below 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Cut = tuple[Decimal, int]
BELOW_ALL: Cut = (Decimal("-Infinity"), 0)
ABOVE_ALL: Cut = (Decimal("Infinity"), 1)
EXACT = Context(prec=200)
"""How numbers are added and halved: those of data have at most 60 digits, and a rounded one would be another answer."""
FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Choices:
    """A finite domain: answer ids in their declared order (low to high where ``ordered``)."""

    values: tuple[str, ...]
    ordered: bool = False

    @property
    def everything(self) -> frozenset[str]:
        return frozenset(self.values)


@dataclass(frozen=True, slots=True)
class Range:
    """A part of the number line or the calendar; both ends belong to it, ``None`` is unbounded.

    Dates are their proleptic ordinals (``date.toordinal``), so ``kind`` says how to show a value.
    """

    kind: Literal["number", "integer", "date"]
    low: Decimal | None = Decimal(0)
    high: Decimal | None = None

    @property
    def discrete(self) -> bool:
        return self.kind != "number"

    @property
    def everything(self) -> Intervals:
        return self.between(self.low, self.high)

    def between(
        self,
        low: Decimal | None,
        high: Decimal | None,
        *,
        low_open: bool = False,
        high_open: bool = False,
    ) -> Intervals:
        """The interval from ``low`` to ``high``, empty when nothing lies between them."""
        start = BELOW_ALL if low is None else self._cut(low, after=low_open)
        end = ABOVE_ALL if high is None else self._cut(high, after=not high_open)
        return Intervals((start, end)) if start < end else Intervals(())

    def _cut(self, value: Decimal, *, after: bool) -> Cut:
        if not self.discrete:
            return (value, int(after))
        whole = value.to_integral_value(rounding="ROUND_FLOOR")
        whole = EXACT.add(whole, 1) if after or whole < value else whole
        if self.kind == "date" and not FIRST_DAY < whole <= LAST_DAY:
            return BELOW_ALL if whole <= FIRST_DAY else ABOVE_ALL
        return (whole, 0)

    def show(self, value: Decimal) -> str:
        """The value as an author writes it: ``1000``, ``0.5``, ``2026-11-20``."""
        return date.fromordinal(int(value)).isoformat() if self.kind == "date" else f"{value:f}"


@dataclass(frozen=True, slots=True)
class Intervals:
    """A union of disjoint intervals: an even number of strictly increasing cuts."""

    cuts: tuple[Cut, ...]

    def __bool__(self) -> bool:
        return bool(self.cuts)

    def __contains__(self, value: Decimal) -> bool:
        inside = False
        for cut in self.cuts:
            if cut > (value, 0):
                break
            inside = not inside
        return inside

    def __or__(self, other: Intervals) -> Intervals:
        return self._sweep(other, lambda a, b: a or b)

    def __and__(self, other: Intervals) -> Intervals:
        return self._sweep(other, lambda a, b: a and b)

    def __sub__(self, other: Intervals) -> Intervals:
        return self._sweep(other, lambda a, b: a and not b)

    def _sweep(self, other: Intervals, keep: Callable[[bool, bool], bool]) -> Intervals:
        mine, theirs = set(self.cuts), set(other.cuts)
        in_mine = in_theirs = inside = False
        cuts: list[Cut] = []
        for cut in sorted(mine | theirs):
            in_mine ^= cut in mine
            in_theirs ^= cut in theirs
            if keep(in_mine, in_theirs) != inside:
                inside = not inside
                cuts.append(cut)
        return Intervals(tuple(cuts))

    @staticmethod
    def joined(sets: Iterable[Intervals]) -> Intervals:
        """The union of many, in one sweep."""
        cuts: list[Cut] = []
        for start, end in sorted(piece for values in sets for piece in values.pieces):
            if cuts and start <= cuts[-1]:
                cuts[-1] = max(cuts[-1], end)
            else:
                cuts += [start, end]
        return Intervals(tuple(cuts))

    @property
    def pieces(self) -> tuple[tuple[Cut, Cut], ...]:
        """The intervals one by one, as (opening cut, closing cut)."""
        return tuple(zip(self.cuts[::2], self.cuts[1::2], strict=True))


Domain = Choices | Range
ValueSet = frozenset[str] | Intervals


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a range within which no rule tells two values apart."""

    start: Cut
    end: Cut
    domain: Range

    @property
    def notation(self) -> str:
        """The interval in DMN notation: ``[a..b]``, ``[a..b)``, ``>= a``, ``< b``, or ``a`` alone."""
        low, high = self.low, self.high
        if low is None and high is None:
            return "-"
        if high is None:
            return f"{'>=' if self.closed_low else '>'} {self._show(low)}"
        if low is None:
            end = self.end[0] if self.domain.discrete else high
            return f"{'<=' if self.end[1] else '<'} {self._show(end)}"
        if low == high:
            return self._show(low)
        left, right = "[" if self.closed_low else "(", "]" if self.closed_high else ")"
        return f"{left}{self._show(low)}..{self._show(high)}{right}"

    @property
    def low(self) -> Decimal | None:
        return None if self.start == BELOW_ALL else self.start[0]

    @property
    def high(self) -> Decimal | None:
        if self.end == ABOVE_ALL:
            return None
        return EXACT.subtract(self.end[0], 1) if self.domain.discrete else self.end[0]

    @property
    def closed_low(self) -> bool:
        return self.start[1] == 0

    @property
    def closed_high(self) -> bool:
        return self.domain.discrete or self.end[1] == 1

    @property
    def sample(self) -> Decimal:
        """A value inside the band: an end that belongs to it, else one between the ends."""
        low, high = self.low, self.high
        if low is not None and self.closed_low:
            return low
        if high is not None and self.closed_high:
            return high
        if low is not None and high is not None:
            return EXACT.divide(EXACT.add(low, high), 2)
        if low is not None:
            return EXACT.add(low, 1)
        if high is not None:
            return EXACT.subtract(high, 1)
        return Decimal(date(2000, 1, 1).toordinal() if self.domain.kind == "date" else 0)

    def __contains__(self, value: Decimal) -> bool:
        return self.start <= (value, 0) < self.end

    def _show(self, value: Decimal | None) -> str:
        return "" if value is None else self.domain.show(value)


Atom = str | Band


def atoms(domain: Domain, sets: Iterable[ValueSet]) -> tuple[Atom, ...]:
    """The finest answers worth telling apart: each choice, or the bands that ``sets`` distinguish."""
    if isinstance(domain, Choices):
        return domain.values
    whole = domain.everything
    if not whole:
        return ()
    cuts = set(whole.cuts)
    for values in sets:
        if isinstance(values, Intervals):
            cuts.update((values & whole).cuts)
    return tuple(Band(start, end, domain) for start, end in pairwise(sorted(cuts)))


def mask(values: ValueSet, among: Sequence[Atom]) -> int:
    """The members of ``values`` among the atoms, as a bit set: bit ``i`` stands for ``among[i]``."""
    bits = 0
    for index, atom in enumerate(among):
        if isinstance(atom, Band):
            member = isinstance(values, Intervals) and atom.sample in values
        else:
            member = isinstance(values, frozenset) and atom in values
        bits |= member << index
    return bits
