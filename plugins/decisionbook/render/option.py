"""An option: what speaks for it and against it, and where the book decides about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from decisionbook.anchors import OPTION_SECTIONS
from decisionbook.model import Book, Claim, Option
from decisionbook.render.claims import has_judgement
from decisionbook.render.context import Context


@dataclass(frozen=True, slots=True)
class Places:
    """The ids of the decisions that may answer with an option, and of the comparisons with a column for it."""

    decisions: tuple[str, ...] = ()
    comparisons: tuple[str, ...] = ()


def option(context: Context, found: Option, places: Places, prefix: str, level: int) -> Markup:
    """All lists that the option has, one row each, and the decisions and comparisons that it appears in."""
    sections: dict[str, tuple[Claim, ...]] = {
        name: getattr(found, name) for name in OPTION_SECTIONS if getattr(found, name)
    }
    claims = chain((found.summary,), *(claims for name, claims in sections.items() if name != "cues"))
    return context.fill(
        "option.html",
        option=found,
        sections=sections,
        decisions=tuple(context.book.decisions[name] for name in places.decisions),
        comparisons=tuple(context.book.comparisons[name] for name in places.comparisons),
        related=tuple(context.book.options[name] for name in found.related),
        judged=has_judgement(claims),
        prefix=prefix,
        level=level,
    )


def places_of(book: Book) -> Mapping[str, Places]:
    """Where each option appears, if it does."""
    decisions: dict[str, dict[str, None]] = {}
    comparisons: dict[str, dict[str, None]] = {}
    for decision in book.decisions.values():
        for outcome in decision.outcomes.values():
            decisions.setdefault(outcome.option or "", {})[decision.id] = None
    for comparison in book.comparisons.values():
        for column in comparison.columns:
            comparisons.setdefault(column.option or "", {})[comparison.id] = None
    return {
        identity: Places(tuple(decisions.get(identity, ())), tuple(comparisons.get(identity, ())))
        for identity in {**decisions, **comparisons}
        if identity
    }
