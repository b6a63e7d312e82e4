"""Rules and comparisons as CSV (RFC 4180, UTF-8), for spreadsheets.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, in Japan also in full width.
Such texts get a ``'`` in front (OWASP, "CSV Injection"); numbers stay numbers.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from decisionbook.domains import Choices, Range
from decisionbook.exchange.csv_types import doubtful, kind_of
from decisionbook.exchange.dmn_rows import rows
from decisionbook.exchange.in_words import as_written, in_words
from decisionbook.model import Book, Cell, Comparison, Criterion, Decision, Input, Quantity
from decisionbook.schema.scalars import parse_number

RULE_COLUMNS = frozenset({"id", "then", "because"})
"""Columns of a decision that ask nothing."""
COMPARISON_COLUMNS = frozenset({"id", "name", "criterion", "group", "unit"})
"""Columns of a comparison that are no options."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def decision_csv(book: Book, decision_id: str) -> str:
    """A line a rule, the last one for ``otherwise``; a column an input. A flow chart becomes the table of its paths.

    Raises ``KeyError`` for an unknown decision and ``UnwritableError`` for a flow chart with too many paths.
    """
    decision = book.decisions[decision_id]
    lines = list(_lines(book, decision))
    columns = [
        _column(own, [line.said.get(name, ()) for line in lines]) for name, own in decision.inputs.items()
    ]
    head = ["id", *(_head(name, RULE_COLUMNS) for name in decision.inputs), "then", "because"]
    body = ([line.id, *cells, line.then, line.because] for line, *cells in zip(lines, *columns, strict=True))
    return _csv([head, *body])


@dataclass(frozen=True, slots=True)
class _Line:
    """A rule: its id, the conditions by input, of which any may hold, and what follows."""

    id: str
    said: Mapping[str, tuple[str, ...]]
    then: str
    because: str


def _lines(book: Book, decision: Decision) -> Iterator[_Line]:
    if decision.steps:
        for number, row in enumerate(rows(book, decision), 1):
            said = {name: in_words(values, decision.inputs[name].domain) for name, values in row.when.items()}
            yield _Line(f"path-{number}", said, row.then, row.because)
        return
    for rule in decision.all_rules:
        said = {each.input: as_written(each, decision.inputs[each.input]) for each in rule.when}
        yield _Line(rule.id, said, rule.then, rule.because.text if rule.because else "")


def _column(own: Input, cells: Sequence[tuple[str, ...]]) -> list[str]:
    """The conditions with commas between them, and one behind names of answers that could be anything else."""
    words = {word for cell in cells for word in cell}
    names = isinstance(own.domain, Choices) and own.type != "boolean"
    marked = names and (kind_of(words) != "choice" or doubtful(words) is not None)
    ends = ("," if cell and (marked or (names and cell == ("any",))) else "" for cell in cells)
    return [", ".join(cell) + end for cell, end in zip(cells, ends, strict=True)]


def _head(name: str, special: Collection[str]) -> str:
    """The name of a column; with a question mark where it would be taken for one that has a meaning."""
    return f"{name}?" if name in special else name


_TAKEN = COMPARISON_COLUMNS | {"then"}


def comparison_csv(comparison: Comparison) -> str:
    """A line a criterion, a column an option. Notes, ratings and sources stay behind."""
    head = ["id", "name", "group", "unit", *(_head(column.id, _TAKEN) for column in comparison.columns)]
    lines = (
        [
            row.id,
            row.name,
            row.group or "",
            row.unit or "",
            *(cell_text(row, cell) for cell in row.cells.values()),
        ]
        for row in comparison.criteria
    )
    return _csv([head, *lines])


def cell_text(criterion: Criterion, cell: Cell) -> str:
    """The value as an author writes it, or why there is none."""
    value = cell.value
    if value is None:
        return cell.open or "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Quantity):
        return quantity_text(criterion, value)
    return value


def quantity_text(criterion: Criterion, value: Quantity) -> str:
    """A number or a date, or ``low to high``."""
    show = Range("date" if criterion.type == "date" else "number", None, None).show
    return show(value.low) if value.low == value.high else f"{show(value.low)} to {show(value.high)}"


def _csv(lines: Iterable[Iterable[str]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([safe(cell) for cell in line] for line in lines)
    return out.getvalue()


def safe(text: str) -> str:
    """The text as no spreadsheet takes it, or a piece of it, for a formula."""
    inside = _INSIDE.sub("'", text)
    if text.startswith(FORMULA) and parse_number(text) is None:
        return f"'{inside}"
    return f"'{inside}" if _is_marked(inside) else inside


def unsafe(cell: str) -> str:
    """What `safe` made a cell of."""
    return _MARKED_INSIDE.sub("", cell[1:] if _is_marked(cell) else cell)


def _is_marked(text: str) -> bool:
    return text.startswith("'") and text[1:].startswith((*FORMULA, "'"))


_PIECE = r"(?='*(?:[=+@＝＋＠]|[-－](?!\s)))"
_INSIDE = re.compile(rf"(?<=[;\t\r\n]){_PIECE}")
"""Where a spreadsheet that separates cells by another sign begins one: it heeds no quotes amid a cell."""
_MARKED_INSIDE = re.compile(rf"(?<=[;\t\r\n])'{_PIECE}")
