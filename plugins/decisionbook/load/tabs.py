"""Tabs: errors where they indent or separate, text where they stand inside a block or quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from itertools import islice
from typing import Any

import yaml

from decisionbook.findings import Edit, Finding, finding
from decisionbook.lines import Lines
from decisionbook.load.limits import MAX_COUNTED
from decisionbook.load.parser import shallow_events

_TABS = re.compile(r"\t+")
_WORD = re.compile(r"[^ \t]")
_BLOCK_WORD = re.compile(r"[^ \t\r\n]")
_COMMENT = re.compile(r"(?:^|[ \t])#")
Scalar = tuple[int, int, str]
"""Where a text starts and ends, and its style: empty for plain text, else a quote, ``|`` or ``>``."""


class Tabs:
    """The tabs of one file. ``wrong`` lists the runs (start, end) that YAML does not allow, in order."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.text = text
        self.lines = lines
        self._words: dict[int, int] = {}
        self._comments: dict[int, int] = {}
        self._indents: dict[int, tuple[int, int]] = {}
        self._scalars, self._readable = _scalars(text.replace("\t", " ")) if "\t" in text else ([], 0)
        self._starts = [scalar[0] for scalar in self._scalars]

    @cached_property
    def wrong(self) -> tuple[tuple[int, int], ...]:
        runs = (match.span() for match in _TABS.finditer(self.text))
        return tuple(islice((run for run in runs if self._is_wrong(run[0])), MAX_COUNTED))

    @property
    def too_many(self) -> bool:
        """Whether ``wrong`` was cut short, so that ``cleaned`` cannot be read."""
        return len(self.wrong) == MAX_COUNTED

    @property
    def indent(self) -> bool:
        """Whether a line begins with a tab that YAML does not allow."""
        return any(self._leads(start) for start, _ in self.wrong)

    @cached_property
    def cleaned(self) -> str:
        """The text with a space for every wrong tab, so that no position changes."""
        return self._replaced(lambda start, end: " " * (end - start))

    def findings(self) -> tuple[Finding, ...]:
        """One finding for all wrong tabs of the file."""
        if not self.wrong:
            return ()
        first = self.wrong[0][0]
        count = len({self.lines.place(start)[0] for start, _ in self.wrong})
        count_shown = f"{count} lines or more" if self.too_many else f"{count} lines"
        where = "on this line" if count == 1 else f"on {count_shown}, the first of them here"
        message = f"tab used as indentation or as a space, {where}"
        fix = "use spaces, two for each level"
        return (finding("Y005", self.lines.span(first, first + 1), message, fix, edit=self._edit()),)

    def _edit(self) -> Edit | None:
        """Two spaces for each tab that indents and one for any other run, where that keeps the data as read."""
        if self.too_many:
            return None
        start, end = self.wrong[0][0], self.wrong[-1][1]
        mended = self._replaced(lambda first, last: "  " * (last - first) if self._leads(first) else " ")
        inside = mended[start : len(mended) - (len(self.text) - end)]
        same = _shape(mended) == _shape(self.cleaned) is not None
        return Edit(self.lines.span(start, end), inside) if same else None

    def _replaced(self, by: Callable[[int, int], str]) -> str:
        parts, last = [], 0
        for start, end in self.wrong:
            parts += [self.text[last:start], by(start, end)]
            last = end
        return "".join([*parts, self.text[last:]])

    # --- Where a tab stands ---------------------------------------------------------------------------

    def _is_wrong(self, offset: int) -> bool:
        scalar = self._scalar_at(offset)
        if scalar and scalar[2]:
            return scalar[2] not in "'\"" and self._wrong_in_block(scalar, offset)
        if offset > self._readable and not self._leads(offset):
            return False
        return self._comment(offset) > offset

    def _wrong_in_block(self, scalar: Scalar, offset: int) -> bool:
        header_end, word = self._block(scalar)
        if offset < header_end:
            return "#" not in self.text[scalar[0] : offset]
        if not self._leads(offset):
            return False
        if any(digit in self.text[scalar[0] : header_end] for digit in "123456789"):
            return self.text[offset - 1] != " "
        line, column = self.lines.place(offset)
        first_line, indent = self.lines.place(word)
        return line <= first_line or column < indent

    def _block(self, scalar: Scalar) -> tuple[int, int]:
        """Where the header of a block ends, and its first word begins."""
        start, end, _ = scalar
        if start not in self._indents:
            header_end = self.lines.offset(self.lines.place(start)[0] + 1, 1)
            word = _BLOCK_WORD.search(self.text, header_end, end)
            self._indents[start] = (header_end, word.start() if word else end)
        return self._indents[start]

    def _scalar_at(self, offset: int) -> Scalar | None:
        place = bisect_right(self._starts, offset)
        scalar = self._scalars[place - 1] if place else None
        return scalar if scalar and offset < scalar[1] else None

    def _leads(self, offset: int) -> bool:
        """Whether only blanks stand in front of the tab on its line."""
        start = self._line_start(offset)
        if start not in self._words:
            word = _WORD.search(self.text, start)
            self._words[start] = word.start() if word else len(self.text)
        return offset < self._words[start]

    def _comment(self, offset: int) -> int:
        """Where the comment of the tab's line begins; the end of the text where it has none."""
        start = self._line_start(offset)
        if start not in self._comments:
            end = self.lines.offset(self.lines.place(offset)[0] + 1, 1)
            signs = (start + match.end() - 1 for match in _COMMENT.finditer(self.text[start:end]))
            outside = (sign for sign in signs if not self._scalar_at(sign))
            self._comments[start] = next(outside, len(self.text))
        return self._comments[start]

    def _line_start(self, offset: int) -> int:
        return self.lines.starts[self.lines.place(offset)[0] - 1]


def _scalars(text: str) -> tuple[list[Scalar], int]:
    """The texts in a file, and the offset up to which it can be read."""
    found: list[Scalar] = []
    try:
        found.extend(_scalar(event) for event in shallow_events(text) if isinstance(event, yaml.ScalarEvent))
    except yaml.MarkedYAMLError as error:
        return found, error.problem_mark.index if error.problem_mark else 0
    return found, len(text)


def _scalar(event: Any) -> Scalar:
    return event.start_mark.index, event.end_mark.index, event.style or ""


def _shape(text: str) -> list[tuple[str, str | None]] | None:
    """What the parser reads, without positions; ``None`` where it cannot."""
    try:
        return [(type(event).__name__, getattr(event, "value", None)) for event in shallow_events(text)]
    except yaml.YAMLError:
        return None
