"""What a page may hold, whatever its data says: read with a parser, never by searching its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

SAFE = re.compile(r"(https?:|mailto:|data:,$|[^:]*$|[^:/?#]*[/?#])", re.IGNORECASE)
"""Addresses with a safe scheme or none."""

LOADING = frozenset({"src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href"})
"""Attributes that ask for something, or send something, without a click on a link."""

FOREIGN = frozenset(
    {"iframe", "object", "embed", "base", "math", "template", "noscript", "marquee", "audio", "video"}
)
"""Elements that no page of a book has."""


class Faults(HTMLParser):
    """Everything in a page that only hostile data can have put there; ``scripts`` counts the scripts."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts = 0
        self.tags: set[str] = set()
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.scripts += tag == "script"
        self.found.extend(f"<{tag}> {fault}" for fault in self._faults(tag, attrs))

    def handle_comment(self, data: str) -> None:
        if "hostile" in data or "alert" in data:
            self.found.append(f"comment {data}")

    def _faults(self, tag: str, attrs: list[tuple[str, str | None]]) -> Iterator[str]:
        if tag in FOREIGN:
            yield "is no element of a book"
        for name, value in attrs:
            text = "".join((value or "").split()).lower()
            if not re.fullmatch(r"[a-z][a-z0-9:_.-]*", name) or name.startswith("on"):
                yield f"has the attribute {name}={value!r}"
            if name in {"style", "srcdoc"} and ("hostile" in text or "alert" in text):
                yield f"has {name}={value!r}"
            if name in {"href", *LOADING} and not SAFE.match(text):
                yield f"leads to {value!r}"
            if (name in LOADING or tag == "link") and "hostile" in text:
                yield f"asks for {value!r}"
