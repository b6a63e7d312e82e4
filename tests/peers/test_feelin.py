"""Exported tables against `feelin` and `dmn-moddle`: the same answers, or a reason why not."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from decisionbook.book import read_book
from decisionbook.decide import evaluate
from decisionbook.exchange import feel
from decisionbook.exchange.dmn_out import UnwritableError, to_dmn, variables
from decisionbook.model import Book
from tests.peers.books import any_book, rows

ROOT = Path(__file__).resolve().parents[2]
HARNESS = Path(__file__).with_name("feelin.js")
TABLES = 400
ROWS = 12

pytestmark = pytest.mark.skipif(
    not shutil.which("node") or not (ROOT / "node_modules/feelin").is_dir(),
    reason="needs Node.js and its packages",
)


def theirs(jobs: list[dict[str, Any]]) -> list[list[Any]]:
    """What feelin answers: a list of results for each document."""
    text = "".join(json.dumps(job) + "\n" for job in jobs)
    ran = subprocess.run(
        ["node", str(HARNESS)], input=text, capture_output=True, text=True, cwd=ROOT, check=False, timeout=110
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.slow
def test_random_tables_get_the_same_answers() -> None:
    jobs, cases, seen = [], [], Counter[str]()
    for seed in range(TABLES):
        book, name = any_book(seed)
        given = list(rows(seed, book, name, ROWS))
        try:
            jobs.append(job(book, name, given))
        except UnwritableError:
            seen["no form in DMN"] += 1
            continue
        cases.append((seed, book, name, given))
        seen[book.decisions[name].hit_policy] += 1
    for (seed, book, name, given), answers in zip(cases, theirs(jobs), strict=True):
        for row, answer in zip(given, answers, strict=True):
            compare(seed, book, name, row, answer)
    assert min(seen[policy] for policy in ("unique", "first", "any", "priority", "collect")) > 10
    assert seen["no form in DMN"] < TABLES / 20


@pytest.mark.slow
def test_decisions_of_the_book_get_the_same_answers() -> None:
    book = read_book(ROOT / "decision_data").book
    assert len(book.decisions) > 5
    cases = [(name, list(rows(1, book, name, 200))) for name in book.decisions]
    found = theirs([job(book, name, given) for name, given in cases])
    for (name, given), answers in zip(cases, found, strict=True):
        for row, answer in zip(given, answers, strict=True):
            assert not broken(answer), (name, row)
            compare(0, book, name, row, answer)


def job(book: Book, name: str, given: list[dict[str, Any]]) -> dict[str, Any]:
    known = variables(book, name)
    return {
        "dmn": to_dmn(book, name),
        "decision": feel.name(name),
        "rows": [{known[address]: value for address, value in row.items()} for row in given],
    }


def compare(seed: int, book: Book, name: str, row: dict[str, Any], answer: Any) -> None:
    decision = book.decisions[name]
    if broken(answer):
        # Overlap under UNIQUE and disagreement under ANY are errors in the data: DMN defines no answer there.
        assert decision.hit_policy in {"unique", "any"}
        return
    ours = evaluate(book, name, row).result
    if decision.hit_policy == "collect" and answer is not None:
        answer = without_repeats(answer)
    assert same(ours, answer), (seed, name, row, ours, answer)


def broken(answer: Any) -> bool:
    return isinstance(answer, dict) and "violation" in answer


def without_repeats(answers: list[Any]) -> list[Any]:
    return [answer for i, answer in enumerate(answers) if answer not in answers[:i]]


def same(ours: Any, answer: Any) -> bool:
    if isinstance(ours, float) and isinstance(answer, int | float):
        return abs(ours - answer) < 1e-9  # their sums are binary
    return bool(ours == answer)
