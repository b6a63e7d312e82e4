"""Decisions: inputs, outcomes, rules or steps, examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from decisionbook import model, schema
from decisionbook.model import Example, Input, Monotone, Outcome, OutputValue
from decisionbook.resolve.inputs import read_input
from decisionbook.resolve.rules import Table, outcome
from decisionbook.resolve.scope import Scope
from decisionbook.schema import decision as authored
from decisionbook.schema.scalars import parse_core
from decisionbook.schema.walk import Path


def decision(scope: Scope, value: schema.Decision) -> model.Decision:
    """The decision with every reference and condition read; ``scope.damaged`` when some could not be."""
    _check_keys(scope, value)
    inputs = _inputs(scope, value)
    outcomes = _outcomes(scope, value)
    _check_numbers(scope, value, outcomes)
    table = Table(scope, inputs, outcomes)
    several = value.several
    return model.Decision(
        id=scope.entry.id,
        title=value.title,
        inputs=inputs,
        outcomes=outcomes,
        span=scope.entry.span,
        rules=table.rules(value.rules or ()),
        rules_span=scope.key(("rules",)) if value.rules is not None else None,
        otherwise=table.otherwise(value.otherwise),
        steps=table.steps(value.steps or {}),
        start=_start(scope, value),
        hit_policy=value.hit_policy,
        ask_order=value.ask_order or "declared",
        aggregate=value.aggregate,
        outcomes_ordered=value.outcomes_ordered,
        no_match_allowed=value.no_match == "allowed",
        question=value.question,
        summary=scope.beside(value.summary, "summary", value),
        several=_several(scope, several) if several else None,
        examples=_examples(scope, value, outcomes),
        monotone=_monotone(scope, value, inputs),
        checked=value.checked,
        owner=value.owner,
        old_ids=value.aliases_of_id,
        waivers=scope.waivers(value),
    )


def _check_keys(scope: Scope, value: schema.Decision) -> None:
    if value.steps is not None:
        for key in ("rules", "otherwise", "ask_order"):
            if getattr(value, key) is not None:
                scope.report(
                    "S007", scope.key((key,)), f"'{key}' cannot stand beside 'steps'", "remove one of the two"
                )
        if value.hit_policy != "unique":
            scope.report("S007", scope.key(("hit_policy",)), "steps have no hit policy", "remove it")
        if value.start is None and not scope.damaged:
            fix = f"add `start: {next(iter(value.steps))}`, or another step"
            scope.report("S002", scope.key(("steps",)), "the steps have no 'start'", fix)
    elif _answers_nothing(value) and not scope.damaged:
        fix = "add `rules:`, or `start:` and `steps:`"
        scope.report("S002", scope.span(()), f"decision '{scope.entry.id}' has no rules", fix)
        scope.damaged = True
    elif value.start is not None:
        scope.report("S007", scope.key(("start",)), "'start' needs 'steps'", "remove it")
    if value.several and value.hit_policy != "collect":
        message = "'several' is never shown: it stands above outcomes that are collected"
        scope.report("D010", scope.key(("several",)), message, "remove it, or write `hit_policy: collect`")
    if value.aggregate and value.hit_policy != "rule-order":
        fix = "remove it, or write `hit_policy: rule-order`"
        scope.report("S007", scope.key(("aggregate",)), "'aggregate' needs the values of matching rules", fix)


def _answers_nothing(value: schema.Decision) -> bool:
    """Whether nothing leads to an outcome; tables from elsewhere may be empty, and then allow that nothing matches."""
    return value.otherwise is None and (value.rules is None or not (value.rules or value.no_match))


def _check_numbers(scope: Scope, value: schema.Decision, outcomes: Mapping[str, Outcome]) -> None:
    """A sum, a least or a greatest value takes one number from each outcome; ``count`` takes none."""
    if value.aggregate in {None, "count"} or value.hit_policy != "rule-order" or scope.damaged:
        return
    lacking = [each.id for each in outcomes.values() if not _is_one_number(each)]
    if lacking:
        message = (
            f"`aggregate: {value.aggregate}` needs one number from each outcome; '{lacking[0]}' gives none"
        )
        fix = f"write `values: {{{scope.entry.id}: 1}}` with its number in outcome '{lacking[0]}'"
        more = f" and in {len(lacking) - 1} more" if len(lacking) > 1 else ""
        scope.report("S007", scope.key(("aggregate",)), message, fix + more)


def _is_one_number(outcome: Outcome) -> bool:
    values = tuple((outcome.values or {}).values())
    return len(values) == 1 and isinstance(values[0], Decimal)


# --- Inputs and outcomes ------------------------------------------------------------------------------


def _inputs(scope: Scope, value: schema.Decision) -> Mapping[str, Input]:
    found: dict[str, Input] = {}
    for identity, part in value.inputs.items():
        path: Path = ("inputs", identity)
        read = (
            _shared(scope, identity, path)
            if isinstance(part, str)
            else read_input(scope, identity, part, path)
        )
        if read:
            found[identity] = read
    return found


def _shared(scope: Scope, identity: str, path: Path) -> Input | None:
    found = scope.refer("inputs", identity, path, key=True)
    entry = scope.names.of("inputs")[found] if found else None
    if entry is None or not isinstance(entry.value, authored.Input):
        scope.damaged = True
        return None
    elsewhere = Scope(scope.names, entry)  # its mistakes are reported once, where it stands
    read = read_input(elsewhere, identity, entry.value, (), shared=found)
    scope.damaged = scope.damaged or entry.damaged or elsewhere.damaged
    return replace(read, asked_at=scope.key(path)) if read else None


def _outcomes(scope: Scope, value: schema.Decision) -> Mapping[str, Outcome]:
    found: dict[str, Outcome] = {}
    listed = isinstance(scope.node.at(("outcomes",)).children, list)
    for rank, (identity, part) in enumerate(value.outcomes.items()):
        path: Path = ("outcomes", rank) if listed else ("outcomes", identity)
        found[identity] = _outcome(scope, identity, part, path, rank)
    return found


def _outcome(scope: Scope, identity: str, part: authored.Outcome, path: Path, rank: int) -> Outcome:
    listed = isinstance(path[-1], int)
    option_path: Path = path if listed else (*path, "option")
    option = scope.refer("option", part.option, option_path) if part.option else None
    entry = scope.names.of("option").get(option or "")
    behind = entry.value if entry and isinstance(entry.value, schema.Option) else None
    span = scope.span(path) if listed else scope.key(path)
    if part.title is None and part.option is None and (*path, "title") not in scope.entry.dropped:
        fix = "add `title:`, or `option:` with the option that it stands for"
        scope.report("S002", span, f'outcome "{identity}" has no title', fix)
    summary = scope.beside(part.summary, "summary", part, path)
    advice = scope.claims(part.advice, "advice", path)
    if behind and entry:
        elsewhere = Scope(scope.names, entry)
        summary = summary or elsewhere.beside(behind.summary, "summary", behind)
        advice = advice or elsewhere.claims(behind.first_steps, "first_steps")
    return Outcome(
        id=identity,
        title=part.title or (behind.name if behind else identity),
        rank=rank,
        span=span,
        summary=summary,
        option=option,
        advice=advice,
        values=_values(scope, part, (*path, "values")) if part.values is not None else None,
    )


def _values(scope: Scope, part: authored.Outcome, path: Path) -> Mapping[str, OutputValue]:
    """Output values, each a number, boolean or text as YAML 1.2 reads it: quotes make a text."""
    read: dict[str, OutputValue] = {}
    for name, value in (part.values or {}).items():
        node = scope.node.at((*path, name))
        if not isinstance(value, str):
            scope.report(
                "S003",
                scope.span((*path, name)),
                "an output is a number, a boolean or a text",
                "write one value",
            )
            continue
        typed = None if node.quoted else parse_core(value)
        read[name] = value if typed is None else typed
    return read


def _several(scope: Scope, part: authored.Several) -> Outcome:
    path: Path = ("several",)
    summary = scope.beside(part.summary, "summary", part, path)
    return Outcome("several", part.title, -1, scope.key(path), summary)


def _start(scope: Scope, value: schema.Decision) -> str | None:
    if value.steps is None:
        return None
    if value.start is None:
        return next(iter(value.steps))
    return scope.own(value.start, value.steps, scope.span(("start",)), "a step of this decision", "its steps")


# --- Examples and promises ----------------------------------------------------------------------------


def _examples(scope: Scope, value: schema.Decision, outcomes: Mapping[str, Outcome]) -> tuple[Example, ...]:
    found = []
    for index, part in enumerate(value.examples):
        path: Path = ("examples", index)
        listed = isinstance(scope.node.at((*path, "expect")).children, list)
        expected = []
        for place, word in enumerate(part.expect):
            at: Path = (*path, "expect", place) if listed else (*path, "expect")
            expected.append(outcome(scope, word, outcomes, at))
        if None in expected:
            continue
        given = {address: answer for address, answer in part.given.items() if answer is not None}
        spans = {address: scope.span((*path, "given", address)) for address in given}
        wanted = tuple(word for word in expected if word)
        found.append(
            Example(part.title, given, wanted, scope.span(path), scope.span((*path, "expect")), spans)
        )
    return tuple(found)


def _monotone(scope: Scope, value: schema.Decision, inputs: Mapping[str, Input]) -> tuple[Monotone, ...]:
    found = []
    for index, word in enumerate(value.monotone):
        span = scope.span(("monotone", index))
        identity = scope.own(word, inputs, span, "an input of this decision", "its inputs")
        if identity is None:
            continue
        if getattr(inputs[identity].domain, "ordered", True):
            found.append(Monotone(identity, span))
        else:
            scope.report(
                "D002", span, f"the answers to '{identity}' have no order", "write `ordered: yes` beside them"
            )
    return tuple(found)
