"""Who links to an entity, in the data and on pages of prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from decisionbook import prose
from decisionbook.diff.changes import Mention
from decisionbook.diff.statements import Key, statements
from decisionbook.findings import Span
from decisionbook.model import KINDS, Book, Comparison, Decision, Option

Target = tuple[str, str]
"""Kind and id; a criterion is ``("comparison", "id#criterion")``."""

_PAGE_LINK = re.compile(rf"\]\(({'|'.join(KINDS)}):([a-z0-9_-]+)(?:#([A-Za-z0-9_-]+))?\)")
_BLOCK = re.compile(r"^\s*/{3,} *(option|comparison|decision|checklist) *\| *([a-z0-9_-]+)", re.MULTILINE)


def mentions(book: Book, pages: Mapping[str, str]) -> Mapping[Target, tuple[Mention, ...]]:
    """Target to the places that link to it, each once. ``pages`` maps the files of prose to their texts."""
    found: dict[Target, dict[Mention, None]] = {}
    for target, mention in (*_in_data(book), *_in_pages(pages)):
        found.setdefault(target, {})[mention] = None
    return {target: tuple(places) for target, places in found.items()}


def _in_data(book: Book) -> Iterator[tuple[Target, Mention]]:
    for kind in KINDS:
        for entity in book.of(kind).values():
            name = f"{kind} {entity.id}"
            for target, span in (*_structure(entity), *_texts(entity)):
                if target[0] != kind or target[1].split("#")[0] != entity.id:
                    yield target, Mention(name, span)


def _structure(entity: object) -> Iterator[tuple[Target, Span]]:
    if isinstance(entity, Comparison):
        yield from ((("option", one.option), one.span) for one in entity.columns if one.option)
    if isinstance(entity, Option):
        yield from ((("option", other), entity.span) for other in entity.related)
    if isinstance(entity, Decision):
        for outcome in entity.outcomes.values():
            if outcome.option:
                yield ("option", outcome.option), outcome.span
        for question in entity.inputs.values():
            if question.decision:
                yield ("decision", question.decision), question.span


def _texts(entity: object) -> Iterator[tuple[Target, Span]]:
    for text, span in _prose(entity):
        for link in prose.links(text):
            yield (link.kind, link.id), span
            if link.fragment:
                yield (link.kind, f"{link.id}#{link.fragment.split('--')[0]}"), span


def _prose(entity: object) -> Iterator[tuple[str, Span]]:
    yield from ((one.text, one.span) for one in statements(entity, _NOTHING_RENAMED))
    if isinstance(entity, Comparison):
        for row in entity.criteria:
            yield from ((cell.value, cell.span) for cell in row.cells.values() if isinstance(cell.value, str))


_NOTHING_RENAMED: Mapping[Key, str] = {}


def _in_pages(pages: Mapping[str, str]) -> Iterator[tuple[Target, Mention]]:
    for file, text in pages.items():
        for match in (*_PAGE_LINK.finditer(text), *_BLOCK.finditer(text)):
            start = match.start(1)
            line = text.count("\n", 0, start) + 1
            column = start - text.rfind("\n", 0, start)
            mention = Mention(file, Span(file, line, column, line, column))
            yield (match[1], match[2]), mention
            if match.re is _PAGE_LINK and match[3]:
                yield (match[1], f"{match[2]}#{match[3].split('--')[0]}"), mention
