"""Applying edits."""

from __future__ import annotations

from collections.abc import Iterable

from decisionbook.findings import Edit, Finding, Span, finding
from decisionbook.load import load_bytes
from decisionbook.mend import mend


def found(line: int, start: int, end: int, text: str, code: str = "S001") -> Finding:
    span = Span("f", line, start, line, end)
    return finding(code, span, "x", edit=Edit(span, text))


def texts(before: dict[str, str], findings: Iterable[Finding]) -> dict[str, str]:
    return {file: mended.text for file, mended in mend(before, findings).items()}


def test_only_the_spans_change() -> None:
    text = "# note\r\nsorce: [a]  # why\r\n\r\nb:   c\r\n"
    edits = [found(4, 6, 7, "d"), found(2, 1, 6, "source")]
    assert texts({"f": text}, edits) == {"f": "# note\r\nsource: [a]  # why\r\n\r\nb:   d\r\n"}


def test_overlapping_edits_wait() -> None:
    assert texts({"f": "abcdef"}, [found(1, 3, 6, "Y"), found(1, 2, 5, "X")]) == {"f": "aXef"}


def test_equal_edits_are_one() -> None:
    assert texts({"f": "abc"}, [found(1, 2, 3, "X"), found(1, 2, 3, "X", "S004")]) == {"f": "aXc"}


def test_insertions() -> None:
    assert texts({"f": "ab"}, [found(1, 2, 2, "-"), found(1, 3, 3, "!")]) == {"f": "a-b!"}


def test_a_byte_order_mark_stays() -> None:
    assert texts({"f": "\ufeffab"}, [found(1, 1, 2, "X")]) == {"f": "\ufeffXb"}


def test_new_lines_end_as_the_file_does() -> None:
    assert texts({"f": "a\r\n"}, [found(1, 1, 2, "b\nc")]) == {"f": "b\r\nc\r\n"}


def test_what_does_not_change_is_not_named() -> None:
    assert texts({"f": "a", "g": "b"}, [found(1, 1, 2, "a")]) == {}
    assert texts({}, [found(1, 1, 2, "b")]) == {}


def test_a_guessed_text_is_not_written_back() -> None:
    content = "a: caf\u00e9\nb: F #1\n".encode("latin-1")
    _, findings = load_bytes(content, "f")
    assert {each.code for each in findings} == {"Y006", "Y007"}
    assert texts({"f": content.decode("cp1252")}, findings) == {}
