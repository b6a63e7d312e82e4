"""Links between entities: ``option:rag#weaknesses`` becomes the address of the page and the part."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import get_args
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from decisionbook import anchors
from decisionbook.markdown.check import Checker, current
from decisionbook.markdown.host import Host
from decisionbook.markdown.source import Lines, Word
from decisionbook.model import Book, Kind
from decisionbook.resolve.names import NAMES
from decisionbook.spelling import closest, did_you_mean

Target = tuple[Kind, str, str]
"""A kind, an id and the fragment for a part, empty for the whole."""

_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


def target_of(address: str) -> Target | None:
    """What a link leads to, if it leads to an entity."""
    scheme, colon, rest = address.partition(":")
    kind = _KINDS.get(scheme.lower())
    if not colon or kind is None:
        return None
    entity, _, fragment = unquote(rest).partition("#")
    return kind, entity, fragment


def meant(address: str) -> Target | None:
    """What a link may mean to lead to, whose scheme is close to a kind."""
    scheme, colon, rest = address.partition(":")
    kind = _close_to(scheme) if colon else None
    return target_of(f"{kind}:{rest}") if kind else None


@lru_cache(64)
def _close_to(scheme: str) -> str | None:
    return closest(scheme, _KINDS)


def check_links(root: Element, book: Book, lines: Lines, checker: Checker) -> None:
    """Report the links of a page that lead nowhere."""
    for element in root.iter("a"):
        address = element.get("href", "")
        target = target_of(address)
        problem = _problem(book, target) if target else _misspelt(book, address)
        if target is None and problem is None:
            continue
        place = lines.place_of(address)
        if problem is not None:
            checker.add("T003", Word(address, *place), *problem)


def _misspelt(book: Book, address: str) -> tuple[str, str] | None:
    """What is wrong with a link whose scheme is no kind, but close to one that has the entity, and the fix."""
    target = meant(address)
    if target is None or current(book, *target[:2]) is None:
        return None
    scheme = address.partition(":")[0]
    return f"no link begins with '{scheme}:'", f"did you mean '{target[0]}:'?"


def _problem(book: Book, target: Target) -> tuple[str, str] | None:
    """What is wrong with a link, and the fix."""
    kind, entity, fragment = target
    found = current(book, kind, entity)
    if found is None:
        one, many = NAMES[kind]
        return f"there is no {one} '{entity}'", did_you_mean(entity, book.of(kind), many)
    known = anchors.fragments(book, *found)
    if fragment and fragment not in known:
        return f"{kind} '{entity}' has no part '{fragment}'", did_you_mean(
            fragment, sorted(known), "its parts"
        )
    return None


def rewrite(root: Element, book: Book, host: Host) -> None:
    """Lead every link to an entity to its page. A link that leads nowhere becomes plain text."""
    for element in _anchors(root):
        name = "href" if "href" in element.attrib else "xlink:href"
        target = target_of(element.get(name, ""))
        if target is not None:
            _lead(element, book, host, target)
        elif name == "xlink:href" and name in element.attrib:
            element.set("href", element.attrib.pop(name))


def _anchors(root: Element) -> Iterator[Element]:
    return (element for element in root.iter("a"))


def _lead(element: Element, book: Book, host: Host, target: Target) -> None:
    found = current(book, *target[:2])
    element.attrib.pop("xlink:href", None)
    if found is not None and not len(element) and not (element.text or "").strip():
        element.text = book.of(found[0])[found[1]].title
    address = host.address(*found, target[2]) if found else None
    if address is None:
        element.tag = "span"
        element.attrib.pop("href", None)
    else:
        element.set("href", address)


def drawn(root: Element) -> None:
    """Name the links of drawings ``xlink:href``: instant navigation of Material stumbles over ``href`` there."""
    for drawing in root.iter("svg"):
        for element in drawing.iter("a"):
            if "href" in element.attrib:
                element.set("xlink:href", element.attrib.pop("href"))
