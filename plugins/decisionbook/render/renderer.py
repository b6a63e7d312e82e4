"""The face of rendering: one method a thing that pages show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from markupsafe import Markup

from decisionbook.findings import Finding
from decisionbook.model import Book, Kind
from decisionbook.prose import without_illegal
from decisionbook.render import checklist, comparison, cues, option, panel, shelves, state
from decisionbook.render.context import Context, Forge
from decisionbook.render.found import Found, found_of
from decisionbook.render.words import ENGLISH, Words


class NotInBookError(LookupError):
    """Something that a page names is not there. ``close`` is what its author may have meant.

    ``what`` says what was looked for: a kind, or ``criterion``, ``option of the comparison`` and their like.
    """

    def __init__(self, what: str, name: str, known: Collection[str]) -> None:
        self.what, self.name, self.known = what, name, tuple(known)
        self.close = next(iter(get_close_matches(name, self.known, 1, 0.6)), None)
        hint = f"; did you mean {self.close!r}?" if self.close else ""
        super().__init__(f"no {what} {name!r}{hint}")


class Renderer:
    """HTML of a book's parts: well-formed XML with one root element each.

    Links between entities keep their scheme (``option:rag#weaknesses``) for the host to rewrite. Names that the
    book lacks raise ``NotInBookError``. ``prefix`` begins every id of an embed and must be unique on its page;
    ``None`` is for the entity's own page, where ids are what links lead to (see ``anchors``). ``forge`` gives the
    address of a place in the data, for links from every part to the line that it was written in.
    """

    def __init__(
        self, book: Book, *, today: date, words: Words = ENGLISH, forge: Forge | None = None
    ) -> None:
        self.context = Context(book, today, words, forge)
        self.book = book
        self._places: Mapping[str, option.Places] | None = None

    def decision(self, entity: str, show: Sequence[str] = ("widget",), prefix: str | None = None) -> str:
        """A decision's widget, rules, tree, examples or proof, in the order of ``show``."""
        from decisionbook.render import decision

        found = self.book.decisions[self._known("decision", entity)]
        _all_known("part of a decision", show, decision.PARTS)
        wanted = [part for part in decision.PARTS if part in show]
        parts = tuple(sorted(wanted, key=list(show).index))
        return _finished(decision.decision(self.context, found, parts, prefix))

    def lead(self, entity: str) -> str:
        """A decision's summary with its evidence, or else its question; empty where it has neither."""
        found = self.book.decisions[self._known("decision", entity)]
        return _finished(self.context.fill("lead.html", decision=found))

    def comparison(
        self,
        entity: str,
        criteria: Iterable[str] | None = None,
        options: Iterable[str] | None = None,
        prefix: str | None = None,
    ) -> str:
        """A comparison's table, or the part of it that has these criteria and options, in this order."""
        found = self.book.comparisons[self._known("comparison", entity)]
        rows = None if criteria is None else tuple(criteria)
        columns = None if options is None else tuple(options)
        _all_known("criterion", rows, [row.id for row in found.criteria])
        _all_known("option of the comparison", columns, [column.id for column in found.columns])
        return _finished(comparison.comparison(self.context, found, rows, columns, _joint(prefix)))

    def checklist(self, entity: str, prefix: str | None = None, level: int = 2) -> str:
        """A checklist; its groups are headings of the given level."""
        found = self.book.checklists[self._known("checklist", entity)]
        return _finished(checklist.checklist(self.context, found, _joint(prefix), level))

    def option(self, entity: str, prefix: str | None = None, level: int = 2) -> str:
        """All that the book says of an option; its sections are headings of the given level."""
        found = self.book.options[self._known("option", entity)]
        if self._places is None:
            self._places = option.places_of(self.book)
        places = self._places.get(found.id, option.Places())
        return _finished(option.option(self.context, found, places, _joint(prefix), level))

    def index(self, kind: Kind) -> str:
        """The entities of one kind with their summaries, each a link."""
        return _finished(shelves.index(self.context, kind))

    def cues(self) -> str:
        """What people say, each phrase with the option that answers it."""
        return _finished(cues.cues(self.context))

    def glossary(self) -> str:
        """Every term and option, with ids to link to."""
        return _finished(shelves.glossary(self.context))

    def faq(self, level: int = 2) -> str:
        """Questions and misconceptions, each a heading of the given level."""
        return _finished(shelves.faq(self.context, level))

    def sources(self) -> str:
        """The bibliography, with who cites what."""
        return _finished(shelves.sources(self.context))

    def evidence(self, level: int = 2) -> str:
        """Which statements are out of date, disputed, thinly sourced or judgement; headings of the given level."""
        return _finished(state.state(self.context, level))

    def found(self, kind: Kind, entity: str) -> tuple[Found, ...]:
        """What a search should find of an entity: its page and the parts of it."""
        return found_of(self.context, self.book.of(kind)[self._known(kind, entity)])

    def findings(self, findings: Iterable[Finding], texts: Mapping[str, str]) -> str:
        """What is wrong with the data, with the lines it is about, for a page of a running preview."""
        return _finished(panel.findings(self.context, tuple(findings), texts))

    def _known(self, kind: Kind, entity: str) -> str:
        _all_known(kind, (entity,), self.book.of(kind))
        return entity


def _all_known(what: str, names: Iterable[str] | None, known: Collection[str]) -> None:
    for name in names or ():
        if name not in known:
            raise NotInBookError(what, name, known)


def _joint(prefix: str | None) -> str:
    return f"{prefix}." if prefix else ""


def _finished(markup: Markup) -> str:
    return without_illegal(str(markup).strip())
