"""Every statement of a book with the place where a reader finds it and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from decisionbook.anchors import OPTION_SECTIONS, cell_anchor
from decisionbook.findings import Span
from decisionbook.model import (
    KINDS,
    Book,
    Cell,
    Checklist,
    Claim,
    Comparison,
    Criterion,
    Decision,
    Entity,
    Evidence,
    Faq,
    Kind,
    Option,
    Source,
    Term,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a part of an entity says: the part that a link with ``fragment`` leads to.

    ``key`` and ``names`` say what part it is: a section of an option by the key of its heading, a criterion and an
    option by their names, or nothing for the entity's own summary. ``text`` is the statement in Markdown, ``None``
    where a ``cell`` says it by a number, a level or their like.
    """

    kind: Kind
    entity: Entity
    fragment: str
    evidence: Evidence
    span: Span
    text: str | None = None
    key: str | None = None
    names: tuple[str, ...] = ()
    cell: tuple[Criterion, Cell] | None = None

    @property
    def address(self) -> str:
        """The link to its place: ``comparison:approaches#update-path--rag``."""
        return f"{self.kind}:{self.entity.id}" + (f"#{self.fragment}" if self.fragment else "")


def statements(book: Book) -> Iterator[Statement]:
    """Every statement of the book, by kind and in reading order. What people say and open cells state nothing."""
    for kind in KINDS:
        for entity in book.of(kind).values():
            yield from statements_of(entity)


def statements_of(entity: Entity) -> Iterator[Statement]:
    """The statements of one entity. A text that an outcome takes from its option is the option's alone."""
    match entity:
        case Option():
            yield from _of_option(entity)
        case Comparison():
            yield from _of_comparison(entity)
        case Decision():
            yield from _of_decision(entity)
        case Checklist():
            yield from _claims("checklist", entity, entity.summary)
            for item in entity.items:
                yield from _claims("checklist", entity, item.claim, fragment=item.id)
        case Term():
            yield from _claims("term", entity, entity.definition)
        case Faq():
            yield from _claims("faq", entity, entity.answer)
        case Source():
            return


def _claims(
    kind: Kind, entity: Entity, *claims: Claim | None, fragment: str = "", key: str | None = None
) -> Iterator[Statement]:
    for claim in claims:
        if claim is not None:
            yield Statement(kind, entity, fragment, claim.evidence, claim.span, claim.text, key)


def _of_option(option: Option) -> Iterator[Statement]:
    yield from _claims("option", option, option.summary)
    for name in OPTION_SECTIONS:
        if name != "cues":
            yield from _claims("option", option, *getattr(option, name), fragment=name, key=f"option.{name}")


def _of_comparison(found: Comparison) -> Iterator[Statement]:
    yield from _claims("comparison", found, found.summary or found.takeaway)
    for column in found.columns:
        if column.option is None:
            yield from _claims("comparison", found, column.summary)
    names = {column.id: column.short or column.name for column in found.columns}
    for row in found.criteria:
        if row.evidence:
            yield Statement("comparison", found, row.id, row.evidence, row.span, row.note, names=(row.name,))
        for option, cell in row.cells.items():
            if cell.open is None or cell.evidence:
                text = cell.value if isinstance(cell.value, str) and row.type == "text" else None
                fragment = cell_anchor(row.id, option)
                about = (row.name, names[option])
                yield Statement(
                    "comparison",
                    found,
                    fragment,
                    cell.evidence,
                    cell.span,
                    text,
                    names=about,
                    cell=(row, cell),
                )


def _of_decision(decision: Decision) -> Iterator[Statement]:
    file = decision.span.file
    yield from _claims("decision", decision, decision.summary)
    for rule in decision.all_rules:
        yield from _claims("decision", decision, rule.because, fragment=rule.id)
    for step in decision.steps.values():
        for branch in step.branches:
            yield from _claims("decision", decision, branch.because, fragment=step.id)
    outcomes = (*decision.outcomes.values(), *((decision.several,) if decision.several else ()))
    for outcome in outcomes:
        own = (claim for claim in (outcome.summary, *outcome.advice) if claim and claim.span.file == file)
        yield from _claims("decision", decision, *own)
