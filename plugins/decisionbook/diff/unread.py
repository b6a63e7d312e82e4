"""What one side does not say clearly, so that a difference there would be a guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from decisionbook.book import Reading
from decisionbook.diff.changes import Place, Unread
from decisionbook.findings import Finding, Span
from decisionbook.load.folder import FOLDERS, LISTS
from decisionbook.model import KINDS, Column, Comparison, Decision, Entity, Kind, Outcome

SOUND = frozenset({"C001", "C004", "D004", "D005", "D006", "D011", "D013", "P005", "P006", "T003"})
"""Errors about what an entity says: it can be read all the same, and nothing of it was taken for something else."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two books. ``label`` is what the reader calls it: a revision, a folder, the working tree."""

    label: str
    reading: Reading

    @property
    def problem(self) -> str | None:
        """Why nothing can be said about this side at all."""
        if any(self.reading.book.of(kind) for kind in KINDS):
            return None
        first = next(iter(self.reading.errors), None)
        return first.message if first else "there is no data"


class Doubts:
    """The errors of one side, by what they put in doubt."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.by_file: dict[str, list[Finding]] = {}
        for error in side.reading.errors:
            if error.code not in SOUND:
                self._add(error)
        self.unread = self._unread_files()
        self.begins = self._shared_files()

    def _add(self, error: Finding) -> None:
        """File an error under every file that it is about; what several files cite in vain is one error."""
        for place in error.places:
            found = self.by_file.setdefault(place.file, [])
            if error not in found:
                found.append(replace(error, span=place))

    def _unread_files(self) -> dict[tuple[str, str | None], Finding]:
        """The file of an entity, or of many, that has errors: kind and id, or kind alone."""
        found: dict[tuple[str, str | None], Finding] = {}
        root = self.side.reading.book.root
        for file, errors in self.by_file.items():
            path = PurePosixPath(file.removeprefix(root).lstrip("/"))
            top = path.parts[0] if path.parts else ""
            if len(path.parts) > 1 and top in FOLDERS:
                found[FOLDERS[top], path.stem] = errors[0]
            elif path.stem in LISTS:
                found[LISTS[path.stem], None] = errors[0]
        return found

    def missing(self, kind: Kind, names: tuple[str, ...]) -> Finding | None:
        """The error that may be why an entity is not on this side. ``names`` are the ids it may have here."""
        places = [*((kind, name) for name in names), (kind, None)]
        return next((self.unread[place] for place in places if place in self.unread), None)

    def lost(self, one: Entity, other: Entity) -> Finding | None:
        """The error that may be why this side lacks what an entity of the other side names: options, shared inputs.

        ``one`` is that entity on this side.
        """
        here = self.side.reading.book.options
        if isinstance(one, Decision) and isinstance(other, Decision):
            asked = (question for question in other.inputs.values() if question.shared)
            if any(question.id not in one.inputs for question in asked) and ("inputs", None) in self.unread:
                return self.unread["inputs", None]
        return self.missing("option", tuple(name for name in _options_of(other) if name not in here))

    def within(self, entity: Entity) -> Finding | None:
        """The first error in an entity that is on this side, as far as errors can be told apart.

        In a file of many entities an error belongs to the last entity that begins before it.
        """
        errors = self.by_file.get(entity.span.file, [])
        begins = self.begins.get(entity.span.file)
        if begins is None:
            return errors[0] if errors else None
        return next((error for error in errors if _owner(begins, error.span) == entity.span), None)

    def _shared_files(self) -> dict[str, list[Span]]:
        """Where the entities of a file of many begin."""
        book = self.side.reading.book
        found: dict[str, list[Span]] = {}
        for shelf in (book.terms, book.faq, book.sources):
            for entity in shelf.values():
                found.setdefault(entity.span.file, []).append(entity.span)
        return found

    def is_damaged(self, decision: str) -> bool:
        """Whether parts of a decision, or of one that it rests on, could not be read."""
        return decision in self.side.reading.damaged

    def of(self, what: Place, error: Finding, *, outcomes: bool = False) -> Unread:
        return Unread(what, self.side.label, error.message, error.span, outcomes)


def _options_of(entity: Entity) -> Iterator[str]:
    """The options that a comparison or a decision cannot be compared without."""
    parts: Iterable[Column | Outcome] = ()
    if isinstance(entity, Comparison):
        parts = entity.columns
    elif isinstance(entity, Decision):
        parts = entity.outcomes.values()
    yield from (part.option for part in parts if part.option is not None)


def _owner(begins: list[Span], place: Span) -> Span | None:
    before = [span for span in begins if (span.line, span.column) <= (place.line, place.column)]
    return max(before, key=lambda span: (span.line, span.column), default=None)
