"""Links in Markdown: that they lead somewhere, and that nothing else hides in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from typing import NamedTuple, cast

from decisionbook import anchors, prose
from decisionbook.findings import Edit, Finding, Span, finding
from decisionbook.load import Node
from decisionbook.model import Book, Kind
from decisionbook.resolve.names import NAMES, Names
from decisionbook.resolve.relative import finding_of
from decisionbook.schema.walk import prose as prose_texts
from decisionbook.spelling import closest, did_you_mean, is_slip
from decisionbook.validate import Entry


class _Part(NamedTuple):
    """A link to a part of an entity, and where it is written."""

    kind: Kind
    entity: str
    fragment: str
    span: Span
    exact: bool


class Links:
    """Reads the Markdown of one entity after the other. Missing targets are added to ``names``."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._found: list[Finding] = []
        self._parts: list[_Part] = []
        self._relative: list[tuple[prose.Problem, tuple[str, str], Span, bool]] = []

    def read(self, entry: Entry) -> None:
        """Look at all prose of an entity."""
        if entry.value is None:
            return
        for path, text in prose_texts(entry.value):
            if "](" in text or "<" in text:
                places = _Places(text, entry.node.at(path))
                self._parts.extend(self._follow(text, places))
                self._found.extend(_problems(text, places))
                self._relative.extend(
                    (problem, (entry.kind, entry.id), *places.exactly(problem))
                    for problem in prose.relative(text)
                )

    def findings(self, book: Book, lost: Container[tuple[str, str]] = ()) -> tuple[Finding, ...]:
        """What is wrong with all that was read, as far as the entities that links lead to are not missing.

        Of the entities that ``lost`` something, by kind and id, a part that is not there may be what was lost.
        """
        fragments = (
            found
            for part in self._parts
            if self._is_whole(part, lost)
            for found in _check_fragment(book, part)
        )
        relative = (
            finding_of(book, problem, own, span, exact=exact) for problem, own, span, exact in self._relative
        )
        return (*self._found, *fragments, *relative)

    def _is_whole(self, part: _Part, lost: Container[tuple[str, str]]) -> bool:
        entry = self._names.of(part.kind)[part.entity]
        return entry.value is not None and not entry.damaged and (part.kind, part.entity) not in lost

    def _follow(self, text: str, places: _Places) -> Iterator[_Part]:
        for link in prose.links(text):
            written = text[link.start : link.end]
            span = places.of(written, link.start)
            exact = span != places.span and link.id in written
            kind = cast("Kind", self._names.kind_meant(link.kind, link.id))
            at = _id_span(span, link.kind, link.id) if exact else span
            found = self._names.find(kind, link.id, at, edit=exact, link=True)
            if found and link.fragment:
                yield _Part(kind, found, link.fragment, span, exact and written.endswith(link.fragment))


def _problems(text: str, places: _Places) -> Iterator[Finding]:
    for problem in prose.problems(text):
        span = places.of(problem.text, problem.start)
        if problem.what == "scheme":
            fix = "link with https, http, mailto, or an entity such as option:ID"
            kind = closest(problem.text, NAMES)
            fix = f"did you mean '{kind}:'? Else {fix}" if kind else fix
            message = f"links of this kind reach the page as text: {problem.text[:60]!r}"
            yield finding("T001", span, message, fix)
        else:
            fix = "write Markdown; to show it as text, put it between backticks"
            yield finding("T002", span, f"raw HTML reaches the page as text: {problem.text[:60]!r}", fix)


def _check_fragment(book: Book, part: _Part) -> Iterator[Finding]:
    kind, identity, fragment, span, exact = part
    known = anchors.fragments(book, kind, identity)
    if fragment in known:
        return
    meant = closest(fragment, known)
    at = _last(span, len(fragment)) if exact else span
    edit = Edit(at, meant) if meant and exact and is_slip(fragment, meant) else None
    fix = did_you_mean(fragment, sorted(known), "its parts") if known else f"link to {kind}:{identity} itself"
    message = f"{kind} '{identity}' has no part '{fragment}'"
    yield finding("T003", at, message, fix, edit=edit, about=message)


def _last(span: Span, length: int) -> Span:
    return Span(span.file, span.line, span.end_column - length, span.end_line, span.end_column)


def _id_span(span: Span, kind: str, identity: str) -> Span:
    start = span.column + len(kind) + 1
    return Span(span.file, span.line, start, span.line, start + len(identity))


class _Places:
    """Where a stretch of a text stands in its file, whatever YAML folded away in between."""

    def __init__(self, text: str, node: Node) -> None:
        self.text = text
        self.span = node.span
        self.lines = node.lines
        self.start, end = node.offsets
        self.written = self.lines.text[self.start : end]
        self.known: dict[str, tuple[list[int], list[int]]] = {}

    def exactly(self, problem: prose.Problem) -> tuple[Span, bool]:
        """The place of an address, and whether nothing but the address stands there."""
        address = self.text[problem.start : problem.end]
        span = self.of(address, problem.start)
        return span, span != self.span and address == problem.text

    def of(self, stretch: str, start: int) -> Span:
        """The place of ``stretch``, which begins at ``start`` in the text; the text's own where it was folded."""
        if "\n" in stretch:
            return self.span
        if stretch not in self.known:
            self.known[stretch] = (_all(stretch, self.text), _all(stretch, self.written))
        read, written = self.known[stretch]
        number = bisect_left(read, start)
        if number >= len(written):
            return self.span
        begin = self.start + written[number]
        return self.lines.span(begin, begin + len(stretch))


def _all(stretch: str, text: str) -> list[int]:
    """Where ``stretch`` begins in ``text``, each time."""
    return [match.start() for match in re.finditer(re.escape(stretch), text)]
