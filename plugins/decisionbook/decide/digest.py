"""A short hash of what a decision says, so that a printed proof can be told to be of today's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from hashlib import sha256
from typing import Any

from decisionbook.decide.chain import below
from decisionbook.findings import Span
from decisionbook.model import Book


def digest(book: Book, decision_id: str) -> str:
    """Twelve hexadecimal digits over the decision, all that it rests on, and the options that they name.

    Where things are written, and in which files, does not matter; what they say and the order of lists does. Which
    options relate to another is left out: the files of those say it too.
    """
    decisions = sorted(below(book, decision_id), key=lambda decision: decision.id)
    named = {o.option for decision in decisions for o in decision.outcomes.values() if o.option}
    options = [replace(book.options[name], related=()) for name in sorted(named) if name in book.options]
    return sha256(repr([_plain(each) for each in (*decisions, *options)]).encode()).hexdigest()[:12]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if not each.name.endswith("spans"))


def _plain(value: object) -> object:
    """The value without positions, as nested lists of words."""
    if value is None or isinstance(value, str | Span):
        return value if isinstance(value, str) else None
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *((name, _plain(getattr(value, name))) for name in _names(type(value)))]
    if isinstance(value, Mapping):
        return [(_plain(key), _plain(part)) for key, part in value.items()]
    if isinstance(value, frozenset):
        return sorted(str(part) for part in value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return str(value)
