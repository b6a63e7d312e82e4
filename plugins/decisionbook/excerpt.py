"""A line of a file with a caret below it, as a terminal shows it: wide characters, tabs, and no control characters."""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len

TAB = "    "
LONGEST = 1000
"""Characters of a line that is shown whole where the width does not matter."""

_MORE = "…"


def visible(text: str) -> str:
    """The text with an escape, as in Python, for every character that a terminal would obey or not show."""
    return text if text.isprintable() else "".join(map(_shown, text))


def excerpt(row: str, column: int, end_column: int, cells: int | None = None) -> tuple[str, str]:
    """A line and the carets below its columns ``column`` up to, not including, ``end_column``.

    ``cells`` is how wide both may be; what does not fit is cut off around the caret, each cut marked by ``…``.
    Without it only lines that no author wrote are cut.
    """
    if len(row) > LONGEST:
        cells = min(cells or LONGEST, LONGEST)
        start = max(column - 1 - LONGEST, 0)
        # More than fits stays on either side, so that each cut is marked.
        row, column, end_column = row[start : column + LONGEST], column - start, end_column - start
    shown = [_shown(char, TAB) for char in row]
    widths = [cell_len(piece) for piece in shown]
    first = min(max(column - 1, 0), len(shown))
    last = min(max(end_column - 1, first), len(shown))
    low, high = _window(widths, first, last, max(cells, 8)) if cells else (0, len(shown))
    left, right = _MORE if low > 0 else "", _MORE if high < len(shown) else ""
    source = left + "".join(shown[low:high]) + right
    before = len(left) + sum(widths[low:first])
    carets = max(sum(widths[first : min(last, high)]), 1)
    return source, " " * before + "^" * carets


def wrapped(text: str, cells: int | None, *, indent: int) -> str:
    """The text broken at blanks into rows of at most ``cells``; further rows are indented. A long word stays whole."""
    if not cells or cell_len(text) <= cells:
        return text
    rows: list[str] = []
    row = ""
    for word in text.split(" "):
        longer = f"{row} {word}" if row else word
        if row and cell_len(longer) > cells:
            rows.append(row)
            longer = " " * indent + word
        row = longer
    return "\n".join([*rows, row])


def _shown(char: str, tab: str = "\\t") -> str:
    if char.isprintable() or char == "\u3000":
        return char
    if char == "\t":
        return tab
    number = ord(char)
    if unicodedata.category(char) == "Zs":
        return " "
    if char in "\n\r":
        return "\\n" if char == "\n" else "\\r"
    return (
        f"\\x{number:02x}"
        if number < 0x100
        else f"\\u{number:04x}"
        if number < 0x10000
        else f"\\U{number:08x}"
    )


def _window(widths: list[int], first: int, last: int, cells: int) -> tuple[int, int]:
    """The stretch to show: the carets' start always, as much else as fits, a third of it to the left."""
    if sum(widths) <= cells:
        return 0, len(widths)
    room = cells - 2 * len(_MORE)
    low, used = first, 0
    wanted = min(sum(widths[first:last]), room * 2 // 3)
    while low > 0 and used + widths[low - 1] <= room - max(wanted, min(sum(widths[first:]), room * 2 // 3)):
        low -= 1
        used += widths[low]
    high = first
    while high < len(widths) and used + widths[high] <= room:
        used += widths[high]
        high += 1
    return low, high
