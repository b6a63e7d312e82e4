"""The small kinds: checklists, terms, questions and sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from decisionbook.findings import Span
from decisionbook.model.claims import Claim, Waiver


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tick; ``group`` is the heading it stands under."""

    id: str
    claim: Claim
    required: bool
    span: Span
    group: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """Items to tick before something is done, and what to say when the required ones are."""

    id: str
    title: str
    items: tuple[Item, ...]
    span: Span
    summary: Claim | None = None
    ready: str | None = None
    not_ready: str | None = None
    checked: date | None = None
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means."""

    id: str
    term: str
    definition: Claim
    span: Span
    aliases: tuple[str, ...] = ()
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def title(self) -> str:
        return self.term


@dataclass(frozen=True, slots=True)
class Faq:
    """A question with its answer, or a belief with what is true."""

    id: str
    kind: Literal["question", "misconception"]
    question: str
    answer: Claim
    span: Span
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def title(self) -> str:
        return self.question


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the bibliography. ``published`` is a year, a year-month or a date, as written."""

    id: str
    title: str
    kind: Literal["paper", "documentation", "article", "book", "report", "standard", "data"]
    span: Span
    authors: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    status: Literal["primary", "abstract", "secondary"] | None = None
    interest: str | None = None
    finding: str | None = None
    checked: date | None = None
    expires: date | None = None
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
