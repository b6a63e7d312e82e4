"""Comparisons: columns, criteria and typed cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decisionbook import model, schema
from decisionbook.findings import Edit
from decisionbook.model import Cell, Column, Criterion, CriterionType, Direction, Evidence, Level
from decisionbook.resolve.cells import OPEN, Typed, meant_type, read_cell
from decisionbook.resolve.scope import Scope
from decisionbook.schema import comparison as authored
from decisionbook.schema.scalars import parse_number
from decisionbook.schema.walk import Path
from decisionbook.spelling import closest, is_slip

MAX_CELLS = 200_000
"""Cells of one comparison, whether or not they are filled."""

_DIRECTIONS: Mapping[CriterionType, tuple[Direction, ...]] = {
    "text": (),
    "number": ("higher", "lower"),
    "date": ("higher", "lower"),
    "level": ("higher",),
    "boolean": ("yes", "no"),
}
_MEANT: Mapping[Direction, Direction] = {"yes": "higher", "no": "lower", "higher": "yes", "lower": "no"}
"""What a direction of another type stands for."""
_A = {"number": "a number", "boolean": "yes or no", "date": "a date"}


def comparison(scope: Scope, value: schema.Comparison) -> model.Comparison:
    """The comparison with every cell typed; what cannot be typed is reported and left unknown."""
    columns, meant = _columns(scope, value)
    criteria = _Criteria(scope, columns, meant).read(value.criteria)
    return model.Comparison(
        id=scope.entry.id,
        title=value.title,
        columns=columns,
        criteria=criteria,
        span=scope.entry.span,
        summary=scope.beside(value.summary, "summary", value, needed=value.takeaway is None),
        takeaway=scope.beside(value.takeaway, "takeaway", value, needed=False),
        checked=value.checked,
        owner=value.owner,
        old_ids=value.aliases_of_id,
        waivers=scope.waivers(value),
    )


def _columns(scope: Scope, value: schema.Comparison) -> tuple[tuple[Column, ...], Mapping[str, str]]:
    """The columns, and for each as it is written, perhaps by an old or a misspelt id, the id that it has."""
    listed = scope.node.at(("options",)).children
    columns: dict[str, Column] = {}
    if isinstance(listed, list):
        words = [str(node.data) for node in listed]
        named = [_column(scope, word, ("options", at), key=False) for at, word in enumerate(words)]
    else:
        words = list(value.options)
        named = [
            _own_column(scope, identity, own, ("options", identity))
            if own
            else _column(scope, identity, ("options", identity), key=True)
            for identity, own in value.options.items()
        ]
    for column in named:
        if column and column.id in columns:
            related = [(columns[column.id].span, "listed here first")]
            message = f"the option '{column.id}' is listed twice"
            scope.report("R002", column.span, message, "remove one of the two", related=related)
        elif column:
            columns[column.id] = column
    meant = {word: column.id for word, column in zip(words, named, strict=True) if column}
    return tuple(columns.values()), meant


def _column(scope: Scope, identity: str, path: Path, *, key: bool) -> Column | None:
    found = scope.refer("option", identity, path, key=key)
    if found is None:
        scope.damaged = True
        return None
    option = scope.names.of("option")[found].value
    name, short = getattr(option, "name", found), getattr(option, "short", None)
    return Column(found, name, short, found, None, scope.span(path))


def _own_column(scope: Scope, identity: str, own: authored.OwnOption, path: Path) -> Column:
    page = identity if identity in scope.names.of("option") else None
    summary = None
    if own.summary:
        summary = model.Claim(own.summary, Evidence(checked=scope.checked), scope.span((*path, "summary")))
    return Column(identity, own.name, own.short, page, summary, scope.key(path))


class _Criteria:
    """The rows of one comparison, and which cells they lack."""

    def __init__(self, scope: Scope, columns: Sequence[Column], meant: Mapping[str, str]) -> None:
        self.scope = scope
        self.meant = meant
        self.columns = {column.id: column for column in columns}
        self.missing: dict[str, list[int]] = {column: [] for column in self.columns}
        self.lacks_column = False

    def read(self, criteria: Sequence[authored.Criterion]) -> tuple[Criterion, ...]:
        rows: dict[str, Criterion] = {}
        cells = len(self.columns) * len(criteria)
        if cells > MAX_CELLS:
            message = f"its options and criteria make {cells:,} cells; at most {MAX_CELLS:,} can be read"
            self.scope.report("Y009", self.scope.span(()), message, "split the comparison")
            self.scope.damaged = True
            return ()
        for index, part in enumerate(criteria):
            if part.id in rows:
                related = [(rows[part.id].span, "used here first")]
                span = self.scope.span(("criteria", index, "id"))
                self.scope.report(
                    "R002", span, f"two criteria have the id '{part.id}'", "rename one", related=related
                )
                continue
            rows[part.id] = self._criterion(part, ("criteria", index), index)
        self._report_missing([part.id for part in criteria])
        self.scope.damaged = self.scope.damaged or self.lacks_column
        return tuple(rows.values())

    def _criterion(self, part: authored.Criterion, path: Path, index: int) -> Criterion:
        kind = _type(self.scope, part, path)
        levels = tuple(Level(identity, label) for identity, label in (part.levels or {}).items())
        typed = Typed(self.scope, kind, levels, part.unit)
        return Criterion(
            id=part.id,
            name=part.name,
            type=kind,
            cells=self._cells(part, path, index, typed),
            span=self.scope.span((*path, "id")),
            group=part.group,
            help=part.help,
            unit=_unit(self.scope, part, path),
            better=_better(self.scope, part, path, kind),
            levels=levels,
            note=part.note,
            evidence=self.scope.evidence(part, path),
        )

    def _cells(self, part: authored.Criterion, path: Path, index: int, typed: Typed) -> dict[str, Cell]:
        found: dict[str, Cell] = {}
        first: dict[str, Path] = {}
        for written, cell in part.cells.items():
            place: Path = (*path, "cells", written)
            known = self._known(written)
            column = known or self._misspelt(written, place)
            if known and known in first:
                self._report_twice(known, first[known], place)
                continue
            if known:
                first[known] = place
            if column:
                found[column] = read_cell(self.scope, cell, (column, part.id), place, typed)
        for column in self.columns:
            if column not in found:
                self.missing[column].append(index)
                span = self.scope.key((*path, "cells"))
                found[column] = Cell(
                    column, part.id, None, "unknown", None, None, Evidence(), span, lost=True
                )
        return {column: found[column] for column in self.columns}

    def _known(self, written: str) -> str | None:
        """The column that the key of a cell names: by its id, as `options` writes it, or by an old id."""
        if written in self.columns:
            return written
        column = self.meant.get(written) or self.scope.names.by_old("option", written)
        return column if column in self.columns else None

    def _misspelt(self, written: str, place: Path) -> str | None:
        meant = closest(written, self.columns)
        if meant is None and self.scope.damaged:
            return None
        span = self.scope.key(place)
        listed = ", ".join(self.columns)
        fix = (
            f"did you mean '{meant}'?"
            if meant
            else f"add it to 'options', or remove the cell; options: {listed}"
        )
        message = f"this comparison has no option '{written}'"
        edit = Edit(span, meant) if meant and is_slip(written, meant) else None
        self.scope.report("C004", span, message, fix, edit=edit)
        self.lacks_column = self.lacks_column or meant is None
        return meant

    def _report_twice(self, column: str, first: Path, place: Path) -> None:
        message = f"the option '{column}' has two cells in one criterion"
        related = [(self.scope.key(first), "its first cell")]
        self.scope.report("R002", self.scope.key(place), message, "remove one of the two", related=related)

    def _report_missing(self, criteria: Sequence[str]) -> None:
        if self.scope.entry.damaged:
            return
        partly: dict[int, list[str]] = {}
        for column, rows in self.missing.items():
            if len(rows) == len(criteria) and rows and len(self.columns) > 1:
                message = f"'{column}' has no cells: {len(rows)} criteria lack one"
                fix = f"add `{column}: …` under 'cells' of each criterion; `unknown` leaves a cell open"
                self.scope.report("C001", self.columns[column].span, message, fix)
                continue
            for row in rows:
                partly.setdefault(row, []).append(column)
        for row, lacking in sorted(partly.items()):
            names = " and ".join(f"'{column}'" for column in lacking)
            message = f"criterion '{criteria[row]}' has no cell for {names}"
            fix = f"add `{lacking[0]}: …`; `{lacking[0]}: unknown` leaves it open"
            self.scope.report("C001", self.scope.key(("criteria", row, "cells")), message, fix)


def _better(scope: Scope, part: authored.Criterion, path: Path, kind: CriterionType) -> Direction | None:
    """The direction, taken as meant where it is that of another type; nothing where the type is a mistake."""
    if part.better is None or part.better in _DIRECTIONS[kind]:
        return part.better
    if (*path, "type") in scope.entry.dropped or part.type not in {None, kind}:
        return None
    if _lacks_type(part, scope, path):
        return None
    if kind == "level" and part.better == "lower":
        fix = "remove it, and write the levels with the worst first"
        message = "'better: lower' contradicts 'levels', which run from the worst to the best"
        scope.report("S007", scope.span((*path, "better")), message, fix)
        return None
    meant = _MEANT[part.better] if _DIRECTIONS[kind] else None
    fix = f"did you mean '{meant}'?" if meant else "remove it, or give the criterion a type"
    span = scope.span((*path, "better"))
    message = f"'better: {part.better}' does not fit a criterion of type {kind}"
    scope.report("S007", span, message, fix, edit=Edit(span, meant) if meant else None)
    return meant


def _unit(scope: Scope, part: authored.Criterion, path: Path) -> str | None:
    """The unit; beside no type at all it shows that one was forgotten, which is reported for `better` too."""
    if not _lacks_type(part, scope, path):
        return part.unit
    also = " and 'better' say" if part.better else " says"
    message = f"'unit'{also} nothing about a criterion of type text"
    scope.report("S007", scope.key((*path, "unit")), message, "write `type: number`, or remove it")
    return None


def _lacks_type(part: authored.Criterion, scope: Scope, path: Path) -> bool:
    """Whether a unit stands in a criterion that says nothing of its type, though it orders numbers or has no texts."""
    typed = part.type or part.levels or (*path, "type") in scope.entry.dropped
    if part.unit is None or typed:
        return False
    given = [cell.value for cell in part.cells.values() if cell.value not in OPEN]
    ends = [end.strip() for value in given for end in value.split(" to ")]
    return part.better is not None or bool(ends and all(parse_number(end) is not None for end in ends))


def _type(scope: Scope, part: authored.Criterion, path: Path) -> CriterionType:
    implied: CriterionType | None = "level" if part.levels else None
    if part.type == "level" and not part.levels:
        fix = "add `levels: {worst: Worst, best: Best}`, worst first"
        scope.report("S002", scope.span((*path, "type")), f"criterion \"{part.id}\" has no 'levels'", fix)
        scope.damaged = True
        return "text"
    if implied and part.type and part.type != implied:
        message = f"'type: {part.type}' contradicts 'levels'"
        scope.report("S007", scope.span((*path, "type")), message, "remove one of the two")
    kind = implied or part.type or "text"
    meant = meant_type(kind, [cell.value for cell in part.cells.values()])
    if meant is None:
        return kind
    fix = f"remove `type: {kind}`" if meant == "text" else f"write `type: {meant}`"
    message = f'no cell of criterion "{part.id}" is {_A[kind]}'
    scope.report("C002", scope.span((*path, "type")), message, f"{fix}, or change the cells")
    return meant
