"""`llms.txt`: what a site holds and where it stands as Markdown, for language models (https://llmstxt.org)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decisionbook.publish.marks import one_line, plain_text

TWIN = ".md"
"""What follows the file name of a page in that of its twin."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text and its address. ``about`` is plain text."""

    title: str
    address: str
    about: str = ""


def llms_txt(name: str, about: str, sections: Mapping[str, Sequence[Entry]]) -> str:
    """The file: the name of the site, what it is about, and its texts by section. Empty sections are left out."""
    parts = [f"# {plain_text(name)}"]
    if about:
        parts.append(f"> {one_line(about)}")
    for title, entries in sections.items():
        if entries:
            parts.append(f"## {plain_text(title)}")
            parts.append("\n".join(map(_line, entries)))
    return "\n\n".join(parts) + "\n"


def _line(entry: Entry) -> str:
    about = f": {one_line(entry.about)}" if entry.about else ""
    return f"- [{plain_text(entry.title)}]({entry.address}){about}"
