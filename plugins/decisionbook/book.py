"""From a folder of data to a book: every stage in order, every finding of the run at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from decisionbook.findings import Finding, gathered, in_order, without_floods
from decisionbook.lines import Lines
from decisionbook.lint import lint
from decisionbook.lint.provenance import folded
from decisionbook.lint.waivers import Unjudged, Waiver, settle, waivers_of
from decisionbook.load import Node, collector_paused, load_folder
from decisionbook.load.folder import Read
from decisionbook.model import Book
from decisionbook.resolve import resolve
from decisionbook.spelling import patience
from decisionbook.validate import Entry, Shaped, entries_of

MOST_GUESSED = 500_000
"""Names that are held against misspelt ones before guessing ends: some seconds."""

MOST_SAME = 1000
"""Findings of one code that one file may have; the last of them counts the rest."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A book, all that is wrong with it, and the texts it was read from, keyed by the file as findings name it.

    ``damaged`` are the ids of decisions of which a part could not be read: what they answer may be wrong.
    """

    book: Book
    findings: tuple[Finding, ...]
    texts: Mapping[str, str]
    damaged: frozenset[str] = frozenset()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.is_error)

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(self.texts)


@dataclass(frozen=True, slots=True)
class Known:
    """What was parsed before, by name and bytes, for who reads the same files again and again."""

    files: dict[tuple[str, bytes], Read] | None = None
    entities: dict[Node, Shaped] | None = None


def read_book(
    root: Path,
    *,
    shown_as: str | None = None,
    today: date | None = None,
    only: Collection[str] | None = None,
    known: Known | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Reading:
    """Read, check and prove the data below ``root``.

    ``shown_as`` is how findings name that folder (default: as given). ``today`` decides what is stale or expired;
    without it no claim is. Bad data never raises: it is reported, and the rest is still a book. With ``only``, paths
    below ``root``, the book is that of these files alone; what refers to other files is taken for granted. Files that
    are ``known`` as they are need not be parsed again. ``tell`` hears what is being done, for who waits.
    """
    with collector_paused(), patience(MOST_GUESSED):
        shown = shown_as if shown_as is not None else root.as_posix()
        tell(f"reading {shown}")
        read = _resolved(root, shown, only, known or Known())
        tell(f"proving {len(read.reading.book.decisions):,} decisions from {len(read.reading.texts):,} files")
        return _judged(read, today)


def _judged(read: _Resolved, today: date | None) -> Reading:
    book, damaged = read.reading.book, read.reading.damaged
    judged = lint(
        book, damaged=damaged, damaged_comparisons=read.comparisons, linked=read.linked, today=today
    )
    found = in_order(gathered((*read.reading.findings, *judged)))
    unjudged = Unjudged(damaged, read.comparisons, use_of_sources=read.linked is None)
    settled = folded(settle(found, read.waivers, read.reading.book, unjudged=unjudged, today=today))
    return replace(read.reading, findings=without_floods(in_order(settled), MOST_SAME))


_PROSE = frozenset(
    {"title", "question", "summary", "takeaway", "because", "ask", "help", "label", "name", "note"}
)
"""Keys of texts, on which no other part of an entity rests."""


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A book before it is judged, and what its authors wrote that judging needs.

    ``linked`` are the sources that prose links to; ``None`` where lost parts of the book may name others.
    ``comparisons`` are the ids of those that lost parts.
    """

    reading: Reading
    waivers: tuple[Waiver, ...]
    linked: frozenset[str] | None
    comparisons: frozenset[str]


def _resolved(root: Path, shown: str, only: Collection[str] | None, known: Known) -> _Resolved:
    """The book before it is judged. What its authors wrote is let go of here, since proofs need room too."""
    files = load_folder(root, shown_as=shown, only=only, known=known.files)
    texts, unread, unparsed = files.texts, files.unread, files.findings
    entries, misshapen = entries_of(files.documents, known.entities)
    del files
    waivers: list[Waiver] = []
    cut = {each.span.file for each in unparsed if each.code == "Y011"}

    def leave(entry: Entry) -> None:
        waivers.extend(waivers_of((entry,), cut=entry.span.file in cut))
        if known.entities is None:
            entry.release()

    torn, digest = _torn(unparsed, texts), _digest(shown, texts)
    resolved = resolve(entries, unread=unread, torn=torn, root=shown, digest=digest, leave=leave)
    misshapen += tuple(found for entry in entries for found in entry.findings)
    found = (*unparsed, *misshapen, *resolved.findings, *resolved.links, *resolved.names.findings())
    reading = Reading(resolved.book, found, texts, resolved.damaged)
    whole = not unread and not any(entry.damaged for entry in entries)
    whole = whole and not resolved.names.lacks_more()
    whole = whole and not any(each.code[0] == "Y" and each.is_error for each in unparsed)
    linked = resolved.names.linked("source") if whole else None
    return _Resolved(reading, tuple(waivers), linked, resolved.damaged_comparisons)


def _torn(findings: Iterable[Finding], texts: Mapping[str, str]) -> frozenset[str]:
    """The files where a key that stands twice took a value away that others may rest on: not one of the texts."""
    torn = set()
    for found in findings:
        at = found.span
        if found.code == "Y002" and at.file in texts:
            line = Lines(texts[at.file]).line(at.line)
            if line[at.column - 1 : at.end_column - 1] not in _PROSE:
                torn.add(at.file)
    return frozenset(torn)


def _digest(shown: str, texts: Mapping[str, str]) -> str:
    """A hash of all files and their names below the folder, the same wherever the folder lies."""
    every = sha256()
    for file in sorted(texts):
        name = file.removeprefix(shown).lstrip("/")
        text = texts[file].replace("\r\n", "\n")
        every.update(f"{name}\0{len(text)}\0{text}\0".encode(errors="surrogatepass"))
    return every.hexdigest()[:12]
