"""Every claim of a book with the place it stands at."""

from __future__ import annotations

from collections.abc import Iterator

from decisionbook.anchors import OPTION_SECTIONS
from decisionbook.findings import Span
from decisionbook.model import Book, Claim, Comparison, Decision, Evidence, Outcome


def claims(book: Book) -> Iterator[tuple[Evidence, Span]]:
    """What each claim rests on, in reading order; a claim that an outcome takes from its option comes once."""
    for option in book.options.values():
        yield option.summary.evidence, option.summary.span
        for section in OPTION_SECTIONS:
            yield from _each(getattr(option, section))
    for comparison in book.comparisons.values():
        yield from _of_comparison(comparison)
    for decision in book.decisions.values():
        yield from _of_decision(decision)
    for checklist in book.checklists.values():
        yield from _each((checklist.summary, *(item.claim for item in checklist.items)))
    for term in book.terms.values():
        yield term.definition.evidence, term.definition.span
    for faq in book.faq.values():
        yield faq.answer.evidence, faq.answer.span


def _each(parts: tuple[Claim | None, ...]) -> Iterator[tuple[Evidence, Span]]:
    for claim in parts:
        if claim is not None:
            yield claim.evidence, claim.span


def _of_comparison(comparison: Comparison) -> Iterator[tuple[Evidence, Span]]:
    yield from _each((comparison.summary or comparison.takeaway,))
    for criterion in comparison.criteria:
        yield criterion.evidence, criterion.span
        for cell in criterion.cells.values():
            yield cell.evidence, cell.span


def _of_decision(decision: Decision) -> Iterator[tuple[Evidence, Span]]:
    yield from _each((decision.summary,))
    for outcome in (*decision.outcomes.values(), *filter(None, (decision.several,))):
        yield from _of_outcome(outcome, decision.span.file)
    yield from _each(tuple(rule.because for rule in decision.all_rules))
    for step in decision.steps.values():
        yield from _each(tuple(branch.because for branch in step.branches))


def _of_outcome(outcome: Outcome, file: str) -> Iterator[tuple[Evidence, Span]]:
    own = [part for part in (outcome.summary, *outcome.advice) if part is not None and part.span.file == file]
    yield from _each(tuple(own))
