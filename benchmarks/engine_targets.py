"""How long the engine takes for tables far larger than any guide."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from benchmarks.books import Author, write
from benchmarks.engine import complete, scattered
from benchmarks.measure import Figure, progress, run
from benchmarks.tables import decision
from decisionbook.book import read_book
from decisionbook.decide import compile_questions, prove
from decisionbook.model import Decision
from tests.decide.build import book

ROWS = 20_000


def measure(folder: Path, sizes: list[int], rounds: int) -> Iterator[Figure]:  # noqa: ARG001 - all suites take it
    progress("proofs")
    large = {"complete": complete(2000, 10), "random": scattered(2000, 10, 4)}
    for name, table in large.items():
        yield _timed(f"proof, {name} table", "2,000 rules x 10", rounds, partial(_prove, table), 1.5)
    for order in ("declared", "fewest"):
        table = scattered(200, 8, 4, ask_order=order)
        compiled = partial(_compile, table)
        yield _timed(f"questions compiled, {order} order", "200 rules x 8", rounds, compiled, 0.5)
    yield _batch(folder / "decision_data", rounds)


def _prove(table: Decision) -> object:
    return prove(book(table), "d")


def _compile(table: Decision) -> object:
    return compile_questions(book(table), "d")


def _timed(name: str, size: str, rounds: int, work: Callable[[], object], target: float) -> Figure:
    spent = []
    for _ in range(rounds):
        start = process_time()
        work()
        spent.append(process_time() - start)
    return Figure("engine", name, size, median(spent), "s", target)


def _batch(data: Path, rounds: int) -> Figure:
    """Rows a second of `evaluate --batch`, the start of the command left out."""
    progress("evaluation of many rows")
    write(data, 1)
    (data / "decisions" / "large.yml").write_text(decision(Author(1, 5, 5), 1, rules=100, inputs=8), "utf-8")
    large = read_book(data).book.decisions["large"]
    random = Random(3)
    rows = [
        json.dumps(
            {one.id: _answer(random, [a.id for a in one.answers], one.type) for one in large.inputs.values()}
        )
        for _ in range(ROWS)
    ]
    spent = {}
    for count in (100, ROWS):
        file = data.parent / f"rows-{count}.jsonl"
        file.write_text("\n".join(rows[:count]) + "\n", encoding="utf-8")
        main = "from decisionbook.cli import main; main()"
        command = [sys.executable, "-c", main, "evaluate", "large", "--data", str(data), "--batch", str(file)]
        spent[count] = median(run(command).cpu for _ in range(rounds))
    rate = (ROWS - 100) / (spent[ROWS] - spent[100])
    return Figure("engine", "`evaluate --batch`", f"{len(large.rules)} rules", rate, "rows/s", 10_000, "more")


def _answer(random: Random, answers: list[str], kind: str) -> object:
    if kind == "number":
        return random.randrange(0, 1500)
    return random.choice(answers) if answers else random.random() < 0.5
