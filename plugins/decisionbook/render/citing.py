"""Who cites what: the evidence of every entity, and the entities behind each source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from decisionbook.model import KINDS, Book, Entity, Evidence, Kind, Option
from decisionbook.render.statements import statements_of


def cited_by(book: Book) -> dict[str, tuple[tuple[Kind, Entity], ...]]:
    """The entities that cite or are disputed by each source, by kind and id; sources without any are left out."""
    found: defaultdict[str, dict[tuple[Kind, str], Entity]] = defaultdict(dict)
    for kind in KINDS:
        for entity in book.of(kind).values():
            for source in _named(entity):
                found[source][kind, entity.id] = entity
    return {source: tuple((kind, entity) for (kind, _), entity in at.items()) for source, at in found.items()}


def evidence_of(entity: Entity) -> Iterator[Evidence]:
    """Everything that stands behind what an entity says, and behind what it says that people say."""
    yield from (one.evidence for one in statements_of(entity))
    if isinstance(entity, Option):
        yield from (cue.evidence for cue in entity.cues)


def _named(entity: Entity) -> Iterator[str]:
    for evidence in evidence_of(entity):
        yield from evidence.sources or ()
        yield from (dispute.source for dispute in evidence.disputed_by)
