"""What a difference is shown with, whatever the format: sections of lines, in which words of data are marked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from decisionbook.findings import Span


@dataclass(frozen=True, slots=True)
class Data:
    """A text from the data, to be shown as it is."""

    text: str


Piece = str | Data
LONGEST = 160
"""Longer texts of data are cut to so many characters."""
_LEAD = 30
"""Characters that are shown before the first difference of two long texts."""
LINKS = 6
"""At most so many places that link to a part, or rules that fire in a region, are named."""


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


def changed(before: str, after: str) -> tuple[Piece, ...]:
    """What it was and what it is. Of long texts, what both begin with is left out, so that no difference is cut off."""
    old, new = (" ".join(text.split()) for text in (before, after))
    alike = (one == other for one, other in zip(old, new, strict=False))
    same = len(list(takewhile(bool, alike)))
    if same > LONGEST // 2 and max(len(old), len(new)) > LONGEST:
        start = max(old.rfind(" ", 0, same - _LEAD) + 1, same - 2 * _LEAD)
        old, new = f"…{old[start:]}", f"…{new[start:]}"
    return Data(old), " -> ", Data(new)


def changed_list(before: str, after: str) -> tuple[Piece, ...]:
    """What came to a list of ids and what went from it, where both have some; its two versions otherwise."""
    old, new = before.split(", "), after.split(", ")
    came, gone = [one for one in new if one not in old], [one for one in old if one not in new]
    if len(came) == len(new) or not (came or gone):
        return changed(before, after)
    now: tuple[Piece, ...] = ("now also ", Data(", ".join(came))) if came else ()
    then: tuple[Piece, ...] = ("no longer ", Data(", ".join(gone))) if gone else ()
    return (*now, ", ", *then) if now and then else now or then


def counted(number: int, what: str) -> str:
    """A number with what it counts: ``1 cell``, ``2,000 cells``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
