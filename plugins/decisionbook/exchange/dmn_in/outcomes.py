"""The outcomes of a table: each combination of output values that its rules give, in the rank that DMN gives it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from decisionbook.exchange import feel
from decisionbook.exchange.dmn_in.names import Names, is_id, readable, shown, spelled
from decisionbook.exchange.dmn_in.notes import NotCarriedError, Notes
from decisionbook.exchange.dmn_in.sfeel import Constant
from decisionbook.exchange.dmn_in.tables import Table
from decisionbook.exchange.dmn_in.types import exact
from decisionbook.exchange.yaml_out import Value
from decisionbook.schema.scalars import parse_number

Values = tuple[Constant, ...]
Key = tuple[tuple[type, Constant], ...]
_RANKED = {"priority", "output-order", "collect"}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Values of outcomes by id, in rank order; ``names`` are the outputs, ``titles`` what our own files say."""

    names: tuple[str, ...]
    values: Mapping[str, Values]
    titles: Mapping[str, str] = field(default_factory=dict)
    _ids: dict[Key, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ids.update({_key(values): identity for identity, values in self.values.items()})

    def id_of(self, values: Values) -> str:
        """The outcome that has these values. Raises ``KeyError``."""
        return self._ids[_key(values)]

    def authored(self) -> dict[str, Value]:
        """The outcomes as an author would write them."""
        return {identity: self._one(identity, values) for identity, values in self.values.items()}

    def _one(self, identity: str, values: Values) -> dict[str, Value]:
        known = {name: value for name, value in zip(self.names, values, strict=True) if value is not None}
        written = {name: _written(value) for name, value in known.items()}
        title = ", ".join(readable(shown(value)) or "Empty text" for value in values)
        return {"title": self.titles.get(identity) or title, "values": written}

    def value(self, identity: str, output: str | None) -> Constant:
        """What an outcome puts into an output; into the only one where ``output`` is ``None``."""
        return self.values[identity][0 if output is None else self.names.index(output)]


def _key(values: Values) -> Key:
    return tuple(exact(value) for value in values)


def outcomes_of(
    table: Table, notes: Notes, *, own_ids: bool, own: Mapping[str, tuple[str, str]] | None = None
) -> Outcomes:
    """The outcomes of a table, those that only its defaults or its listed values name included.

    ``own`` maps their entries to the ids and titles that they had when the file was written here.
    """
    given: dict[Key, Values] = {}
    for rule in table.rules:
        given.setdefault(_key(rule.values), rule.values)
    if len(table.outputs) == 1:
        given = {_key((value,)): (value,) for value in table.outputs[0].ranked} | given
    else:
        _note_unused(table, given, notes)
    default = tuple(output.default[0] for output in table.outputs if output.default is not None)
    if default:
        given.setdefault(_key(default), default)
    ranked = list(given.values())
    if table.policy in _RANKED:
        ranked.sort(key=_ranks(table))
        _note_ties(table, ranked, notes)
    names = Names()
    by_id: dict[str, Values] = {}
    titles: dict[str, str] = {}
    for values in ranked:
        _check(table, values)
        text = " ".join(spelled(value) for value in values)
        wanted, title = (own or {}).get(_entries(values), ("", ""))
        if not wanted and own_ids and len(values) == 1 and isinstance(values[0], str):
            wanted = text
        identity = names.keep(wanted) if is_id(wanted) else names.take(text, "outcome")
        by_id[identity], titles[identity] = values, readable(title)
    return Outcomes(tuple(output.name for output in table.outputs), by_id, titles)


def _entries(values: Values) -> str:
    return ",".join(str(value) if isinstance(value, date) else feel.literal(value) for value in values)


def _ranks(table: Table) -> Callable[[Values], tuple[int, ...]]:
    """DMN compares outputs from left to right by their places in their listed values."""
    listed = [{exact(value): place for place, value in enumerate(each.ranked)} for each in table.outputs]
    return lambda values: tuple(
        places.get(exact(value), len(places)) for places, value in zip(listed, values, strict=True)
    )


def _note_ties(table: Table, ranked: list[Values], notes: Notes) -> None:
    if len(set(map(_ranks(table), ranked))) < len(ranked):
        message = (
            "its listed values do not rank all outcomes; of those that tie, the first rule's comes first"
        )
        notes.changed(table.element, message, "list the values of every output, highest first")


def _note_unused(table: Table, given: Collection[Key], notes: Notes) -> None:
    for number, output in enumerate(table.outputs):
        used = {key[number] for key in given}
        unused = [shown(value) for value in output.ranked if exact(value) not in used]
        if unused:
            message = (
                f"no rule gives '{output.name}' the value {', '.join(unused)[:80]}, so no outcome has it"
            )
            notes.left_out(output.element, message, "add a rule that gives it, or take it off the list")


def _check(table: Table, values: Values) -> None:
    for output, value in zip(table.outputs, values, strict=True):
        if isinstance(value, Decimal) and parse_number(f"{value:f}") is None:
            raise NotCarriedError(output.element, "a number is too long", "write fewer digits")
        if isinstance(value, str) and value.strip() and readable(value) == "":
            raise NotCarriedError(output.element, "a text holds nothing that can be seen", "write a text")


def _written(value: Constant) -> Value:
    return value.isoformat() if isinstance(value, date) else value if value is not None else ""
