"""Who cites what: the evidence of every entity, and the entities behind each source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from decisionbook.anchors import OPTION_SECTIONS
from decisionbook.model import (
    KINDS,
    Book,
    Checklist,
    Claim,
    Comparison,
    Decision,
    Entity,
    Evidence,
    Faq,
    Kind,
    Option,
    Term,
)


def cited_by(book: Book) -> dict[str, tuple[tuple[Kind, Entity], ...]]:
    """The entities that cite or are disputed by each source, by kind and id; sources without any are left out."""
    found: defaultdict[str, dict[tuple[Kind, str], Entity]] = defaultdict(dict)
    for kind in KINDS:
        for entity in book.of(kind).values():
            for source in _named(entity):
                found[source][kind, entity.id] = entity
    return {source: tuple((kind, entity) for (kind, _), entity in at.items()) for source, at in found.items()}


def evidence_of(entity: Entity) -> Iterator[Evidence]:
    """Everything that stands behind what an entity says."""
    for claim in _claims(entity):
        if claim is not None:
            yield claim.evidence
    if isinstance(entity, Comparison):
        for row in entity.criteria:
            yield row.evidence
            yield from (cell.evidence for cell in row.cells.values())


def _named(entity: Entity) -> Iterator[str]:
    for evidence in evidence_of(entity):
        yield from evidence.sources or ()
        yield from (dispute.source for dispute in evidence.disputed_by)


def _claims(entity: Entity) -> Iterator[Claim | None]:
    match entity:
        case Option():
            yield entity.summary
            for name in OPTION_SECTIONS:
                yield from getattr(entity, name)
        case Comparison():
            yield from (entity.summary, entity.takeaway)
            yield from (column.summary for column in entity.columns if column.option is None)
        case Decision():
            yield from _claims_of_decision(entity)
        case Checklist():
            yield entity.summary
            yield from (item.claim for item in entity.items)
        case Term():
            yield entity.definition
        case Faq():
            yield entity.answer


def _claims_of_decision(decision: Decision) -> Iterator[Claim | None]:
    yield decision.summary
    yield from (rule.because for rule in decision.all_rules)
    yield from (branch.because for step in decision.steps.values() for branch in step.branches)
    outcomes = (*decision.outcomes.values(), *((decision.several,) if decision.several else ()))
    for outcome in outcomes:
        if outcome.option is None:
            yield outcome.summary
        yield from outcome.advice
