"""The difference as plain text, and as Markdown for a comment on a forge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from decisionbook.diff.changes import Difference
from decisionbook.diff.lines import LONGEST, Data, Line, Piece, Section
from decisionbook.diff.outline import outline
from decisionbook.excerpt import visible

MARKDOWN_BYTES = 50_000
"""A comment on a forge holds about 64 kB; the rest is for what stands beside the difference."""


def as_text(difference: Difference) -> str:
    """Headings with indented lines, each with a sign in words or symbols; ends with a line end."""
    rows = [f"From {_plain_label(difference.before.label)} to {_plain_label(difference.after.label)}"]
    for section in outline(difference):
        rows += ["", _plain(section.heading)]
        rows += [_text_row(line) for line in section.lines]
    return "\n".join(rows) + "\n"


def _text_row(line: Line) -> str:
    lead = "  " * (line.depth + 1) + (f"{line.sign} " if line.sign else "  ")
    place = f"   {visible(f'{line.place.file}:{line.place.line}')}" if line.place else ""
    return f"{lead}{_plain(line.pieces)}{place}"


def _plain_label(label: str) -> str:
    return visible(label)


def _plain(pieces: Iterable[Piece]) -> str:
    return "".join(_cut(piece.text) if isinstance(piece, Data) else piece for piece in pieces)


def _cut(text: str) -> str:
    """The text on one line, without characters that steer a terminal, at most ``LONGEST`` long."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


# --- Markdown -----------------------------------------------------------------------------------------


def as_markdown(difference: Difference, limit: int = MARKDOWN_BYTES) -> str:
    """Headings and lists of at most ``limit`` bytes; the last line says how much was cut.

    Everything from the data stands in code spans, so that no text of it is markup, a mention or a reference.
    """
    sides = (Data(difference.before.label), " to ", Data(difference.after.label))
    rows: list[tuple[str, str]] = [("", f"**Decisions, tables and claims: {_marked(sides)}**")]
    for section in outline(difference):
        rows += [(section.what, row) for row in _markdown_rows(section)]
    return _within(rows, limit)


def _markdown_rows(section: Section) -> Iterable[str]:
    yield f"\n### {_marked(section.heading)}\n"
    for line in section.lines:
        sign = f"{_code(line.sign)} " if line.sign else ""
        place = f" {_code(f'{line.place.file}:{line.place.line}')}" if line.place else ""
        yield f"{'    ' * line.depth}- {sign}{_marked(line.pieces)}{place}"


def _marked(pieces: Iterable[Piece]) -> str:
    return "".join(_code(piece.text) if isinstance(piece, Data) else _own(piece) for piece in pieces)


def _own(text: str) -> str:
    """Our own words: arrows as such, so that nothing in them is markup."""
    return text.replace("->", "→").replace("  ", " ")


def _code(text: str) -> str:
    """A code span that holds the text whatever backticks are in it."""
    line = _cut(text)
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if not line or line[0] in "` " or line[-1] in "` " else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def _within(rows: Sequence[tuple[str, str]], limit: int) -> str:
    room = limit - 400
    kept: list[str] = []
    for number, (_, row) in enumerate(rows):
        room -= len(row.encode("utf-8")) + 1
        if room < 0:
            cut = Counter(what for what, left in rows[number:] if not left.startswith("\n"))
            said = ", ".join(f"{count:,} on {what}" for what, count in cut.items())
            kept.append(
                f"\n**Cut here to fit: {said or 'one heading'}.** `decisionbook diff` shows everything."
            )
            break
        kept.append(row)
    return "\n".join(kept) + "\n"
