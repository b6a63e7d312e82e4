"""The types of a DMN file: FEEL's own and the definitions of items that rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from decisionbook.exchange.dmn_in.notes import Notes
from decisionbook.exchange.dmn_in.sfeel import Constant, SfeelError, Tests, read_tests
from decisionbook.exchange.dmn_in.tree import Element

_BUILT_IN = {
    "string": "string",
    "boolean": "boolean",
    "number": "number",
    "integer": "integer",
    "int": "integer",
    "long": "integer",
    "short": "integer",
    "double": "number",
    "decimal": "number",
    "float": "number",
    "date": "date",
    "time": "time",
    "datetime": "date and time",
    "date and time": "date and time",
    "dateandtime": "date and time",
    "daytimeduration": "duration",
    "days and time duration": "duration",
    "yearmonthduration": "duration",
    "years and months duration": "duration",
    "context": "context",
}
_MAX_RESTS = 20
"""Definitions of items that rest on one another."""


@dataclass(frozen=True, slots=True)
class Type:
    """``name`` is a type of FEEL, ``integer`` or ``list``; ``None`` where the file does not say."""

    name: str | None = None
    allowed: Tests = field(default_factory=Tests)
    parts: Mapping[str, Type] = field(default_factory=dict)


class Types:
    """Finds types by the names that the file uses for them."""

    def __init__(self, definitions: Element, notes: Notes) -> None:
        self.notes = notes
        self.items = {item.get("name"): item for item in definitions.all("itemDefinition")}

    def find(self, name: str) -> Type:
        """The type; without a name where ``name`` is empty, ``Any`` or not defined."""
        return self._find(name, 0)

    def _find(self, name: str, depth: int) -> Type:
        if name in self.items and depth < _MAX_RESTS:
            return self._of_item(self.items[name], depth)
        local = name.rpartition(":")[2]
        if local != name and local in self.items and depth < _MAX_RESTS:
            return self._of_item(self.items[local], depth)
        return Type(_BUILT_IN.get(local.lower()))

    def _of_item(self, item: Element, depth: int) -> Type:
        parts = {part.get("name"): self._of_item(part, depth + 1) for part in item.all("itemComponent")}
        if item.get("isCollection") == "true":
            return Type("list", parts=parts)
        if parts:
            return Type("context", parts=parts)
        under = self._find(item.inner("typeRef") or item.get("typeRef"), depth + 1)
        values = item.first("allowedValues", "typeConstraint")
        return Type(under.name, self._allowed(values) if values else under.allowed, under.parts)

    def _allowed(self, values: Element) -> Tests:
        try:
            return read_tests(values.inner("text"))
        except SfeelError as error:
            message = f"allowed values that are no list of constants are left out: {error}"
            self.notes.left_out(values, message, "list the answers in the input that is asked")
            return Tests()


def type_of(value: Constant) -> str | None:
    """The type of a constant in FEEL; ``None`` for null."""
    if isinstance(value, bool):
        return "boolean"
    for kind, name in ((str, "string"), (Decimal, "number"), (date, "date")):
        if isinstance(value, kind):
            return name
    return None


def exact(value: Constant) -> tuple[type, Constant]:
    """The constant as a key that is like no other one's: to Python alone, ``true`` is ``1``."""
    return type(value), value


def unlike(values: Iterable[Constant]) -> tuple[Constant, ...]:
    """The constants in their order, each once."""
    known: dict[tuple[type, Constant], Constant] = {}
    for value in values:
        known.setdefault(exact(value), value)
    return tuple(known.values())
