"""Links in Markdown: that they lead somewhere, and that nothing else hides in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from decisionbook import anchors, prose
from decisionbook.findings import Edit, Finding, Span, finding
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
    for entry in entries:
        if entry.value is None:
            continue
        for path, text in prose_texts(entry.value):
            if "](" in text or "<" in text:
                found.extend(_check(text, entry.node.at(path), names, book, texts))
    return tuple(found)


def _check(text: str, node: Node, names: Names, book: Book, texts: Mapping[str, str]) -> Iterator[Finding]:
    places = _Places(text, node, texts)
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

    def __init__(self, text: str, node: Node, texts: Mapping[str, str]) -> None:
        self.text = text
        self.span = node.span
        lines = texts.get(node.span.file, "").split("\n")
        self.lines = lines[node.span.line - 1 : node.span.end_line]

    def of(self, stretch: str, start: int) -> Span:
        """The place of ``stretch``, which begins at ``start`` in the text; the text's own where it was folded."""
        before = self.text.count(stretch, 0, start)
        for offset, line in enumerate(self.lines):
            column = line.find(stretch, self.span.column - 1 if offset == 0 else 0)
            while column >= 0:
                if before == 0:
                    number = self.span.line + offset
                    return Span(self.span.file, number, column + 1, number, column + 1 + len(stretch))
                before -= 1
                column = line.find(stretch, column + len(stretch))
        return self.span
