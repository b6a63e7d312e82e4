"""Places in a text, counted as editors count them: lines and columns from 1, a byte order mark not at all."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

from decisionbook.findings import Span

BOM = "\ufeff"
_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """The lines of ``text``. Line breaks are CR LF, CR or LF, as in YAML 1.2; nothing else ends a line.

    Offsets count characters of the text behind a byte order mark.
    """

    __slots__ = ("file", "starts", "text")

    def __init__(self, text: str, file: str = "") -> None:
        self.text = text.removeprefix(BOM)
        self.file = file
        self.starts = array("I", [0])
        self.starts.extend(match.end() for match in _BREAK.finditer(self.text))

    def __len__(self) -> int:
        return len(self.starts)

    def line(self, number: int) -> str:
        """Line ``number`` without its break; empty where the text has no such line."""
        if not 1 <= number <= len(self.starts):
            return ""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of the character at ``offset``."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The character at a line and column, held inside the text."""
        if line > len(self.starts):
            return len(self.text)
        line = max(line, 1)
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        return min(self.starts[line - 1] + max(column, 1) - 1, end)

    def span(self, start: int, end: int) -> Span:
        """The stretch from offset ``start`` up to, not including, offset ``end``."""
        starts = self.starts
        end = max(start, end)
        line = bisect_right(starts, start)
        last = line if line == len(starts) or end < starts[line] else bisect_right(starts, end)
        return Span(self.file, line, start - starts[line - 1] + 1, last, end - starts[last - 1] + 1)
