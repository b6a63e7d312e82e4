"""Lists of what a book holds: an index for each kind, the glossary, the questions and the bibliography."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from decisionbook import prose
from decisionbook.model import (
    Checklist,
    Claim,
    Comparison,
    Decision,
    Entity,
    Evidence,
    Faq,
    Kind,
    Option,
    Source,
    Term,
)
from decisionbook.render.citing import cited_by
from decisionbook.render.claims import label
from decisionbook.render.context import Context

QUOTATION_MARKS = frozenset("\"'“„«‘")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the glossary; ``option`` says that an option explains it on a page of its own."""

    id: str
    term: str
    aliases: tuple[str, ...]
    definition: Claim
    option: bool


def index(context: Context, kind: Kind) -> Markup:
    """The entities of one kind with what each is about."""
    entries = tuple((entity, about(entity)) for entity in context.book.of(kind).values())
    return context.fill("index.html", kind=kind, entries=entries)


def about(entity: Entity) -> str | None:
    """A sentence or two, in Markdown, on what an entity says, where it has one."""
    match entity:
        case Decision() if entity.summary is None:
            return entity.question
        case Option() | Comparison() | Decision() | Checklist():
            return entity.summary.text if entity.summary else None
        case Term():
            return entity.definition.text
        case Faq():
            return entity.answer.text
        case Source():
            return entity.finding


def glossary(context: Context) -> Markup:
    """Terms and options in the order of the alphabet."""
    terms = [
        Entry(term.id, term.term, term.aliases, term.definition, option=False)
        for term in context.book.terms.values()
    ]
    options = [
        Entry(found.id, found.name, _aliases(found), found.summary, option=True)
        for found in context.book.options.values()
    ]
    entries = sorted((*terms, *options), key=lambda entry: (entry.term.casefold(), entry.id))
    return context.fill("glossary.html", entries=entries)


def _aliases(option: Option) -> tuple[str, ...]:
    return (option.short, *option.aliases) if option.short else option.aliases


def faq(context: Context, level: int) -> Markup:
    """Questions and misconceptions in the author's order."""
    entries = tuple((entry, question_of(context, entry)) for entry in context.book.faq.values())
    return context.fill("faq.html", entries=entries, level=level)


def question_of(context: Context, entry: Faq) -> str:
    """A question, or what people wrongly say, in quotation marks: alone in a menu it would be a statement."""
    if entry.kind == "misconception" and entry.question[:1] not in QUOTATION_MARKS:
        return context.say("faq.said", text=entry.question)
    return entry.question


def sources(context: Context) -> Markup:
    """The bibliography by author, or by title where no author is named."""
    entries = sorted(
        context.book.sources.values(), key=lambda source: (label(context, source).casefold(), source.id)
    )
    return context.fill(
        "sources.html",
        entries=entries,
        cited=cited_by(context.book),
        published=lambda source: published(context, source),
        address=address_of,
        silent=Evidence(),
        line=context.line,
        label=lambda source: label(context, source),
    )


def address_of(source: Source) -> str | None:
    """The source's address if it is one that a browser may follow."""
    return source.url if source.url and prose.scheme(source.url) in {"http", "https", "mailto"} else None


def published(context: Context, source: Source) -> str | None:
    """``2024``, ``November 2024`` or ``20 November 2024``."""
    parts = (source.published or "").split("-")
    if len(parts) < 2 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return source.published
    month = context.words["months"].split()[int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    return context.say("date", day=int(parts[2]), month=month, year=parts[0])
