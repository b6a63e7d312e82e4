"""Random books for other engines: the engine's own, and tables whose outcomes have values, dates and aggregates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from decisionbook.decide import addresses
from decisionbook.domains import Band
from decisionbook.model import Book, Decision, Input
from tests.decide.build import book, choice, day, inner, number, table
from tests.decide.random_books import EVERY, question, random_book, random_table

DAYS = ("2026-01-01", "2026-01-15", "2026-02-28")


def any_book(seed: int) -> tuple[Book, str]:
    """A book and the decision to ask; every other one is made here."""
    return random_book(seed) if seed % 2 else valued_book(seed)


def valued_book(seed: int) -> tuple[Book, str]:
    """A table whose outcomes have one or several values, perhaps resting on another one of the same sort."""
    random = Random(seed)
    inputs = [_question(random, name) for name in "abc"[: random.randint(1, 3)]]
    if random.random() < 0.4:
        low = _valued(
            random, _table(random, "low", inputs[:2], ("first", "priority")), several=random.random() < 0.5
        )
        low = low if low.otherwise else replace(low, otherwise=replace(low.rules[0], id="otherwise", when=()))
        own = [inner("m", low), *inputs[1:]]
        top = _table(random, "top", own, EVERY)
        return book(low, _valued(random, top, several=random.random() < 0.5)), "top"
    found = _valued(random, _table(random, "d", inputs, EVERY), several=random.random() < 0.5)
    if found.hit_policy == "rule-order" and random.random() < 0.7:
        found = replace(
            _valued(random, found, several=False), aggregate=random.choice(("sum", "min", "max", "count"))
        )
    return book(found), "d"


def _question(random: Random, name: str) -> Input:
    kind = random.choice(("plain", "plain", "date", "unbounded", "words"))
    if kind == "date":
        return day(name)
    if kind == "unbounded":
        return number(name, low=None)
    return choice(name, "very-low low 2nd") if kind == "words" else question(random, name)


def _table(random: Random, name: str, inputs: list[Input], policies: tuple[str, ...]) -> Decision:
    dates = [one for one in inputs if one.type == "date"]
    if not dates:
        return random_table(random, name, inputs, policies)
    rest = [one for one in inputs if one.type != "date"]
    plain = random_table(random, name, rest, policies) if rest else None
    rules: list[Any] = [
        ({one.id: _span(random) for one in dates if random.random() < 0.8}, random.choice("xy"))
        for _ in range(random.randint(1, 5))
    ]
    policy = plain.hit_policy if plain else random.choice(policies)
    other = random.choice(("x", "y", None))
    found = table(name, inputs, rules, policy=policy, outcomes="x y z", otherwise=other)
    if plain is None:
        return found
    mixed = [
        replace(rule, when=(*rule.when, *mine.when))
        for rule, mine in zip(found.rules, plain.rules, strict=False)
    ]
    return replace(found, rules=tuple(mixed) + found.rules[len(mixed) :])


def _span(random: Random) -> str:
    low, high = sorted(random.sample(DAYS, 2))
    forms = (
        low,
        f"at least {low}",
        f"under {high}",
        f"{low} to {high}",
        f"over {low} to {high}",
        f"{low} | {high}",
    )
    return random.choice((*forms, f"under {low} | over {high}"))


def _valued(random: Random, decision: Decision, *, several: bool) -> Decision:
    """The decision with values for its outcomes, all different, in their rank."""
    numbers = [Decimal(text) for text in random.sample(["0.1", "-2", "10", "3.5"], len(decision.outcomes))]
    outcomes = {}
    for value, outcome in zip(numbers, decision.outcomes.values(), strict=True):
        values: dict[str, Any] = {"rate": value}
        if several:
            values |= {"grade": random.choice(("A", "B b")), "manual": random.random() < 0.5}
        outcomes[outcome.id] = replace(outcome, values=values)
    return replace(decision, outcomes=outcomes)


def rows(seed: int, known: Book, decision: str, count: int) -> Iterator[dict[str, str | float | bool]]:
    """Random complete answers, by address: a sample of each band, its ends where they belong to it."""
    random = Random(seed)
    asked = {
        address: [_sample(atom, entry.input) for atom in entry.atoms]
        for address, entry in addresses(known, decision).items()
        if entry.input.decision is None
    }
    for _ in range(count):
        yield {address: random.choice(samples) for address, samples in asked.items()}


def _sample(atom: str | Band, of: Input) -> Any:
    if isinstance(atom, str):
        return atom == "yes" if of.type == "boolean" else atom
    if atom.domain.kind == "date":
        return atom.domain.show(atom.sample)
    return float(atom.sample)
