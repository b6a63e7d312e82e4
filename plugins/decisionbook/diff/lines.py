"""What a difference is shown with, whatever the format: sections of lines, in which words of data are marked."""

from __future__ import annotations

from dataclasses import dataclass

from decisionbook.findings import Span


@dataclass(frozen=True, slots=True)
class Data:
    """A text from the data, to be shown as it is."""

    text: str


Piece = str | Data
LINKS = 6
"""At most so many places that link to a part are named."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line below a heading. ``sign`` is one of ``+ - ~ > ! *`` or empty; ``depth`` counts from 0."""

    pieces: tuple[Piece, ...]
    sign: str = ""
    depth: int = 0
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines. ``what`` says in a word or two what the lines are, for counting those cut off."""

    what: str
    heading: tuple[Piece, ...]
    lines: tuple[Line, ...]


def counted(number: int, what: str) -> str:
    """A number with what it counts: ``1 cell``, ``2,000 cells``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
