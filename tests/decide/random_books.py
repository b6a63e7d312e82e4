"""Small random books from a seed: tables of every hit policy, flow charts, chains, shared questions."""

from __future__ import annotations

from random import Random
from typing import Any

from decisionbook.model import Book, Decision, Input
from tests.decide.build import book, boolean, choice, flow, inner, number, table

SINGLE = ("first", "unique", "any", "priority")
EVERY = (*SINGLE, "collect", "rule-order", "output-order")


def question(random: Random, name: str, *, shared: bool = False) -> Input:
    kind = random.choice(("boolean", "boolean", "choice", "ordered", "number", "integer"))
    if kind == "boolean":
        return boolean(name, shared=shared)
    if kind == "number":
        return number(name, shared=shared)
    if kind == "integer":
        return number(name, integer=True, high=9, shared=shared)
    return choice(name, "u v w", ordered=kind == "ordered", shared=shared)


def condition(random: Random, asked: Input) -> str:
    if asked.type == "boolean":
        return random.choice(("yes", "no"))
    if asked.type == "number":
        low, high = sorted(random.sample(range(1, 8), 2))
        forms = (
            f"at least {low}",
            f"under {high}",
            f"over {low}",
            f"at most {high}",
            f"{low} to {high}",
            f"{low}",
        )
        return random.choice((*forms, f"under {low} | over {high}"))
    names = list(asked.domain.values)  # type: ignore[union-attr]
    return " | ".join(sorted(random.sample(names, random.randint(1, max(1, len(names) - 1)))))


def random_table(
    random: Random, name: str, inputs: list[Input], policies: tuple[str, ...] = EVERY
) -> Decision:
    outcomes = random.sample(["x", "y", "z"], random.randint(2, 3))
    rules: list[Any] = []
    for _ in range(random.randint(1, 6)):
        asked = random.sample(inputs, random.randint(1, min(3, len(inputs))))
        if random.random() < 0.05:
            asked = []
        rules.append(({one.id: condition(random, one) for one in asked}, random.choice(outcomes)))
    return table(
        name,
        inputs,
        rules,
        policy=random.choice(policies),
        outcomes=" ".join(outcomes),
        otherwise=random.choice(outcomes) if random.random() < 0.5 else None,
        ask_order=random.choice(("declared", "fewest")),
    )


def random_flow(random: Random, name: str, inputs: list[Input]) -> Decision:
    """A flow chart whose steps ask the inputs in order and lead forward."""
    steps: dict[str, dict[str, str]] = {}
    asks = {f"s{i}": one.id for i, one in enumerate(inputs)}
    for i, one in enumerate(inputs):
        ways = ["yes", "no"] if one.type == "boolean" else ["under 4", "at least 4"]
        if one.type in {"choice", "decision"}:
            ways = list(one.domain.values)  # type: ignore[union-attr]
        ahead = [f"s{j}" for j in range(i + 1, len(inputs))]
        steps[f"s{i}"] = {way: random.choice([*ahead, *ahead, "x", "y"]) for way in ways}
    return flow(name, inputs, "s0", steps, asks=asks, outcomes="x y")


def random_decision(random: Random, name: str, inputs: list[Input], policies: tuple[str, ...]) -> Decision:
    if random.random() < 0.25:
        return random_flow(random, name, inputs)
    return random_table(random, name, inputs, policies)


def safe(random: Random, name: str, inputs: list[Input]) -> Decision:
    """A decision that always gives exactly one outcome, as an inner one must."""
    found = random_decision(random, name, inputs, ("first", "priority"))
    if found.steps or found.otherwise:
        return found
    rules: list[Any] = [({}, found.rules[0].then)]
    last = table(name, inputs, rules, policy="first").rules[0]
    from dataclasses import replace

    return replace(found, otherwise=replace(last, id="otherwise"))


def random_book(seed: int) -> tuple[Book, str]:
    """A book and the decision to ask: half of them chains, of up to three decisions."""
    random = Random(seed)
    if random.random() < 0.5:
        inputs = [question(random, name) for name in "abcd"[: random.randint(1, 4)]]
        return book(random_decision(random, "d", inputs, EVERY)), "d"
    common = question(random, "s", shared=True)
    low = safe(random, "low", [question(random, "a"), common][: random.randint(1, 2)])
    mid_inputs = [question(random, "b"), common]
    if random.random() < 0.5:
        mid_inputs.insert(random.randint(0, 2), inner("l", low))
    mid = safe(random, "mid", mid_inputs)
    own = [inner("m", mid)]
    if random.random() < 0.5:
        own.append(inner("n", low))
    own.extend(random.sample([question(random, "c"), common], random.randint(1, 2)))
    random.shuffle(own)
    return book(low, mid, random_decision(random, "top", own, EVERY)), "top"


def tangled_book(seed: int) -> tuple[Book, str]:
    """A book whose decisions ask the same in several places, use one another twice, and the one to ask."""
    random = Random(seed)
    common = [question(random, name, shared=True) for name in "st"[: random.randint(1, 2)]]
    made: list[Decision] = []
    for place in range(random.randint(1, 4)):
        inputs = random.sample(common, random.randint(0, len(common)))
        if random.random() < 0.7:
            inputs.append(question(random, random.choice("ab")))
        below = random.sample(made, min(len(made), random.choice((0, 1, 1, 2))))
        inputs.extend(inner(f"i{number}", one) for number, one in enumerate(below))
        inputs = inputs[:3] or [question(random, "a")]
        random.shuffle(inputs)
        made.append(safe(random, f"d{place}", inputs))
    below = random.sample(made, min(len(made), random.randint(1, 2)))
    own = [inner(f"m{number}", one) for number, one in enumerate(below)]
    if random.random() < 0.2:
        own.append(inner("again", made[-1]))
    if random.random() < 0.6:
        own.append(question(random, "c"))
    own.extend(random.sample(common, random.randint(0, len(common))))
    random.shuffle(own)
    return book(*made, random_decision(random, "top", own, EVERY)), "top"
