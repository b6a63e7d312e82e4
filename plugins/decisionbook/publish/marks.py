"""Markdown as text: names that stay names, tables, and links led to where they lead from here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from decisionbook import prose
from decisionbook.model import Kind

_DEFINITION = re.compile(r"^([ >]*)\[(?=[^\]\n]+\]:)", re.MULTILINE)
_ADDRESS = re.compile(r"(?<!\\)<(?=(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):)")
_LINK = re.compile(r"\]\(\s*<?\Z")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_MARKS = re.compile(r"([\\`*_\[\]])")


def plain_text(text: str) -> str:
    """Markdown that shows a name or a label as it stands."""
    return _MARKS.sub(r"\\\1", _ENTITY.sub("&amp;", one_line(text))).replace("<", "&lt;")


def one_line(text: str) -> str:
    """The words of a text with one blank between them."""
    return " ".join(text.split())


def harmless(text: str) -> str:
    """An author's Markdown in which no reader of Markdown finds raw HTML or an address that runs something.

    Pages show these as text, and so does this. In code, which pages show too, nothing is changed.
    """
    parts, last = [], 0
    for found in prose.refused(text):
        link = None if found.what == "html" else _LINK.search(text, last, found.start)
        place = link.start() + 1 if link else found.start - (found.what == "scheme")
        parts += [text[last:place], "\\" if link else "&lt;"]
        last = place + (link is None)
    text = "".join((*parts, text[last:]))
    return _DEFINITION.sub(r"\1\\[", _ADDRESS.sub(_unless_safe, text))


def _unless_safe(match: re.Match[str]) -> str:
    return match[0] if match["scheme"].lower() in prose.SAFE_SCHEMES else "&lt;"


def led(text: str, link: Callable[[Kind, str, str], str], title: Callable[[Kind, str], str | None]) -> str:
    """The text with its links to entities led to their addresses; a link without words takes the title."""
    parts, last = [], 0
    for found in prose.links(text):
        before = text[last : found.start]
        opening = re.search(r"\[\s*\]\(\s*<?$", before)
        if opening:
            name = plain_text(title(found.kind, found.id) or found.id)
            before = f"{before[: opening.start()]}[{name}]({'<' if before.endswith('<') else ''}"
        parts += [before, link(found.kind, found.id, found.fragment)]
        last = found.end
    return "".join((*parts, text[last:]))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of the kind that most Markdown knows."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", one_line(text))
