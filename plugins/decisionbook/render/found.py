"""What a search should find of an entity: its page, and the parts of it that no heading with an id names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from decisionbook import prose
from decisionbook.anchors import anchor, cell_anchor
from decisionbook.decide import TooLargeError
from decisionbook.model import (
    Book,
    Cell,
    Claim,
    Comparison,
    Criterion,
    Decision,
    Entity,
    Kind,
    Option,
    Source,
    Term,
)
from decisionbook.render.cells import shown_value
from decisionbook.render.claims import label
from decisionbook.render.context import Context
from decisionbook.render.decision import compiled
from decisionbook.render.widget import Form


@dataclass(frozen=True, slots=True)
class Found:
    """A place to be led to. ``anchor`` is its HTML id, empty for the page as a whole; title and text are plain.

    ``text`` is ``None`` where the page itself says it best.
    """

    anchor: str
    title: str
    text: str | None


def found_of(context: Context, entity: Entity) -> tuple[Found, ...]:
    """The page of an entity first, where it has one to itself, then the parts of it in their order."""
    match entity:
        case Comparison():
            return (Found("", entity.title, _about(entity)), *_comparison(context, entity))
        case Decision():
            return (Found("", entity.title, _about(entity)), *_decision(context, entity))
        case Option():
            title = f"{entity.name} · {entity.short}" if entity.short else entity.name
            return (Found("", title, None),)
        case Term():
            text = _joined([", ".join(entity.aliases), prose.plain(entity.definition.text)])
            return (Found(anchor("term", entity.id), entity.term, text),)
        case Source():
            text = _joined([label(context, entity), entity.publisher, _plain(entity.finding)])
            return (Found(anchor("source", entity.id), entity.title, text),)
        case _:
            return ()


def _about(entity: Comparison | Decision) -> str:
    claims = (getattr(entity, "takeaway", None), entity.summary)
    return _joined([getattr(entity, "question", None), *(_plain(claim) for claim in claims)])


def _comparison(context: Context, entity: Comparison) -> Iterator[Found]:
    for row in entity.criteria:
        levels = ", ".join(level.label for level in row.levels)
        about = _joined([_plain(row.help), levels, _plain(row.note), row.group])
        yield Found(anchor("comparison", entity.id, row.id), row.name, about)
        for column in entity.columns:
            cell = row.cells[column.id]
            said = f"{column.short or column.name}: {_cell(context, row, cell)}"
            yield Found(anchor("comparison", entity.id, cell_anchor(row.id, column.id)), row.name, said)


def _cell(context: Context, row: Criterion, cell: Cell) -> str:
    """The words of a cell, as a reader of the table sees them."""
    if cell.open is not None:
        value = context.say(f"comparison.{cell.open}")
    elif row.type == "text":
        value = prose.plain(str(cell.value))
    else:
        value = shown_value(context, row, cell)
    rating = context.say(f"comparison.{cell.rating}") + "." if cell.rating else None
    return _joined([rating, value, _plain(cell.note)])


def _decision(context: Context, entity: Decision) -> Iterator[Found]:
    """Its own questions and outcomes; those of the decisions it rests on are found on their pages."""
    try:
        items = compiled(context, entity, f"db-{entity.id}").items
    except TooLargeError:
        return
    asked: set[str] = set()
    for item in items:
        if isinstance(item, Form):
            if item.inner is None and item.address not in asked:
                asked.add(item.address)
                answers = ", ".join(choice.label for choice in item.choices)
                yield Found(item.id, prose.plain(item.ask), _joined([_plain(item.help), answers]))
        elif not item.inner and item.outcome is not None and len(item.outcomes) == 1:
            advice = [_plain(claim) for claim in item.outcome.advice]
            reasons = [_plain(reason.because) for reason in item.reasons]
            text = _joined([_plain(item.outcome.summary), *reasons, *advice])
            yield Found(item.id, f"{context.say('decision.result')}: {item.title}", text)


def listed(book: Book) -> Iterator[tuple[Kind, str]]:
    """The entities that share a page on which no heading names them."""
    yield from (("term", term) for term in book.terms)
    yield from (("source", source) for source in book.sources)


def _plain(text: str | Claim | None) -> str | None:
    return prose.plain(text.text if isinstance(text, Claim) else text) if text is not None else None


def _joined(parts: Iterable[str | None]) -> str:
    return " ".join(part for part in parts if part)
