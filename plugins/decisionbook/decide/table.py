"""A decision table as a machine: the state is the set of rules that no answer has ruled out yet."""

from __future__ import annotations

from dataclasses import dataclass

from decisionbook.decide.atoms import Partition, columns
from decisionbook.decide.bits import bits_of, low
from decisionbook.domains import ValueSet
from decisionbook.model import Decision

Outcomes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table. Bit ``i`` is rule ``i`` in file order; ``otherwise`` is the bit behind the last rule."""

    decision: Decision
    partitions: tuple[Partition, ...]
    columns: tuple[tuple[int, ...], ...]
    free: tuple[int, ...]
    start: int
    width: int
    parts: tuple[str, ...]
    then: tuple[str, ...]
    classes: tuple[tuple[str, int], ...]
    fallback: str | None

    def tidy(self, state: int, holds: int) -> int:
        policy = self.decision.hit_policy
        if not holds or policy not in {"first", "priority"}:
            return state
        if policy == "first":
            first = low(holds)
            return state & (first | first - 1)
        kept = 0
        for _, members in self.classes:
            kept |= members
            if holds & members:
                break
        return state & kept

    def outcomes(self, state: int, holds: int) -> Outcomes | None:
        if not state:
            return (self.fallback,) if self.fallback else ()
        return _OUTCOMES[self.decision.hit_policy](self, state, holds)

    def fires(self, state: int, holds: int) -> tuple[int, int]:
        fallback = 1 << self.width if self.fallback else 0
        if not state:
            return fallback, fallback
        certain, possible = self._fires(state, holds)
        return certain, possible if holds else possible | fallback

    def _fires(self, state: int, holds: int) -> tuple[int, int]:
        policy = self.decision.hit_policy
        if policy == "first" and holds:
            first = low(holds)
            before = state & (first | (first - 1))
            return (first if before == first else 0), before
        if policy == "first":
            return 0, state
        if policy != "priority":
            return holds, state
        possible = 0
        for _, members in self.classes:
            possible |= state & members
            if holds & members:
                return (holds & members if possible == state & members else 0), possible
        return 0, possible

    def matched(self, holds: int) -> int:
        return holds


def _first(table: Table, state: int, holds: int) -> Outcomes | None:
    if not holds:
        return None
    first = low(holds)
    then = table.then[first.bit_length() - 1]
    if low(state) == first:
        return (then,)
    before = state & (first - 1)
    same = next(members for outcome, members in table.classes if outcome == then)
    return None if before & ~same else (then,)


def _agreed(table: Table, state: int, holds: int) -> Outcomes | None:
    """`unique` and `any`: matching rules agree; where the data are wrong and they do not, the first speaks."""
    if not holds:
        return None
    then = table.then[low(state).bit_length() - 1]
    if holds == state:
        return (then,)
    same = next(members for outcome, members in table.classes if outcome == then)
    return None if state & ~same else (then,)


def _priority(table: Table, state: int, holds: int) -> Outcomes | None:
    for outcome, members in table.classes:
        if holds & members:
            return (outcome,)
        if state & members:
            return None
    return None


def _collect(table: Table, state: int, holds: int) -> Outcomes | None:
    found = []
    for outcome, members in table.classes:
        if holds & members:
            found.append(outcome)
        elif state & members:
            return None
    return tuple(found)


def _rule_order(table: Table, state: int, holds: int) -> Outcomes | None:
    return tuple(table.then[i] for i in bits_of(state)) if state == holds else None


def _output_order(table: Table, state: int, holds: int) -> Outcomes | None:
    if state != holds:
        return None
    return tuple(outcome for outcome, members in table.classes for _ in range((state & members).bit_count()))


_OUTCOMES = {
    "first": _first,
    "unique": _agreed,
    "any": _agreed,
    "priority": _priority,
    "collect": _collect,
    "rule-order": _rule_order,
    "output-order": _output_order,
}


def table_of(decision: Decision, partitions: tuple[Partition, ...]) -> Table:
    """The table compiled over the partitions of its inputs."""
    conditions: dict[str, list[ValueSet | None]] = {}
    for own in partitions:
        conditions[own.question.id] = [None] * len(decision.rules)
    for number, rule in enumerate(decision.rules):
        for condition in rule.when:
            conditions[condition.input][number] = condition.values
    compiled = [columns(own, conditions[own.question.id]) for own in partitions]
    members = dict.fromkeys(decision.outcomes, 0)
    for number, rule in enumerate(decision.rules):
        members[rule.then] |= 1 << number
    return Table(
        decision=decision,
        partitions=partitions,
        columns=tuple(column for column, _ in compiled),
        free=tuple(free for _, free in compiled),
        start=(1 << len(decision.rules)) - 1,
        width=len(decision.rules),
        parts=(*(rule.id for rule in decision.rules), "otherwise"),
        then=tuple(rule.then for rule in decision.rules),
        classes=tuple(members.items()),
        fallback=decision.otherwise.then if decision.otherwise else None,
    )
