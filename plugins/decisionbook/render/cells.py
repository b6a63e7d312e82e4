"""The value of a cell: in words, as what it is sorted by, and as the dots of a level."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from decisionbook import prose
from decisionbook.model import Cell, Column, Criterion, Quantity
from decisionbook.render.context import Context
from decisionbook.render.words import number

RATINGS = ("poor", "mixed", "good")
"""The ratings of a cell, worst first."""


def sort_value(row: Criterion, cell: Cell) -> str | None:
    """The number that a cell is sorted by, as a script reads it; ``None`` for open cells and bare text.

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
    return str(RATINGS.index(cell.rating)) if cell.rating else None


def alike(context: Context, row: Criterion, columns: Iterable[Column]) -> str:
    """Which options say the same of a criterion: a character for each of ``columns``, the same for the same words."""
    kinds: dict[tuple[object, ...], str] = {}
    cells = (row.cells[column.id] for column in columns)
    return "".join(kinds.setdefault(_said(context, row, cell), _mark(len(kinds))) for cell in cells)


def _said(context: Context, row: Criterion, cell: Cell) -> tuple[object, ...]:
    value = prose.plain(cell.value) if row.type == "text" and isinstance(cell.value, str) else None
    if value is None and cell.value is not None:
        value = shown_value(context, row, cell)
    return cell.open, cell.rating, value, prose.plain(cell.note) if cell.note else None


def _mark(place: int) -> str:
    """Another character for every place; readable ones as far as they go."""
    return chr(97 + place) if place < 26 else chr(0x0100 + place)


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
