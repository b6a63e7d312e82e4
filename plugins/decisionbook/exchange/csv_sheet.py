"""A CSV file as named columns: what separates its cells, what its first line names, and what no table may hold."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Literal

from decisionbook.exchange.csv_out import COMPARISON_COLUMNS, RULE_COLUMNS, unsafe

MAX_ROWS = 20_000
"""Lines of one file."""
MAX_COLUMNS = 200
"""Columns of one file."""
MAX_HEAD = 100_000
"""Characters of the first line."""

_CRITERIA = ("name", "criterion")
_SAID = re.compile(r"\"?sep=(?P<sign>[,;\t])\"?(?=[\r\n])")
_LINE_END = re.compile(r"[\r\n]")
_QUOTED = re.compile(r'"[^"]*"')


class UnreadableError(Exception):
    """The file is no table, or one that could be read in two ways; ``line`` is where."""

    def __init__(self, line: int, message: str, fix: str) -> None:
        super().__init__(message)
        self.line = line
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` as the first line has it, and the cells below."""

    name: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns that have a meaning by it, the others by their names, and the line that each row ends on.

    ``sign`` stands between the cells: where it is a semicolon, a comma is likely to stand before decimals.
    """

    kind: Literal["decision", "comparison"]
    sign: str
    lines: list[int]
    known: dict[str, Column] = field(default_factory=dict)
    rest: dict[str, Column] = field(default_factory=dict)

    def cell(self, meaning: str, row: int) -> str:
        """What a row has in a column that has a meaning; empty where there is no such column."""
        return self.known[meaning].cells[row] if meaning in self.known else ""


def read_sheet(text: str) -> Sheet:
    """The table of a file. Raises ``UnreadableError``."""
    text = text.removeprefix("\ufeff")
    said = _SAID.match(text)
    sign = said["sign"] if said else _sign(text)
    rows = _rows(text, sign, skip=bool(said))
    if len(rows) < 2:
        raise UnreadableError(1, "the table has no lines below its first", "add one line a rule or criterion")
    (first, head), *lines = rows
    while head and not head[-1]:
        head.pop()
    if len(head) > MAX_COLUMNS:
        raise UnreadableError(first, f"more than {MAX_COLUMNS} columns", "split the table")
    sheet = Sheet(_kind(first, head), sign, [line for line, _ in lines])
    _name_columns(sheet, first, head, [cells for _, cells in lines])
    _check_width(sheet, len(head), [cells for _, cells in lines])
    return sheet


def _rows(text: str, sign: str, *, skip: bool) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line that it ends on."""
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
    if skip:
        next(reader)
    try:
        for row in reader:
            cells = [unsafe(cell).strip() for cell in row]
            if any(cells):
                rows.append((reader.line_num, cells))
            if len(rows) > MAX_ROWS:
                raise UnreadableError(reader.line_num, f"more than {MAX_ROWS:,} lines", "split the table")
    except csv.Error as error:
        raise UnreadableError(
            max(reader.line_num, 1), f"this is not CSV: {error}", "save the table again"
        ) from None
    return rows


def _kind(line: int, head: list[str]) -> Literal["decision", "comparison"]:
    names = _lower(head)
    if "then" in names:
        return "decision"
    if any(name in names for name in _CRITERIA):
        return "comparison"
    fix = "name the column of outcomes 'then', or the column of criteria 'name'"
    raise UnreadableError(line, "the first line names neither 'then' nor 'name'", fix)


def _name_columns(sheet: Sheet, first: int, head: list[str], rows: list[list[str]]) -> None:
    special = RULE_COLUMNS if sheet.kind == "decision" else COMPARISON_COLUMNS
    for number, name in enumerate(head):
        if not name:
            raise UnreadableError(first, f"column {number + 1} has no name", "name it in the first line")
        meaning = name.lower() if name.lower() in special else ""
        column = Column(name, [cells[number] if number < len(cells) else "" for cells in rows])
        if sheet.kind == "comparison" and meaning in _CRITERIA:
            meaning = "name"
        place, key = (sheet.known, meaning) if meaning else (sheet.rest, name)
        if key in place:
            message = f"two columns are called '{name}'"
            if place[key].name.lower() != name.lower():
                message = f"'{place[key].name}' and '{name}' both name the criteria"
            raise UnreadableError(first, message, "rename one")
        place[key] = column


def _check_width(sheet: Sheet, width: int, rows: list[list[str]]) -> None:
    """Every row says what it is about, and has no cell that no column has a name for."""
    needed = sheet.known["then" if sheet.kind == "decision" else "name"]
    what = "no outcome" if sheet.kind == "decision" else "no criterion"
    for line, cells, said in zip(sheet.lines, rows, needed.cells, strict=True):
        if not said:
            raise UnreadableError(line, f"this line names {what}", f"fill the column '{needed.name}'")
        if any(cells[width:]):
            message = f"this line has more cells than the first line has columns ({width})"
            raise UnreadableError(line, message, "quote cells that hold a comma")


def _lower(head: Collection[str]) -> set[str]:
    return {name.lower() for name in head}


def _sign(text: str) -> str:
    """The sign that the first line separates its cells with: one that leaves a name with a meaning, if there is one."""
    first = _LINE_END.split(text.lstrip("\r\n ")[:MAX_HEAD], maxsplit=1)[0]
    plain = _LINE_END.split(_QUOTED.sub("", text.lstrip("\r\n ")[:MAX_HEAD]), maxsplit=1)[0]
    signs = sorted(",;\t", key=plain.count, reverse=True)
    return next((sign for sign in signs if _names_meaning(first, sign)), signs[0])


def _names_meaning(line: str, sign: str) -> bool:
    parts: Iterator[str] = (part.strip().strip('"').lower() for part in line.split(sign))
    return any(part in {"then", *_CRITERIA} for part in parts)
