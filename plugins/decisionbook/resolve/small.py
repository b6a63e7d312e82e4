"""Options, checklists, terms, questions and sources."""

from __future__ import annotations

from decisionbook import model, schema
from decisionbook.model import Claim
from decisionbook.resolve.scope import Scope


def _summary(scope: Scope, value: schema.Entity, name: str) -> Claim:
    """The claim that every entity of the kind has; the validated model guarantees its text."""
    claim = scope.beside(getattr(value, name), name, value)
    assert claim is not None  # noqa: S101
    return claim


def option(scope: Scope, value: schema.Option) -> model.Option:
    """The option; ``related`` holds what its own file names, whatever names it back is added later."""
    named = [scope.refer("option", other, ("related", index)) for index, other in enumerate(value.related)]
    return model.Option(
        id=scope.entry.id,
        name=value.name,
        summary=_summary(scope, value, "summary"),
        span=scope.entry.span,
        short=value.short,
        aliases=value.aliases,
        cues=scope.claims(value.cues, "cues"),
        choose_when=scope.claims(value.choose_when, "choose_when"),
        avoid_when=scope.claims(value.avoid_when, "avoid_when"),
        strengths=scope.claims(value.strengths, "strengths"),
        weaknesses=scope.claims(value.weaknesses, "weaknesses"),
        failure_modes=scope.claims(value.failure_modes, "failure_modes"),
        first_steps=scope.claims(value.first_steps, "first_steps"),
        related=tuple(dict.fromkeys(other for other in named if other and other != scope.entry.id)),
        checked=value.checked,
        owner=value.owner,
        old_ids=value.aliases_of_id,
        waivers=scope.waivers(value),
    )


def checklist(scope: Scope, value: schema.Checklist) -> model.Checklist:
    """The checklist; items without an id are ``item-1``, ``item-2`` by their place."""
    verdicts = value.verdicts
    items: dict[str, model.Item] = {}
    for index, part in enumerate(value.items):
        path = ("items", index)
        identity = part.id or f"item-{index + 1}"
        if identity in items:
            related = [(items[identity].span, "used here first")]
            span = scope.span((*path, "id"))
            scope.report("R002", span, f"two items have the id '{identity}'", "rename one", related=related)
            continue
        claim = Claim(part.text, scope.evidence(part, path), scope.span((*path, "text")))
        items[identity] = model.Item(identity, claim, part.required, scope.span(path), part.group, part.why)
    return model.Checklist(
        id=scope.entry.id,
        title=value.title,
        items=tuple(items.values()),
        span=scope.entry.span,
        summary=scope.beside(value.summary, "summary", value),
        ready=verdicts.ready if verdicts else None,
        not_ready=verdicts.not_ready if verdicts else None,
        checked=value.checked,
        owner=value.owner,
        old_ids=value.aliases_of_id,
        waivers=scope.waivers(value),
    )


def term(scope: Scope, value: schema.Term) -> model.Term:
    """The word with its definition."""
    return model.Term(
        id=scope.entry.id,
        term=value.term,
        definition=_summary(scope, value, "definition"),
        span=scope.entry.span,
        aliases=value.aliases,
        owner=value.owner,
        old_ids=value.aliases_of_id,
        waivers=scope.waivers(value),
    )


def faq(scope: Scope, value: schema.Faq) -> model.Faq:
    """The question with its answer."""
    return model.Faq(
        id=scope.entry.id,
        kind=value.kind,
        question=value.question,
        answer=_summary(scope, value, "answer"),
        span=scope.entry.span,
        owner=value.owner,
        old_ids=value.aliases_of_id,
        waivers=scope.waivers(value),
    )


def source(scope: Scope, value: schema.Source) -> model.Source:
    """The entry of the bibliography."""
    return model.Source(
        id=scope.entry.id,
        title=value.title,
        kind=value.kind,
        span=scope.entry.span,
        authors=value.authors,
        published=value.published,
        publisher=value.publisher,
        url=value.url,
        status=value.status,
        interest=value.interest,
        finding=value.finding,
        checked=value.checked,
        expires=value.expires,
        owner=value.owner,
        old_ids=value.aliases_of_id,
        waivers=scope.waivers(value),
    )
