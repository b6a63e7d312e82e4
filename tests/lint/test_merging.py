"""Rules that could be one: the rule that a finding proposes takes their place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from decisionbook.book import Reading, read_book
from decisionbook.decide import Evaluator

INPUTS = {
    "s": "{ask: S?, answers: {bad: Bad, fine: Fine, good: Good}}",
    "n": "{ask: N?, type: number, integer: yes}",
    "m": "{ask: M?, type: number, max: 10}",
    "d": "{ask: D?, type: date}",
    "b": "{ask: B?}",
}
GIVEN: dict[str, list[Any]] = {
    "s": ["bad", "fine", "good"],
    "n": [0, 4, 5, 9, 10, 11, 19, 20, 50],
    "m": ["0", "2.5", "5", "7", "10"],
    "d": ["2025-12-31", "2026-01-01", "2026-06-01", "2026-12-31", "2027-01-01"],
    "b": ["yes", "no"],
}


def read(folder: Path, input_id: str, rules: list[str]) -> Reading:
    rows = "".join(f"  - {{{rule}}}\n" for rule in rules)
    text = f"title: D\ninputs:\n  {input_id}: {INPUTS[input_id]}\noutcomes: {{x: {{title: X}}, y: {{title: Y}}}}\nrules:\n{rows}"
    (folder / "decisions").mkdir(exist_ok=True)
    (folder / "decisions" / "d.yml").write_text(text + "otherwise: {then: y}\n", "utf-8")
    return read_book(folder)


def answers(reading: Reading, input_id: str) -> list[tuple[str, ...]]:
    evaluator = Evaluator(reading.book, "d")
    return [evaluator.evaluate({input_id: answer}).outcomes for answer in GIVEN[input_id]]


@pytest.mark.parametrize(
    ("input_id", "one", "other", "fix"),
    [
        ("s", "fine", "good", "`s: [fine, good]`"),
        ("s", "fnie", "good", "`s: [fine, good]`"),
        ("s", "good", "bad", "`s: [bad, good]`"),
        ("s", "[fine, good]", "bad", "without `s`"),
        ("s", "not fine", "fine", "without `s`"),
        ("b", "yes", "no", "without `b`"),
        ("n", "5 to 9", "10 to 19", "`n: 5 to 19`"),
        ("n", "under 5", "at least 20", "`n: [under 5, at least 20]`"),
        ("n", "atleast 20", "under 5", None),
        ("n", "under 10", "at least 10", "without `n`"),
        ("n", "[4, 9]", "11", "`n: [4, 9, 11]`"),
        ("m", "under 5", "over 5 to 7", "`m: [under 5, over 5 to 7]`"),
        ("m", "under 5", "5", "`m: at most 5`"),
        ("m", "under 5", "5 to 10", "without `m`"),
        ("d", "2026-01-01 to 2026-05-31", "2026-06-01 to 2026-12-31", "`d: 2026-01-01 to 2026-12-31`"),
    ],
)
def test_the_proposed_rule_answers_the_same(
    tmp_path: Path, input_id: str, one: str, other: str, fix: str | None
) -> None:
    two = read(tmp_path, input_id, [f"when: {{{input_id}: {text}}}, then: x" for text in (one, other)])
    found = [each for each in two.findings if each.code == "D012"]
    if fix is None:
        assert not found
        return
    (proposed,) = (each.fix or "" for each in found)
    assert proposed.endswith(fix)
    written = re.search(r"with `(.*)`$", proposed)
    single = read(tmp_path, input_id, [f"when: {{{written[1] if written else ''}}}, then: x"])
    assert not single.errors
    assert answers(single, input_id) == answers(two, input_id)
