"""Spreadsheets as decisions and comparisons: a start that an author goes on from.

The first line names the columns. A decision has a column ``then``; ``id`` and ``because`` may stand beside it, and
every other column is an input, its cells conditions in words, its type the one that all its cells have. A comparison
has a column ``name`` (or ``criterion``); ``id``, ``group`` and ``unit`` may stand beside it, and every other column
is an option.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from io import StringIO
from pathlib import PurePath

from decisionbook.decide import TooLargeError
from decisionbook.exchange.csv_out import unsafe
from decisionbook.exchange.csv_tables import RULE_COLUMNS, Column, comparison, decision, parts
from decisionbook.exchange.dmn_in.names import Names
from decisionbook.exchange.imported import MAX_BYTES, Imported
from decisionbook.exchange.read_back import allow_no_match, has_gaps, logic_errors, read_back
from decisionbook.exchange.yaml_out import Value, to_yaml
from decisionbook.findings import Finding, Span, finding, in_order
from decisionbook.load import characters
from decisionbook.model import HitPolicy
from decisionbook.schema.scalars import RESERVED

MAX_ROWS = 20_000
"""Lines of one file."""
MAX_COLUMNS = 200
"""Columns of one file."""

MAX_HEAD = 100_000
"""Characters of the first line."""

_NAMES = ("name", "criterion")
_SAID = re.compile(r"\"?sep=(?P<sign>[,;\t])\"?(?=[\r\n])")
_LINE_END = re.compile(r"[\r\n]")
_QUOTED = re.compile(r'"[^"]*"')
_COMMA = re.compile(r"(?<![\w.,-])-?\d[\d.]*(?:,\d[\d.]*)+(?!\w)")
_FIRST = (
    "the first line that matches answers (`hit_policy: first`), since a sheet does not say;"
    " --hit-policy unique, any, priority or collect reads it otherwise"
)


class _UnreadableError(Exception):
    def __init__(self, line: int, message: str, fix: str) -> None:
        super().__init__(message)
        self.line = line
        self.fix = fix


def import_csv(
    data: bytes, file: str, *, options: Collection[str] = (), hit_policy: HitPolicy | None = None
) -> Imported:
    """The decision or the comparison of a CSV file; its name becomes the id.

    ``options`` are the ids of options that there are already. A decision without a ``hit_policy`` answers with its
    first matching line, and a note says so. Never raises for bad data.
    """
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        return Imported(findings=(finding("E001", Span(file), message, "split the table"),))
    text, problems = characters.decode(data, file)
    if problems:
        return Imported(findings=problems)
    stem = PurePath(file).stem
    try:
        columns = _columns(text)
        identity = Names(RESERVED).take(stem, "table")
        title = " ".join(stem.replace("-", " ").split())
        return _imported(columns, identity, title[:1].upper() + title[1:] or identity, options, hit_policy)
    except _UnreadableError as error:
        span = Span(file, error.line, 1, error.line, 2)
        return Imported(findings=(finding("E001", span, str(error), error.fix),))


def _imported(
    columns: dict[str, Column],
    identity: str,
    title: str,
    options: Collection[str],
    hit_policy: HitPolicy | None,
) -> Imported:
    notes: tuple[str, ...] = ()
    if "then" in columns:
        made = decision(columns, title, hit_policy or "first")
        path = f"decisions/{identity}.yml"
        notes = () if hit_policy else (_FIRST,)
    elif any(name in columns for name in _NAMES):
        made = comparison(columns, title, options)
        path = f"comparisons/{identity}.yml"
    else:
        fix = "name the column of outcomes 'then', or the column of criteria 'name'"
        raise _UnreadableError(1, "the first line names neither 'then' nor 'name'", fix)
    texts = {path: to_yaml(made)}
    # Options that the table only refers to lie elsewhere, and are checked there.
    found = [each for each in read_back(texts)[1] if each.code != "R001"]
    if path.startswith("decisions/") and not found:
        found = _complete(texts, path, made)
    return Imported(texts, in_order(found), notes)


def _complete(texts: dict[str, str], path: str, made: dict[str, Value]) -> list[Finding]:
    identity = PurePath(path).stem
    try:
        if "otherwise" not in made and has_gaps(read_back(texts)[0].book, identity):
            allow_no_match(made)
            texts[path] = to_yaml(made)
    except TooLargeError:
        pass  # reported with the other errors of its logic
    return list(logic_errors(texts))


# --- Reading ------------------------------------------------------------------------------------------


def _columns(text: str) -> dict[str, Column]:
    """The columns by what their first cell says, in lower case for the names that have a meaning."""
    text = text.removeprefix("\ufeff")
    said = _SAID.match(text)
    rows: list[tuple[int, list[str]]] = []
    lines = StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=said["sign"] if said else _delimiter(text), strict=True)
    if said:
        next(reader)
    try:
        for row in reader:
            cells = [unsafe(cell).strip() for cell in row]
            if any(cells):
                rows.append((reader.line_num, cells))
            if len(rows) > MAX_ROWS:
                raise _UnreadableError(reader.line_num, f"more than {MAX_ROWS:,} lines", "split the table")
    except csv.Error as error:
        raise _UnreadableError(
            max(reader.line_num, 1), f"this is not CSV: {error}", "save the table again"
        ) from None
    if len(rows) < 2:
        raise _UnreadableError(
            1, "the table has no lines below its first", "add one line a rule or criterion"
        )
    return _by_name(rows)


def _by_name(rows: list[tuple[int, list[str]]]) -> dict[str, Column]:
    (first, head), *lines = rows
    while head and not head[-1]:
        head.pop()
    if len(head) > MAX_COLUMNS:
        raise _UnreadableError(first, f"more than {MAX_COLUMNS} columns", "split the table")
    columns: dict[str, Column] = {}
    for number, name in enumerate(head):
        key = name.lower() if name.lower() in {"id", "then", "because", "group", "unit", *_NAMES} else name
        if not name:
            raise _UnreadableError(first, f"column {number + 1} has no name", "name it in the first line")
        if key in columns:
            raise _UnreadableError(first, f"two columns are called '{name}'", "rename one")
        columns[key] = Column(name, [cells[number] if number < len(cells) else "" for _, cells in lines])
    named = next((number for number, name in enumerate(head) if name.lower() in {"then", *_NAMES}), None)
    for line, cells in lines:
        if named is not None and not "".join(cells[named : named + 1]):
            what = "no outcome" if head[named].lower() == "then" else "no criterion"
            raise _UnreadableError(line, f"this line names {what}", f"fill the column '{head[named]}'")
        if any(cells[len(head) :]):
            message = f"this line has more cells than the first line has columns ({len(head)})"
            raise _UnreadableError(line, message, "quote cells that hold a comma")
    if "then" in columns:
        _check_rules(columns, lines)
    return columns


def _check_rules(columns: dict[str, Column], lines: list[tuple[int, list[str]]]) -> None:
    """Refuse what would be read as another rule than the one that was meant."""
    asked = [column for key, column in columns.items() if key not in RULE_COLUMNS]
    last = 0
    for number, (line, _) in enumerate(lines):
        for column in asked:
            if found := _COMMA.search(column.cells[number]):
                message = f"'{found[0]}' in column '{column.name}' may be one number or several"
                several = found[0].replace(",", ", ")
                raise _UnreadableError(line, message, f"write one without a comma, several as '{several}'")
        if "id" not in columns or columns["id"].cells[number].lower() != "otherwise":
            continue
        if last:
            message = f"line {last} is 'otherwise' already"
            raise _UnreadableError(line, message, "keep one of them, or give this one another id")
        last = line
        for column in asked:
            if parts(column.cells[number]):
                message = f"'otherwise' is for all that no line matches, but asks for '{column.name}'"
                raise _UnreadableError(line, message, "empty its conditions, or give the line another id")


def _delimiter(text: str) -> str:
    """The sign that the first line separates its cells with."""
    lines = _LINE_END.split(_QUOTED.sub("", text.lstrip("\r\n ")[:MAX_HEAD]), maxsplit=1)
    return max(",;\t", key=lines[0].count)
