"""A comparison as a table: criteria down and options across, or the other way round where options abound."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from markupsafe import Markup

from decisionbook import prose
from decisionbook.model import Cell, Claim, Comparison, Criterion, Evidence, Quantity
from decisionbook.render.context import Context
from decisionbook.render.words import number

FEW_OPTIONS = 3
"""So many options fit side by side on a phone."""

T = TypeVar("T")

RATINGS = ("poor", "mixed", "good")


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria under one heading; ``name`` is ``None`` where they need none."""

    name: str | None
    criteria: tuple[Criterion, ...]


def comparison(
    context: Context,
    found: Comparison,
    criteria: Iterable[str] | None,
    options: Iterable[str] | None,
    prefix: str,
) -> Markup:
    """The table with its takeaway and notes; a part of it is the bare table and a link to the whole."""
    part = criteria is not None or options is not None
    shown = replace(
        found,
        criteria=_chosen(found.criteria, criteria, lambda row: row.id),
        columns=_chosen(found.columns, options, lambda column: column.id),
    )
    cells = tuple(row.cells[column.id] for row in shown.criteria for column in shown.columns)
    return context.fill(
        "comparison.html",
        comparison=shown,
        part=part,
        prefix=prefix,
        key=prefix or f"{found.id}.",
        groups=groups(context, shown.criteria),
        across=options_in_rows(shown),
        few=len(shown.columns) <= FEW_OPTIONS,
        open_words=tuple(
            word for word in ("unknown", "not-applicable") if any(c.open == word for c in cells)
        ),
        judged=_judged(shown, cells),
        lead=shown.takeaway or shown.summary,
        sort_value=sort_value,
        dots=_dots,
        shown_value=lambda row, cell: shown_value(context, row, cell),
        sorts=_sorts,
    )


def options_in_rows(found: Comparison) -> bool:
    """Whether the options are the rows: more than six of them, and more than twice as many as criteria."""
    return len(found.columns) > 6 and len(found.columns) > 2 * len(found.criteria)


def groups(context: Context, criteria: Iterable[Criterion]) -> tuple[Group, ...]:
    """The criteria by heading, headings in the order of their first criterion."""
    named: dict[str | None, list[Criterion]] = {}
    for criterion in criteria:
        named.setdefault(criterion.group, []).append(criterion)
    alone = next(iter(named), None) is None
    return tuple(
        Group(name or (None if alone else context.say("comparison.ungrouped")), tuple(rows))
        for name, rows in named.items()
    )


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
    return " ".join(prose.to_html(value, inline=True).striptags().split())


def shown_value(context: Context, row: Criterion, cell: Cell) -> str:
    """A number, date, level or boolean in words, with its unit; text is prose and not for here."""
    value = cell.value
    if isinstance(value, bool):
        return context.say("comparison.yes" if value else "comparison.no")
    if isinstance(value, Quantity):
        return _quantity(context, row, value)
    return next((level.label for level in row.levels if level.id == value), str(value))


def _quantity(context: Context, row: Criterion, value: Quantity) -> str:
    show = _date(context) if row.type == "date" else _number(context)
    text = show(value.low)
    if value.low != value.high:
        text = context.say("comparison.range", low=text, high=show(value.high))
    if not row.unit:
        return text
    glue = "comparison.percent" if row.unit == "%" else "comparison.quantity"
    return context.say(glue, value=text, unit=row.unit)


def _date(context: Context) -> Callable[[Decimal], str]:
    return lambda value: context.day(date.fromordinal(int(value)))


def _number(context: Context) -> Callable[[Decimal], str]:
    return lambda value: number(context.words, value)


def _dots(row: Criterion, cell: Cell) -> tuple[int, int]:
    """How many dots a level has filled, of how many: the worst level fills none."""
    return [level.id for level in row.levels].index(str(cell.value)), len(row.levels) - 1


def _sorts(row: Criterion) -> str | None:
    """What a criterion sorts options by: the better end where there is one; ``None`` for bare text."""
    if row.type == "level" or row.better in {"higher", "yes"}:
        return "high"
    if row.better in {"lower", "no"}:
        return "low"
    if row.type == "text":
        return "high" if any(cell.rating for cell in row.cells.values()) else None
    return "any"


def _judged(found: Comparison, cells: Iterable[Cell]) -> bool:
    """Whether some statement names no source while others do, so that the silence needs a word."""
    behind: list[Evidence] = [cell.evidence for cell in cells if cell.open is None]
    behind += [claim.evidence for claim in (found.takeaway, found.summary) if isinstance(claim, Claim)]
    return any(behind) and not all(behind)


def _chosen(things: tuple[T, ...], ids: Iterable[str] | None, key: Callable[[T], str]) -> tuple[T, ...]:
    if ids is None:
        return things
    by_id = {key(thing): thing for thing in things}
    return tuple(by_id[name] for name in dict.fromkeys(ids))
