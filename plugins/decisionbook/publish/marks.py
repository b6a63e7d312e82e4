"""Markdown as text: names that stay names, tables, and links led to where they lead from here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from decisionbook import prose
from decisionbook.model import Kind

_MARKS = re.compile(r"([\\`*_\[\]<|])")


def plain_text(text: str) -> str:
    """Markdown that shows a name or a label as it stands."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def one_line(text: str) -> str:
    """The words of a text with one blank between them."""
    return " ".join(text.split())


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
