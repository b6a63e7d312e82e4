"""Applying the edits that findings carry to the texts they are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from decisionbook.findings import Edit, Finding
from decisionbook.lines import BOM, Lines

_UNSAFE = frozenset({"Y006"})
"""A text that was decoded by guessing must not be written back."""

_QUOTED = re.compile(r"(['\"])[\w .-]+\1")
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after mending, and how many places of it changed."""

    text: str
    places: int


def mend(
    texts: Mapping[str, str], findings: Iterable[Finding], is_wanted: Callable[[str], bool] = lambda _: True
) -> dict[str, Mended]:
    """The texts that change, of files that are wanted, with every edit applied that overlaps no edit before it.

    Everything outside the edited spans stays as it is: comments, order, line ends, a byte order mark. Edits that
    overlap are left for the next run, since the first one may settle them.
    """
    every = list(findings)
    guessed = {each.span.file for each in every if each.code in _UNSAFE}
    edits: dict[str, list[Edit]] = {}
    for each in every:
        for edit in each.edits:
            edits.setdefault(edit.span.file, []).append(edit)
    mended = {
        file: _applied(texts[file], todo)
        for file, todo in edits.items()
        if file in texts and file not in guessed and is_wanted(file)
    }
    return {file: found for file, found in mended.items() if found.text != texts[file]}


def _applied(text: str, edits: Iterable[Edit]) -> Mended:
    lines = Lines(text)
    line_end = "\r\n" if "\r\n" in text else "\n"
    parts: list[str] = [BOM] if text.startswith(BOM) else []
    done = -1
    last = places = 0
    for start, end, new in sorted({_placed(edit, lines) for edit in edits}):
        if start < last or start == done or end < start:
            continue
        parts += [lines.text[last:start], new.replace("\n", line_end)]
        last, done = end, start
        places += 1
    return Mended("".join([*parts, lines.text[last:]]), places)


def _placed(edit: Edit, lines: Lines) -> tuple[int, int, str]:
    """Where an edit begins and ends, and its text; a word that takes another's place leaves its quotes alone."""
    span = edit.span
    start, end = lines.offset(span.line, span.column), lines.offset(span.end_line, span.end_column)
    quoted = _QUOTED.fullmatch(lines.text, start, end)
    if quoted and _WORD.fullmatch(edit.text):
        return start + 1, end - 1, edit.text
    return start, end, edit.text
