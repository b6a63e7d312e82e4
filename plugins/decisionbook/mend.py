"""Applying the edits that findings carry to the texts they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from decisionbook.findings import Edit, Finding
from decisionbook.lines import BOM, Lines

_UNSAFE = frozenset({"Y006"})
"""A text that was decoded by guessing must not be written back."""


def mend(texts: Mapping[str, str], findings: Iterable[Finding]) -> dict[str, str]:
    """The texts that change, with every edit applied that overlaps no edit before it.

    Everything outside the edited spans stays as it is: comments, order, line ends, a byte order mark. Edits that
    overlap are left for the next run, since the first one may settle them.
    """
    every = list(findings)
    guessed = {each.span.file for each in every if each.code in _UNSAFE}
    edits: dict[str, list[Edit]] = {}
    for each in every:
        if each.edit and each.edit.span.file in texts and each.edit.span.file not in guessed:
            edits.setdefault(each.edit.span.file, []).append(each.edit)
    mended = {file: _applied(texts[file], todo) for file, todo in edits.items()}
    return {file: text for file, text in mended.items() if text != texts[file]}


def _applied(text: str, edits: Iterable[Edit]) -> str:
    lines = Lines(text)
    line_end = "\r\n" if "\r\n" in text else "\n"
    parts: list[str] = [BOM] if text.startswith(BOM) else []
    done = -1
    last = 0
    for start, end, new in sorted({_placed(edit, lines) for edit in edits}):
        if start < last or start == done or end < start:
            continue
        parts += [lines.text[last:start], new.replace("\n", line_end)]
        last, done = end, start
    return "".join([*parts, lines.text[last:]])


def _placed(edit: Edit, lines: Lines) -> tuple[int, int, str]:
    span = edit.span
    start = lines.offset(span.line, span.column)
    return start, lines.offset(span.end_line, span.end_column), edit.text
