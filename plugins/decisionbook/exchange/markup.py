"""Changes elements of an HTML text and leaves every other character as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
"""Elements that hold nothing and have no end tag."""


@dataclass(frozen=True, slots=True)
class Tag:
    """The start of an element. Names are in lower case; an attribute without a value has ``None``."""

    name: str
    attributes: Mapping[str, str | None]

    def having(self, **attributes: str | None) -> Tag:
        """The same with these attributes in place of those of the same name."""
        return Tag(self.name, {**self.attributes, **attributes})


Change = Callable[[Tag], "Tag | str"]
"""What becomes of an element: a tag in place of its own, or a text in place of the element with all it holds."""


SPACED = frozenset({"pre", "textarea", "script", "style"})
"""Elements in which every blank counts."""


def changed(html: str, change: Change, *, tight: bool = False) -> str:
    """The text with ``change`` applied to every element, outer ones first.

    ``tight`` makes one line end of all blanks around line ends, where that shows nothing else.
    """
    reader = _Reader(change, tight=tight)
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _Reader(HTMLParser):
    def __init__(self, change: Change, *, tight: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.change = change
        self.tight = tight
        self.spaced = 0
        self.parts: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.hidden:
            self.hidden.extend(() if tag in VOID else (tag,))
            return
        before = Tag(tag, dict(attrs))
        after = self.change(before)
        if isinstance(after, str):
            self.parts.append(after)
            self.hidden.extend(() if tag in VOID else (tag,))
            return
        if tag not in VOID:
            self.open.append((tag, after.name))
            self.spaced += tag in SPACED
        raw = self.get_starttag_text() or ""
        self.parts.append(raw if after == before else _start(after, closed=raw.endswith("/>")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.hidden:
            return
        before = Tag(tag, dict(attrs))
        after = self.change(before)
        if isinstance(after, str):
            self.parts.append(after)
        else:
            raw = self.get_starttag_text() or ""
            self.parts.append(raw if after == before else _start(after, closed=True))

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag in self.hidden:
                del self.hidden[len(self.hidden) - 1 - self.hidden[::-1].index(tag) :]
            return
        name = tag
        if any(tag == known for known, _ in self.open):
            name = self._closed(tag)
        self.parts.append(f"</{name}>")

    def _closed(self, tag: str) -> str:
        """Close the innermost element of this name, with all that is open in it; the name that it has now."""
        while True:
            closed, name = self.open.pop()
            self.spaced -= closed in SPACED
            if closed == tag:
                return name

    def handle_data(self, data: str) -> None:
        self._keep(_BLANKS.sub("\n", data) if self.tight and not self.spaced else data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._keep(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._keep(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self._keep(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self._keep(f"<?{data}>")

    def _keep(self, text: str) -> None:
        if not self.hidden:
            self.parts.append(text)


_BLANKS = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")


def _start(tag: Tag, *, closed: bool) -> str:
    said = "".join(
        f" {name}" if value is None else f' {name}="{escape(value)}"'
        for name, value in tag.attributes.items()
    )
    return f"<{tag.name}{said}{' /' if closed else ''}>"
