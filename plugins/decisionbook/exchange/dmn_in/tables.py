"""The decision tables of a DMN file, with every cell read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decisionbook.exchange.dmn_in.notes import NotCarriedError
from decisionbook.exchange.dmn_in.own import OWN_POLICY
from decisionbook.exchange.dmn_in.sfeel import (
    Constant,
    SfeelError,
    Tests,
    read_constant,
    read_constants,
    read_tests,
)
from decisionbook.exchange.dmn_in.tree import Element
from decisionbook.exchange.dmn_in.types import Types, type_of, unlike
from decisionbook.model import Aggregate, HitPolicy

_POLICIES: Mapping[str, HitPolicy] = {
    "UNIQUE": "unique",
    "U": "unique",
    "ANY": "any",
    "A": "any",
    "PRIORITY": "priority",
    "P": "priority",
    "FIRST": "first",
    "F": "first",
    "RULE ORDER": "rule-order",
    "R": "rule-order",
    "OUTPUT ORDER": "output-order",
    "O": "output-order",
    "COLLECT": "rule-order",
    "C": "rule-order",
}
_AGGREGATES: Mapping[str, Aggregate] = {"SUM": "sum", "MIN": "min", "MAX": "max", "COUNT": "count"}
_SIGNS: Mapping[str, Aggregate] = {"+": "sum", "<": "min", ">": "max", "#": "count"}


@dataclass(frozen=True, slots=True)
class InputClause:
    """A column that asks. ``type`` is what the file says, ``allowed`` its listed values, if it has any."""

    element: Element
    expression: str
    label: str
    type: str | None
    allowed: Tests


@dataclass(frozen=True, slots=True)
class OutputClause:
    """A column that answers. ``ranked`` are its listed values, highest first; empty where it lists none."""

    element: Element
    name: str
    ranked: tuple[Constant, ...]
    default: tuple[Constant] | None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A row: tests by column, values by column, and what its annotations say. ``own_id`` is one of ours."""

    element: Element
    tests: tuple[Tests, ...]
    values: tuple[Constant, ...]
    because: str
    own_id: str


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table."""

    element: Element
    policy: HitPolicy
    aggregate: Aggregate | None
    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[RuleRow, ...]


def read_table(decision: Element, types: Types, own: str) -> Table:
    """The decision's table. Raises ``NotCarriedError`` for anything that is none, or holds more than S-FEEL.

    ``own`` is the attribute that carries ids of ours.
    """
    element = decision.first("decisionTable")
    if element is None:
        raise NotCarriedError(*_no_table(decision))
    policy, aggregate = _policy(element)
    inputs = tuple(_input(each, types) for each in element.all("input"))
    outputs = tuple(_outputs(decision, element, types))
    width = (len(inputs), len(outputs))
    rules = tuple(_rule(each, width, own) for each in element.all("rule"))
    if not rules:
        raise NotCarriedError(element, "its table has no rules", "add rules to it, or remove it")
    if aggregate and aggregate != "count":
        _check_numbers(outputs, rules, aggregate)
    lacking = [output for output in outputs if output.default is None]
    if lacking and len(lacking) < len(outputs):
        message = f"'{lacking[0].name}' has no default although another output has one"
        raise NotCarriedError(lacking[0].element, message, "give every output a default, or none")
    return Table(element, policy, aggregate, inputs, outputs, rules)


def _no_table(decision: Element) -> tuple[Element, str, str]:
    kinds = {
        "literalExpression": "an expression",
        "context": "a context",
        "invocation": "an invocation",
        "relation": "a relation",
        "list": "a list",
        "functionDefinition": "a function",
        "conditional": "a conditional",
    }
    for child in decision.all(*kinds):
        return child, f"it is {kinds[child.name]}, not a decision table", "write what it computes as a table"
    return decision, "it has no decision table", "add one, or remove the decision"


def _policy(element: Element) -> tuple[HitPolicy, Aggregate | None]:
    written = " ".join(element.get("hitPolicy").upper().replace("_", " ").split()) or "UNIQUE"
    sign = _SIGNS.get(written[1:]) if written[:1] == "C" else None
    policy = "rule-order" if sign else _POLICIES.get(written)
    if policy is None:
        known = "UNIQUE, ANY, PRIORITY, FIRST, RULE ORDER, OUTPUT ORDER or COLLECT"
        raise NotCarriedError(element, f"there is no hit policy '{written[:40]}'", f"write {known}")
    if policy == "output-order" and element.get(OWN_POLICY) == "collect":
        return "collect", None
    aggregation = element.get("aggregation").upper()
    if not aggregation or not written.startswith("C"):
        return policy, sign
    if aggregation not in _AGGREGATES:
        raise NotCarriedError(
            element, f"there is no aggregation '{aggregation[:40]}'", "write SUM, MIN, MAX or COUNT"
        )
    return policy, _AGGREGATES[aggregation]


def _input(element: Element, types: Types) -> InputClause:
    expression = element.first("inputExpression")
    text = expression.inner("text") if expression else ""
    label = element.get("label")
    if not text and not label and not element.get("id"):
        raise NotCarriedError(element, "an input has neither expression nor label", "name what it asks")
    found = types.find(expression.get("typeRef") if expression else "")
    values = element.first("inputValues")
    allowed = _tests(values, values.inner("text")) if values else found.allowed
    return InputClause(element, text, label, found.name, allowed)


def _outputs(decision: Element, table: Element, types: Types) -> Iterator[OutputClause]:
    clauses = list(table.all("output"))
    if not clauses:
        raise NotCarriedError(table, "its table has no output", "add one")
    variable = decision.first("variable")
    whole = types.find(table.get("typeRef") or (variable.get("typeRef") if variable else ""))
    taken: set[str] = set()
    for number, clause in enumerate(clauses, 1):
        own = clause.get("name") or clause.get("label")
        single = (
            table.get("outputLabel") or (variable.get("name") if variable else "") or decision.get("name")
        )
        name = own or (single if len(clauses) == 1 else f"output {number}") or "output"
        while name in taken:
            name = f"{name} {number}"
        taken.add(name)
        values = clause.first("outputValues")
        ranked = _constants(values, values.inner("text")) if values else ()
        if not ranked:
            part = types.find(clause.get("typeRef"))
            listed = part.allowed or whole.parts.get(name, part).allowed
            listed = listed or (whole.allowed if len(clauses) == 1 else Tests())
            ranked = listed.constants if all(test.sign == "=" for test in listed.tests) else ()
        default = clause.first("defaultOutputEntry")
        given = (_constant(default, default.inner("text")),) if default else None
        yield OutputClause(clause, name, unlike(ranked), given)


def _rule(element: Element, width: tuple[int, int], own: str) -> RuleRow:
    conditions, values = list(element.all("inputEntry")), list(element.all("outputEntry"))
    if (len(conditions), len(values)) != width:
        found = f"{len(conditions)} conditions and {len(values)} answers"
        message = f"a rule has {found}, the table {width[0]} and {width[1]} columns"
        raise NotCarriedError(element, message, "give the rule one entry a column")
    said = [element.inner("description"), *(note.inner("text") for note in element.all("annotationEntry"))]
    return RuleRow(
        element,
        tuple(_tests(_in_feel(each), each.inner("text")) for each in conditions),
        tuple(_constant(each, each.inner("text")) for each in values),
        "\n\n".join(dict.fromkeys(text for text in said if text)),
        element.get(own),
    )


def _in_feel(cell: Element) -> Element:
    """The cell. Raises ``NotCarriedError`` for one in another language, whose signs may mean something else."""
    language = cell.get("expressionLanguage")
    if language and "feel" not in language.lower():
        raise NotCarriedError(cell, f"a cell is written in {language[:60]}", "write it in FEEL")
    return cell


def _check_numbers(outputs: tuple[OutputClause, ...], rules: tuple[RuleRow, ...], aggregate: str) -> None:
    if len(outputs) > 1:
        message = f"the {aggregate} of several outputs is no single number"
        raise NotCarriedError(outputs[1].element, message, "split the table into one an output")
    for rule in rules:
        if type_of(rule.values[0]) != "number":
            raise NotCarriedError(
                rule.element, f"the {aggregate} needs numbers", "write a number as its answer"
            )


def _tests(element: Element, text: str) -> Tests:
    try:
        return read_tests(text)
    except SfeelError as error:
        raise NotCarriedError(*_unreadable(element, text, error)) from None


def _constants(element: Element, text: str) -> tuple[Constant, ...]:
    try:
        return read_constants(text) if text else ()
    except SfeelError as error:
        raise NotCarriedError(*_unreadable(element, text, error)) from None


def _constant(element: Element, text: str) -> Constant:
    try:
        return read_constant(text) if text and text != "-" else None
    except SfeelError as error:
        raise NotCarriedError(*_unreadable(element, text, error)) from None


def _unreadable(element: Element, text: str, error: SfeelError) -> tuple[Element, str, str]:
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    return (
        element,
        f"the cell '{shown}' is more than a constant comparison: {error}",
        ('write it with constants: "a","b", >= 18, [1..5], true, date("2026-11-20")'),
    )
