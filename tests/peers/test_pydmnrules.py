"""Exported tables against `pyDMNrules`, which loads the XML as it is and evaluates it in Python.

Where it does otherwise than DMN says, found by reading and trying it, the reason stands beside the exclusion:

- it sees neither overlap under UNIQUE nor disagreement under ANY, and takes the first rule;
- it ranks a rule by the best of its outputs, where DMN compares the outputs from left to right;
- where nothing matches it reports an error, where DMN answers null;
- several outputs of several rules come as a list an output, where DMN has an object a rule.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from decisionbook.decide import evaluate
from decisionbook.domains import Range
from decisionbook.exchange.dmn_out import UnwritableError, to_dmn, variables
from decisionbook.exchange.dmn_rows import outputs
from decisionbook.model import Book, Decision
from tests.peers.books import any_book, rows
from tests.peers.test_feelin import same, without_repeats

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

TABLES = 300
ROWS = 6
RANKED = {"priority", "output-order", "collect"}
NOTHING = "No rules matched"


@pytest.fixture(scope="session")
def engine() -> Any:
    return pytest.importorskip("pyDMNrules")  # takes some seconds: it builds its parser


def test_random_tables_get_the_same_answers(engine: Any) -> None:
    seen = Counter[str]()
    for seed in range(TABLES):
        book, name = any_book(seed)
        try:
            text = to_dmn(book, name)
        except UnwritableError:
            seen["no form in DMN"] += 1
            continue
        rules = engine.DMN()
        assert rules.useXML(text) == {}, (seed, text)
        for row in rows(seed, book, name, ROWS):
            seen[compare(rules, book, name, row)] += 1
    assert seen["same"] > TABLES * ROWS * 0.6, seen
    assert seen["nothing matches"] > TABLES * ROWS * 0.02, seen


def compare(rules: Any, book: Book, name: str, row: dict[str, Any]) -> str:
    decision = book.decisions[name]
    ours = evaluate(book, name, row)
    matched = [rule.then for rule in decision.rules if rule.id in ours.rules]
    if len(matched) > 1 and (
        decision.hit_policy == "unique" or (decision.hit_policy == "any" and len(set(matched)) > 1)
    ):
        return "broken policy"
    ranked_otherwise = len(outputs(decision)) > 1 and decision.hit_policy in RANKED
    several = [one for one in book.decisions.values() if len(outputs(one)) > 1]
    if any(one.hit_policy == "priority" for one in several):
        return "ranked by the best output"
    status, found = rules.decide(given(book, name, row))
    if ours.status == "none":
        assert NOTHING in str(status), (name, row, status)
        return "nothing matches"
    assert not status, (name, row, status, ours)
    mine, theirs = ours.result, result(decision, found)
    if ranked_otherwise:  # the same rules, in whatever order
        mine, theirs = (sorted(each, key=str) for each in (as_floats(mine), as_floats(theirs)))
    assert same_of(mine, theirs), (name, row, ours, theirs)
    return "same"


def given(book: Book, name: str, row: dict[str, Any]) -> dict[str, Any]:
    known = variables(book, name)
    dates = {
        own.shared or (own.id if one.id == name else f"{one.id}.{own.id}")
        for one in book.decisions.values()
        for own in one.inputs.values()
        if isinstance(own.domain, Range) and own.domain.kind == "date"
    }
    return {known[at]: date.fromisoformat(value) if at in dates else value for at, value in row.items()}


def result(decision: Decision, found: Any) -> Any:
    """Its answer in the shape that DMN gives it."""
    values = (found[-1] if isinstance(found, list) else found)["Result"]
    names = [name for name, _ in outputs(decision)]
    if len(names) == 1:
        answer = values[decision.id]
    else:
        answer = {name: values[f"{decision.id}.{name}"] for name in names}
        if decision.collects:
            answer = [dict(zip(names, each, strict=True)) for each in zip(*answer.values(), strict=True)]
    return without_repeats(answer) if decision.hit_policy == "collect" else answer


def same_of(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(same_of, ours, theirs))
    return same(ours, theirs)


def as_floats(results: Any) -> list[dict[str, Any]]:
    return [
        {name: float(value) if name == "rate" else value for name, value in one.items()} for one in results
    ]
