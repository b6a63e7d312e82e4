"""What a book that can be read still has wrong with it: one rule a function, all of them named here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from decisionbook.findings import Finding
from decisionbook.lint import comparisons, provenance
from decisionbook.lint.decisions import decision_findings
from decisionbook.model import Book

RULES: tuple[Callable[[Book], Iterable[Finding]], ...] = (
    comparisons.without_contrast,
    comparisons.unfilled,
    comparisons.without_direction,
    provenance.unsourced,
)
"""What looks at the book alone."""

DATED_RULES: tuple[Callable[[Book, date], Iterable[Finding]], ...] = (
    provenance.stale,
    provenance.expired,
)
"""What also needs to know which day it is."""


def lint(
    book: Book,
    *,
    damaged: Collection[str] = (),
    linked: Collection[str] = (),
    today: date | None = None,
) -> tuple[Finding, ...]:
    """Every finding on a resolved book. Of ``damaged`` decisions only what is certain is reported.

    ``linked`` are the sources that prose links to.
    """
    found = [each for rule in RULES for each in rule(book)]
    if today is not None:
        found.extend(each for rule in DATED_RULES for each in rule(book, today))
    found.extend(provenance.unused(book, linked))
    found.extend(provenance.impossible(book, today))
    found.extend(decision_findings(book, damaged=damaged))
    return tuple(found)
