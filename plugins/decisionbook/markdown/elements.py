"""Rendered markup as elements of the page, so that what runs after us on the tree sees headings, text and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from markdown.util import AMP_SUBSTITUTE, AtomicString

LITERAL = frozenset(
    {"svg", "script", "style", "template", "textarea", "option", "button", "code", "pre", "title"}
)
"""Elements whose text stays as it is: an ``abbr`` within them would break them."""

_INLINE = frozenset({
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "u",
})  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENTITY = re.compile(r"&(?=(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)


def parsed(markup: str) -> Element:
    """The element of some well-formed markup; a ``div`` around it where it has several roots.

    Names keep their prefixes, since the page is written as HTML, which knows no namespaces.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.Parse(f"<div>{markup}</div>", True)
    around = builder.close()
    single = len(around) == 1 and not (around.text or "").strip() and not (around[0].tail or "").strip()
    return around[0] if single else around


def fill(place: Element, markup: str) -> None:
    """Turn an empty element of the page into the root of ``markup``; what it held follows the new content."""
    root = parsed(markup)
    _protect(root, literal=False)
    held = [*place]
    place.tag, place.attrib = root.tag, dict(root.attrib)
    place.text = root.text
    place[:] = [*root, *held]


def _protect(element: Element, *, literal: bool) -> None:
    """Write ``&`` so that it stays one, and keep other extensions out of texts that must not change."""
    literal = literal or element.tag in LITERAL
    if element.text:
        element.text = _text(element.text, literal=literal)
    for name, value in element.attrib.items():
        if "&" in value and name != "href":
            element.set(name, protected(value))
    for child in element:
        _protect(child, literal=literal)
        if child.tail:
            child.tail = _text(child.tail, literal=literal)


def protected(text: str) -> str:
    """A text that is written into the page as it stands: what looks like a reference to a character is none."""
    return _ENTITY.sub(f"{AMP_SUBSTITUTE}amp;", text) if "&" in text else text


def _text(text: str | None, *, literal: bool) -> str | None:
    """The serializer of Python-Markdown takes ``&lt;`` in a text for an entity; it was ``&amp;lt;``."""
    if not text:
        return text
    safe = protected(text)
    return AtomicString(safe) if literal else safe


def printed_lines(root: Element) -> Iterator[str]:
    """The lines of a page as text, without code."""
    yield from "".join(_printed(root)).splitlines()


def _printed(element: Element) -> Iterator[str]:
    inline = element.tag in _INLINE
    yield "" if inline and element.tag != "br" else "\n"
    if element.tag in {"code", "pre"}:
        yield "\N{OBJECT REPLACEMENT CHARACTER}"
    else:
        yield element.text or ""
        for child in element:
            yield from _printed(child)
            yield child.tail or ""
    yield "" if inline else "\n"


def heading_levels(root: Element) -> dict[int, int]:
    """For each element by its identity, the level of the heading that it stands under; 1 where there is none."""
    levels: dict[int, int] = {}
    level = 1
    for element in root.iter():
        if element.tag in _HEADINGS:
            level = int(element.tag[1])
        levels[id(element)] = level
    return levels
