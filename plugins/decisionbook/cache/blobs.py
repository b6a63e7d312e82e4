"""Values of a book as bytes and back. Equal values give equal bytes in every process, so bytes are compared for values.

The format is Python's pickle, held to what a book is made of: reading bytes can make the classes below and nothing
else, so that a file which somebody put into the cache runs no code.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from operator import attrgetter
from types import ModuleType
from typing import Any, TypeVar

from decisionbook import domains, findings, model
from decisionbook.book import Reading

Value = TypeVar("Value")


class UnreadableError(ValueError):
    """These bytes were not written by ``dumped``."""


def dumped(value: object) -> bytes:
    """The bytes of a value that is built of the classes of a book, texts, numbers, dates and plain collections."""
    into = io.BytesIO()
    _Writer(into, protocol=5).dump(value)
    return into.getvalue()


def loaded(data: bytes, kind: type[Value]) -> Value:
    """The value of some bytes. Raises ``UnreadableError`` for others, and for a value of another type."""
    try:
        value = _Reader(io.BytesIO(data)).load()
    except _UNREADABLE as error:
        raise UnreadableError(str(error)) from error
    if not isinstance(value, kind):
        raise UnreadableError(f"{type(value).__name__} where {kind.__name__} is expected")
    return value


_UNREADABLE = (
    pickle.UnpicklingError, EOFError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError,
    RecursionError, MemoryError, ImportError,
)  # fmt: skip
"""What pickle raises for bytes that it did not write."""


class _Set:
    """A set on its way to bytes: its order in memory differs from process to process."""

    __slots__ = ("members",)

    def __init__(self, members: frozenset[str]) -> None:
        self.members = tuple(sorted(members))

    def __reduce__(self) -> tuple[type[frozenset[str]], tuple[tuple[str, ...]]]:
        return frozenset, (self.members,)


class _Writer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """A dataclass is its class and the values of its fields; whatever else is left to pickle."""
        taken = _TAKERS.get(type(value))
        if taken is None:
            return NotImplemented
        return type(value), tuple([_Set(part) if type(part) is frozenset else part for part in taken(value)])


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """A class of a book, or a refusal."""
        found = _CLASSES.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a book")
        return found


def _classes(module: ModuleType) -> dict[tuple[str, str], type]:
    """The dataclasses of a module, or of a package that shows those of its modules."""
    found = [each for each in vars(module).values() if isinstance(each, type)]
    own = [each for each in found if f"{each.__module__}.".startswith(f"{module.__name__}.")]
    return {
        (each.__module__, each.__qualname__): each for each in own if hasattr(each, "__dataclass_fields__")
    }


_CLASSES: dict[tuple[str, str], type] = {
    **_classes(model),
    **_classes(findings),
    **_classes(domains),
    (Reading.__module__, Reading.__qualname__): Reading,
    ("builtins", "frozenset"): frozenset,
    ("datetime", "date"): date,
    ("decimal", "Decimal"): Decimal,
}


def _taken(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values of all fields out of an object."""
    names = [each.name for each in fields(kind)]
    if len(names) == 1:
        (only,) = names
        return lambda value: (getattr(value, only),)
    return attrgetter(*names)


_TAKERS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    **{kind: _taken(kind) for kind in _CLASSES.values() if hasattr(kind, "__dataclass_fields__")},
    findings.Span: attrgetter("file", "line", "column", "end_line", "end_column"),
}
