"""`check --fix` changes what its findings name and nothing else, however the file is written."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from decisionbook.findings import Finding
from decisionbook.load import Data, Node, load_text
from decisionbook.mend import mend
from tests.hostile.searches import search

GOOD = ["plain words", "'single: quoted'", '"double # quoted"', "|\n    block\n    text", ">-\n    folded\n    text", "[a, b]", "{a: b, c: d}", "yes", "12", "é — ü"]  # fmt: skip
FLAWED = ["cut #1 here", "!!str tagged", "&anchor text", "a\u200bb", "\xa0text", "{value: Index, retrieval delay}", "[one, two words, three]", "about 5 # really", "a\u00adb", "@at", "`tick`", "%x", "a: b: c"]  # fmt: skip


def written(chance: Random) -> tuple[str, dict[str, bool]]:
    """A file with a key a line, and which of its keys have a flawed value."""
    lines, flawed = [], {}
    for number in range(chance.randint(1, 7)):
        flawed[f"k{number}"] = chance.random() < 0.4
        lines.append(f"k{number}: {chance.choice(FLAWED if flawed[f'k{number}'] else GOOD)}")
        if chance.random() < 0.3:
            lines.append(f"# a comment {number}")
    text = "\n".join(lines) + "\n"
    text = text.replace("\n", "\r\n") if chance.random() < 0.3 else text
    return ("\ufeff" if chance.random() < 0.2 else "") + text, flawed


def plain(node: Node | None) -> Data:
    return node.data if node is not None else None


def mended(text: str) -> tuple[str, tuple[Finding, ...]]:
    """The text after all rounds of mending, and every finding on the way."""
    seen: list[Finding] = []
    for _ in range(20):
        _, findings = load_text(text, "x.yml")
        seen += findings
        found = mend({"x.yml": text}, findings)
        if not found:
            break
        text = found["x.yml"].text
    return text, tuple(seen)


@pytest.mark.timeout(3600)
def test_mending_keeps_every_value_that_no_finding_names() -> None:
    touched = 0

    def a_file(chance: Random) -> None:
        nonlocal touched
        text, flawed = written(chance)
        after, findings = mended(text)
        touched += after != text
        assert after.startswith("\ufeff") == text.startswith("\ufeff")
        assert ("\r\n" in after) == ("\r\n" in text)
        assert text.count("# a comment") == after.count("# a comment")
        before: Any = plain(load_text(text, "x.yml")[0])
        data: Any = plain(load_text(after, "x.yml")[0])
        assert not any(found.edits for found in load_text(after, "x.yml")[1])
        if isinstance(before, dict) and isinstance(data, dict):
            named = {int(found.span.line) for found in findings}
            assert named or text == after
            assert {key: before.get(key) for key in flawed if not flawed[key]} == {
                key: data.get(key) for key in flawed if not flawed[key]
            }, text

    search("mends", a_file)
    assert touched > 100
