"""One complaint of the parser, and the lines around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from decisionbook.findings import Edit
from decisionbook.lines import Lines
from decisionbook.load.parser import shallow_events
from decisionbook.load.quoting import quoted


@dataclass(frozen=True, slots=True)
class Said:
    """A message with its fix: where it points (offsets), and the edit that mends it, if that is safe."""

    start: int
    end: int
    message: str
    fix: str
    edit: Edit | None = None


class Trouble:
    """One complaint of the parser beside the text it is about. Offsets are those of ``lines.text``."""

    def __init__(self, error: yaml.MarkedYAMLError, text: str, lines: Lines, *, flow: bool) -> None:
        self.text = text
        self.lines = lines
        self.flow = flow
        self.problem = error.problem or ""
        self.context = error.context or ""
        end = len(text.rstrip())
        self.at = min(error.problem_mark.index, end) if error.problem_mark else end
        self.from_ = error.context_mark.index if error.context_mark else self.at
        self.line = lines.place(self.at)[0]
        self.from_line = lines.place(self.from_)[0]

    @property
    def char(self) -> str:
        return self.text[self.at : self.at + 1]

    @property
    def row(self) -> str:
        """The line that the parser stopped at."""
        return self.lines.line(self.line)

    @property
    def before(self) -> str:
        """What stands in front of the place on its line."""
        return self.text[self.lines.starts[self.line - 1] : self.at]

    def previous(self) -> int:
        """The last line with data before this one; 0 where there is none."""
        for number in range(self.line - 1, 0, -1):
            row = self.lines.line(number).strip()
            if row and not row.startswith("#"):
                return number
        return 0

    def end_below(self, number: int) -> int:
        """Where the next line that is not blank ends, below line ``number``."""
        for later in range(number + 1, len(self.lines) + 1):
            if self.lines.line(later).strip():
                return self.lines.starts[later - 1] + len(self.lines.line(later))
        return len(self.text)

    def on_line(self, number: int, message: str, fix: str, edit: Edit | None = None) -> Said:
        """A message about the whole of a line."""
        row = self.lines.line(number)
        start = self.lines.starts[number - 1] + len(row) - len(row.lstrip())
        return Said(start, start + len(row.strip()), message, fix, edit)

    def here(self, message: str, fix: str, edit: Edit | None = None, *, width: int = 1) -> Said:
        return Said(self.at, self.at + width, message, fix, edit)

    def quote_rest(self, start: int) -> Edit | None:
        """Quotes around the rest of a line, where that makes the line below it readable too."""
        number, _ = self.lines.place(start)
        end = self.lines.starts[number - 1] + len(self.lines.line(number).rstrip())
        rest = self.text[start:end]
        if self.flow or not rest or " #" in rest:
            return None
        edit = Edit(self.lines.span(start, end), quoted(rest))
        mended = self.text[:start] + edit.text + self.text[end:]
        stop = _stops_at(mended)
        longer = len(mended) - len(self.text)
        return edit if stop is None or stop >= self.end_below(number) + longer else None

    def space_after_colon(self, number: int, match: re.Match[str]) -> Said:
        row = self.lines.starts[number - 1]
        place, end = row + match.start("blank"), row + match.end()
        edit = Edit(self.lines.span(place, end), " ")
        message = f"a space is missing after '{match['key']}:'"
        if match["blank"]:
            message = f"what stands after '{match['key']}:' looks like a space and is none"
        return Said(
            place - len(match["key"]) - 1, place, message, f"write '{match['key']}: ' with a space", edit
        )

    def dash(self, number: int, match: re.Match[str]) -> Said:
        """What a list entry begins with in other texts, or without the blank that it needs."""
        row = self.lines.starts[number - 1]
        start, end = row + match.start("bullet"), row + match.end("bullet")
        sign = match["bullet"].strip()
        message = "a space is missing after '-'" if sign == "-" else f"'{sign}' begins no list entry"
        return Said(
            start, start + 1, message, "write '- ', with a space", Edit(self.lines.span(start, end), "- ")
        )


def _stops_at(text: str) -> int | None:
    """Where the parser stops; ``None`` where it reads everything."""
    try:
        for _ in shallow_events(text):
            pass
    except yaml.MarkedYAMLError as error:
        return error.problem_mark.index if error.problem_mark else 0
    return None
