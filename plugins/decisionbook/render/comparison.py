"""A comparison as a table: criteria down and options across, or the other way round where options abound."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from markupsafe import Markup

from decisionbook.model import Cell, Claim, Comparison, Criterion, Evidence
from decisionbook.render.cells import alike, level_dots, shown_value, sort_value, sorts
from decisionbook.render.context import Context
from decisionbook.render.fit import Offer, offers

FEW_OPTIONS = 3
"""So many options fit side by side on a phone."""
MOST_IN_VIEW = 5
"""So many columns fit side by side on a usual screen."""

T = TypeVar("T")


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
        wide=_wide(shown),
        open_words=tuple(
            word for word in ("unknown", "not-applicable") if any(c.open == word for c in cells)
        ),
        judged=_judged(shown, cells),
        lead=shown.takeaway or shown.summary,
        sort_value=sort_value,
        alike=lambda row: alike(context, row, shown.columns),
        dots=level_dots,
        shown_value=lambda row, cell: shown_value(context, row, cell),
        sorts=sorts,
        sortable=len(shown.columns) >= (2 if options_in_rows(shown) else 3),
        asked=() if part or len(shown.columns) < 2 else _asked(context, shown),
    )


def options_in_rows(found: Comparison) -> bool:
    """Whether the options are the rows: more than six of them, and more than twice as many as criteria."""
    return len(found.columns) > 6 and len(found.columns) > 2 * len(found.criteria)


def _wide(found: Comparison) -> int:
    """How many columns the table has, where a usual screen does not show all of them; else 0."""
    columns = len(found.criteria if options_in_rows(found) else found.columns)
    return columns if columns > MOST_IN_VIEW else 0


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


def _asked(context: Context, found: Comparison) -> tuple[tuple[Criterion, tuple[Offer, ...]], ...]:
    """The criteria that a reader may ask something of, each with what may be asked."""
    every = ((row, offers(context, row)) for row in found.criteria)
    return tuple((row, offered) for row, offered in every if offered)


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
