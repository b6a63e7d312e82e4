"""What a book that can be read still has wrong with it: one rule a function, all of them named here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from decisionbook.findings import Finding
from decisionbook.lint import comparisons, provenance
from decisionbook.lint.decisions import decision_findings
from decisionbook.model import Book, Comparison

RULES: tuple[Callable[[Book], Iterable[Finding]], ...] = (provenance.unsourced,)
"""What looks at the book alone."""

COMPARISON_RULES: tuple[Callable[[Comparison], Iterable[Finding]], ...] = (
    comparisons.without_contrast,
    comparisons.unfilled,
    comparisons.without_direction,
)
"""What looks at one comparison."""

DATED_RULES: tuple[Callable[[Book, date], Iterable[Finding]], ...] = (
    provenance.stale,
    provenance.expired,
)
"""What also needs to know which day it is."""


def lint(
    book: Book,
    *,
    damaged: Collection[str] = (),
    damaged_comparisons: Collection[str] = (),
    linked: Collection[str] | None = (),
    today: date | None = None,
) -> tuple[Finding, ...]:
    """Every finding on a resolved book. Of ``damaged`` decisions and comparisons only what is certain is reported.

    ``linked`` are the sources that prose links to; without it no source counts as unused.
    """
    found = [each for rule in RULES for each in rule(book)]
    tables = [table for table in book.comparisons.values() if table.id not in damaged_comparisons]
    found.extend(each for table in tables for rule in COMPARISON_RULES for each in rule(table))
    if today is not None:
        found.extend(each for rule in DATED_RULES for each in rule(book, today))
    if linked is not None:
        found.extend(provenance.unused(book, linked))
    found.extend(provenance.impossible(book, today))
    found.extend(decision_findings(book, damaged=damaged))
    return tuple(found)
