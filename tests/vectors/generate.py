"""Writes `walk.json`: random small books, their graphs as the pages carry them, and what answers lead to."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1])]

from decisionbook.decide import AnswerError, Evaluator, Graph, Leaf  # noqa: E402
from decisionbook.decide.answers import Answers  # noqa: E402
from decisionbook.decide.asked import engine_for  # noqa: E402
from decisionbook.decide.walk import Graphs  # noqa: E402
from decisionbook.model import Book  # noqa: E402
from tests.decide.by_graphs import reached  # noqa: E402
from tests.decide.random_books import random_book, tangled_book  # noqa: E402
from tests.decide.reference import bands, leaves  # noqa: E402

SEEDS = range(400)
TANGLED = (*range(30), 3278, 3898)
"""Seeds of books whose decisions ask the same in several places."""
ROWS = 10


def nodes(view: Graphs, graph: Graph) -> list[dict[str, Any]]:
    """A graph's nodes as the script reads them."""
    found: list[dict[str, Any]] = []
    for node in graph.nodes:
        if isinstance(node, Leaf):
            fields = ("outcomes", "certain", "possible")
            found.append({name: list(getattr(node, name)) for name in fields})
            continue
        asked = view.asked[graph.decision, node.input]
        question: dict[str, Any] = {"address": asked.address}
        if asked.inner is not None:
            question["decision"] = asked.inner
        found.append({**question, "ways": [{"answers": list(w.answers), "to": w.to} for w in node.ways]})
    return found


def answers(random: Random, book: Book, name: str) -> dict[str, str]:
    """Some addresses answered, some unknown, some left open; now and then an inner outcome given directly."""
    root = book.decisions[name]
    closed = [q for q in root.inputs.values() if q.decision and random.random() < 0.1]
    raw = {q.id: random.choice([*q.domain.values, "unknown"]) for q in closed}  # type: ignore[union-attr]
    often = random.choice((0.1, 0.4, 0.8))
    for address, place in leaves(book, root).items():
        if random.random() < often:
            raw[address] = random.choice(bands(book, *place))
        elif random.random() < 0.2:
            raw[address] = "unknown"
    return raw


def expected(evaluator: Evaluator, view: Graphs, raw: dict[str, str]) -> dict[str, Any] | None:
    """What the row must say; ``None`` for answers that the graphs cannot judge as well as the engine."""
    try:
        result = evaluator.evaluate(raw)
    except AnswerError:
        return None
    read = evaluator.reader.read(raw)
    assert isinstance(read, Answers)
    given = evaluator.given(read)
    ends = reached(view, given)
    if read.outcomes and any(len(leaves_seen(evaluator, outcome, raw)) > 0 for outcome in read.outcomes):
        return None
    possible = {outcome for leaf in ends for outcome in (leaf.outcomes or (None,))}
    if possible != set(result.possible):
        return None
    parts = [rule.id for rule in evaluator.decision.all_rules] or list(evaluator.decision.steps)
    sure = set.intersection(*(set(leaf.certain) for leaf in ends))
    found = result.as_json() | {"certain": [part for part in parts if part in sure]}
    return {key: found[key] for key in ("status", "outcomes", "possible", "certain", "next")}


def leaves_seen(evaluator: Evaluator, inner: str, raw: dict[str, str]) -> list[str]:
    """The questions of an inner decision that something else asks or answers too."""
    book = evaluator.engine.book
    below = leaves(book, book.decisions[inner])
    shared = {q.id for d in book.decisions.values() for q in d.inputs.values() if q.shared}
    rests = [q for d in evaluator.chain.decisions for q in d.inputs.values() if q.decision]
    twice = len(rests) > len({q.decision for q in rests})
    return [address for address in below if address in shared or twice or f"{inner}.{address}" in raw]


def case(seed: int) -> dict[str, Any]:
    return case_of(f"seed {seed}", *random_book(seed), seed, ROWS)


def tangled(seed: int) -> dict[str, Any]:
    return case_of(f"tangled {seed}", *tangled_book(seed), seed, ROWS)


def case_of(label: str, book: Book, name: str, seed: int, count: int) -> dict[str, Any]:
    """One decision of a book with rows of answers; the first row answers nothing."""
    root, random = book.decisions[name], Random(seed)
    view, evaluator = engine_for(book, name).view(name), Evaluator(book, name)
    rows: list[dict[str, Any]] = []
    for raw in [{}, *(answers(random, book, name) for _ in range(count - 1))]:
        expect = expected(evaluator, view, raw)
        if expect is not None and raw not in [row["answers"] for row in rows]:
            rows.append({"answers": raw, "expect": expect})
    return {
        "name": label,
        "decision": name,
        "collects": root.collects,
        "outcomes": list(root.outcomes),
        "graphs": {decision: {"nodes": nodes(view, graph)} for decision, graph in view.graphs.items()},
        "rows": rows,
    }


def as_text(cases: Iterable[dict[str, Any]]) -> str:
    """The file that both sides read, a case a line."""
    return '{"cases":[\n' + ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases) + "\n]}\n"


def main() -> None:
    cases = (*map(case, SEEDS), *map(tangled, TANGLED))
    (HERE / "walk.json").write_text(as_text(cases), encoding="utf-8")


if __name__ == "__main__":
    main()
