"""The outcomes of a table: each combination of output values that its rules give, in the rank that DMN gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from decisionbook.exchange import feel
from decisionbook.exchange.dmn_in.names import Names, is_id, readable, shown, spelled
from decisionbook.exchange.dmn_in.notes import NotCarriedError, Notes
from decisionbook.exchange.dmn_in.sfeel import Constant
from decisionbook.exchange.dmn_in.tables import Table
from decisionbook.exchange.yaml_out import Value
from decisionbook.schema.scalars import parse_number

Values = tuple[Constant, ...]
_RANKED = {"priority", "output-order"}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Outcome ids by their values, in rank order; ``names`` are the outputs, ``titles`` what our own files say."""

    names: tuple[str, ...]
    ids: Mapping[Values, str]
    titles: Mapping[str, str] = field(default_factory=dict)

    def authored(self) -> dict[str, Value]:
        """The outcomes as an author would write them."""
        return {identity: self._one(identity, values) for values, identity in self.ids.items()}

    def _one(self, identity: str, values: Values) -> dict[str, Value]:
        known = {name: value for name, value in zip(self.names, values, strict=True) if value is not None}
        written = {name: _written(value) for name, value in known.items()}
        title = ", ".join(readable(shown(value)) or "Empty text" for value in values)
        return {"title": self.titles.get(identity) or title, "values": written}

    def value(self, values: Values, output: str | None) -> Constant:
        """What an outcome puts into an output; into the only one where ``output`` is ``None``."""
        return values[0 if output is None else self.names.index(output)]


def outcomes_of(
    table: Table, notes: Notes, *, own_ids: bool, own: Mapping[str, tuple[str, str]] | None = None
) -> Outcomes:
    """The outcomes of a table, those that only its defaults or its listed values name included.

    ``own`` maps their entries to the ids and titles that they had when the file was written here.
    """
    given: dict[Values, None] = {rule.values: None for rule in table.rules}
    if len(table.outputs) == 1:
        given = {(value,): None for value in table.outputs[0].ranked} | given
    else:
        _note_unused(table, given, notes)
    default = tuple(output.default[0] for output in table.outputs if output.default is not None)
    if default:
        given.setdefault(default)
    ranked = list(given)
    if table.policy in _RANKED:
        ranked.sort(key=lambda values: _place(table, values))
        _note_ties(table, ranked, notes)
    names = Names()
    ids: dict[Values, str] = {}
    titles: dict[str, str] = {}
    for values in ranked:
        _check(table, values)
        text = " ".join(spelled(value) for value in values)
        identity, title = (own or {}).get(_entries(values), ("", ""))
        if not identity and own_ids and len(values) == 1 and isinstance(values[0], str):
            identity = text
        ids[values] = names.keep(identity) if is_id(identity) else names.take(text, "outcome")
        titles[ids[values]] = readable(title)
    return Outcomes(tuple(output.name for output in table.outputs), ids, titles)


def _entries(values: Values) -> str:
    return ",".join(str(value) if isinstance(value, date) else feel.literal(value) for value in values)


def _place(table: Table, values: Values) -> tuple[int, ...]:
    """DMN compares outputs from left to right by their places in their listed values."""
    return tuple(
        output.ranked.index(value) if value in output.ranked else len(output.ranked)
        for output, value in zip(table.outputs, values, strict=True)
    )


def _note_ties(table: Table, ranked: list[Values], notes: Notes) -> None:
    places = [_place(table, values) for values in ranked]
    if len(set(places)) < len(places):
        message = (
            "its listed values do not rank all outcomes; of those that tie, the first rule's comes first"
        )
        notes.changed(table.element, message, "list the values of every output, highest first")


def _note_unused(table: Table, given: Mapping[Values, None], notes: Notes) -> None:
    for number, output in enumerate(table.outputs):
        unused = [
            shown(value) for value in output.ranked if value not in {values[number] for values in given}
        ]
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
