"""The engine in which a decision is asked.

A number or date that several decisions share is one question on the whole way, so it falls into the same bands in
all decisions of a chain. Decisions that have nothing to do with the one that is asked do not add to its bands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from weakref import WeakKeyDictionary

from decisionbook.decide.atoms import mentioned_in_book
from decisionbook.decide.chain import below
from decisionbook.decide.engine import Engine, engine_of
from decisionbook.domains import Atom, Range, atoms
from decisionbook.model import Book

Bands = Mapping[str, tuple[Atom, ...]]
"""Shared numbers and dates, each with the bands into which it falls in all of a book."""

_KNOWN: WeakKeyDictionary[Engine, tuple[Bands, dict[str, Engine | None]]] = WeakKeyDictionary()
"""By the engine of a book its bands and the engines of single decisions; ``None`` stands for the book's own."""


def engine_for(book: Book, decision_id: str) -> Engine:
    """The engine whose bands are those of the decision and of all that it rests on: the book's, where it has them.

    Raises ``KeyError`` for an unknown decision, ``CycleError`` and ``TooLargeError`` for one that cannot be run.
    """
    engine = engine_of(book)
    if engine not in _KNOWN:
        _KNOWN[engine] = _bands(engine.book), {}
    bands, engines = _KNOWN[engine]
    if decision_id not in engines:
        engines[decision_id] = _engine(engine.book, decision_id, bands)
    return engines[decision_id] or engine


def atoms_of(book: Book, decision_id: str, input_id: str, within: str | None = None) -> tuple[Atom, ...]:
    """The answer ids of an input, or the bands that the rules distinguish, from low to high.

    ``within`` is the decision that is asked, where this one is below it: its rules count too if they share the input.
    """
    engine = engine_for(book, within or decision_id)
    return engine.partition(engine.book.decisions[decision_id], input_id).atoms


def _engine(book: Book, decision_id: str, bands: Bands) -> Engine | None:
    alone = replace(book, decisions={decision.id: decision for decision in below(book, decision_id)})
    return Engine(alone) if any(bands[shared] != own for shared, own in _bands(alone).items()) else None


def _bands(book: Book) -> Bands:
    asked = (question for decision in book.decisions.values() for question in decision.inputs.values())
    domains = {one.shared: one.domain for one in asked if one.shared and isinstance(one.domain, Range)}
    return {shared: atoms(domain, mentioned_in_book(book, shared)) for shared, domain in domains.items()}
