"""The engine in which a decision is asked.

A number or date that several decisions share is one question on the whole way, so it falls into the same bands in
all decisions of a chain. Decisions that have nothing to do with the one that is asked do not add to its bands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from weakref import WeakKeyDictionary

from decisionbook.decide.chain import below
from decisionbook.decide.engine import Engine, engine_of
from decisionbook.domains import Atom, Range
from decisionbook.model import Book

Askers = Mapping[str, frozenset[str]]
"""Shared numbers and dates, each with the decisions that ask it."""

_KNOWN: WeakKeyDictionary[Engine, tuple[Askers, dict[str, Engine | None]]] = WeakKeyDictionary()
"""By the engine of a book the engines of single decisions; ``None`` stands for the book's own."""


def engine_for(book: Book, decision_id: str) -> Engine:
    """The engine whose bands are those of the decision and of all that it rests on.

    Raises ``KeyError`` for an unknown decision, ``CycleError`` and ``TooLargeError`` for one that cannot be run.
    """
    engine = engine_of(book)
    if engine not in _KNOWN:
        _KNOWN[engine] = _askers(engine.book), {}
    askers, engines = _KNOWN[engine]
    if decision_id not in engines:
        engines[decision_id] = _engine(engine, decision_id, askers)
    return engines[decision_id] or engine


def atoms_of(book: Book, decision_id: str, input_id: str, within: str | None = None) -> tuple[Atom, ...]:
    """The answer ids of an input, or the bands that the rules distinguish, from low to high.

    ``within`` is the decision that is asked, where this one is below it: its rules count too if they share the input.
    """
    engine = engine_for(book, within or decision_id)
    return engine.partition(engine.book.decisions[decision_id], input_id).atoms


def _engine(engine: Engine, decision_id: str, askers: Askers) -> Engine | None:
    chain = {decision.id: decision for decision in below(engine.book, decision_id)}
    shared = {question.shared for decision in chain.values() for question in decision.inputs.values()}
    others = frozenset[str]().union(*(askers.get(one or "", frozenset()) for one in shared)) - chain.keys()
    return Engine(replace(engine.book, decisions=chain)) if others else None


def _askers(book: Book) -> Askers:
    found: dict[str, set[str]] = {}
    for decision in book.decisions.values():
        for question in decision.inputs.values():
            if question.shared and isinstance(question.domain, Range):
                found.setdefault(question.shared, set()).add(decision.id)
    return {shared: frozenset(decisions) for shared, decisions in found.items()}
