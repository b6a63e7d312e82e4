"""Rules and comparisons as CSV (RFC 4180, UTF-8), for spreadsheets.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, in Japan also in full width.
Such texts get a ``'`` in front (OWASP, "CSV Injection"); numbers stay numbers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from decisionbook.domains import Choices, Range
from decisionbook.exchange.dmn_rows import rows
from decisionbook.exchange.in_words import as_written, in_words
from decisionbook.model import Book, Cell, Comparison, Criterion, Decision, Input, Quantity
from decisionbook.schema.scalars import parse_number

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def decision_csv(book: Book, decision_id: str) -> str:
    """A line a rule, the last one for ``otherwise``; a column an input. A flow chart becomes the table of its paths.

    Raises ``KeyError`` for an unknown decision and ``UnwritableError`` for a flow chart with too many paths.
    """
    decision = book.decisions[decision_id]
    head = ["id", *decision.inputs, "then", "because"]
    return _csv([head, *_rules(book, decision)])


def _rules(book: Book, decision: Decision) -> Iterator[list[str]]:
    if decision.steps:
        for number, row in enumerate(rows(book, decision), 1):
            said = {name: in_words(values, decision.inputs[name].domain) for name, values in row.when.items()}
            yield _line(decision, f"path-{number}", said, row.then, row.because)
        return
    for rule in decision.all_rules:
        said = {each.input: as_written(each, decision.inputs[each.input]) for each in rule.when}
        yield _line(decision, rule.id, said, rule.then, rule.because.text if rule.because else "")


def _line(
    decision: Decision, identity: str, said: Mapping[str, tuple[str, ...]], then: str, because: str
) -> list[str]:
    cells = (_cell(said.get(name, ()), of) for name, of in decision.inputs.items())
    return [identity, *cells, then, because]


def _cell(words: tuple[str, ...], of: Input) -> str:
    """The conditions with commas between them, and one behind an answer called ``any``, which is a sign without."""
    alone = words == ("any",) and isinstance(of.domain, Choices)
    return "any," if alone else ", ".join(words)


def comparison_csv(comparison: Comparison) -> str:
    """A line a criterion, a column an option. Notes, ratings and sources stay behind."""
    head = ["id", "name", "group", "unit", *(column.id for column in comparison.columns)]
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
    """The text as no spreadsheet takes it for a formula."""
    if text.startswith(FORMULA) and parse_number(text) is None:
        return f"'{text}"
    return f"'{text}" if text.startswith("'") and text[1:].startswith((*FORMULA, "'")) else text


def unsafe(cell: str) -> str:
    """What `safe` made a cell of."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*FORMULA, "'")) else cell
