"""Where a page comes from, where links lead, and who hears what is wrong: what differs from host to host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Protocol

from decisionbook.anchors import anchor
from decisionbook.book import Reading, read_book
from decisionbook.findings import Finding
from decisionbook.model import Kind
from decisionbook.pages import address_of, file_address, path_of
from decisionbook.render import Renderer
from decisionbook.render.words import ENGLISH, LANGUAGES, Words
from decisionbook.show import as_text
from decisionbook.spelling import did_you_mean


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a page was written in. ``offset`` counts the lines before the text, such as front matter.

    ``own`` is the entity whose own page this is, if it is one. ``terms`` is false where none are to be explained.
    """

    file: str = "page"
    offset: int = 0
    own: tuple[Kind, str] | None = None
    terms: bool = True


class Host(Protocol):
    """What the extension needs to know about its surroundings."""

    @property
    def renderer(self) -> Renderer | None:
        """Renders the book; ``None`` while there is no book that can be shown."""

    @property
    def source(self) -> Source:
        """The page that is being converted."""

    def address(self, kind: Kind, entity: str, fragment: str) -> str | None:
        """Where a link to an entity or its part leads, seen from this page."""

    def report(self, findings: tuple[Finding, ...], text: str) -> None:
        """Hear what is wrong with this page, whose lines are ``text``."""


class PageError(ValueError):
    """What is wrong with a page, or with the data that it shows. ``findings`` holds each mistake."""

    def __init__(self, findings: tuple[Finding, ...], texts: Mapping[str, str]) -> None:
        self.findings = findings
        lines = sorted({found.span.line for found in findings})
        super().__init__(f"line {', '.join(map(str, lines))}\n{as_text(findings, texts)}")


def own_words(given: Mapping[str, str], language: str = "en") -> Words:
    """The words of the interface in a language, with an author's own in place of ours.

    Raises ``ValueError`` for a language or a word that is not there, and for a word with a mark in braces that
    ours does not have.
    """
    if language not in LANGUAGES:
        raise ValueError(
            f"there is no language '{language}'; {did_you_mean(language, LANGUAGES, 'there are')}"
        )
    for key, text in given.items():
        if key not in ENGLISH:
            raise ValueError(f"there is no '{key}'; {did_you_mean(key, ENGLISH, 'there are')}")
        if not _marks(str(text)) <= _marks(ENGLISH[key]):
            raise ValueError(f"'{key}' may hold only the marks of '{ENGLISH[key]}'")
    return {**LANGUAGES[language], **{key: str(text) for key, text in given.items()}}


def _marks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@dataclass(slots=True)
class Alone:
    """The host of an extension that runs by itself: it reads the data when a page first needs it.

    ``base`` goes before the address of every generated page: ``/`` or ``../``, for instance. Without it, and where
    the path of the ``page`` is known, links lead to the Markdown files of pages, as seen from it. Errors are raised as
    ``PageError``.
    """

    data: Path
    base: str
    today: date
    words: Words
    source: Source = field(default_factory=Source)
    page: str | None = None

    @property
    def renderer(self) -> Renderer:
        return _renderer(self.data, _stamp(self.data), self.today, _Frozen(self.words))

    def address(self, kind: Kind, entity: str, fragment: str) -> str:
        if self.page is not None and not self.base:
            return file_address(self.page, path_of(kind, entity), anchor(kind, entity, fragment))
        return self.base + address_of(kind, entity, fragment)

    def report(self, findings: tuple[Finding, ...], text: str) -> None:
        errors = tuple(found for found in findings if found.is_error)
        if errors:
            raise PageError(errors, {self.source.file: text})


@dataclass(slots=True)
class Listening:
    """A host that only listens, for a check of pages that no site is built from."""

    renderer: Renderer
    source: Source
    findings: list[Finding] = field(default_factory=list)

    def address(self, kind: Kind, entity: str, fragment: str) -> str:
        return address_of(kind, entity, fragment)

    def report(self, findings: tuple[Finding, ...], text: str) -> None:  # noqa: ARG002
        self.findings.extend(findings)


@dataclass(frozen=True, slots=True)
class _Frozen:
    """Words that a cache can tell apart."""

    words: Words

    def __hash__(self) -> int:
        return len(self.words)


Stamp = tuple[tuple[str, int, int], ...]


def _stamp(root: Path) -> Stamp:
    """The data files with their times and sizes: what changes whenever the data does."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return tuple((path.as_posix(), path.stat().st_mtime_ns, path.stat().st_size) for path in files)


@lru_cache(maxsize=4)
def _reading(root: Path, stamp: Stamp, today: date) -> Reading:  # noqa: ARG001 - the stamp is part of the key
    return read_book(root, today=today)


@lru_cache(maxsize=4)
def _renderer(root: Path, stamp: Stamp, today: date, words: _Frozen) -> Renderer:
    reading = _reading(root, stamp, today)
    if reading.errors:
        raise PageError(reading.errors, reading.texts)
    return Renderer(reading.book, today=today, words=words.words)
