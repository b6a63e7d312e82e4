"""The rows and columns of a decision as a DMN table has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from decisionbook.domains import Intervals, ValueSet
from decisionbook.exchange import feel
from decisionbook.model import Book, Decision, Input, Rule

MAX_PATHS = 20_000
"""Paths through one flow chart beyond which its table is not written."""
MAX_PARTS = 64
"""Rows that one rule may become; beyond it, cells keep several intervals."""


class UnwritableError(ValueError):
    """The decision has no form in DMN; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what it asks of each input, what follows, and why. ``id`` is the rule's, if it has one."""

    when: Mapping[str, ValueSet]
    then: str
    because: str = ""
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """An input clause. ``output`` is what it reads of an inner decision that has values, else ``None``."""

    input: Input
    expression: str
    type: str
    output: str | None = None


def outputs(decision: Decision) -> tuple[tuple[str, str], ...]:
    """Output name and type: one for the outcome's id, or one for each of the outcomes' values."""
    every = [outcome.values or {} for outcome in decision.outcomes.values()]
    names = dict.fromkeys(name for values in every for name in values)
    if not names:
        return (("outcome", "string"),)
    return tuple((name, feel.type_of(values.get(name) for values in every)) for name in names)


def entry(decision: Decision, outcome: str, output: str) -> str:
    """What an outcome puts into one output; its id into a single one that it has no value for."""
    values = decision.outcomes[outcome].values
    if values is None:
        return feel.string(outcome) if len(outputs(decision)) == 1 else "null"
    return feel.literal(values.get(output))


def check_rank(decision: Decision) -> None:
    """Raise ``UnwritableError`` where DMN would rank the outcomes otherwise.

    DMN knows only values: it compares outputs from left to right by their places in the lists of their values.
    """
    if decision.hit_policy not in {"priority", "output-order", "collect"}:
        return
    places = []
    for outcome in decision.outcomes:
        entries = [(entry(decision, outcome, name), name) for name, _ in outputs(decision)]
        if len(entries) > 1 and any(value == "null" for value, _ in entries):
            raise UnwritableError(f"'{outcome}' of '{decision.id}' lacks a value, so DMN cannot rank it")
        places.append(tuple(listed(decision, name).index(value) for value, name in entries))
    if places != sorted(places):
        raise UnwritableError(
            f"the values of the outcomes of '{decision.id}' rank them otherwise than their order"
        )


def listed(decision: Decision, output: str) -> list[str]:
    """The values of an output as their outcomes rank them, each once."""
    return list(dict.fromkeys(entry(decision, outcome, output) for outcome in decision.outcomes))


def columns(book: Book, decision: Decision, variables: Mapping[str, str]) -> tuple[Column, ...]:
    """The input clauses; ``variables`` maps input ids to names in FEEL."""
    return tuple(
        column for own in decision.inputs.values() for column in _columns(book, own, variables[own.id])
    )


def _columns(book: Book, own: Input, variable: str) -> Iterator[Column]:
    given = outputs(book.decisions[own.decision]) if own.decision else ()
    if len(given) > 1:
        for name, type_ in given:
            if feel.name(name) != name:
                raise UnwritableError(f"'{own.decision}' has an output '{name}', which no cell can ask for")
            yield Column(own, f"{variable}.{name}", type_, name)
        return
    named = given[0] if given and _has_values(book, own) else (None, feel.TYPES[own.type])
    yield Column(own, variable, named[1], named[0])


def _has_values(book: Book, own: Input) -> bool:
    inner = book.decisions[own.decision] if own.decision else None
    return inner is not None and any(outcome.values is not None for outcome in inner.outcomes.values())


def cell(book: Book, column: Column, values: ValueSet | None) -> str:
    """What a row asks of a column. Raises ``UnwritableError`` where the values of outcomes do not tell them apart."""
    own = column.input
    if column.output is None or isinstance(values, Intervals | None) or values == own.domain.everything:
        return feel.unary_tests(values, own)
    inner = book.decisions[own.decision or ""]
    entries = {outcome: entry(inner, outcome, column.output) for outcome in inner.outcomes}
    wanted = dict.fromkeys(value for outcome, value in entries.items() if outcome in values)
    single = len(outputs(inner)) == 1
    if single and any(value in wanted for outcome, value in entries.items() if outcome not in values):
        raise UnwritableError(
            f"the values of '{inner.id}' do not tell its outcomes apart, as '{own.id}' must"
        )
    return ",".join(wanted)


def rows(book: Book, decision: Decision) -> Iterator[Row]:
    """The table, a rule in several rows where one row could not say it."""
    for row in _paths(decision) if decision.steps else _rules(decision):
        yield from _parts(book, decision, row)


def _rules(decision: Decision) -> Iterator[Row]:
    for rule in decision.rules:
        yield _row(rule)
    if decision.otherwise and decision.hit_policy == "first":
        yield replace(_row(decision.otherwise), id=None)


def _row(rule: Rule) -> Row:
    when = {condition.input: condition.values for condition in rule.when}
    return Row(when, rule.then, rule.because.text if rule.because else "", rule.id)


def _parts(book: Book, decision: Decision, row: Row) -> Iterator[Row]:
    parts: dict[str, Sequence[ValueSet | None]] = {}
    must = False
    for name, values in row.when.items():
        own = decision.inputs[name]
        parts[name] = tuple(feel.readable_apart(values, own))
        if isinstance(values, Intervals) or own.decision is None or values == own.domain.everything:
            continue
        if len(outputs(book.decisions[own.decision])) > 1:
            parts[name] = tuple(frozenset({outcome}) for outcome in sorted(values))
            must = True
    if prod(map(len, parts.values())) > (MAX_PATHS if must else MAX_PARTS):
        if must:
            raise UnwritableError(f"a rule of '{decision.id}' becomes more than {MAX_PATHS:,} rows")
        yield row
        return
    for chosen in product(*parts.values()):
        yield replace(
            row, when={name: part for name, part in zip(parts, chosen, strict=True) if part is not None}
        )


def _paths(decision: Decision) -> Iterator[Row]:
    """Every way through the steps as a row, in the order of the answers; ways that meet are written apart."""
    waiting: list[Row | tuple[str, Mapping[str, ValueSet], tuple[str, ...]]] = [
        (decision.start or "", {}, ())
    ]
    count = 0
    while waiting:
        found = waiting.pop()
        if isinstance(found, Row):
            count += 1
            if count > MAX_PATHS:
                raise UnwritableError(f"the steps of '{decision.id}' have more than {MAX_PATHS:,} paths")
            yield found
            continue
        name, when, passed = found
        if name in passed:
            continue
        step = decision.steps[name]
        for branch in reversed(step.branches):
            taken = {**when, step.input: branch.values}
            if branch.outcome is None:
                waiting.append((branch.step or "", taken, (*passed, name)))
            else:
                because = branch.because.text if branch.because else ""
                waiting.append(Row(taken, branch.outcome, because))
