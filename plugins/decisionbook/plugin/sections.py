"""What searches keep of a page.

For that of Material, sections are taken from the tree: to parse finished pages took a third of a build. That of MkDocs,
which knows no mark for it, never sees what is to be left out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, STX
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.contrib.search import SearchPlugin
from mkdocs.structure.pages import Page

from decisionbook.exchange.markup import Tag, changed

# Behind whatever else changes the tree, MkDocs' own links and titles included.
LAST = -2

_LEFT_OUT = "data-search-exclude"
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KEPT = frozenset(("p", "code", "pre", "li", "ol", "ul", "sub", "sup"))
_SKIPPED = frozenset(("object", "script", "style"))
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)


class UnfinishedError(ValueError):
    """A text of the tree is still to be replaced, so that only the finished page shows what it says."""


@dataclass(slots=True)
class Section:
    """A heading and what follows it, as the parts of a text with the tags that the index keeps.

    The first section of a page has no ``id``, and no title where the page begins with something else.
    """

    id: str | None = None
    depth: float = 0
    hidden: bool = False
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def sections(root: Element) -> list[Section]:
    """The sections of a page's tree. Raises ``UnfinishedError`` where the tree is not the whole page yet."""
    walk = _Walk()
    walk.inside(root, 1)
    return walk.found


class _Walk:
    """Goes through a tree in the manner of Material's parser; parts that search leaves out are not entered."""

    def __init__(self) -> None:
        self.found: list[Section] = []
        self.here = Section()
        self.titled = False
        self.code = False

    def inside(self, element: Element, depth: int) -> None:
        """Read what an element holds; ``depth`` is that of its children."""
        if element.text:
            self._say(element.text)
        for child in element:
            if child.tag not in _VOID:
                self._read(child, depth)
            if child.tail:
                self._say(child.tail)

    def _read(self, element: Element, depth: int) -> None:
        hidden = _LEFT_OUT in element.attrib
        heading = element.tag in _HEADINGS and "id" in element.attrib
        if heading:
            self._begin(element, depth, hidden=hidden)
        else:
            self._any()
        if not hidden and element.tag not in _SKIPPED and not self._is_permalink(element):
            self.titled = self.titled or heading
            self._kept(element, depth)
        if heading:
            self.titled = False
        elif self.here.depth > depth:
            self._leave(depth)

    def _kept(self, element: Element, depth: int) -> None:
        tag, code = element.tag, self.code
        if tag not in _KEPT:
            self.inside(element, depth + 1)
            return
        into = self._into()
        start = len(into)
        into.append(f"<{tag}>")
        self.code = code or tag == "pre"
        self.inside(element, depth + 1)
        self.code = code
        after = self._into()
        if after is into and "".join(into[start + 1 :]).strip() == "":
            del into[start:]
        else:
            after.append(f"</{tag}>")

    def _into(self) -> list[str]:
        return self.here.title if self.titled else self.here.text

    def _begin(self, heading: Element, depth: int, *, hidden: bool) -> None:
        if heading.tag != "h1":
            self._any()
        self.here = Section(heading.get("id") if self.found else None, depth, hidden)
        self.found.append(self.here)

    def _any(self) -> None:
        if not self.found:
            self.found.append(self.here)

    def _leave(self, depth: int) -> None:
        """What follows the element around a heading belongs to the section before that."""
        self.here.depth = float("inf")
        self.here = next((one for one in reversed(self.found) if one.depth <= depth), self.here)

    def _is_permalink(self, element: Element) -> bool:
        return self.titled and element.get("class") == "headerlink"

    def _say(self, text: str) -> None:
        into = self._into()
        if not text.isspace():
            self._any()
            shown = _shown(text)
            into.append(escape(shown if self.code else shown.replace("\n", " "), quote=False))
        elif self.code or not into or not into[-1].isspace():
            into.append(text if self.code else " ")


def _shown(text: str) -> str:
    """What a reader sees of a text in the tree, where ``&lt;`` stands for ``<``."""
    if "&" not in text and STX not in text:
        return text
    written = _AMPERSAND.sub("&amp;", text).replace(AMP_SUBSTITUTE, "&")
    if STX in written:
        raise UnfinishedError(text)
    return unescape(written)


class Searched:
    """Reads for the search of Material the pages that the book gave itself, and keeps it from reading them again.

    The search of MkDocs is shown every page without the elements that are marked to be left out.
    """

    def __init__(self, config: MkDocsConfig, *, dirty: bool = False) -> None:
        self.wanted = not dirty and any(_is_material(plugin) for plugin in config.plugins.values())
        self.plain = any(type(plugin) is SearchPlugin for plugin in config.plugins.values())
        self._whole: str | None = None
        self.page: str | None = None
        self._sections: dict[str, list[Section]] = {}
        self._pages: dict[str, Page] = {}

    def turn_to(self, page: Page, *, own: bool) -> None:
        """Begin with another page; only one of the book's ``own``, without settings for search, is read here."""
        self.page = (
            page.file.src_uri if self.wanted and own and not {"search", "tags"} & page.meta.keys() else None
        )

    def extensions(self) -> list[Any]:
        """What takes the sections out of a page while it is a tree, for ``markdown_extensions``."""
        return [_Extension(self)] if self.wanted else []

    def note(self, root: Element) -> None:
        """Remember the sections of this page, if they can be read now."""
        if self.page is not None:
            self._sections.pop(self.page, None)
            try:
                self._sections[self.page] = sections(root)
            except UnfinishedError:
                return

    def hide(self, page: Page) -> None:
        """Tell search to pass over a page that was read here, or over parts of any other, until ``show``."""
        if self.plain and _LEFT_OUT in (page.content or ""):
            self._whole = page.content
            page.content = changed(page.content or "", _without)
        if page.file.src_uri in self._sections:
            self._pages[page.file.src_uri] = page
            page.meta["search"] = {"exclude": True}

    def show(self, page: Page) -> None:
        """Take back what ``hide`` did."""
        if self._whole is not None:
            page.content, self._whole = self._whole, None
        if page.file.src_uri in self._pages:
            page.meta.pop("search", None)

    def entries(self) -> Iterator[dict[str, Any]]:
        """The entries of all pages that were read here, in the form of Material's index."""
        for path, page in self._pages.items():
            for section in self._sections[path]:
                if not section.hidden:
                    title = "".join(section.title) or str(page.meta.get("title", page.title))
                    location = f"{page.url}#{section.id}" if section.id else page.url
                    text = "".join(section.text).strip()
                    yield {"location": location, "title": title.strip(), "text": text}


def _without(tag: Tag) -> Tag | str:
    """What becomes of an element for a search that does not know the mark."""
    return "" if _LEFT_OUT in tag.attributes else tag


def _is_material(plugin: Any) -> bool:
    """Whether a plugin is Material's search at work, other than one that cuts words apart by a dictionary."""
    kind = type(plugin)
    if kind.__module__ != "material.plugins.search.plugin" or not plugin.config.enabled:
        return False
    return getattr(sys.modules[kind.__module__], "jieba", None) is None


class _Extension(Extension):
    def __init__(self, searched: Searched) -> None:
        super().__init__()
        self.searched = searched

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown looks for
        md.treeprocessors.register(_Reads(self.searched), "decisionbook_sections", LAST)


class _Reads(Treeprocessor):
    def __init__(self, searched: Searched) -> None:
        super().__init__()
        self.searched = searched

    def run(self, root: Element) -> None:
        self.searched.note(root)
