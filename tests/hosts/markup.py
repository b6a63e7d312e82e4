"""Parts of pages as hosts wrote them, so that two can be held against each other."""

from __future__ import annotations

from html.parser import HTMLParser
from posixpath import dirname, join, normpath

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}

# Zensical takes away the mark that it has acted upon.
USED_UP = {"data-search-exclude"}

Part = tuple[object, ...]


class Parts(HTMLParser):
    """Every element of a page that carries ``mark``, each as a list of its tags, attributes and texts.

    Addresses are resolved from ``page``, and what an address leaves to the server is written out, so that only where
    links lead is compared. White space counts once.
    """

    def __init__(self, html: str, mark: str, page: str) -> None:
        super().__init__()
        self.mark, self.page = mark, page
        self.depth = 0
        self.found: list[list[Part]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if not self.depth and self.mark in given:
            self.found.append([])
        elif not self.depth:
            return
        if tag not in VOID:
            self.depth += 1
        plain = sorted((name, self._led(name, value)) for name, value in given.items() if name not in USED_UP)
        self.found[-1].append((tag, *plain))

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in VOID:
            self.depth -= 1
            self.found[-1].append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if self.depth and text:
            self.found[-1].append((text,))

    def _led(self, name: str, value: str) -> str:
        if name != "href" or ":" in value:
            return value
        address, mark, part = value.partition("#")
        path = normpath(join(dirname(self.page), address)) if address else self.page
        return path.removesuffix("/index.html").removesuffix("index.html") + mark + part
