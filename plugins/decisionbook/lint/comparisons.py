"""Whether the criteria of a comparison help anybody choose."""

from __future__ import annotations

from collections.abc import Iterator

from decisionbook.findings import Finding, finding
from decisionbook.model import Comparison


def without_contrast(comparison: Comparison) -> Iterator[Finding]:
    """Criteria to which every option gives the same answer."""
    for criterion in comparison.criteria:
        values = {cell.value for cell in criterion.cells.values()}
        if len(criterion.cells) > 1 and len(values) == 1 and None not in values:
            message = f"every option answers '{criterion.name}' the same"
            yield finding(
                "C005",
                criterion.span,
                message,
                "say it once in the summary, or ask what tells the options apart",
            )


def unfilled(comparison: Comparison) -> Iterator[Finding]:
    """Criteria whose cells are all open."""
    for criterion in comparison.criteria:
        if criterion.cells and all(cell.open and not cell.lost for cell in criterion.cells.values()):
            message = f"nobody fills '{criterion.name}': every cell is open"
            yield finding("C006", criterion.span, message, "fill one cell at least, or remove the criterion")


def without_direction(comparison: Comparison) -> Iterator[Finding]:
    """Numbers of which the reader cannot tell whether more is better."""
    for criterion in comparison.criteria:
        if criterion.type == "number" and criterion.better is None and not criterion.note:
            fix = "add `better: higher` or `better: lower`, or a `note` on why neither is"
            yield finding("C007", criterion.span, f"'{criterion.name}' has no direction", fix)
