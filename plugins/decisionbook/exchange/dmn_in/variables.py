"""What the tables of a file ask: one variable for each thing that a reader answers, however many tables ask it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from decisionbook.domains import EXACT, Choices, Domain, Range, ValueSet
from decisionbook.exchange.dmn_in.names import Names, as_prose, is_id, readable, shown
from decisionbook.exchange.dmn_in.notes import NotCarriedError, Notes
from decisionbook.exchange.dmn_in.sfeel import Tests
from decisionbook.exchange.dmn_in.tables import InputClause
from decisionbook.exchange.dmn_in.tree import Element
from decisionbook.exchange.dmn_in.types import type_of
from decisionbook.exchange.yaml_out import Value, Word

Kind = Literal["boolean", "choice", "number", "date"]
OTHER = "other"
_KINDS: dict[str, Kind] = {
    "boolean": "boolean",
    "string": "choice",
    "number": "number",
    "integer": "number",
    "date": "date",
}
_ELSE = "\0"  # stands for every text that no rule mentions


@dataclass(slots=True, eq=False)
class Variable:
    """One thing that is asked. ``clauses`` are the columns that ask it, ``cells`` all their tests.

    ``own_ids``: the file is one of ours, so texts that are ids are kept as they are. ``labels``, ``unit`` and
    ``ordered`` are what only our own files say.
    """

    element: Element
    name: str
    label: str
    help: str = ""
    type: str | None = None
    allowed: Tests = field(default_factory=Tests)
    own_id: str = ""
    own_ids: bool = False
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    unit: str = ""
    ordered: bool = False
    clauses: list[InputClause] = field(default_factory=list)
    cells: list[Tests] = field(default_factory=list)
    users: set[str] = field(default_factory=set)
    id: str = ""
    shared: bool = False
    _settled: Settled | None = None

    def settled(self, notes: Notes) -> Settled:
        """What it can be answered with. Raises ``NotCarriedError`` for types that have no form here."""
        if self._settled is None:
            self._settled = _settle(self, notes)
        return self._settled


@dataclass(frozen=True, slots=True)
class Settled:
    """The answers of a variable; ``answers`` maps texts to ids, ``open`` says that there is an id for all others."""

    kind: Kind
    domain: Domain
    answers: dict[str, str] = field(default_factory=dict)
    open: bool = False

    def admitted(self, tests: Tests, where: Element) -> ValueSet:
        """The answers that pass a cell; perhaps none."""
        if isinstance(self.domain, Range):
            return tests.intervals(self.domain)
        if self.kind == "boolean":
            return frozenset(name for name, value in (("yes", True), ("no", False)) if tests.hold(value))
        found = {self.answers[text] for text in tests.passing(self.answers)}
        if self.open and tests.hold(_ELSE):
            if any(test.sign not in {"=", "!="} for test in tests.tests):
                fix = "list the values that the input may have"
                raise NotCarriedError(where, "texts are compared by their order, and may be any", fix)
            found.update(set(self.domain.values) - set(self.answers.values()))
        elif self.open and any(test.sign not in {"=", "!="} for test in tests.tests):
            fix = "list the values that the input may have"
            raise NotCarriedError(where, "texts are compared by their order, and may be any", fix)
        return frozenset(found)


def authored(variable: Variable, known: Settled) -> dict[str, Value]:
    """The input as an author would write it."""
    written: dict[str, Value] = {"ask": readable(variable.label) or variable.id}
    if variable.help and as_prose(variable.help):
        written["help"] = as_prose(variable.help)
    domain = known.domain
    if isinstance(domain, Choices) and known.kind == "choice":
        labels = {identity: _label(variable, text) for text, identity in known.answers.items()}
        for identity in domain.values:
            labels.setdefault(identity, "Other" if identity == domain.values[-1] else "Any text")
        written["answers"] = {identity: labels[identity] for identity in domain.values}
        if variable.ordered:
            written["ordered"] = Word("yes")
    if isinstance(domain, Range):
        written["type"] = Word(known.kind)
        if known.kind == "number" and (unit := readable(variable.unit)):
            written["unit"] = unit
        if domain.kind == "integer":
            written["integer"] = Word("yes")
        lowest = "none" if known.kind == "number" else ""
        for key, end, missing in (("min", domain.low, lowest), ("max", domain.high, "")):
            if end is not None or missing:
                written[key] = Word(missing if end is None else domain.show(end))
    return written


def _label(variable: Variable, text: str) -> Value:
    label, help_ = variable.labels.get(text, ("", ""))
    shown = readable(label) or readable(text) or "Empty text"
    return {"label": shown, "help": as_prose(help_)} if as_prose(help_) else shown


def _settle(variable: Variable, notes: Notes) -> Settled:
    kind = _kind(variable)
    allowed = variable.allowed
    if kind == "boolean":
        return Settled(kind, Choices(("yes", "no")))
    if kind == "choice":
        return _choices(variable, allowed, notes)
    shape: Literal["number", "integer", "date"] = "date" if kind == "date" else "number"
    if variable.type == "integer":
        shape = "integer"
    everything = Range(shape, None, None)
    passed = allowed.intervals(everything)
    if not passed:
        notes.left_out(variable.element, f"the allowed values of '{variable.name}' are empty", "check them")
        return Settled(kind, everything)
    low, high = passed.cuts[0], passed.cuts[-1]
    ends = [end[0] if end[0].is_finite() else None for end in (low, high)]
    if shape != "number" and ends[1] is not None:
        ends[1] = EXACT.subtract(ends[1], 1)
    domain = Range(shape, *ends)
    if domain.everything != passed:
        message = f"'{variable.name}' takes everything between its lowest and highest allowed value"
        notes.changed(variable.element, message, "compare the range of its answers with the allowed values")
    return Settled(kind, domain)


def _kind(variable: Variable) -> Kind:
    if variable.type is None:
        constants = [each for cell in (*variable.cells, variable.allowed) for each in cell.constants]
        known = {kind for each in constants if (kind := type_of(each)) is not None}
        if len(known) > 1:
            listed = " and ".join(sorted(known))
            raise NotCarriedError(
                variable.element, f"'{variable.name}' is compared with {listed}", "give it a type"
            )
        variable.type = known.pop() if known else "string"
    kind = _KINDS.get(variable.type)
    if kind is None:
        message = f"'{variable.name}' is of type {variable.type}"
        raise NotCarriedError(variable.element, message, "use a string, a number, a boolean or a date")
    return kind


def _choices(variable: Variable, allowed: Tests, notes: Notes) -> Settled:
    names = Names()
    listed = not allowed.negated and all(test.sign == "=" for test in allowed.tests)
    texts = [each for each in allowed.constants if isinstance(each, str)] if listed else []
    if allowed and not texts:
        message = f"the allowed values of '{variable.name}' are no list of texts"
        notes.left_out(variable.element, message, "list the answers that it may have")
    closed = bool(texts)
    if not closed:
        texts = [each for cell in variable.cells for each in cell.constants if isinstance(each, str)]
    answers: dict[str, str] = {}
    for text in dict.fromkeys(texts):
        answers[text] = names.keep(text) if variable.own_ids and is_id(text) else names.take(text, "value")
    if not closed or len(answers) < 2:
        others = [] if answers else [names.take("any", "any")]
        values = (*answers.values(), *others, names.take(OTHER, OTHER))
        return Settled("choice", Choices(values), answers, open=True)
    return Settled("choice", Choices(tuple(answers.values())), answers)


def mentioned_outside(known: Settled, tests: Tests) -> list[str]:
    """The texts in a cell that are no answers, so that they can never match."""
    if known.kind != "choice" or known.open:
        return []
    return [shown(each) for each in tests.constants if isinstance(each, str) and each not in known.answers]
