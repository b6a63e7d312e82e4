"""Pairs of rules: those that match together, and those that could be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from decisionbook.decide.bits import bits_of
from decisionbook.domains import ValueSet
from decisionbook.model import Decision, Rule


@dataclass(frozen=True, slots=True)
class Mergeable:
    """Two rules that say the same and differ in one input: one rule with both sets of answers says it too."""

    rules: tuple[str, str]
    input: str


Columns = tuple[Sequence[int], int]
"""Of an input the rules that admit each answer, and those that admit every one."""


def overlapping(alive: Sequence[int], inputs: Iterable[Columns]) -> Mapping[int, int]:
    """For each rule those behind it that have an answer in common with it in every input.

    ``alive`` are the rules that are worth a look beside each one.
    """
    partners = [others >> rule + 1 << rule + 1 for rule, others in enumerate(alive)]
    for columns, free in inputs:
        beside = _beside(columns, free, len(partners))
        partners = [others & both for others, both in zip(partners, beside, strict=True)]
    return {rule: others for rule, others in enumerate(partners) if others}


def _beside(columns: Sequence[int], free: int, width: int) -> list[int]:
    """For each rule the rules that admit an answer which it admits."""
    everything = (1 << width) - 1
    beside = [0] * width
    for column in dict.fromkeys(columns):
        for rule in bits_of(column & ~free):
            beside[rule] |= column
    union = 0
    for column in columns:
        union |= column
    for rule in bits_of(free):
        beside[rule] = union & everything
    return beside


def mergeable(decision: Decision) -> Iterator[Mergeable]:
    """Neighbours under `first`, any two rules under `unique`, `any`, `priority` and `collect`.

    Rules that give different reasons are left alone: what they say is not the same.
    """
    if decision.hit_policy in {"rule-order", "output-order"}:
        return
    seen: dict[object, tuple[int, Rule]] = {}
    taken: set[str] = set()
    numbers: dict[ValueSet, int] = {}
    for place, rule in enumerate(decision.rules):
        sets = {c.input: numbers.setdefault(c.values, len(numbers)) for c in rule.when}
        for key, input_id in _keys(rule, sets):
            earlier = seen.get(key)
            seen[key] = (place, rule)
            if earlier is None or {earlier[1].id, rule.id} & taken:
                continue
            if _same_reason(earlier[1], rule) and (decision.hit_policy != "first" or earlier[0] == place - 1):
                taken.update((earlier[1].id, rule.id))
                yield Mergeable((earlier[1].id, rule.id), input_id)


def _keys(rule: Rule, sets: Mapping[str, int]) -> Iterator[tuple[object, str]]:
    """A rule's outcome with all its conditions but one; equal keys come from rules that differ in that one."""
    conditions = tuple(sorted(sets.items()))
    for i, (input_id, _) in enumerate(conditions):
        yield (rule.then, input_id, conditions[:i] + conditions[i + 1 :]), input_id


def _same_reason(one: Rule, other: Rule) -> bool:
    reasons = {rule.because.text for rule in (one, other) if rule.because}
    return len(reasons) < 2
