"""Rendered markup with what it was made from, so that a change of the data renders again only what depends on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from typing import Any, TypeVar

from decisionbook.cache.blobs import dumped
from decisionbook.decide import share_engine
from decisionbook.model import KINDS, Book, Entity, Kind
from decisionbook.render import Renderer
from decisionbook.render.context import Context, Forge
from decisionbook.render.found import Found
from decisionbook.render.option import places_of
from decisionbook.render.words import ENGLISH, Words

Part = tuple[str, str]
"""A kind and an id; an id of nothing stands for all of the kind, ``("appears", option)`` for where an option does."""

Marks = Mapping[Part, bytes]
"""A short hash of every entity, and of whatever else markup is made from."""

Value = TypeVar("Value", bound=Entity)


@dataclass(slots=True)
class Kept:
    """Markup by request, and the parts of the book that each was made from. ``made`` counts what was rendered."""

    markup: dict[str, tuple[str, frozenset[Part]]] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    made: int = 0
    _asked: set[str] = field(default_factory=set)

    def get(self, key: str) -> str | None:
        """The markup of a request, if it is known."""
        self._asked.add(key)
        known = self.markup.get(key)
        return known[0] if known else None

    def add(self, key: str, markup: str, parts: Iterable[Part]) -> None:
        self.markup[key] = (markup, frozenset(parts))
        self.made += 1

    def used(self) -> dict[str, tuple[str, frozenset[Part]]]:
        """What was asked for since this began."""
        return {key: kept for key, kept in self.markup.items() if key in self._asked}

    def renew(self, marks: Marks) -> None:
        """Forget what was made from parts that have changed since."""
        every = {*self.marks, *marks}
        changed = {part for part in every if self.marks.get(part) != marks.get(part)}
        changed |= {(kind, "") for kind, _ in changed}
        if changed:
            self.markup = {key: kept for key, kept in self.markup.items() if changed.isdisjoint(kept[1])}
        self.marks = marks


def marks_of(book: Book) -> dict[Part, bytes]:
    """The marks of a book's entities, and of where each option appears."""
    marks: dict[Part, bytes] = {}
    for kind in KINDS:
        for identity, entity in book.of(kind).items():
            marks[kind, identity] = blake2b(dumped(entity), digest_size=16).digest()
    for option, places in places_of(book).items():
        marks["appears", option] = repr(places).encode()
    return marks


class CachedRenderer(Renderer):
    """A renderer that renders nothing twice. ``kept`` must have been renewed for this book.

    ``salt`` names what else the markup depends on: whatever ``forge`` is made from.
    """

    def __init__(
        self,
        book: Book,
        kept: Kept,
        *,
        today: date,
        words: Words = ENGLISH,
        forge: Forge | None = None,
        salt: str = "",
    ) -> None:
        super().__init__(book, today=today, words=words, forge=forge)
        self.seen: set[Part] = set()
        self.kept = kept
        traced = _traced(book, self.seen)
        share_engine(book, traced)
        self.context = Context(traced, today, words, forge)
        self.salt = blake2b(repr((today, sorted(words.items()), salt)).encode(), digest_size=8).hexdigest()

    def decision(self, entity: str, show: Sequence[str] = ("widget",), prefix: str | None = None) -> str:
        return self._kept(("decision", entity, tuple(show), prefix), super().decision)

    def lead(self, entity: str) -> str:
        return self._kept(("lead", entity), super().lead, kind="decision")

    def comparison(
        self,
        entity: str,
        criteria: Iterable[str] | None = None,
        options: Iterable[str] | None = None,
        prefix: str | None = None,
    ) -> str:
        rows = None if criteria is None else tuple(criteria)
        columns = None if options is None else tuple(options)
        return self._kept(("comparison", entity, rows, columns, prefix), super().comparison)

    def checklist(self, entity: str, prefix: str | None = None, level: int = 2) -> str:
        return self._kept(("checklist", entity, prefix, level), super().checklist)

    def option(self, entity: str, prefix: str | None = None, level: int = 2) -> str:
        return self._kept(("option", entity, prefix, level), super().option, more=[("appears", entity)])

    def index(self, kind: Kind) -> str:
        return self._kept(("index", kind), super().index)

    def cues(self) -> str:
        return self._kept(("cues",), super().cues)

    def glossary(self) -> str:
        return self._kept(("glossary",), super().glossary)

    def faq(self, level: int = 2) -> str:
        return self._kept(("faq", level), super().faq)

    def sources(self) -> str:
        return self._kept(("sources",), super().sources)

    def evidence(self, level: int = 2) -> str:
        return self._kept(("evidence", level), super().evidence)

    def found(self, kind: Kind, entity: str) -> tuple[Found, ...]:
        """See ``Renderer``; kept as text, as all the rest."""
        find = super().found
        known = self._kept(("found", entity, kind), lambda *_: _as_text(find(kind, entity)), kind=kind)
        return tuple(Found(*parts) for parts in json.loads(known))

    def whole(self, name: str, make: Callable[[Book], Mapping[str, str]]) -> Mapping[str, str]:
        """Texts by path that are made from all of the book."""
        key = blake2b(repr((name, self.salt)).encode(), digest_size=16).hexdigest()
        known = self.kept.get(key)
        if known is None:
            known = json.dumps(dict(make(self.book)))
            self.kept.add(key, known, [(kind, "") for kind in KINDS])
        texts: dict[str, str] = json.loads(known)
        return texts

    def _kept(
        self,
        request: tuple[Any, ...],
        render: Callable[..., str],
        *,
        kind: str | None = None,
        more: Collection[Part] = (),
    ) -> str:
        """The markup of a request. ``more`` are parts that it depends on beside those that it looks at."""
        key = repr((*request, self.salt))
        known = self.kept.get(key)
        if known is not None:
            return known
        self.seen.clear()
        made = render(*request[1:])
        parts = {*self.seen, *more}
        if len(request) > 1 and isinstance(request[1], str):
            parts.add((kind or request[0], request[1]))
        parts |= set(_below(self.book, parts))
        self.kept.add(key, made, parts)
        return made


def _as_text(found: Iterable[Found]) -> str:
    return json.dumps([(one.anchor, one.title, one.text) for one in found])


def _below(book: Book, parts: Iterable[Part]) -> Iterator[Part]:
    """The decisions that those among the parts rest on: what is compiled of them is looked at only once."""
    waiting = [identity for kind, identity in parts if kind == "decision" and identity in book.decisions]
    known = set(waiting)
    while waiting:
        for question in book.decisions[waiting.pop()].inputs.values():
            if question.decision and question.decision not in known:
                known.add(question.decision)
                waiting.append(question.decision)
                yield "decision", question.decision


class _Shelf(Mapping[str, Value]):
    """The entities of one kind, which notes in ``seen`` which of them were looked at."""

    def __init__(self, kind: Kind, entities: Mapping[str, Value], seen: set[Part]) -> None:
        self.kind = kind
        self.entities = entities
        self.seen = seen

    def __getitem__(self, identity: str) -> Value:
        self.seen.add((self.kind, identity))
        return self.entities[identity]

    def __iter__(self) -> Iterator[str]:
        self.seen.add((self.kind, ""))
        return iter(self.entities)

    def __len__(self) -> int:
        self.seen.add((self.kind, ""))
        return len(self.entities)


def _traced(book: Book, seen: set[Part]) -> Book:
    return replace(
        book,
        options=_Shelf("option", book.options, seen),
        comparisons=_Shelf("comparison", book.comparisons, seen),
        decisions=_Shelf("decision", book.decisions, seen),
        checklists=_Shelf("checklist", book.checklists, seen),
        terms=_Shelf("term", book.terms, seen),
        faq=_Shelf("faq", book.faq, seen),
        sources=_Shelf("source", book.sources, seen),
    )
