"""What a reader may ask of a criterion, and which options meet it: criterion by criterion, never as one score."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from decisionbook.model import Cell, Criterion, Quantity
from decisionbook.render.cells import RATINGS, quantity
from decisionbook.render.context import Context

MOST_BOUNDS = 8
"""So many numbers to choose from in one direction; where cells hold more, some between them are left out."""

Sign = str
MEETS: Sign = "1"
LACKS: Sign = "0"
UNCLEAR: Sign = "?"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to ask for, such as "Mixed or better". ``id`` names it in addresses.

    ``signs`` has a character for each option in column order: ``1`` meets it, ``0`` does not, ``?`` cannot be said.
    """

    id: str
    label: str
    signs: str


def offers(context: Context, row: Criterion) -> tuple[Offer, ...]:
    """What may be asked of a criterion whose cells carry ratings, levels, numbers or booleans; else nothing."""
    return tuple(_offers(context, row))


def _offers(context: Context, row: Criterion) -> Iterator[Offer]:
    if row.type == "level":
        yield from _at_least(context, row, [(level.id, level.label) for level in row.levels], _level)
    elif row.type == "boolean":
        for answer in ("yes", "no"):
            if row.better in {None, answer}:
                yield _offer(row, answer, context.say(f"comparison.{answer}"), _is(answer == "yes"))
    elif row.type == "number":
        yield from _numbers(context, row)
    elif any(cell.rating for cell in row.cells.values()):
        ranked = [(rating, context.say(f"comparison.{rating}")) for rating in RATINGS]
        yield from _at_least(context, row, ranked, lambda _, cell: cell.rating)


def _offer(row: Criterion, name: str, label: str, test: Callable[[Cell], Sign]) -> Offer:
    return Offer(name, label, "".join(_sign(cell, test) for cell in row.cells.values()))


def _sign(cell: Cell, test: Callable[[Cell], Sign]) -> Sign:
    if cell.open == "unknown":
        return UNCLEAR
    return LACKS if cell.open else test(cell)


def _is(wanted: bool) -> Callable[[Cell], Sign]:
    return lambda cell: MEETS if cell.value is wanted else LACKS


def _level(_: Criterion, cell: Cell) -> str | None:
    return str(cell.value)


def _at_least(
    context: Context,
    row: Criterion,
    ranks: list[tuple[str, str]],
    rank_of: Callable[[Criterion, Cell], str | None],
) -> Iterator[Offer]:
    """The ranks from the best down to the last that is better than the worst."""
    order = [name for name, _ in ranks]

    def reaches(bar: int) -> Callable[[Cell], Sign]:
        def test(cell: Cell) -> Sign:
            rank = rank_of(row, cell)
            return UNCLEAR if rank is None else MEETS if order.index(rank) >= bar else LACKS

        return test

    for place in range(len(ranks) - 1, 0, -1):
        name, label = ranks[place]
        text = label if place == len(ranks) - 1 else context.say("fit.better", value=label)
        yield _offer(row, name, text, reaches(place))


def _numbers(context: Context, row: Criterion) -> Iterator[Offer]:
    """The bounds that tell the options apart: the values that the cells hold, in the better direction or in both."""
    values = [cell.value for cell in row.cells.values() if isinstance(cell.value, Quantity)]
    highs, lows = sorted({value.high for value in values}), sorted({value.low for value in values})
    if row.better != "higher":
        for bound in _some(highs[:-1]):
            label = context.say("fit.at_most", value=_shown(context, row, bound))
            yield _offer(row, f"at-most-{bound:f}", label, _below(bound))
    if row.better != "lower":
        for bound in _some(lows[:0:-1]):
            label = context.say("fit.at_least", value=_shown(context, row, bound))
            yield _offer(row, f"at-least-{bound:f}", label, _above(bound))


def _some(bounds: list[Decimal]) -> list[Decimal]:
    """At most ``MOST_BOUNDS`` of them, evenly spread, both ends among them."""
    if len(bounds) <= MOST_BOUNDS:
        return bounds
    return [bounds[place * (len(bounds) - 1) // (MOST_BOUNDS - 1)] for place in range(MOST_BOUNDS)]


def _below(bound: Decimal) -> Callable[[Cell], Sign]:
    return lambda cell: _within(cell, lambda value: value <= bound)


def _above(bound: Decimal) -> Callable[[Cell], Sign]:
    return lambda cell: _within(cell, lambda value: value >= bound)


def _within(cell: Cell, fits: Callable[[Decimal], bool]) -> Sign:
    """A range that only partly fits cannot be said to meet a bound."""
    value = cell.value
    if not isinstance(value, Quantity):
        return UNCLEAR
    ends = {fits(value.low), fits(value.high)}
    return UNCLEAR if len(ends) == 2 else MEETS if True in ends else LACKS


def _shown(context: Context, row: Criterion, value: Decimal) -> str:
    return quantity(context, row, Quantity(value, value))
