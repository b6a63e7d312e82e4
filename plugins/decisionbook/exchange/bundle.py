"""The offline book: what of a built site goes into it, and what its pages may ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from posixpath import basename, dirname
from urllib.parse import urlsplit

from decisionbook.exchange.markup import Tag, changed

INDEX = "search/search_index"
"""Where a site keeps what its search box looks through; ``.json`` is for servers, ``.js`` for files."""

SERVED = (
    "404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt", "CNAME", "_headers", "_redirects", "objects.inv",
    "versions.json", "opensearch.xml", "feed_*.xml", f"{INDEX}.json", "search/worker.js",
)  # fmt: skip
"""What only servers, or the visitors of servers, ask for."""

PACKED = ("*.map", "*.gz", "*.br")
"""Files that serve developers, or shrunk copies of other files."""

OLDER = frozenset({".eot", ".otf", ".svg", ".ttf", ".woff"})
"""Endings of fonts for browsers that know no WOFF2; the last of them is gone."""

POLICY = "default-src 'self' file: data: blob: 'unsafe-inline' 'unsafe-eval'"
"""What the pages of an offline book may load, whatever they hold: files of the book and nothing else."""

HINTS = frozenset(
    {"preconnect", "dns-prefetch", "prefetch", "prerender", "canonical", "alternate", "manifest"}
)
"""Links of a page that warm up connections, or that speak to crawlers and installers."""


def bundled(site: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the offline book made of the files of a built site, by path.

    What only a server uses is left out, the search index becomes a script, and pages are told to load nothing
    from elsewhere.
    """
    languages = _languages(site.get(f"{INDEX}.json", b"{}"))
    kept = {path: site[path] for path in site if _kept(path, languages) and not _is_older_font(path, site)}
    if f"{INDEX}.json" in site:
        kept[f"{INDEX}.js"] = b"var __index = " + site[f"{INDEX}.json"]
    return {path: _prepared(path, content) for path, content in kept.items()}


def read_site(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` by its path, with forward slashes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def asked_elsewhere(files: Mapping[str, bytes]) -> tuple[tuple[str, str], ...]:
    """What pages and style sheets would load from the network, as pairs of a file and an address.

    An offline book shows nothing in their place.
    """
    found = {
        (path, address)
        for path, content in files.items()
        for address in _loaded(path, content)
        if urlsplit(address).scheme in {"http", "https"} or address.startswith("//")
    }
    return tuple(sorted(found))


def _kept(path: str, languages: Collection[str]) -> bool:
    hidden = any(part.startswith(".") for part in path.split("/"))
    dropped = any(fnmatch(path, pattern) for pattern in SERVED) or any(
        fnmatch(basename(path), pattern) for pattern in PACKED
    )
    return not hidden and not dropped and _spoken(path, languages)


def _is_older_font(path: str, site: Collection[str]) -> bool:
    stem, dot, ending = path.rpartition(".")
    return dot + ending in OLDER and f"{stem}.woff2" in site


# --- Search -----------------------------------------------------------------------------------------------


def _languages(index: bytes) -> frozenset[str]:
    """The languages that search must know, without English, which it knows by itself."""
    given = json.loads(index).get("config", {}).get("lang", ())
    return frozenset([given] if isinstance(given, str) else given) - {"en"}


_PACK = re.compile(r"lunr\.([a-z-]+)(?:\.min)?\.js")


def _spoken(path: str, languages: Collection[str]) -> bool:
    """Whether a file is no language pack of the search, or one that the book needs."""
    if not dirname(path).endswith(("/lunr", "/lunr/min")):
        return True
    pack = _PACK.fullmatch(basename(path))
    return bool(languages) and (pack is None or pack[1] in {*languages, "multi", "stemmer.support"})


# --- Pages ------------------------------------------------------------------------------------------------


def _prepared(path: str, content: bytes) -> bytes:
    if path.endswith(".html"):
        return changed(content.decode("utf-8", BYTES), _guarded, tight=True).encode("utf-8", BYTES)
    if path.endswith((".js", ".css")):
        return _MAP.sub(b"", content)
    return content


_MAP = re.compile(rb"\n?(?://# sourceMappingURL=[^\n]*|/\*# sourceMappingURL=[^\n*]*\*/)\s*\Z")


BYTES = "surrogateescape"
"""Brings through what is no UTF-8 as it was."""


def _guarded(tag: Tag) -> Tag | str:
    if tag.name == "meta" and "charset" in tag.attributes:
        return f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    if tag.name == "link" and HINTS & _words(tag, "rel"):
        return ""
    return tag


def _words(tag: Tag, name: str) -> set[str]:
    return set((tag.attributes.get(name) or "").lower().split())


_SOURCES: Mapping[str, tuple[str, ...]] = {
    "audio": ("src",), "embed": ("src",), "iframe": ("src",), "image": ("href", "xlink:href"), "img": ("src", "srcset"),
    "input": ("src",), "link": ("href",), "object": ("data",), "script": ("src",), "source": ("src", "srcset"),
    "track": ("src",), "use": ("href", "xlink:href"), "video": ("src", "poster"),
}  # fmt: skip
"""Where elements name what a browser loads without being asked to."""


def _loaded(path: str, content: bytes) -> Iterable[str]:
    if path.endswith(".css"):
        return _in_style(content.decode("utf-8", "replace"))
    if not path.endswith(".html"):
        return ()
    found: list[str] = []

    def note(tag: Tag) -> Tag:
        found.extend(_addresses(tag))
        return tag

    changed(content.decode("utf-8", BYTES), note)
    return found


def _addresses(tag: Tag) -> Iterator[str]:
    for name in _SOURCES.get(tag.name, ()):
        value = tag.attributes.get(name) or ""
        yield from (
            (part.split()[0] for part in value.split(",") if part.strip()) if name == "srcset" else (value,)
        )
    yield from _in_style(tag.attributes.get("style") or "")


_STYLED = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""", re.IGNORECASE)


def _in_style(style: str) -> Iterator[str]:
    return (match[1] for match in _STYLED.finditer(style))
