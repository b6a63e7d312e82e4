"""A strict Content-Security-Policy for a built site (https://www.w3.org/TR/CSP3/): what its pages really hold decides.

Files of the site may run and style. What stands within a page may do so only if its hash is listed. Nothing else is
allowed, save what the pages themselves load from other hosts.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

BASE: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "frame-src": ("'none'",),
    "object-src": ("'none'",),
    "base-uri": ("'self'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
}
"""What is allowed whatever the pages hold, by directive."""

HEADERS_ONLY = frozenset({"frame-ancestors"})
"""Directives that browsers pass over in a page."""

EXECUTED = frozenset({
    "", "module", "importmap", "speculationrules", "text/javascript", "application/javascript",
    "application/ecmascript", "text/ecmascript", "application/x-javascript", "text/jscript",
})  # fmt: skip
"""The types of scripts that need leave; any other type is data."""

LOADED: Mapping[str, tuple[str, str]] = {
    "script": ("src", "script-src"),
    "img": ("src", "img-src"),
    "iframe": ("src", "frame-src"),
    "audio": ("src", "media-src"),
    "video": ("src", "media-src"),
    "source": ("src", "media-src"),
}
"""The attribute of an element that makes a browser load something, and the directive that allows it."""

NOT_LOADED = frozenset(
    {"canonical", "alternate", "next", "prev", "author", "license", "help", "search", "edit"}
)


@dataclass(slots=True)
class Policy:
    """What a page, or a whole site, needs: sources by directive."""

    sources: dict[str, dict[str, None]] = field(
        default_factory=lambda: {name: dict.fromkeys(given) for name, given in BASE.items()}
    )

    def allow(self, directive: str, source: str) -> None:
        """Add a source; it replaces ``'none'``."""
        given = self.sources.setdefault(directive, dict.fromkeys(("'self'",)))
        given.pop("'none'", None)
        given[source] = None

    def add(self, other: Policy) -> None:
        """Allow what another policy allows."""
        for directive, given in other.sources.items():
            for source in given:
                if source != "'none'":
                    self.allow(directive, source)

    def __str__(self) -> str:
        return self.text()

    def text(self, *, without: Iterable[str] = ()) -> str:
        """The value of the header: directives in a fixed order, hashes sorted."""
        dropped = set(without)
        shown = (
            f"{name} {' '.join(sorted(given, key=_order))}"
            for name, given in self.sources.items()
            if name not in dropped
        )
        return "; ".join(shown)

    def meta(self) -> str:
        """The element that gives one page its policy, for servers whose headers cannot be set."""
        content = escape(self.text(without=HEADERS_ONLY))
        return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def _order(source: str) -> tuple[bool, bool, str]:
    return source.startswith("'sha256-"), not source.startswith("'"), source


def hashed(text: str) -> str:
    """The source that allows exactly this text, in UTF-8."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def policy_of(html: str) -> Policy:
    """What one page needs."""
    page = _Page()
    page.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
    page.close()
    return page.policy


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.policy = Policy()
        self.inline: str | None = None
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._loads(tag, given)
        self._attributes(given)
        if tag == "script" and "src" not in given and given.get("type", "").strip().lower() in EXECUTED:
            self.inline, self.text = "script-src", []
        elif tag == "style":
            self.inline, self.text = "style-src", []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._loads(tag, given)
        self._attributes(given)

    def handle_data(self, data: str) -> None:
        if self.inline is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self.inline is not None and tag in {"script", "style"}:
            self.policy.allow(self.inline, hashed("".join(self.text)))
            self.inline = None

    def _attributes(self, given: Mapping[str, str]) -> None:
        """Styles and handlers in attributes; both need leave to be judged by their hash at all."""
        for name, value in given.items():
            directive = "style-src" if name == "style" else "script-src" if name.startswith("on") else None
            if directive is not None:
                self.policy.allow(directive, "'unsafe-hashes'")
                self.policy.allow(directive, hashed(value))

    def _loads(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "link":
            self._links(given)
        elif tag in LOADED:
            attribute, directive = LOADED[tag]
            self._from(given.get(attribute, ""), directive)

    def _links(self, given: Mapping[str, str]) -> None:
        kinds = set(given.get("rel", "").lower().split())
        if kinds & {"preconnect", "dns-prefetch"} or kinds <= NOT_LOADED:
            return
        if "stylesheet" in kinds:
            self._from(given.get("href", ""), "style-src")
        elif kinds & {"icon", "apple-touch-icon"}:
            self._from(given.get("href", ""), "img-src")
        else:
            self._from(given.get("href", ""), "default-src")

    def _from(self, address: str, directive: str) -> None:
        """Allow the host of an address, where it names one; ``data:`` is allowed for pictures already."""
        parts = urlsplit(address.strip())
        if parts.netloc:
            self.policy.allow(directive, f"{parts.scheme or 'https'}://{parts.netloc}")
