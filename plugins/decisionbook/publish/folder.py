"""A book as a folder of Markdown: the pages that it would give itself on a site, and `llms.txt`, which lists them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from datetime import date

from decisionbook import prose
from decisionbook.model import Book, Kind
from decisionbook.pages import EVIDENCE, FOLDERS, LISTS, index_of, path_of
from decisionbook.publish.llms import Entry, llms_txt
from decisionbook.publish.marks import plain_text
from decisionbook.publish.twins import Twins
from decisionbook.publish.writer import Link
from decisionbook.render.shelves import about
from decisionbook.render.words import ENGLISH, Words, say


def markdown_files(book: Book, name: str, *, today: date, words: Words = ENGLISH) -> Mapping[str, str]:
    """Path to text. ``name`` is what the list calls the book."""
    twins = Twins(book, today=today, words=words)
    texts: dict[str, str] = {}
    sections: dict[str, list[Entry]] = {}
    for kind, folder in FOLDERS.items():
        if not book.of(kind):
            continue
        title = say(words, f"index.{kind}")
        texts[index_of(kind)] = _page(title, twins.index(kind, _link_from(index_of(kind))))
        for identity, entity in book.of(kind).items():
            path = f"{folder}/{identity}.md"
            texts[path] = _page(entity.title, twins.entity(kind, entity, _link_from(path)))
            entry = Entry(entity.title, path, prose.plain(about(entity) or ""))
            sections.setdefault(title, []).append(entry)
    lists = dict(_lists(book, twins, words))
    texts.update((path, _page(title, text)) for path, (title, text) in lists.items())
    sections[say(words, "publish.lists")] = [Entry(title, path) for path, (title, _) in lists.items()]
    return {**texts, "llms.txt": llms_txt(name, "", sections)}


def _lists(book: Book, twins: Twins, words: Words) -> Iterator[tuple[str, tuple[str, str]]]:
    writers = {"term": twins.glossary, "faq": twins.faq, "source": twins.sources}
    for kind, path in LISTS.items():
        if book.of(kind) or (kind == "term" and book.options):
            yield path, (say(words, f"index.{kind}"), writers[kind](_link_from(path)))
    if book.sources:
        yield EVIDENCE, (say(words, "index.evidence"), twins.evidence(_link_from(EVIDENCE)))


def _page(title: str, body: str) -> str:
    return f"# {plain_text(title)}\n\n{body}"


def _link_from(page: str) -> Link:
    def link(kind: Kind, entity: str, fragment: str) -> str:  # noqa: ARG001 - these pages have no anchors
        return posixpath.relpath(path_of(kind, entity), posixpath.dirname(page) or ".")

    return link
