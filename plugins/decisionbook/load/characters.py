"""Encodings, and characters that a reader cannot see.

The characters follow Unicode Technical Report 36 and the bidirectional controls of CVE-2021-42574.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any

from decisionbook.findings import Edit, Finding, Span, finding
from decisionbook.lines import Lines
from decisionbook.load.limits import MAX_COUNTED, MAX_SHOWN

_UNREADABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
_INVISIBLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f"
)
_BLANKS = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SUSPECT = re.compile(f"[{_UNREADABLE}{_INVISIBLE}]")
_INDENT = re.compile(f"^[ \t]*[{_BLANKS}][ \t{_BLANKS}]*", re.MULTILINE)
_BLANK = re.compile(f"[{_BLANKS}]")
_STEERING = "\u202a-\u202e\u2066-\u2069"
_REPLACED = re.compile(f"[{_UNREADABLE}{_STEERING}]")
_NAMES = {
    0: "null",
    7: "bell",
    8: "backspace",
    11: "vertical tab",
    12: "form feed",
    27: "escape",
    127: "delete",
}
_JOINED_SCRIPTS = ((0x0600, 0x0FFF), (0x1000, 0x109F), (0x1700, 0x1CFF), (0xA800, 0xABFF), (0x10A00, 0x11FFF))
_SIXTEEN_BITS = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of a file. What is not UTF-8 is one finding, and is read as the encoding that it probably has."""
    wide = _wide_encoding(data)
    if wide:
        message = f"the file is {wide.upper().removesuffix('-LE').removesuffix('-BE')}, not UTF-8"
        problem = finding("Y006", Span(file), message, "save the file as UTF-8")
        return data.decode(wide, "replace").removeprefix("\ufeff"), (problem,)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _as_windows(data, error.start, file)


def _wide_encoding(data: bytes) -> str | None:
    if data.startswith(_SIXTEEN_BITS):
        return "utf-32" if data[:4] == b"\xff\xfe\x00\x00" else "utf-16"
    start = data[:200]
    half = len(start) // 2
    if half and start[1::2].count(0) > half // 2:
        return "utf-16-le"
    return "utf-16-be" if half and start[::2].count(0) > half // 2 else None


def _as_windows(data: bytes, offset: int, file: str) -> tuple[str, tuple[Finding, ...]]:
    line_start = max(data.rfind(b"\n", 0, offset), data.rfind(b"\r", 0, offset)) + 1
    line = len(re.findall(rb"\r\n|\r|\n", data[:line_start])) + 1
    column = len(data[line_start:offset].decode("utf-8").removeprefix("\ufeff")) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    char = bytes([data[offset]]).decode("cp1252", "replace")
    guess = f"; it would be '{char}' in Windows-1252" if char.isprintable() and char != "\ufffd" else ""
    message = f"byte 0x{data[offset]:02X} is not UTF-8{guess}"
    place = Span(file, line, column, line, column + 1)
    return text, (finding("Y006", place, message, "save the file as UTF-8"),)


def check(lines: Lines) -> tuple[str, tuple[Finding, ...]]:
    """The text that can be given to a YAML parser, character for character as long, and what was invisible in it."""
    text = lines.text
    suspects = (match.start() for match in _SUSPECT.finditer(text))
    bad = set(islice((place for place in suspects if not _belongs(text, place)), MAX_COUNTED))
    if not text.isascii():
        for match in islice(_INDENT.finditer(text), MAX_COUNTED):
            bad.update(place for place in range(*match.span()) if text[place] not in " \t")
        text = _INDENT.sub(lambda match: _BLANK.sub(" ", match[0]), text)
    if not bad:
        return text, ()
    return _REPLACED.sub(" ", text), tuple(_findings(sorted(bad), lines))


def named(char: str) -> str:
    """How a message calls a character: ``U+200B (zero width space)``."""
    number = ord(char)
    name = _NAMES.get(number) or unicodedata.name(char, "control character").lower()
    return f"U+{number:04X} ({name})"


def harmless(text: str) -> str:
    """The text with a sign in place of each character that could steer a terminal or turn what is read around."""
    return _REPLACED.sub("\ufffd", text)


def visible(events: Iterable[Any]) -> Iterator[Any]:
    """The parser's events with plain words freed of characters that nobody sees, which were reported."""
    for event in events:
        value = getattr(event, "value", None)
        if value and not event.style and _SUSPECT.search(value):
            event.value = "".join(
                char for place, char in enumerate(value) if not _SUSPECT.match(char) or _belongs(value, place)
            )
        yield event


def suspicious(text: str) -> str | None:
    """The first character of ``text`` that readers could not see, if there is one."""
    places = (match.start() for match in _SUSPECT.finditer(text))
    return next((text[place] for place in places if not _belongs(text, place)), None)


def _findings(offsets: list[int], lines: Lines) -> Iterable[Finding]:
    runs = list(_runs(offsets, lines.text))
    for number, (start, end) in enumerate(runs[:MAX_SHOWN], 1):
        char = lines.text[start]
        more = len(runs) - MAX_SHOWN if number == MAX_SHOWN else 0
        count = f", {end - start} times" if end - start > 1 else ""
        rest = f"; {more} more in this file" if more > 0 else ""
        blank = char in "\xa0\u202f\u3000" or unicodedata.category(char) == "Zs"
        message = f"{'indented with' if blank else 'invisible character'} {named(char)}{count}{rest}"
        fix = "replace it by spaces" if blank else "delete it"
        span = lines.span(start, end)
        yield finding("Y012", span, message, fix, edit=Edit(span, " " * (end - start) if blank else ""))


def _runs(offsets: list[int], text: str) -> Iterable[tuple[int, int]]:
    for _, group in groupby(enumerate(offsets), key=lambda pair: (pair[1] - pair[0], text[pair[1]])):
        run = [offset for _, offset in group]
        yield run[0], run[-1] + 1


def _belongs(text: str, place: int) -> bool:
    """Whether a joiner or tag is part of an emoji, or of a word in a script that needs it."""
    char, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if "\U000e0020" <= char <= "\U000e007f":
        flag = text.rfind("\U0001f3f4", max(0, place - 18), place)
        return flag >= 0 and all("\U000e0020" <= tag <= "\U000e007e" for tag in text[flag + 1 : place])
    if char not in "\u200c\u200d" or not before or not after:
        return False
    if char == "\u200d" and before > "\u2000" and unicodedata.category(before) in {"So", "Sk", "Mn"}:
        return unicodedata.category(after) in {"So", "Sm", "Sk"}
    return _joins(before) and unicodedata.category(after)[0] in "LM"


def _joins(char: str) -> bool:
    inside = any(low <= ord(char) <= high for low, high in _JOINED_SCRIPTS)
    return inside and unicodedata.category(char)[0] in "LM"
