"""Whether the criteria of a comparison help anybody choose."""

from __future__ import annotations

from collections.abc import Iterator

from decisionbook.findings import Finding, finding
from decisionbook.model import Book, Criterion


def without_contrast(book: Book) -> Iterator[Finding]:
    """Criteria to which every option gives the same answer."""
    for criterion in _criteria(book):
        values = {cell.value for cell in criterion.cells.values()}
        if len(criterion.cells) > 1 and len(values) == 1 and None not in values:
            message = f"every option answers '{criterion.name}' the same"
            yield finding(
                "C005",
                criterion.span,
                message,
                "say it once in the summary, or ask what tells the options apart",
            )


def unfilled(book: Book) -> Iterator[Finding]:
    """Criteria whose cells are all open."""
    for criterion in _criteria(book):
        if criterion.cells and all(cell.open for cell in criterion.cells.values()):
            message = f"nobody fills '{criterion.name}': every cell is open"
            yield finding("C006", criterion.span, message, "fill one cell at least, or remove the criterion")


def without_direction(book: Book) -> Iterator[Finding]:
    """Numbers of which the reader cannot tell whether more is better."""
    for criterion in _criteria(book):
        if criterion.type == "number" and criterion.better is None and not criterion.note:
            fix = "add `better: higher` or `better: lower`, or a `note` on why neither is"
            yield finding("C007", criterion.span, f"'{criterion.name}' has no direction", fix)


def _criteria(book: Book) -> Iterator[Criterion]:
    for comparison in book.comparisons.values():
        yield from comparison.criteria
