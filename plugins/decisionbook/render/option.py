"""An option: what speaks for it and against it, and where the book decides about it."""

from __future__ import annotations

from itertools import chain

from markupsafe import Markup

from decisionbook.anchors import OPTION_SECTIONS
from decisionbook.model import Book, Claim, Comparison, Decision, Option
from decisionbook.render.claims import has_judgement
from decisionbook.render.context import Context


def option(context: Context, found: Option, prefix: str, level: int) -> Markup:
    """All lists that the option has, one row each, and the decisions and comparisons that it appears in."""
    sections: dict[str, tuple[Claim, ...]] = {
        name: getattr(found, name) for name in OPTION_SECTIONS if getattr(found, name)
    }
    claims = chain((found.summary,), *(claims for name, claims in sections.items() if name != "cues"))
    return context.fill(
        "option.html",
        option=found,
        sections=sections,
        decisions=decided_in(context.book, found.id),
        comparisons=compared_in(context.book, found.id),
        related=tuple(context.book.options[name] for name in found.related),
        judged=has_judgement(claims),
        prefix=prefix,
        level=level,
    )


def decided_in(book: Book, option: str) -> tuple[Decision, ...]:
    """The decisions that may answer with the option."""
    return tuple(
        decision
        for decision in book.decisions.values()
        if any(outcome.option == option for outcome in decision.outcomes.values())
    )


def compared_in(book: Book, option: str) -> tuple[Comparison, ...]:
    """The comparisons with a column for the option."""
    return tuple(
        comparison
        for comparison in book.comparisons.values()
        if any(column.option == option for column in comparison.columns)
    )
