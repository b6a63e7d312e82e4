"""The Markdown that data may hold: paragraphs, emphasis, code, lists and links. Everything else is text.

Raw HTML, unsafe link schemes, attribute lists and images never become markup, whatever the text says. Links
between entities keep their scheme (``option:rag#weaknesses``): hosts know where the pages are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup, escape

from decisionbook.model import KINDS, Kind
from decisionbook.parsing import SAFE_SCHEMES, scheme, tree

__all__ = [
    "SAFE_SCHEMES",
    "Link",
    "Problem",
    "Titles",
    "links",
    "plain",
    "problems",
    "refused",
    "relative",
    "scheme",
    "tight",
    "to_html",
    "without_illegal",
]

Titles = Callable[[Kind, str], str | None]
"""What an entity is called, or ``None`` where there is no such entity."""


class Link(NamedTuple):
    """A link to an entity. ``start`` and ``end`` enclose its address within the text."""

    kind: Kind
    id: str
    fragment: str
    start: int
    end: int


class Problem(NamedTuple):
    """A stretch of the text that does not do what its author may have meant.

    Raw HTML and unsafe schemes reach the page as text; a relative address leads elsewhere from every page.
    """

    what: Literal["html", "scheme", "relative"]
    text: str
    start: int
    end: int


def to_html(text: str, *, inline: bool = False, titles: Titles | None = None) -> Markup:
    """Well-formed HTML of a Markdown text: blocks, or phrasing content only when ``inline``.

    ``titles`` gives links without a text, such as ``[](option:rag)``, the name of what they lead to.
    """
    if titles is not None and "[](" in text:
        return _convert(text, "inline" if inline else "blocks", titles)
    return _cached(text, "inline" if inline else "blocks")


def tight(text: str, *, titles: Titles | None = None) -> Markup:
    """The text for a place that needs no paragraph of its own: phrasing for one paragraph, else blocks."""
    if titles is not None and "[](" in text:
        return _convert(text, "tight", titles)
    return _cached(text, "tight")


def plain(text: str, longest: int | None = None) -> str:
    """The words of a text on one line, cut behind a word where there are more than ``longest`` characters."""
    words = " ".join(to_html(text, inline=True).striptags().split())
    if longest is None or len(words) <= longest:
        return words
    return words[:longest].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def links(text: str) -> tuple[Link, ...]:
    """The links to entities, in the order of the text. Code holds none."""
    return _scan(text)[0] if "](" in text else ()


def problems(text: str) -> tuple[Problem, ...]:
    """Raw HTML and unsafe link schemes, in the order of the text, an element with its end once. Code holds none."""
    return tuple(_without_ends(refused(text)))


def refused(text: str) -> tuple[Problem, ...]:
    """Every tag, end tags too, and every scheme that pages show as text, in the order of the text."""
    return _scan(text)[1] if "](" in text or "<" in text else ()


def relative(text: str) -> tuple[Problem, ...]:
    """The relative addresses that links lead to, in the order of the text. Code holds none."""
    return _scan(text)[2] if "](" in text else ()


def without_illegal(text: str) -> str:
    """The text with what XML cannot hold, such as control characters, replaced."""
    return _ILLEGAL.sub("\ufffd", text)


# --- Conversion -----------------------------------------------------------------------------------------

_Form = Literal["blocks", "inline", "tight"]
_MARKUP = re.compile(r"[\\`*_\[\]<&\t]|^ *(?:[-+*]|\d+\.) |^ {4}|^ *~~~|\n[ \t]*\n|  $", re.MULTILINE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=16384)
def _cached(text: str, form: _Form) -> Markup:
    return _convert(text, form, None)


def _convert(text: str, form: _Form, titles: Titles | None) -> Markup:
    clean = without_illegal(text.replace("\r\n", "\n")).strip("\n")
    if not _MARKUP.search(clean):
        plain = escape(clean.strip())
        return Markup("<p>%s</p>") % plain if form == "blocks" and plain else plain
    try:
        root = tree(clean, inline=form == "inline")
        return _serialize(root, form, titles)
    except RecursionError:
        return escape(clean)


def _serialize(root: Element, form: _Form, titles: Titles | None) -> Markup:
    if titles is not None:
        _name_links(root, titles)
    single = len(root) == 1 and root[0].tag == "p"
    inner = root[0] if single and form != "blocks" else root
    whole = tostring(inner, encoding="unicode", short_empty_elements=False).replace("<br></br>", "<br />")
    return Markup(whole[whole.find(">") + 1 : whole.rfind("</")].strip("\n"))  # noqa: S704


def _name_links(root: Element, titles: Titles) -> None:
    for element in root.iter("a"):
        target = _target(element.get("href", ""))
        if target and not "".join(element.itertext()).strip():
            element.text = titles(*target[:2]) or target[1]


def _target(address: str) -> tuple[Kind, str, str] | None:
    kind, colon, rest = address.partition(":")
    identity, _, fragment = rest.partition("#")
    known = {name: name for name in KINDS}.get(kind.lower())  # type: ignore[call-overload]
    return (known, identity, fragment) if colon and known else None


# --- Positions ------------------------------------------------------------------------------------------

_CANDIDATE = re.compile(
    r"\]\(\s*<?(?P<scheme>(?:&#?\w{1,9};|[^:/?#()<>\[\]&]){1,60}(?::|(?<=;)))"
    r"|\]\(\s*<?(?P<relative>)(?=\S)"
    r"|(?P<html></?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>|<!--|<[!?][A-Za-z])"
    r"|<(?P<auto>(?i:javascript|vbscript|data|file)):[^<>\s]+>"
)
_MARK = re.compile("\ufdd0(\\d+)\ufdd1")


@lru_cache(maxsize=4096)
def _scan(text: str) -> tuple[tuple[Link, ...], tuple[Problem, ...], tuple[Problem, ...]]:
    """Parses the text with a mark at every place that looks like a link or a tag, and sees where each went.

    What the parser took for code or for text decides, so that this never disagrees with the page.
    """
    text = without_illegal(re.sub("[\ufdd0\ufdd1]", "\ufffd", text))
    candidates = tuple(_CANDIDATE.finditer(text))
    if not candidates:
        return (), (), ()
    try:
        root = tree(_marked(text, candidates), inline=False)
    except RecursionError:
        return (), (), ()
    linked = dict(_linked(root))
    found = tuple(link for index in sorted(linked) if (link := _link(text, candidates[index], linked[index])))
    shown = sorted({int(mark) for piece in _pieces(root) for mark in _MARK.findall(piece)})
    wrong = tuple(problem for index in shown if (problem := _problem(candidates[index])))
    led = tuple(
        _relative(text, candidates[index], address)
        for index, address in sorted(linked.items())
        if scheme(address) is None
    )
    return found, wrong, led


def _without_ends(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without the end tags of elements whose start tags are among them."""
    begun: list[str] = []
    for problem in problems:
        name = re.sub(r"^</?([\w-]*).*", r"\1", problem.text, flags=re.DOTALL).lower()
        if problem.text.startswith("</") and name in begun:
            begun.remove(name)
            continue
        if problem.what == "html":
            begun.append(name)
        yield problem


def _marked(text: str, candidates: tuple[re.Match[str], ...]) -> str:
    parts, last = [], 0
    for index, match in enumerate(candidates):
        place = match.start() if match["html"] or match["auto"] else match.end()
        parts += [text[last:place], f"\ufdd0{index}\ufdd1"]
        last = place
    return "".join((*parts, text[last:]))


def _linked(root: Element) -> Iterator[tuple[int, str]]:
    for element in root.iter("a"):
        address = element.get("href", "")
        if mark := _MARK.search(address):
            yield int(mark[1]), _MARK.sub("", address)


def _pieces(element: Element) -> Iterator[str]:
    if element.tag != "code":
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""


def _link(text: str, match: re.Match[str], address: str) -> Link | None:
    target = _target(address)
    if target is None:
        return None
    start = match.start("scheme")
    length = len(address) if text[start : start + len(address)].lower() == address.lower() else len(target[0])
    return Link(*target, start, start + length)


def _relative(text: str, match: re.Match[str], address: str) -> Problem:
    """The address of a link, or its brackets where there is none."""
    start = match.start("relative" if match["scheme"] is None else "scheme")
    as_read = text[start : start + len(address)] == address
    if not address or not as_read:
        return Problem("relative", address, start - 1, min(start + len(address) + 1, len(text)))
    return Problem("relative", address, start, start + len(address))


def _problem(match: re.Match[str]) -> Problem | None:
    if match["html"]:
        return Problem("html", match["html"], *match.span("html"))
    if match["auto"]:
        return Problem("scheme", match["auto"], *match.span("auto"))
    if match["relative"] is not None:
        return None
    name = scheme(match["scheme"])
    if name is None or name in SAFE_SCHEMES:
        return None
    return Problem("scheme", name, *match.span("scheme"))
