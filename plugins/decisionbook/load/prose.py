"""Text that YAML ended before its author did: at a `` #`` or at a comma."""

from __future__ import annotations

import re

from decisionbook.findings import Edit, Finding, finding
from decisionbook.lines import Lines
from decisionbook.load.quoting import folded, quoted

_COMMENTS = re.compile(r"(?<![ \t])[ \t]+(?=#)")
_COMMENT = re.compile(r"([ \t]+)(#+)([^\r\n]*)")
_GROUP = re.compile(r"(?<=[0-9]), ?(?=[0-9]{3}(?![0-9]))")
_GROUPED = re.compile(
    r"[a-z ]*-?[0-9]{1,3}(?:, ?[0-9]{3})+(?:\.[0-9]+)?(?: to (?:under )?[0-9_.]+(?:, ?[0-9]{3})*)?"
)
_DECIMAL = re.compile(r"-?[0-9]+,[0-9]{1,2}")
_ENDS = (".", "!", "?", ".)", '."', "…")
_CARRIES_ON = re.compile(
    r"(?:and|or|but|nor|so|yet|then|which|who|where|when|while|because|since|if|as|for|not|with|without|rather"
    r"|instead|unless|although|though|even|only|also|too|e\.g\.|i\.e\.)\s"
)


def comment_starts(text: str) -> frozenset[int]:
    """The offsets of the blanks in front of every ``#``."""
    if " #" not in text and "\t#" not in text:
        return frozenset()
    return frozenset(match.start() for match in _COMMENTS.finditer(text))


def cut(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The text that its author meant, and its end, where the comment behind a plain text looks like its rest.

    A comment is taken for one when two blanks stand in front of its ``#`` and one behind; with a single blank in
    front, when the text is one word.
    """
    match = _COMMENT.match(text, end)
    if match is None:
        return None
    blanks, _, rest = match.groups()
    tight = rest[:1].strip() != ""
    words = " " in text[start:end]
    if start == end:
        is_cut = tight and len(blanks) == 1
    elif len(blanks) > 1:
        is_cut = tight and words
    else:
        is_cut = tight or (words and rest.strip() != "")
    if not is_cut:
        return None
    first = start if start < end else match.start(2)
    return folded(text[first : match.end()]), first + len(text[first : match.end()].rstrip())


def cut_finding(lines: Lines, start: int, end: int, meant: str, *, flow: bool) -> Finding:
    """``start`` is where the text begins, ``end`` where it was meant to end."""
    sign = lines.text.index("#", start, end)
    fix = "quote the whole text; if it is a comment, put two spaces before '#' and one behind"
    span = lines.span(start, end)
    edit = None if flow else Edit(span, quoted(meant))
    return finding("Y007", lines.span(sign, end), "' #' began a comment that cuts this text", fix, edit=edit)


def comma_finding(lines: Lines, start: int, end: int) -> Finding:
    """A finding for a text from ``start`` to ``end`` that one or more commas broke."""
    span = lines.span(start, end)
    text = lines.text[start:end]
    if _GROUPED.fullmatch(text):
        edit = Edit(span, rejoined(text))
        return finding(
            "Y008", span, "a comma ended this number; group digits with '_'", f"write {edit.text}", edit=edit
        )
    if _DECIMAL.fullmatch(text):
        edit = Edit(span, rejoined(text))
        fix = f"write {edit.text}, with a point; quote the text if it is none"
        return finding("Y008", span, "a comma ended this number", fix, edit=edit)
    edit = Edit(span, quoted(folded(text)))
    return finding("Y008", span, "a comma ended this text; quote it", f"write {edit.text}", edit=edit)


def rejoined(text: str) -> str:
    """The text that commas broke as its author meant it: the groups of a number by ``_``, its decimals
    behind a point, prose as it stands.
    """
    if _DECIMAL.fullmatch(text):
        return text.replace(",", ".")
    return _GROUP.sub("_", text) if _GROUPED.fullmatch(text) else folded(text)


def runs_of_prose(items: list[str | None]) -> list[tuple[int, int]]:
    """The runs (first, last) of list items that read as one sentence that its commas broke.

    A run begins with a capital and lacks a full stop; what follows begins in lower case, and either ends a
    sentence or carries one on (``and …``). ``None`` stands for an item that is no plain text.
    """
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for index, item in enumerate(items):
        if item is None or item.endswith(_ENDS):
            if item and first is not None and _goes_on(item):
                _extend(runs, first, index)
            first = None
        elif first is not None and _goes_on(item):
            if _CARRIES_ON.match(item):
                _extend(runs, first, index)
        else:
            first = index if item[:1].isupper() and " " in item else None
    return runs


def _goes_on(item: str) -> bool:
    return item[:1].islower() and " " in item


def _extend(runs: list[tuple[int, int]], first: int, last: int) -> None:
    if runs and runs[-1][0] == first:
        runs.pop()
    runs.append((first, last))
