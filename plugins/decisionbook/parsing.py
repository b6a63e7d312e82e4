"""The parser of the Markdown that data may hold: Python-Markdown without what could become markup unasked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from threading import Lock
from typing import ClassVar, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import (
    AutolinkInlineProcessor,
    DelimiterProcessor,
    InlineProcessor,
    LinkInlineProcessor,
)
from markdown.preprocessors import Preprocessor

from decisionbook.model import KINDS

SAFE_SCHEMES = frozenset({"http", "https", "mailto", *KINDS})

_parsing = Lock()
_BLOCKS = frozenset({"p", "ul", "ol", "li", "pre"})


def tree(text: str, *, inline: bool) -> Element:
    """The elements of a text, below one ``div``. Code holds its text as it was written.

    Raises ``RecursionError`` for lists and the like that are too deep inside one another.
    """
    with _parsing:
        try:
            root = _parsed(text, inline=inline)
        except RecursionError:
            _block_parser.cache_clear()  # they were left amid the text that went too deep
            _inline_parser.cache_clear()
            raise
    for code in root.iter("code"):
        code.text = (code.text or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    for code in root.iterfind(".//pre/code"):
        code.text = (code.text or "").rstrip() + "\n"
    for block in root.iter():
        if block.tag in _BLOCKS and not block.tail:
            block.tail = "\n"  # search engines glue words together that nothing parts
    return root


def scheme(address: str) -> str | None:
    """The scheme that a browser would see in an address, in lower case; ``None`` for relative ones."""
    plain = "".join(char for char in unescape(address) if ord(char) > 32)
    match = re.match(r"([^/?#:]*):", plain)
    return match[1].lower() if match else None


# --- The parsers ----------------------------------------------------------------------------------------


def _parsed(text: str, *, inline: bool) -> Element:
    parser = _inline_parser() if inline else _block_parser()
    cast("_SafeLink", parser.inlinePatterns["link"]).allow(text)
    cast("_Emphasis", parser.inlinePatterns["emphasis"]).reset()
    lines = [_one_line(text)] if inline else text.split("\n")
    for step in parser.preprocessors:
        lines = step.run(lines)
    root = cast("Element", parser.parser.parseDocument(lines).getroot())
    for change in parser.treeprocessors:
        change.run(root)
    return root


def _one_line(text: str) -> str:
    """The text with each line break, and the blanks around it, as one blank."""
    first, *rest = text.split("\n")
    if not rest:
        return first
    *middle, last = rest
    return " ".join([first.rstrip(), *filter(None, map(str.strip, middle)), last.lstrip()])


@lru_cache(maxsize=1)
def _block_parser() -> Markdown:
    return _parser(("ulist", "olist", "indent", "code", "empty", "paragraph"))


@lru_cache(maxsize=1)
def _inline_parser() -> Markdown:
    return _parser(("empty", "paragraph"))


def _parser(blocks: tuple[str, ...]) -> Markdown:
    """Python-Markdown without what could become markup that its author did not ask us for."""
    parser = Markdown()
    _keep(parser.preprocessors, {"normalize_whitespace"})
    _keep(parser.parser.blockprocessors, set(blocks))
    _keep(parser.inlinePatterns, {"backtick", "escape", "linebreak"})
    _keep(parser.treeprocessors, {"inline", "unescape"})
    if "code" in blocks:
        parser.preprocessors.register(_Fences(parser), "fences", 25)
    emphasis = _Emphasis("*", "strong,em", parser)
    emphasis.add("_", "strong,em", smart=True)
    parser.inlinePatterns.register(emphasis, "emphasis", 60)
    parser.inlinePatterns.register(_SafeLink(r"!?\[", parser), "link", 160)
    parser.inlinePatterns.register(_Address(r"<((?:https?://|mailto:)[^<>\s]+)>", parser), "autolink", 120)
    parser.inlinePatterns.register(_Entity(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|\w+);", parser), "entity", 80)
    return parser


def _keep(registry: object, names: set[str]) -> None:
    for item in tuple(registry._priority):  # type: ignore[attr-defined]  # noqa: SLF001
        if item.name not in names:
            registry.deregister(item.name)  # type: ignore[attr-defined]


class _SafeLink(LinkInlineProcessor):
    """``[text](address)`` where the scheme is safe; an image becomes a link to itself."""

    ANCESTOR_EXCLUDE = ("a",)
    LONGEST = 1500
    """Characters of a whole link; without a limit each bracket would be held against all that follow."""
    IN_VAIN = 20
    """Characters that may be read for one of a text, to find no link; then its brackets are text."""

    left = 0
    reached = 0

    def allow(self, text: str) -> None:
        """Begin with a text: what may be read in vain grows with it, so that thousands of brackets take no minutes."""
        self.left = self.IN_VAIN * (len(text) + 1000)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        part = data[: m.end() + self.LONGEST]
        if self.left < 0 or "](" not in part[m.start() :]:
            return None, None, None
        element, start, end = super().handleMatch(m, part)
        if not isinstance(element, Element):
            self.left -= self.reached - m.end()
            return None, None, None
        address = element.get("href", "")
        found = scheme(address)
        if found is not None and found not in SAFE_SCHEMES:
            self.left -= self.reached - m.end()
            return None, None, None
        if found in KINDS:
            element.set("href", found + address[len(found) :] if address[len(found)] == ":" else address)
        return element, start, end

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        text, self.reached, closed = super().getText(data, index)
        return text, self.reached, closed

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        href, title, self.reached, closed = super().getLink(data, index)
        # Of a quote that holds an open bracket, Python-Markdown makes a link up to the end.
        if self.reached < index:
            self.reached, closed = len(data), False
        return href, title, self.reached, closed


class _Emphasis(DelimiterProcessor):
    """``*emphasis*`` and ``**strong emphasis**``.

    Of signs such as those of ``2*3**4*5`` Python-Markdown miscounts what stands between and behind them, and loses it.
    What does not hold all that it takes the place of is left as it was written.
    """

    SIGNS = str.maketrans("", "", "*_")
    LENGTHS: ClassVar = {"em": 2, "strong": 4}
    """Signs before and behind, together."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        element, start, end = super().handleMatch(m, data)
        if element is not None and not self._holds(element, data[start:end]):
            self.reset()
            return None, m.start(), m.end()
        return element, start, end

    def _holds(self, element: Element, text: str) -> bool:
        shown = "".join(element.itertext())
        signs = sum(self.LENGTHS[each.tag] for each in element.iter())
        return shown.translate(self.SIGNS) == text.translate(self.SIGNS) and len(shown) + signs == len(text)


class _Address(AutolinkInlineProcessor):
    """``<https://…>`` and ``<mailto:…>``."""

    ANCESTOR_EXCLUDE = ("a",)


class _Entity(InlineProcessor):
    """``&nbsp;`` and its like become the characters they stand for."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[str, int, int]:
        return unescape(m[0]), m.start(0), m.end(0)


class _Fences(Preprocessor):
    """Fenced code as indented code, which needs no detour past the tree."""

    def run(self, lines: list[str]) -> list[str]:
        return list(self._indented(lines))

    def _indented(self, lines: list[str]) -> Iterator[str]:
        fence: re.Match[str] | None = None
        longest = _longest_from(lines)
        for number, line in enumerate(lines):
            if fence is None:
                fence = re.match(r"( *)(`{3,}|~{3,})[^`]*$", line)
                if fence and longest[number + 1][fence[2][0]] < len(fence[2]):
                    fence = None
                yield "" if fence else line
            elif _closes(fence, line):
                fence = None
                yield ""
            else:
                yield f"{fence[1]}    {line.removeprefix(fence[1])}"


def _closes(fence: re.Match[str], line: str) -> bool:
    mark = line.strip()
    return mark.startswith(fence[2]) and not mark.strip(fence[2][0])


def _longest_from(lines: list[str]) -> list[dict[str, int]]:
    """For each line, and behind the last, the longest fence of each sign that stands alone on it or further down.

    What closes a fence is not looked for again from each line: thousands of open ones would take minutes.
    """
    longest = {"`": 0, "~": 0}
    found = [longest]
    for line in reversed(lines):
        mark = line.strip()
        sign = mark[:1]
        if sign in longest and len(mark) > longest[sign] and not mark.strip(sign):
            longest = {**longest, sign: len(mark)}
        found.append(longest)
    return found[::-1]
