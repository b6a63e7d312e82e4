"""Which cells of a comparison changed, and whether for the better."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from decisionbook.diff.changes import CellChange
from decisionbook.diff.evidence import Names, evidence_change, stands_on_something
from decisionbook.diff.pairs import Pairs, paired
from decisionbook.diff.statements import Statement
from decisionbook.domains import Range
from decisionbook.model import Cell, Column, Comparison, Criterion, Quantity


@dataclass(frozen=True, slots=True)
class Table:
    """Two versions of a comparison with their columns and criteria matched."""

    before: Comparison
    after: Comparison
    columns: Pairs[Column]
    criteria: Pairs[Criterion]
    of_today: Callable[[str], str]

    def says_another(self, was: Criterion, row: Criterion, before: Cell, after: Cell) -> bool:
        """Whether a cell has another value, line breaks and former names of what it links to aside."""
        old = self.of_today(before.value) if isinstance(before.value, str) else before.value
        new = " ".join(after.value.split()) if isinstance(after.value, str) else after.value
        return was.type != row.type or (before.open or old) != (after.open or new)


def matched(
    before: Comparison, after: Comparison, options: Mapping[str, str], of_today: Callable[[str], str]
) -> Table:
    """``options`` gives the new id of each old option. Criteria and columns of their own are known by their names.

    ``of_today`` puts an old text on one line, with links to where they lead today.
    """
    known = {options.get(column.id, ""): column.id for column in before.columns if column.option}
    columns = paired(
        {column.id: column for column in before.columns},
        {column.id: column for column in after.columns},
        known=known,
        called=lambda column: column.name.casefold() if column.option is None else None,
    )
    criteria = paired(
        {row.id: row for row in before.criteria},
        {row.id: row for row in after.criteria},
        called=lambda row: row.name.casefold(),
    )
    return Table(before, after, columns, criteria, of_today)


def cell_changes(table: Table, sources: Names) -> Iterator[CellChange]:
    """The cells that both sides have and that say or rate something else."""
    for was, row, before, after in _cells(table):
        other_value = table.says_another(was, row, before, after)
        if other_value or before.rating != after.rating:
            yield _change(table.after.id, (was, row), (before, after), sources, other_value=other_value)


def same_cells(table: Table) -> Iterator[tuple[Statement, Statement]]:
    """The other cells that both sides have, so that what stands behind them can be held against each other."""
    for was, row, before, after in _cells(table):
        if not table.says_another(was, row, before, after) and before.rating == after.rating:
            key = (f"{after.option} x {row.id}",)
            yield (
                Statement(key, "", before.span, before.evidence),
                Statement(key, "", after.span, after.evidence),
            )


def _cells(table: Table) -> Iterator[tuple[Criterion, Criterion, Cell, Cell]]:
    for was, row in table.criteria.both:
        for column, _ in table.columns.both:
            now = table.columns.now(column.id)
            if column.id in was.cells and now in row.cells:
                yield was, row, was.cells[column.id], row.cells[now]


def _change(
    comparison: str,
    rows: tuple[Criterion, Criterion],
    cells: tuple[Cell, Cell],
    sources: Names,
    *,
    other_value: bool,
) -> CellChange:
    was, row = rows
    before, after = cells
    evidence = evidence_change(before.evidence, after.evidence, sources)
    figure = row.type == "number" and was.unit == row.unit
    return CellChange(
        comparison=comparison,
        criterion=row.id,
        option=after.option,
        before=shown(was, before),
        after=shown(row, after),
        unit=row.unit if was.unit == row.unit else None,
        direction=_direction(was, row, before, after) if other_value else _by_rating(before, after),
        percent=_percent(before.value, after.value) if figure else None,
        rating=(before.rating or "none", after.rating or "none") if before.rating != after.rating else None,
        evidence=evidence,
        left_behind=other_value
        and not evidence
        and sources is not None
        and stands_on_something(after.evidence),
        span=after.span,
    )


def shown(row: Criterion, cell: Cell) -> str:
    """The value as its author writes it."""
    value = cell.value
    if value is None:
        return cell.open or "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return " ".join(value.split())
    line = Range("date" if row.type == "date" else "number")
    ends = [line.show(value.low), line.show(value.high)]
    return ends[0] if value.low == value.high else " to ".join(ends)


# --- Directions ---------------------------------------------------------------------------------------


def _direction(
    was: Criterion, row: Criterion, before: Cell, after: Cell
) -> Literal["better", "worse"] | None:
    """Whether the new value is better, as the criterion says what is."""
    if was.unit != row.unit or was.type != row.type:
        return None
    rise = _rise(row, before, after)
    if rise is None or rise == 0:
        return _by_rating(before, after)
    wanted = row.better or ("higher" if row.type == "level" else None)
    if wanted is None:
        return _by_rating(before, after)
    return "better" if (rise > 0) == (wanted in {"higher", "yes"}) else "worse"


def _rise(row: Criterion, before: Cell, after: Cell) -> int | None:
    """1 where the value rose, -1 where it fell; ``None`` where it is open, a text, or neither."""
    one, other = before.value, after.value
    if isinstance(one, bool) and isinstance(other, bool):
        return int(other) - int(one)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        signs = {_sign(other.low - one.low), _sign(other.high - one.high)} - {0}
        return signs.pop() if len(signs) == 1 else None
    order = [level.id for level in row.levels]
    if row.type == "level" and one in order and other in order:
        return _sign(Decimal(order.index(str(other)) - order.index(str(one))))
    return None


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


_RATINGS = {"poor": 0, "mixed": 1, "good": 2}


def _by_rating(before: Cell, after: Cell) -> Literal["better", "worse"] | None:
    """What the author's own ratings say."""
    if before.rating is None or after.rating is None or before.rating == after.rating:
        return None
    return "better" if _RATINGS[after.rating] > _RATINGS[before.rating] else "worse"


def _percent(before: object, after: object) -> float | None:
    """How much larger a single number became, in percent of the old one; negative where it became smaller.

    Whole percents, with one decimal where these would say nothing, or all; ``None`` where even that would.
    """
    if not isinstance(before, Quantity) or not isinstance(after, Quantity):
        return None
    if before.low != before.high or after.low != after.high or before.low <= 0:
        return None
    exact = float((after.low - before.low) / before.low * 100)
    rounded = round(exact, 1) if abs(exact) < 10 or -100 < exact < -99 else round(exact)
    return None if rounded in {0, -100} and after.low != 0 else rounded
