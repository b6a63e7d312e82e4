"""Decisions as DMN 1.5 (OMG formal/24-01-01), one document for a decision and all that it requires.

Two things of ours have no DMN form. ``collect`` answers every outcome once, which is DMN's OUTPUT ORDER without
repeats: it is written as OUTPUT ORDER, and a reader drops the repeats. A flow chart is written as the table of
its paths. Attributes and extension elements in a namespace of our own carry what DMN has no place for: the ids that
FEEL cannot spell, ``collect``, units, labels and titles. Reading the file again gives them back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from decisionbook.decide.chain import address_in
from decisionbook.domains import Choices, Range
from decisionbook.exchange import feel
from decisionbook.exchange.dmn_rows import (
    Column,
    Row,
    UnwritableError,
    cell,
    check_rank,
    columns,
    entry,
    listed,
    outputs,
    rows,
)
from decisionbook.model import Book, Decision, Input

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
OWN_NAMESPACE = "urn:decisionbook:dmn"
_OWN = "decisionbook"

_POLICIES = {
    "unique": "UNIQUE",
    "first": "FIRST",
    "any": "ANY",
    "priority": "PRIORITY",
    "collect": "OUTPUT ORDER",
    "rule-order": "RULE ORDER",
    "output-order": "OUTPUT ORDER",
}
_AGGREGATES = {"sum": "SUM", "min": "MIN", "max": "MAX", "count": "COUNT"}

__all__ = ["NAMESPACE", "OWN_NAMESPACE", "UnwritableError", "to_dmn", "variables"]


def to_dmn(book: Book, decision_id: str) -> str:
    """The DMN document of a decision, inner decisions included.

    Raises ``KeyError`` for an unknown decision and ``UnwritableError`` for one that has no form in DMN.
    """
    return _Document(book, decision_id).text()


def variables(book: Book, decision_id: str) -> Mapping[str, str]:
    """Address of an input to the name of its input data in the document."""
    return _Document(book, decision_id).variables


@dataclass
class _Document:
    book: Book
    decision_id: str
    names: dict[str, str] = field(default_factory=dict)
    """Decision id to its name in FEEL."""
    variables: dict[str, str] = field(default_factory=dict)
    """Address of an input to its name in FEEL."""

    def __post_init__(self) -> None:
        self.decisions = list(_required(self.book, self.decision_id))
        for decision in self.decisions:
            self.names[decision.id] = self._free(decision.id)
        for decision in self.decisions:
            for own in decision.inputs.values():
                address = self._address(decision, own)
                if own.decision is None and address not in self.variables:
                    self.variables[address] = self._free(address)

    def _free(self, identity: str) -> str:
        taken = {*self.names.values(), *self.variables.values()}
        name = base = feel.name(identity)
        number = 2
        while name in taken:
            name, number = f"{base}_{number}", number + 1
        return name

    def _address(self, decision: Decision, own: Input) -> str:
        return address_in(self.book.decisions[self.decision_id], decision, own.id)

    def _variable(self, decision: Decision, own: Input) -> str:
        return self.names[own.decision] if own.decision else self.variables[self._address(decision, own)]

    def text(self) -> str:
        root = ET.Element(
            "definitions",
            {
                "xmlns": NAMESPACE,
                f"xmlns:{_OWN}": OWN_NAMESPACE,
                "id": f"{self.names[self.decision_id]}.definitions",
                "name": feel.clean(self.book.decisions[self.decision_id].title),
                "namespace": f"urn:decisionbook:{self.decision_id}",
                "exporter": "Decisionbook",
            },
        )
        self._input_data(root)
        for decision in self.decisions:
            self._decision(root, decision)
        ET.indent(root)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"

    def _input_data(self, root: ET.Element) -> None:
        written: set[str] = set()
        for decision in self.decisions:
            for own in decision.inputs.values():
                if own.decision is not None or (name := self._variable(decision, own)) in written:
                    continue
                written.add(name)
                data = _sub(root, "inputData", id=_input_id(name), name=name, label=own.ask)
                _own(data, id=own.id)
                if isinstance(own.domain, Range) and own.domain.kind == "integer":
                    _own(data, integer="true")
                _say_more(data, own)
                _sub(
                    data,
                    "variable",
                    id=f"{_input_id(name)}.variable",
                    name=name,
                    typeRef=feel.TYPES[own.type],
                )

    def _decision(self, root: ET.Element, decision: Decision) -> None:
        name = self.names[decision.id]
        element = _sub(root, "decision", id=name, name=name, label=decision.title)
        _own(element, id=decision.id)
        if decision.summary:
            _text(element, "description", decision.summary.text)
        _titles(element, decision)
        if decision.question:
            _text(element, "question", decision.question)
        known = outputs(decision)
        single = len(known) == 1 and (not decision.collects or decision.aggregate)
        type_ = "Any" if not single else "number" if decision.aggregate == "count" else known[0][1]
        _sub(element, "variable", id=f"{name}.variable", name=name, typeRef=type_)
        for number, own in enumerate(decision.inputs.values(), 1):
            requirement = _sub(element, "informationRequirement", id=f"{name}.requirement_{number}")
            variable = self._variable(decision, own)
            if own.decision:
                _sub(requirement, "requiredDecision", href=f"#{variable}")
            else:
                _sub(requirement, "requiredInput", href=f"#{_input_id(variable)}")
        self._table(element, decision, name)

    def _table(self, element: ET.Element, decision: Decision, name: str) -> None:
        check_rank(decision)
        policy = "COLLECT" if decision.aggregate else _POLICIES[decision.hit_policy]
        table = _sub(element, "decisionTable", id=f"{name}.table", hitPolicy=policy)
        if decision.hit_policy == "collect" and _are_unlike(decision):
            _own(table, hitPolicy="collect")
        if decision.aggregate:
            table.set("aggregation", _AGGREGATES[decision.aggregate])
        own_names = {own.id: self._variable(decision, own) for own in decision.inputs.values()}
        asked = columns(self.book, decision, own_names)
        for number, column in enumerate(asked, 1):
            _input_clause(table, column, f"{name}.input_{number}")
        for number, output in enumerate(outputs(decision), 1):
            _output_clause(table, decision, output, f"{name}.output_{number}")
        for number, row in enumerate(rows(self.book, decision), 1):
            tests = [cell(self.book, column, row.when.get(column.input.id)) for column in asked]
            _rule(table, decision, row, tests, f"{name}.rule_{number}")


def _input_id(name: str) -> str:
    """The id of an input, unlike those of decisions and their parts: no name holds a hyphen or a point."""
    return f"input-{name}"


def _say_more(data: ET.Element, own: Input) -> None:
    """Help, unit and the labels of the answers: DMN knows only the first."""
    if own.help:
        _text(data, "description", own.help)
    if own.unit:
        _own(data, unit=own.unit)
    if own.type != "choice":
        return
    if isinstance(own.domain, Choices) and own.domain.ordered:
        _own(data, ordered="true")
    extension = _sub(data, "extensionElements")
    for answer in own.answers:
        said = {"value": answer.id, "label": answer.label, **({"help": answer.help} if answer.help else {})}
        _sub(extension, f"{_OWN}:answer", **said)


def _are_unlike(decision: Decision) -> bool:
    """Whether a reader can tell a repeat from another outcome."""
    entries = [[entry(decision, each, name) for name, _ in outputs(decision)] for each in decision.outcomes]
    return len({tuple(each) for each in entries}) == len(entries)


def _titles(element: ET.Element, decision: Decision) -> None:
    extension = _sub(element, "extensionElements")
    for outcome in decision.outcomes.values():
        entries = ",".join(entry(decision, outcome.id, name) for name, _ in outputs(decision))
        _sub(extension, f"{_OWN}:outcome", entries=entries, id=outcome.id, title=outcome.title)


def _input_clause(table: ET.Element, column: Column, identity: str) -> None:
    clause = _sub(table, "input", id=identity)  # without a label: some tools take it for the variable's name
    expression = _sub(clause, "inputExpression", id=f"{identity}_expression", typeRef=column.type)
    _text(expression, "text", column.expression)
    allowed = feel.ANY if column.output else feel.allowed(column.input)
    if allowed != feel.ANY:
        _text(_sub(clause, "inputValues", id=f"{identity}_values"), "text", allowed)


def _output_clause(table: ET.Element, decision: Decision, output: tuple[str, str], identity: str) -> None:
    name, type_ = output
    clause = _sub(table, "output", id=identity, typeRef=type_)
    if len(outputs(decision)) > 1:
        clause.set("name", feel.clean(name))
    elif name != "outcome":
        clause.set("label", feel.clean(name))
    values = [value for value in listed(decision, name) if value != "null"]
    if values:
        _text(_sub(clause, "outputValues", id=f"{identity}_values"), "text", ",".join(values))
    if decision.otherwise and decision.hit_policy != "first":
        default = _sub(clause, "defaultOutputEntry", id=f"{identity}_default")
        _text(default, "text", entry(decision, decision.otherwise.then, name))


def _rule(table: ET.Element, decision: Decision, row: Row, tests: list[str], identity: str) -> None:
    element = _sub(table, "rule", id=identity)
    if row.id:
        _own(element, id=row.id)
    if row.because:
        _text(element, "description", row.because)
    for number, test in enumerate(tests, 1):
        _text(_sub(element, "inputEntry", id=f"{identity}_if_{number}"), "text", test)
    for number, (output, _) in enumerate(outputs(decision), 1):
        written = _sub(element, "outputEntry", id=f"{identity}_then_{number}")
        _text(written, "text", entry(decision, row.then, output))


def _required(book: Book, decision_id: str) -> Iterator[Decision]:
    """The decision and all that it requires, inner ones first, each once."""
    seen: set[str] = set()
    waiting: list[tuple[str, bool]] = [(decision_id, False)]
    while waiting:
        identity, ready = waiting.pop()
        if ready:
            yield book.decisions[identity]
        elif identity not in seen:
            seen.add(identity)
            waiting.append((identity, True))
            inner = [own.decision for own in book.decisions[identity].inputs.values() if own.decision]
            waiting.extend((name, False) for name in reversed(inner))


def _sub(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, tag, {key: feel.clean(value) for key, value in attributes.items()})


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = feel.clean(text)


def _own(element: ET.Element, **attributes: str) -> None:
    for key, value in attributes.items():
        element.set(f"{_OWN}:{key}", feel.clean(value))
