"""Any text ends in data or findings; any data comes back as it was written."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from decisionbook.findings import Finding
from decisionbook.load import load_bytes, load_text, quoted
from decisionbook.mend import mend
from decisionbook.show import as_github, as_json, as_sarif, as_text

PIECES = [
    "a",
    "b c",
    ": ",
    ":",
    "- ",
    "\n",
    "  ",
    "\t",
    "[",
    "]",
    "{",
    "}",
    ", ",
    " #",
    "#1",
    '"',
    "'",
    "&x",
    "*x",
]
PIECES += [
    "!!str ",
    "|\n",
    ">-\n",
    "---\n",
    "? ",
    "<<: ",
    "\\",
    "@",
    "%",
    "\r\n",
    "\u200b",
    "\u2028",
    "é",
    "yes",
    "~",
]
texts = st.text() | st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
FILLERS = "\u115f\u1160\u3164\uffa0"  # letters that nobody can see
words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters=FILLERS),
    max_size=20,
)
data = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


def inside(findings: tuple[Finding, ...], text: str) -> bool:
    rows = text.count("\n") + text.count("\r") + 1
    return all(1 <= each.span.line <= rows and each.span.column >= 1 for each in findings)


@given(texts)
def test_any_text_ends_in_data_or_located_findings(text: str) -> None:
    node, findings = load_text(text, "f.yml")
    assert all(each.fix for each in findings)
    assert inside(findings, text)
    if node is None and not findings:
        assert all(
            not row.strip() or row.lstrip().startswith(("#", "\ufeff", "%", "..."))
            for row in text.splitlines()
        )


@given(texts)
def test_findings_about_any_text_can_be_shown_and_mended(text: str) -> None:
    _, findings = load_text(text, "f.yml")
    shown = as_text(findings, {"f.yml": text}, width=40)
    assert all(char.isprintable() or char in "\n\u3000" for char in shown)
    json.loads(as_json(findings))
    json.loads(as_sarif(findings))
    assert as_github(findings).count("\n") == max(len(findings) - 1, 0)
    mended = mend({"f.yml": text}, findings).get("f.yml")
    load_text(mended.text if mended else text, "f.yml")


@given(st.binary())
def test_any_bytes_end_in_data_or_findings(content: bytes) -> None:
    load_bytes(content, "f.yml")


@given(data)
def test_json_is_read_as_it_was_written(value: Any) -> None:
    node, findings = load_text(json.dumps(value, ensure_ascii=False), "f.yml")
    assert {each.code for each in findings} <= {"Y002"}
    assert node is not None
    if not findings:
        assert node.data == value


@given(words)
def test_quoted_reads_as_the_text(text: str) -> None:
    node, findings = load_text(f"a: {quoted(text)}", "f.yml")
    assert findings == ()
    assert node is not None
    assert node.data == {"a": text}


@given(st.lists(st.sampled_from([*PIECES[:15], "\n", "\n"]), max_size=20).map("".join))
def test_what_is_read_without_a_finding_is_what_another_reader_reads(text: str) -> None:
    node, findings = load_text(text, "f.yml")
    if node is not None and not findings:
        assert _filled(node.data) == yaml.load(text, Loader=yaml.BaseLoader)


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    return "" if value is None else value
