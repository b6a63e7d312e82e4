"""The value of a cell: in words, as what it is sorted by, and as the dots of a level."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from decisionbook import prose
from decisionbook.model import Cell, Criterion, Quantity
from decisionbook.render.context import Context
from decisionbook.render.words import number

RATINGS = ("poor", "mixed", "good")
"""The ratings of a cell, worst first."""


def sort_value(row: Criterion, cell: Cell) -> str | None:
    """What a cell is compared by, as a script reads it: a number, or text; ``None`` where the cell is open.

    Ranges count by their middle, levels and ratings by their place from the worst, dates by their ordinal.
    """
    value = cell.value
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, Quantity):
        return f"{(value.low + value.high) / 2:f}"
    if value is None:
        return None
    if row.type == "level":
        return str([level.id for level in row.levels].index(value))
    if any(other.rating for other in row.cells.values()):
        return str(RATINGS.index(cell.rating)) if cell.rating else None
    return prose.plain(value)


def shown_value(context: Context, row: Criterion, cell: Cell) -> str:
    """A number, date, level or boolean in words, with its unit; text is prose and not for here."""
    value = cell.value
    if isinstance(value, bool):
        return context.say("comparison.yes" if value else "comparison.no")
    if isinstance(value, Quantity):
        return quantity(context, row, value)
    return next((level.label for level in row.levels if level.id == value), str(value))


def quantity(context: Context, row: Criterion, value: Quantity) -> str:
    """A number, a date or a range of them in words, with the criterion's unit."""
    show = _dates(context) if row.type == "date" else _numbers(context)
    text = show(value.low)
    if value.low != value.high:
        text = context.say("comparison.range", low=text, high=show(value.high))
    if not row.unit:
        return text
    glue = "comparison.percent" if row.unit == "%" else "comparison.quantity"
    return context.say(glue, value=text, unit=row.unit)


def _dates(context: Context) -> Callable[[Decimal], str]:
    return lambda value: context.day(date.fromordinal(int(value)))


def _numbers(context: Context) -> Callable[[Decimal], str]:
    return lambda value: number(context.words, value)


def level_dots(row: Criterion, cell: Cell) -> tuple[int, int]:
    """How many dots a level has filled, of how many: the worst level fills none."""
    return [level.id for level in row.levels].index(str(cell.value)), len(row.levels) - 1


def sorts(row: Criterion) -> str | None:
    """What a criterion sorts options by: the better end where there is one; ``None`` for bare text."""
    if row.type == "level" or row.better in {"higher", "yes"}:
        return "high"
    if row.better in {"lower", "no"}:
        return "low"
    if row.type == "text":
        return "high" if any(cell.rating for cell in row.cells.values()) else None
    return "any"
