"""Decisions in a line or two, for tests of the engine.

A condition is written as authors write it, as far as the engine's tests need: `yes`, an id, several ids joined
by `|`, `at least X`, `at most X`, `over X`, `under X`, `X to Y`, `X to under Y`, `X`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from decisionbook.domains import Choices, Domain, Intervals, Range, ValueSet
from decisionbook.findings import Span
from decisionbook.model import (
    Book,
    Branch,
    Claim,
    Condition,
    Decision,
    Evidence,
    Example,
    Input,
    Monotone,
    Outcome,
    Rule,
    Step,
)

SPAN = Span("decisions/d.yml")


def at(line: int) -> Span:
    return Span("decisions/d.yml", line, 1, line, 9)


def claim(text: str) -> Claim:
    return Claim(text, Evidence(), SPAN)


def boolean(name: str, *, shared: bool = False) -> Input:
    return Input(name, f"{name}?", "boolean", Choices(("yes", "no")), SPAN, shared=name if shared else None)


def choice(name: str, answers: str, *, ordered: bool = False, shared: bool = False) -> Input:
    domain = Choices(tuple(answers.split()), ordered)
    return Input(name, f"{name}?", "choice", domain, SPAN, shared=name if shared else None)


def number(
    name: str,
    low: float | None = 0,
    high: float | None = None,
    *,
    integer: bool = False,
    shared: bool = False,
) -> Input:
    ends = [None if end is None else Decimal(str(end)) for end in (low, high)]
    domain = Range("integer" if integer else "number", *ends)
    return Input(name, f"{name}?", "number", domain, SPAN, shared=name if shared else None)


def day(name: str) -> Input:
    return Input(name, f"{name}?", "date", Range("date", None, None), SPAN)


def inner(name: str, decision: Decision) -> Input:
    domain = Choices(tuple(decision.outcomes), decision.outcomes_ordered)
    return Input(name, f"{name}?", "decision", domain, SPAN, decision=decision.id)


def values(text: str, domain: Domain) -> ValueSet:
    if isinstance(domain, Choices):
        return _choices(text, domain)
    whole = Intervals(())
    for part in text.split("|"):
        whole = whole | _interval(part.strip(), domain)
    return whole


def _choices(text: str, domain: Choices) -> frozenset[str]:
    names = domain.values
    for word, keep in (
        ("not ", lambda i, at: i != at),
        ("at least ", lambda i, at: i >= at),
        ("at most ", lambda i, at: i <= at),
        ("over ", lambda i, at: i > at),
        ("under ", lambda i, at: i < at),
    ):
        if text.startswith(word):
            place = names.index(text.removeprefix(word))
            return frozenset(name for i, name in enumerate(names) if keep(i, place))
    return frozenset(part.strip() for part in text.split("|"))


def _interval(text: str, domain: Range) -> Intervals:
    def value(word: str) -> Decimal:
        return Decimal(date.fromisoformat(word).toordinal()) if domain.kind == "date" else Decimal(word)

    if " to " in text:
        low, high = text.split(" to ")
        return domain.between(
            value(low.removeprefix("over ")),
            value(high.removeprefix("under ")),
            low_open=low.startswith("over "),
            high_open=high.startswith("under "),
        )
    for word, low_open, high_open, side in (
        ("at least ", False, False, 0),
        ("at most ", False, False, 1),
        ("over ", True, False, 0),
        ("under ", False, True, 1),
    ):
        if text.startswith(word):
            ends: list[Decimal | None] = [domain.low, domain.high]
            ends[side] = value(text.removeprefix(word))
            return domain.between(ends[0], ends[1], low_open=low_open, high_open=high_open)
    return domain.between(value(text), value(text))


def outcome(name: str, rank: int, given: Mapping[str, Any] | None = None) -> Outcome:
    return Outcome(name, name.upper(), rank, SPAN, values=given)


def table(
    name: str,
    inputs: Sequence[Input],
    rules: Sequence[tuple[Mapping[str, str], str] | tuple[Mapping[str, str], str, str]],
    *,
    policy: Any = "first",
    outcomes: str = "",
    otherwise: str | None = None,
    examples: Sequence[tuple[Mapping[str, str], str]] = (),
    given: Mapping[str, Mapping[str, Any]] | None = None,
    monotone: str = "",
    **more: Any,
) -> Decision:
    """A decision table; a rule is (conditions, outcome) or (conditions, outcome, id)."""
    asked = {one.id: one for one in inputs}
    names = outcomes.split() or list(dict.fromkeys([rule[1] for rule in rules] + [otherwise or rules[0][1]]))
    return Decision(
        id=name,
        title=name.title(),
        inputs=asked,
        outcomes={o: outcome(o, i, (given or {}).get(o)) for i, o in enumerate(names)},
        span=at(1),
        rules=tuple(_rule(asked, i, rule) for i, rule in enumerate(rules, 1)),
        otherwise=Rule("otherwise", (), otherwise, claim("else"), at(90), at(90)) if otherwise else None,
        hit_policy=policy,
        examples=tuple(
            Example(f"example {i}", given, tuple(expect.split()), at(100 + i), at(100 + i))
            for i, (given, expect) in enumerate(examples)
        ),
        monotone=tuple(Monotone(one, at(80)) for one in monotone.split()),
        **more,
    )


def _rule(asked: Mapping[str, Input], number: int, rule: Any) -> Rule:
    when, then, *name = rule
    conditions = tuple(
        Condition(one, values(text, asked[one].domain), text, at(10 + number)) for one, text in when.items()
    )
    return Rule(
        name[0] if name else f"r{number}",
        conditions,
        then,
        claim(f"because {number}"),
        at(10 + number),
        at(10 + number),
    )


def flow(
    name: str,
    inputs: Sequence[Input],
    start: str,
    steps: Mapping[str, Mapping[str, str]],
    *,
    asks: Mapping[str, str] | None = None,
    outcomes: str = "",
    **more: Any,
) -> Decision:
    """A flow chart: step -> {answer: step or outcome}; ``asks`` where a step asks another input."""
    asked = {one.id: one for one in inputs}
    leads = [to for branches in steps.values() for to in branches.values()]
    names = outcomes.split() or list(dict.fromkeys(to for to in leads if to not in steps))
    built = {}
    for step, branches in steps.items():
        question = asked[(asks or {}).get(step, step)]
        built[step] = Step(
            step,
            question.id,
            tuple(
                Branch(
                    values(text, question.domain),
                    text,
                    to if to in steps else None,
                    None if to in steps else to,
                    claim(f"{step} {text}"),
                    SPAN,
                )
                for text, to in branches.items()
            ),
            SPAN,
        )
    return Decision(
        id=name,
        title=name.title(),
        inputs=asked,
        outcomes={o: outcome(o, i) for i, o in enumerate(names)},
        span=at(1),
        steps=built,
        start=start,
        **more,
    )


def book(*decisions: Decision) -> Book:
    return Book(decisions={one.id: one for one in sorted(decisions, key=lambda d: d.id)})
