"""Links in Markdown: that they lead somewhere, and that nothing else hides in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from decisionbook import anchors, prose
from decisionbook.findings import Edit, Finding, Span, finding
from decisionbook.lines import Lines
from decisionbook.load import Node
from decisionbook.model import Book, Kind
from decisionbook.resolve.names import Names
from decisionbook.schema.walk import prose as prose_texts
from decisionbook.spelling import closest, did_you_mean
from decisionbook.validate import Entry


def check_links(
    entries: Iterable[Entry], names: Names, book: Book, texts: Mapping[str, str]
) -> tuple[Finding, ...]:
    """What is wrong with the Markdown of all entities. Missing targets are added to ``names``."""
    found: list[Finding] = []
    files: dict[str, Lines] = {}
    for entry in entries:
        if entry.value is None:
            continue
        for path, text in prose_texts(entry.value):
            if "](" not in text and "<" not in text:
                continue
            node = entry.node.at(path)
            file = node.span.file
            if file not in files:
                files[file] = Lines(texts.get(file, ""), file)
            found.extend(_check(text, _Places(text, node, files[file]), names, book))
    return tuple(found)


def _check(text: str, places: _Places, names: Names, book: Book) -> Iterator[Finding]:
    for link in prose.links(text):
        address = text[link.start : link.end]
        span = places.of(address, link.start)
        kind = cast("Kind", names.kind_meant(link.kind, link.id))
        found = names.find(kind, link.id, _id_span(span, link.kind, link.id), link=True)
        if found and link.fragment and names.of(kind)[found].value is not None:
            yield from _check_fragment(book, kind, found, link.fragment, span)
    for problem in prose.problems(text):
        span = places.of(problem.text, problem.start)
        if problem.what == "scheme":
            fix = "link with https, http, mailto, or an entity such as option:ID"
            yield finding(
                "T001", span, f"links of this kind reach the page as text: {problem.text[:60]!r}", fix
            )
        else:
            fix = "write Markdown; to show it as text, put it between backticks"
            yield finding("T002", span, f"raw HTML reaches the page as text: {problem.text[:60]!r}", fix)


def _check_fragment(book: Book, kind: Kind, identity: str, fragment: str, span: Span) -> Iterator[Finding]:
    known = anchors.fragments(book, kind, identity)
    if fragment in known:
        return
    meant = closest(fragment, known)
    at = Span(
        span.file,
        span.line,
        max(span.column, span.end_column - len(fragment)),
        span.end_line,
        span.end_column,
    )
    edit = Edit(at, meant) if meant and span.line == span.end_line else None
    fix = did_you_mean(fragment, sorted(known), "its parts") if known else f"link to {kind}:{identity} itself"
    yield finding("T003", at, f"{kind} '{identity}' has no part '{fragment}'", fix, edit=edit)


def _id_span(span: Span, kind: str, identity: str) -> Span:
    start = span.column + len(kind) + 1
    return Span(span.file, span.line, start, span.line, start + len(identity))


class _Places:
    """Where a stretch of a text stands in its file, whatever YAML folded away in between."""

    def __init__(self, text: str, node: Node, lines: Lines) -> None:
        self.text = text
        self.span = node.span
        self.lines = lines
        self.start = lines.offset(self.span.line, self.span.column)
        end = lines.offset(self.span.end_line, self.span.end_column)
        self.written = lines.text[self.start : end]
        self.known: dict[str, tuple[list[int], list[int]]] = {}

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
