"""The pages that a book gives itself, as Markdown: one an entity, an index for each kind, three lists and
the state of the evidence.

The pages hold front matter, headings and ``///`` blocks, so any host of the Markdown extension can show them. Those
of wide tables ask themes that know of it to leave the table of contents out, which would be empty.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal

from decisionbook import prose
from decisionbook.anchors import anchor
from decisionbook.findings import Span
from decisionbook.model import Book, Comparison, Decision, Entity, Kind
from decisionbook.render.comparison import FEW_OPTIONS
from decisionbook.render.shelves import about
from decisionbook.render.words import ENGLISH, Words, say

Shelved = Literal["option", "comparison", "decision", "checklist"]
FOLDERS: Mapping[Shelved, str] = {
    "decision": "decisions",
    "comparison": "comparisons",
    "option": "options",
    "checklist": "checklists",
}
"""The kinds whose entities have a page of their own, and the folder of these pages, in the order of a menu."""

LISTS: Mapping[Kind, str] = {"term": "glossary.md", "faq": "faq.md", "source": "sources.md"}
"""The kinds whose entities share a page."""

EVIDENCE = "evidence.md"
"""The path of the page on the state of the evidence, in books that have sources."""


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page. ``path`` is relative to the folder of all pages and ends in ``.md``.

    ``markdown`` begins with its front matter. ``source`` is the data that the page shows, if that is one place;
    ``moved`` says that the page only leads from an old id to the new one.
    """

    path: str
    title: str
    markdown: str
    source: Span | None
    moved: bool = False


def generated(book: Book, *, words: Words = ENGLISH) -> tuple[Page, ...]:
    """Every page of the book: by kind, the index before its entities, the shared lists last."""
    return tuple(_generated(book, words))


def path_of(kind: Kind, entity: str) -> str:
    """The path of the page that shows an entity: ``options/rag.md``, ``glossary.md``."""
    return LISTS[kind] if kind in LISTS else f"{FOLDERS[kind]}/{entity}.md"  # type: ignore[index]


def entity_at(path: str) -> tuple[Kind, str] | None:
    """The entity whose own page stands at a path, if it is the path of such a page."""
    folder, _, name = path.removesuffix(".md").rpartition("/")
    kinds = {room: kind for kind, room in FOLDERS.items()}
    return (kinds[folder], name) if folder in kinds and name != "index" else None


def address_of(kind: Kind, entity: str, fragment: str = "") -> str:
    """The address of an entity or its part as servers know it: ``options/rag/#weaknesses``."""
    page = path_of(kind, entity).removesuffix(".md") + "/"
    target = anchor(kind, entity, fragment)
    return f"{page}#{target}" if target else page


def file_address(page: str, path: str, part: str | None) -> str:
    """A link from the file ``page`` to another of the same folder, or to its own ``part``."""
    if part and path == page:
        return f"#{part}"
    address = _relative(path, posixpath.dirname(page) or ".")
    return f"{address}#{part}" if part else address


@lru_cache(maxsize=16384)
def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(path, folder)


def index_of(kind: Shelved) -> str:
    """The path of the page that lists all entities of a kind."""
    return f"{FOLDERS[kind]}/index.md"


def escaped(text: str) -> str:
    """Markdown that shows ``text`` as it stands, whatever extensions a host has on."""
    return "".join(f"&#{ord(char)};" if char in _MARKS else char for char in " ".join(text.split()))


_MARKS = frozenset("\\`*_[]{}<>&#|~^=$+:!@")


def _generated(book: Book, words: Words) -> Iterator[Page]:
    for kind in FOLDERS:
        shelf = book.of(kind)
        if not shelf:
            continue
        title = say(words, f"index.{kind}")
        yield Page(index_of(kind), title, _page(title, None, _index(kind, book, words)), None)
        for entity in shelf.values():
            yield _entity_page(kind, entity, words)
    for listed, path in LISTS.items():
        if book.of(listed) or (listed == "term" and book.options):
            title = say(words, f"index.{listed}")
            yield Page(path, title, _page(title, None, _list(path, words)), _first(book, listed))
    if book.sources:
        title = say(words, "index.evidence")
        yield Page(EVIDENCE, title, _page(title, None, _block("evidence")), None)
    yield from _moved(book, words)


def _index(kind: Shelved, book: Book, words: Words) -> str:
    """What the index of a kind shows; that of the options also answers to what people say."""
    listed = _block("index", FOLDERS[kind])
    if kind != "option" or not any(option.cues for option in book.options.values()):
        return listed
    return f"{listed}\n## {escaped(say(words, 'page.cues'))}\n\n{_block('cues')}"


def _list(path: str, words: Words) -> str:
    """What the page of a list shows; the sources lead on to the state of the evidence."""
    block = _block(path.removesuffix(".md"))
    if path != LISTS["source"]:
        return block
    return f"[{escaped(say(words, 'page.evidence'))}]({EVIDENCE})\n\n{block}"


def _first(book: Book, kind: Kind) -> Span | None:
    """The file of a list, where all its entries stand in one."""
    files = {entity.span.file for entity in book.of(kind).values()}
    return Span(files.pop()) if len(files) == 1 else None


def _entity_page(kind: Shelved, entity: Entity, words: Words) -> Page:
    body = "\n".join(_body(kind, entity, words))
    wide = isinstance(entity, Comparison) and len(entity.columns) > FEW_OPTIONS
    markdown = _page(entity.title, prose.plain(about(entity) or ""), body, "hide: [toc]\n" if wide else "")
    return Page(path_of(kind, entity.id), entity.title, markdown, entity.span)


def _body(kind: Shelved, entity: Entity, words: Words) -> Iterator[str]:
    yield _block(kind, entity.id)
    if not isinstance(entity, Decision):
        return
    for part in ("rules", "tree", *(("examples",) if entity.examples else ()), "proof"):
        name = "steps" if part == "rules" and entity.steps else part
        yield f"## {escaped(say(words, f'page.{name}'))}\n"
        yield _block(kind, entity.id, show=part)


def _moved(book: Book, words: Words) -> Iterator[Page]:
    """A page for each old id that leads to the new one, unless something else took the id."""
    for kind in FOLDERS:
        shelf = book.of(kind)
        for entity in shelf.values():
            for old in sorted(set(entity.old_ids) - shelf.keys()):
                title = say(words, "page.moved", title=entity.title)
                body = f"[{escaped(entity.title)}]({kind}:{entity.id})\n"
                markdown = _page(title, None, body, "search:\n  exclude: true\n")
                yield Page(path_of(kind, old), title, markdown, entity.span, moved=True)


def _page(title: str, description: str | None, body: str, more: str = "") -> str:
    """Front matter, the title as a heading, and the body. JSON texts are YAML texts."""
    described = f"description: {_front(description)}\n" if description else ""
    front = f"---\ntitle: {_front(title)}\n{described}{more}---\n"
    return f"{front}\n# {escaped(title)}\n\n{body}"


def _front(text: str) -> str:
    """A text for front matter. Themes put it into menus and attributes as it is, so it must be HTML already."""
    return json.dumps(_LIVE.sub(lambda match: escape(match[0]), text), ensure_ascii=False)


_LIVE = re.compile(r"[<>\"]|&(?=#?\w+;)")


def _block(name: str, argument: str = "", **settings: str) -> str:
    lines = [f"/// {name} | {argument}" if argument else f"/// {name}"]
    lines += [f"    {key}: {value}" for key, value in settings.items()]
    return "\n".join((*lines, "///", ""))
