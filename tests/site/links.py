"""Every link of a built site, followed without a browser."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urldefrag


class Links(HTMLParser):
    """The links and the ids of a page, and the addresses that it loads by itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.loads: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [given[name] for name in ("href", "xlink:href", "src") if name in given]
        self.loads += [given["src"]] if "src" in given else []
        self.loads += [given["href"]] if tag == "link" and given.get("rel") != "canonical" else []

    @property
    def doubles(self) -> set[str]:
        """Ids that stand more than once."""
        return {identity for identity in self.ids if self.ids.count(identity) > 1}


def broken_links(root: Path, html: Mapping[str, str]) -> list[str]:
    """The links that lead to no file, or to no part of their page. State kept behind ``?`` is no part."""
    seen = {path: Links(text) for path, text in html.items() if path != "404.html"}
    return [
        f"{path}: {link}"
        for path, page in seen.items()
        for link in page.links
        if not _leads(root, seen, path, link)
    ]


def _leads(root: Path, seen: Mapping[str, Links], path: str, link: str) -> bool:
    address, fragment = urldefrag(link)
    if ":" in address or address.startswith("//"):
        return True
    target = normpath(join(dirname(path), unquote(address))) if address else path
    if (root / target).is_dir():
        target = normpath(join(target, "index.html"))
    if not (root / target).is_file():
        return False
    return not fragment or "?" in fragment or target not in seen or fragment in seen[target].ids
