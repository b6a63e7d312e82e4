"""Comparisons: columns, criteria and typed cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from decisionbook import model, schema
from decisionbook.findings import Edit
from decisionbook.model import (
    Cell,
    CellValue,
    Column,
    Criterion,
    CriterionType,
    Evidence,
    Level,
    Openness,
    Quantity,
)
from decisionbook.resolve.scope import Scope
from decisionbook.schema import comparison as authored
from decisionbook.schema.scalars import number_fix, parse_bool, parse_date, parse_number, shown
from decisionbook.schema.walk import Path
from decisionbook.spelling import closest

OPEN: dict[str, Openness] = {"unknown": "unknown", "not-applicable": "not-applicable"}
_DIRECTIONS = {
    "text": (),
    "number": ("higher", "lower"),
    "date": ("higher", "lower"),
    "level": ("higher", "lower"),
    "boolean": ("yes", "no"),
}
_OPEN_WORDS = {
    "?": "unknown",
    "n/a": "not-applicable",
    "na": "not-applicable",
    "none": "not-applicable",
    "-": "unknown",
}


def comparison(scope: Scope, value: schema.Comparison) -> model.Comparison:
    """The comparison with every cell typed; what cannot be typed is reported and left unknown."""
    columns = _columns(scope, value)
    criteria = _Criteria(scope, columns).read(value.criteria)
    return model.Comparison(
        id=scope.entry.id,
        title=value.title,
        columns=columns,
        criteria=criteria,
        span=scope.entry.span,
        summary=scope.beside(value.summary, "summary", value),
        takeaway=scope.beside(value.takeaway, "takeaway", value),
        checked=value.checked,
        owner=value.owner,
        old_ids=value.aliases_of_id,
    )


def _columns(scope: Scope, value: schema.Comparison) -> tuple[Column, ...]:
    listed = isinstance(scope.node.at(("options",)).children, list)
    columns: dict[str, Column] = {}
    for index, (identity, own) in enumerate(value.options.items()):
        path: Path = ("options", index) if listed else ("options", identity)
        column = (
            _own_column(scope, identity, own, path) if own else _column(scope, identity, path, key=not listed)
        )
        if column:
            columns.setdefault(column.id, column)
    return tuple(columns.values())


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

    def __init__(self, scope: Scope, columns: Sequence[Column]) -> None:
        self.scope = scope
        self.columns = {column.id: column for column in columns}
        self.missing: dict[str, list[int]] = {column: [] for column in self.columns}

    def read(self, criteria: Sequence[authored.Criterion]) -> tuple[Criterion, ...]:
        rows: dict[str, Criterion] = {}
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
        return tuple(rows.values())

    def _criterion(self, part: authored.Criterion, path: Path, index: int) -> Criterion:
        kind = _type(self.scope, part, path)
        if part.better and part.better not in _DIRECTIONS[kind]:
            allowed = " or ".join(_DIRECTIONS[kind])
            fix = f"write {allowed}" if allowed else "remove it, or give the criterion a type"
            span = self.scope.span((*path, "better"))
            self.scope.report(
                "S007", span, f"'better: {part.better}' does not fit a criterion of type {kind}", fix
            )
        levels = tuple(Level(identity, label) for identity, label in (part.levels or {}).items())
        typed = _Typed(self.scope, kind, levels, part.unit)
        return Criterion(
            id=part.id,
            name=part.name,
            type=kind,
            cells=self._cells(part, path, index, typed),
            span=self.scope.span((*path, "id")),
            group=part.group,
            help=part.help,
            unit=part.unit,
            better=part.better if part.better in _DIRECTIONS[kind] else None,
            levels=levels,
            note=part.note,
            evidence=self.scope.evidence(part, path),
        )

    def _cells(self, part: authored.Criterion, path: Path, index: int, typed: _Typed) -> dict[str, Cell]:
        found: dict[str, Cell] = {}
        for written, cell in part.cells.items():
            place: Path = (*path, "cells", written)
            column = self._column_of(written, place)
            if column:
                found[column] = _cell(self.scope, cell, (column, part.id), place, typed)
        for column in self.columns:
            if column not in found:
                self.missing[column].append(index)
                span = self.scope.key((*path, "cells"))
                found[column] = Cell(column, part.id, None, "unknown", None, None, Evidence(), span)
        return {column: found[column] for column in self.columns}

    def _column_of(self, written: str, place: Path) -> str | None:
        if written in self.columns:
            return written
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
        self.scope.report("C004", span, message, fix, edit=Edit(span, meant) if meant else None)
        return meant

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
    return implied or part.type or "text"


def _cell(scope: Scope, part: authored.Cell, place: tuple[str, str], path: Path, typed: _Typed) -> Cell:
    column, criterion = place
    opened = OPEN.get(part.value)
    value = None if opened else typed.read(part.value, (*path, "value"))
    return Cell(
        option=column,
        criterion=criterion,
        value=value,
        open=opened or ("unknown" if value is None else None),
        rating=part.rating,
        note=part.note,
        evidence=scope.evidence(part, path),
        span=scope.span(path),
    )


class _Typed:
    """Reads the cells of one criterion as what it compares."""

    def __init__(self, scope: Scope, kind: CriterionType, levels: Sequence[Level], unit: str | None) -> None:
        self.scope = scope
        self.kind = kind
        self.levels = [level.id for level in levels]
        self.unit = unit

    def read(self, text: str, path: Path) -> CellValue | None:
        """The value; ``None``, reported at ``path``, where the text is of another type."""
        if self.kind == "text":
            return text
        if self.kind == "level":
            return self._level(text, path)
        if self.kind == "boolean":
            truth = parse_bool(text)
            if truth is None:
                self._wrong(text, path, "yes or no", "write yes or no")
            return truth
        return self._quantity(text, path)

    def _level(self, text: str, path: Path) -> str | None:
        if text in self.levels:
            return text
        truth = parse_bool(text)
        if truth is not None and ("yes" if truth else "no") in self.levels:
            return "yes" if truth else "no"
        meant = closest(text, self.levels)
        span = self.scope.span(path)
        fix = f"did you mean '{meant}'?" if meant else f"the levels are: {', '.join(self.levels)}"
        edit = Edit(span, meant) if meant else None
        self.scope.report("C003", span, f"{shown(text)} is not a level of this criterion", fix, edit=edit)
        return meant

    def _quantity(self, text: str, path: Path) -> Quantity | None:
        ends = text.split(" to ")
        values = [self._end(end.strip()) for end in ends]
        if len(ends) <= 2 and None not in values:
            low, high = values[0], values[-1]
            assert low is not None  # noqa: S101
            assert high is not None  # noqa: S101
            if low <= high:
                return Quantity(low, high)
            fix = f"did you mean '{ends[1]} to {ends[0]}'?"
            self.scope.report("D022", self.scope.span(path), f"{shown(text)} runs from high to low", fix)
            return Quantity(high, low)
        return self._not_a_quantity(text, path)

    def _end(self, text: str) -> Decimal | None:
        if self.kind == "number":
            return parse_number(text)
        day = parse_date(text)
        return Decimal(day.toordinal()) if day else None

    def _not_a_quantity(self, text: str, path: Path) -> Quantity | None:
        if self.kind == "date":
            self._wrong(text, path, "a date", "write year-month-day, such as 2026-11-20")
            return None
        measured = re.fullmatch(r"([-0-9_.]+(?: to [-0-9_.]+)?)\s*([^\W\d].*|%|°.*)", text)
        plain = measured[1].strip() if measured else ""
        values = [parse_number(part) for part in plain.split(" to ")] if plain else [None]
        if None in values:
            self._wrong(text, path, "a number", number_fix(text))
            return None
        unit = "" if self.unit else f", and `unit: {measured[2]}` in the criterion" if measured else ""
        span = self.scope.span(path)
        edit = Edit(span, plain) if self.unit else None
        self.scope.report("C008", span, f"{shown(text)} holds its unit", f"write {plain}{unit}", edit=edit)
        return self._quantity(plain, path)

    def _wrong(self, text: str, path: Path, expected: str, fix: str) -> None:
        meant = _OPEN_WORDS.get(text.lower()) or closest(text, OPEN)
        span = self.scope.span(path)
        edit = Edit(span, meant) if meant else None
        fix = (
            f"did you mean '{meant}'?"
            if meant
            else f"{fix}; a cell may also be `unknown` or `not-applicable`"
        )
        self.scope.report("C002", span, f"{shown(text)} is not {expected}", fix, edit=edit)
