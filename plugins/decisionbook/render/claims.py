"""Claims and what stands behind them: sources, disputes, when it was checked and until when it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from decisionbook.model import Claim, Evidence, Source
from decisionbook.render.context import Context


@dataclass(frozen=True, slots=True)
class Citation:
    """One line of a list of sources; ``says`` is what a source that disputes the claim says instead."""

    source: Source
    label: str
    against: bool = False
    says: str | None = None


def claim(context: Context, claim: Claim) -> Markup:
    """The text, without a paragraph of its own where one is enough, and its evidence."""
    line = context.line(claim.span) if claim.evidence else None
    return context.tight(claim.text) + Markup(" ") + evidence(context, claim.evidence, line)


def evidence(
    context: Context,
    evidence: Evidence,
    line: str | None = None,
    part: str | None = None,
    *,
    claimed: bool = True,
) -> Markup:
    """A ``details`` that reads "3 sources, 1 against" (four in all), or "Judgement" where an author names no source.

    It leads to the ``line`` of the data and to the ``part`` of the page, where these are given. Without a line a
    judgement shows nothing. What claims nothing, such as a cell that is left open, shows a mere "…".
    """
    if not evidence and not line:
        return Markup()
    return context.fill(
        "evidence.html",
        summary=summary(context, evidence) if evidence else None,
        judgement=claimed and not evidence,
        citations=citations(context, evidence),
        notes=tuple(_notes(context, evidence)) if evidence else (),
        line=line,
        part=part,
    )


def summary(context: Context, evidence: Evidence) -> str:
    """What the folded evidence says: how many sources, how many against, and whether it is out of date."""
    parts = []
    against = len(evidence.disputed_by)
    if evidence.sources:
        parts.append(context.say("evidence.sources", count=len(evidence.sources)))
    elif evidence.sources == ():
        parts.append(context.say("evidence.none"))
    if against:
        parts.append(context.say("evidence.against", count=against))
    if evidence.is_expired(context.today):
        parts.append(context.say("evidence.expired"))
    elif evidence.is_stale(context.today):
        parts.append(context.say("evidence.stale"))
    text = ", ".join(parts) or context.say("evidence.holds_until", date=_expires(context, evidence)).rstrip(
        "."
    )
    return text[:1].upper() + text[1:]


def citations(context: Context, evidence: Evidence) -> tuple[Citation, ...]:
    """The sources of a claim, and then those against it. A source of the book is assumed to exist."""
    shelf = context.book.sources
    cited = [shelf[name] for name in evidence.sources or ()]
    disputing = [(shelf[dispute.source], dispute.says) for dispute in evidence.disputed_by]
    labels = Counter(label(context, source) for source in {*cited, *(source for source, _ in disputing)})

    def name(source: Source) -> str:
        short = label(context, source)
        return short if labels[short] == 1 else source.title

    return (
        *(Citation(source, name(source)) for source in cited),
        *(Citation(source, name(source), against=True, says=says) for source, says in disputing),
    )


def label(context: Context, source: Source) -> str:
    """A short name of a source: "Ovadia and others, 2024", or its title where no author is named."""
    if source.authors is None:
        return source.title
    authors = [part.strip() for part in source.authors.split(",") if part.strip()]
    who = authors[0] if authors else source.authors
    first = who.removesuffix(" et al.")
    if len(authors) > 2 or source.authors.rstrip(" ,").endswith(" et al."):
        who = context.say("evidence.authors_more", first=first)
    elif len(authors) == 2:
        who = context.say("evidence.authors_two", first=first, second=authors[1])
    if source.published is None:
        return who
    return context.say("evidence.author", author=who, year=source.published[:4])


def has_judgement(claims: Iterator[Claim]) -> bool:
    """Whether any of the claims is its author's own judgement."""
    return any(not claim.evidence for claim in claims)


def _notes(context: Context, evidence: Evidence) -> Iterator[str]:
    if evidence.checked is not None:
        key = "evidence.checked_long_ago" if evidence.is_stale(context.today) else "evidence.checked"
        yield context.say(key, date=context.day(evidence.checked))
    if evidence.expires is not None:
        key = "evidence.expired_on" if evidence.is_expired(context.today) else "evidence.holds_until"
        yield context.say(key, date=_expires(context, evidence))


def _expires(context: Context, evidence: Evidence) -> str:
    return context.day(evidence.expires) if evidence.expires is not None else ""
