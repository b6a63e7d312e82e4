"""Decisions as DMN 1.5 (OMG formal/24-01-01), one document for a decision and all that it requires.

Two things of ours have no DMN form. ``collect`` answers every outcome once, which is DMN's OUTPUT ORDER without
repeats: it is written as OUTPUT ORDER, and a reader drops the repeats. A flow chart is written as the table of
its paths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree import ElementTree as ET

from decisionbook.domains import Band, Intervals, Range, ValueSet
from decisionbook.model import Book, Decision, Input, OutputValue, Rule

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
MAX_PATHS = 20_000
"""Paths through one flow chart beyond which its table is not written."""

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
_TYPES = {"boolean": "boolean", "choice": "string", "decision": "string", "number": "number", "date": "date"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class UnwritableError(ValueError):
    """The decision has no form in DMN; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what it asks of each input, what follows, and why."""

    id: str
    when: Mapping[str, ValueSet]
    then: str
    because: str = ""


def to_dmn(book: Book, decision_id: str) -> str:
    """The DMN document of a decision, inner decisions included.

    Raises ``KeyError`` for an unknown decision and ``UnwritableError`` where a flow chart has too many paths.
    """
    return _Document(book, decision_id).text()


def variables(book: Book, decision_id: str) -> Mapping[str, str]:
    """Address of an input to the name of its input data in the document."""
    return _Document(book, decision_id).variables


@dataclass
class _Document:
    book: Book
    decision_id: str
    variables: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.decisions = list(_required(self.book, self.decision_id))
        for decision in self.decisions:
            self.taken.add(_name(decision.id))
        for decision in self.decisions:
            for own in decision.inputs.values():
                if own.decision is None:
                    self._variable(decision, own)

    def _variable(self, decision: Decision, own: Input) -> str:
        address = self._address(decision, own)
        if address not in self.variables:
            name = base = _name(address)
            number = 2
            while name in self.taken:
                name, number = f"{base}_{number}", number + 1
            self.taken.add(name)
            self.variables[address] = name
        return self.variables[address]

    def _address(self, decision: Decision, own: Input) -> str:
        if own.shared:
            return own.shared
        return own.id if decision.id == self.decision_id else f"{decision.id}.{own.id}"

    def text(self) -> str:
        root = ET.Element(
            "definitions",
            {
                "xmlns": NAMESPACE,
                "id": f"definitions_{_name(self.decision_id)}",
                "name": _clean(self.book.decisions[self.decision_id].title),
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
                data = _sub(root, "inputData", id=f"input_{name}", name=name, label=own.ask)
                _sub(data, "variable", id=f"input_{name}_variable", name=name, typeRef=_TYPES[own.type])

    def _decision(self, root: ET.Element, decision: Decision) -> None:
        name = _name(decision.id)
        element = _sub(root, "decision", id=name, name=name, label=decision.title)
        if decision.question:
            _sub(element, "question").text = _clean(decision.question)
        outputs = _outputs(decision)
        variable = _sub(element, "variable", id=f"{name}_variable", name=name)
        if len(outputs) == 1 and not decision.collects:
            variable.set("typeRef", outputs[0][1])
        self._requirements(element, decision, name)
        self._table(element, decision, name, outputs)

    def _requirements(self, element: ET.Element, decision: Decision, name: str) -> None:
        for number, own in enumerate(decision.inputs.values(), 1):
            requirement = _sub(element, "informationRequirement", id=f"{name}_requirement_{number}")
            if own.decision:
                _sub(requirement, "requiredDecision", href=f"#{_name(own.decision)}")
            else:
                _sub(requirement, "requiredInput", href=f"#input_{self._variable(decision, own)}")

    def _table(
        self, element: ET.Element, decision: Decision, name: str, outputs: list[tuple[str, str]]
    ) -> None:
        policy = "COLLECT" if decision.aggregate else _POLICIES[decision.hit_policy]
        table = _sub(element, "decisionTable", id=f"{name}_table", hitPolicy=policy)
        if decision.aggregate:
            table.set("aggregation", _AGGREGATES[decision.aggregate])
        for number, own in enumerate(decision.inputs.values(), 1):
            self._input_clause(table, decision, own, f"{name}_input_{number}")
        for number, (output, type_) in enumerate(outputs, 1):
            self._output_clause(table, decision, (output, type_), f"{name}_output_{number}")
        _sub(table, "annotation", name="because")
        for row in self._rows(decision):
            self._rule(table, decision, row, f"{name}_rule_{_name(row.id)}", outputs)

    def _input_clause(self, table: ET.Element, decision: Decision, own: Input, identity: str) -> None:
        clause = _sub(table, "input", id=identity, label=own.ask)
        expression = _sub(clause, "inputExpression", id=f"{identity}_expression", typeRef=_TYPES[own.type])
        variable = _name(own.decision) if own.decision else self._variable(decision, own)
        _sub(expression, "text").text = variable
        if own.type in {"choice", "decision"} and not isinstance(own.domain, Range):
            allowed = _sub(clause, "inputValues", id=f"{identity}_values")
            _sub(allowed, "text").text = ",".join(_string(value) for value in own.domain.values)

    def _output_clause(
        self, table: ET.Element, decision: Decision, output: tuple[str, str], identity: str
    ) -> None:
        name, type_ = output
        clause = _sub(table, "output", id=identity, typeRef=type_)
        if len(_outputs(decision)) > 1 or any(outcome.values for outcome in decision.outcomes.values()):
            clause.set("name", name)
        ranked = list(dict.fromkeys(_entry(decision, outcome, name) for outcome in decision.outcomes))
        values = _sub(clause, "outputValues", id=f"{identity}_values")
        _sub(values, "text").text = ",".join(ranked)
        if decision.otherwise and decision.hit_policy != "first":
            default = _sub(clause, "defaultOutputEntry", id=f"{identity}_default")
            _sub(default, "text").text = _entry(decision, decision.otherwise.then, name)

    def _rows(self, decision: Decision) -> Iterator[Row]:
        if decision.steps:
            yield from _paths(decision)
            return
        for rule in decision.rules:
            yield _row(rule)
        if decision.otherwise and decision.hit_policy == "first":
            yield _row(decision.otherwise)

    def _rule(
        self,
        table: ET.Element,
        decision: Decision,
        row: Row,
        identity: str,
        outputs: Sequence[tuple[str, str]],
    ) -> None:
        element = _sub(table, "rule", id=identity)
        for number, own in enumerate(decision.inputs.values(), 1):
            entry = _sub(element, "inputEntry", id=f"{identity}_if_{number}")
            _sub(entry, "text").text = unary_tests(row.when.get(own.id), own)
        for number, (output, _) in enumerate(outputs, 1):
            entry = _sub(element, "outputEntry", id=f"{identity}_then_{number}")
            _sub(entry, "text").text = _entry(decision, row.then, output)
        note = _sub(element, "annotationEntry")
        _sub(note, "text").text = _clean(row.because)


# --- Parts ----------------------------------------------------------------------------------------------


def unary_tests(values: ValueSet | None, of: Input) -> str:
    """The condition in S-FEEL: ``-`` for any answer, else tests joined by commas."""
    if values is None or values == of.domain.everything:
        return "-"
    if isinstance(values, Intervals):
        assert isinstance(of.domain, Range)  # noqa: S101 - intervals belong to ranges
        return ",".join(_interval(Band(start, end, of.domain)) for start, end in values.pieces)
    ordered = of.domain.values if not isinstance(of.domain, Range) else ()
    if of.type == "boolean":
        return ",".join("true" if value == "yes" else "false" for value in ordered if value in values)
    return ",".join(_string(value) for value in ordered if value in values)


def _interval(band: Band) -> str:
    low, high = band.low, band.high
    if low is None and high is None:
        return "-"
    if low is None or high is None:
        end = low if high is None else high
        closed = band.closed_low if high is None else band.closed_high
        sign = (">" if high is None else "<") + ("=" if closed else "")
        return f"{sign} {_point(end, band.domain)}"
    if low == high:
        return _point(low, band.domain)
    left, right = "[" if band.closed_low else "(", "]" if band.closed_high else ")"
    return f"{left}{_point(low, band.domain)}..{_point(high, band.domain)}{right}"


def _point(value: Decimal | None, domain: Range) -> str:
    if value is None:
        return ""
    text = domain.show(value)
    return f'date("{text}")' if domain.kind == "date" else text


def _outputs(decision: Decision) -> list[tuple[str, str]]:
    """Output name and type: one for the outcome's id, or one for each of the outcomes' values."""
    names = dict.fromkeys(name for outcome in decision.outcomes.values() for name in outcome.values or {})
    if not names:
        return [("outcome", "string")]
    return [(name, _type_of(decision, name)) for name in names]


def _type_of(decision: Decision, name: str) -> str:
    values = [(outcome.values or {}).get(name) for outcome in decision.outcomes.values()]
    known = {
        "boolean" if isinstance(v, bool) else "number" if isinstance(v, Decimal) else "string"
        for v in values
        if v is not None
    }
    return known.pop() if len(known) == 1 else "Any"


def _entry(decision: Decision, outcome: str, name: str) -> str:
    values = decision.outcomes[outcome].values
    if values is None:
        return _string(outcome) if name == "outcome" else "null"
    return _literal(values.get(name))


def _literal(value: OutputValue | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else _string(value)


def _row(rule: Rule) -> Row:
    when = {condition.input: condition.values for condition in rule.when}
    return Row(rule.id, when, rule.then, rule.because.text if rule.because else "")


def _paths(decision: Decision) -> Iterator[Row]:
    """Every way through the steps as a row; ways that meet are written apart. Each row names its last step."""
    waiting: list[tuple[str, Mapping[str, ValueSet], tuple[str, ...]]] = [(decision.start or "", {}, ())]
    count = 0
    while waiting:
        name, when, passed = waiting.pop()
        step = decision.steps[name]
        if name in passed:
            continue
        for branch in reversed(step.branches):
            taken = {**when, step.input: branch.values}
            if branch.outcome is None:
                waiting.append((branch.step or "", taken, (*passed, name)))
                continue
            count += 1
            if count > MAX_PATHS:
                raise UnwritableError(f"the steps of '{decision.id}' have more than {MAX_PATHS:,} paths")
            yield Row(f"path_{count}", taken, branch.outcome, branch.because.text if branch.because else "")


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


def _name(identity: str) -> str:
    """A name that FEEL reads as one variable: a hyphen would be a subtraction, a dot a path."""
    plain = re.sub(r"[^0-9A-Za-z_]", "_", identity)
    return plain if plain[:1].isalpha() else f"_{plain}"


def _string(text: str) -> str:
    escaped = _clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


def _sub(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, tag, {key: _clean(value) for key, value in attributes.items()})
