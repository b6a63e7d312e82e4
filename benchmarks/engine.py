"""Measures the engine on large made-up tables, each time against a baseline of the same run.

    python benchmarks/engine.py

Times depend on the machine; the ratios to the baseline (a million additions) are what to compare. Peak memory is
that of the whole process so far.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter

sys.path[:0] = [str(Path(__file__).parents[1])]

from decisionbook.decide import Evaluator, compile_questions, prove
from decisionbook.model import Decision
from tests.decide.build import book, choice, number, table

INPUTS = "abcdefghij"


def complete(rules: int, inputs: int, seed: int = 1) -> Decision:
    """A table without gaps or overlaps, made by cutting cells in two until there are enough."""
    random = Random(seed)
    asked = [choice(name, "u v w x") for name in INPUTS[:inputs]]
    cells: list[dict[str, tuple[str, ...]]] = [{one.id: ("u", "v", "w", "x") for one in asked}]
    while len(cells) < rules:
        cell = cells.pop(random.randrange(len(cells)))
        wide = [name for name, answers in cell.items() if len(answers) > 1]
        if not wide:
            cells.append(cell)
            continue
        name = random.choice(wide)
        answers = cell[name]
        at = random.randrange(1, len(answers))
        cells += [{**cell, name: answers[:at]}, {**cell, name: answers[at:]}]
    built = [
        ({n: " | ".join(a) for n, a in cell.items() if len(a) < 4}, random.choice("PQR")) for cell in cells
    ]
    return table("d", asked, built, policy="unique", outcomes="P Q R")


def scattered(rules: int, inputs: int, conditions: int, ask_order: str = "declared") -> Decision:
    """Random rules over a few inputs each, some of them numbers."""
    random = Random(1)
    asked = [
        number(name, integer=True, high=99) if i % 3 == 2 else choice(name, "u v w")
        for i, name in enumerate(INPUTS[:inputs])
    ]
    built = []
    for _ in range(rules):
        when = {}
        for one in random.sample(asked, conditions):
            at = random.randrange(1, 9) * 10
            when[one.id] = (
                random.choice((f"under {at}", f"at least {at}"))
                if one.unit or one.type == "number"
                else (random.choice(("u", "v", "w", "u | v", "v | w")))
            )
        built.append((when, random.choice("PQR")))
    return table("d", asked, built, policy="first", outcomes="P Q R", otherwise="P", ask_order=ask_order)


def rows(decision: Decision, count: int, given: float) -> list[dict[str, object]]:
    random = Random(3)
    found = []
    for _ in range(count):
        row: dict[str, object] = {}
        for one in decision.inputs.values():
            if random.random() < given:
                row[one.id] = random.randrange(100) if one.type == "number" else random.choice("uvw")
        found.append(row)
    return found


def evaluated(evaluator: Evaluator, answers: list[dict[str, object]]) -> int:
    return sum(evaluator.evaluate(row).status == "decided" for row in answers)


def timed(name: str, work: Callable[[], object], unit: float) -> None:
    start = perf_counter()
    work()
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:58} {seconds * 1000:9.1f} ms {seconds / unit:8.2f} x  {peak:6.0f} MB")


def main() -> None:
    start = perf_counter()
    sum(range(1_000_000))
    for _ in range(1_000_000):
        pass
    unit = perf_counter() - start
    print(f"baseline {unit * 1000:.1f} ms")
    for count, inputs in ((500, 5), (1000, 8), (2000, 10)):
        one = complete(count, inputs)
        timed(f"prove, complete {count} x {inputs}", partial(prove, book(one), "d"), unit)
    for count, inputs, conditions in ((200, 8, 4), (2000, 10, 4), (2000, 10, 10)):
        one = scattered(count, inputs, conditions)
        timed(f"prove, random {count} x {inputs}, {conditions} set", partial(prove, book(one), "d"), unit)
    for order in ("declared", "fewest"):
        one = scattered(200, 8, 4, ask_order=order)
        timed(f"questions, random 200 x 8, {order}", partial(compile_questions, book(one), "d"), unit)
        one = complete(200, 8)
        timed(f"questions, complete 200 x 8, {order}", partial(compile_questions, book(one), "d"), unit)
    one = scattered(100, 8, 4)
    for given in (1.0, 0.8, 0.5, 0.2):
        answers = rows(one, 20_000, given)
        evaluator = Evaluator(book(one), "d")
        timed(
            f"evaluate 20,000 rows, 100 x 8, {given:.0%} given",
            partial(evaluated, evaluator, answers),
            unit,
        )


if __name__ == "__main__":
    main()
