"""A decision as a machine whose state is one integer.

The state of a table is the bit set of rules that no answer has ruled out yet, the state of a flow chart the
bit set of branches that can still be taken. An answer narrows a state by one ``and`` with its column, so the
order of answers does not matter.

``holds`` are the parts of a state whose conditions every completion satisfies: those that leave all the inputs
without an answer open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from decisionbook.decide.atoms import Partition, columns, partition_of
from decisionbook.decide.limits import check_size
from decisionbook.domains import ValueSet
from decisionbook.model import Book, Decision, HitPolicy

Outcomes = tuple[str, ...]


class Machine(Protocol):
    """What the rest of the engine needs of a decision.

    ``columns[i][a]`` keeps what answer ``a`` to input ``i`` leaves possible; ``free[i]`` are the parts that
    input ``i`` cannot rule out. ``parts`` names the bits of what fires: rules and ``otherwise``, or steps.
    """

    @property
    def decision(self) -> Decision: ...
    @property
    def partitions(self) -> tuple[Partition, ...]: ...
    @property
    def columns(self) -> tuple[tuple[int, ...], ...]: ...
    @property
    def free(self) -> tuple[int, ...]: ...
    @property
    def start(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def parts(self) -> tuple[str, ...]: ...

    def tidy(self, state: int, holds: int) -> int:
        """The state without what can no longer answer; ``holds`` may be less than what truly holds."""

    def outcomes(self, state: int, holds: int) -> Outcomes | None:
        """What every completion answers, ``()`` where nothing matches; ``None`` where that is not evident."""

    def fires(self, state: int, holds: int) -> tuple[int, int]:
        """The parts that fire in every completion, and those that may."""

    def matched(self, holds: int) -> int:
        """The parts, as bits of ``parts``, that every completion satisfies, whether or not they fire."""


def low(bits: int) -> int:
    """The lowest bit alone."""
    return bits & -bits


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
POLICIES: tuple[HitPolicy, ...] = tuple(_OUTCOMES)  # type: ignore[arg-type]


def bits_of(bits: int) -> list[int]:
    """The numbers of the bits that are set, from low to high."""
    found = []
    while bits:
        bit = low(bits)
        found.append(bit.bit_length() - 1)
        bits ^= bit
    return found


def names_of(machine: Machine, bits: int) -> tuple[str, ...]:
    """The ids of the parts in a bit set, in file order."""
    return tuple(machine.parts[i] for i in bits_of(bits))


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow chart. Bit ``i`` is branch ``i``; ``leads[i]`` is its step's number or its outcome."""

    decision: Decision
    partitions: tuple[Partition, ...]
    columns: tuple[tuple[int, ...], ...]
    free: tuple[int, ...]
    start: int
    width: int
    parts: tuple[str, ...]
    first: int | None
    branches: tuple[int, ...]
    leads: tuple[int | str | None, ...]

    def tidy(self, state: int, holds: int) -> int:  # noqa: ARG002  # steps hold or not as a path
        reached, seen = 0, 0
        waiting = [] if self.first is None else [self.first]
        while waiting:
            step = waiting.pop()
            if seen >> step & 1:
                continue
            seen |= 1 << step
            own = state & self.branches[step]
            reached |= own
            waiting.extend(lead for i in bits_of(own) if isinstance(lead := self.leads[i], int))
        return reached

    def _path(self, state: int, holds: int) -> tuple[int, Outcomes | None]:
        """The steps that every completion passes, up to the first whose branch is open, and the end if known."""
        passed, step = 0, self.first
        while step is not None and not passed >> step & 1:
            passed |= 1 << step
            own = state & self.branches[step]
            taken = holds & own
            if not own:
                return passed, ()
            if not taken:
                return passed, None
            lead = self.leads[low(taken).bit_length() - 1]
            if not isinstance(lead, int):
                return passed, ((lead,) if lead else ())
            step = lead
        return passed, ()

    def outcomes(self, state: int, holds: int) -> Outcomes | None:
        return self._path(state, holds)[1]

    def fires(self, state: int, holds: int) -> tuple[int, int]:
        certain, outcomes = self._path(state, holds)
        if outcomes is not None:
            return certain, certain
        alive = self.tidy(state, holds)
        reached = sum(1 << step for step, own in enumerate(self.branches) if alive & own)
        return certain | self._unavoidable(alive), certain | reached

    def _unavoidable(self, alive: int) -> int:
        """The steps that lie on every path that is left."""
        ahead: dict[int, int] = {}
        waiting = [] if self.first is None else [self.first]
        while waiting:
            step = waiting[-1]
            leads = [self.leads[i] for i in bits_of(alive & self.branches[step])]
            known = ahead.setdefault(step, 0)
            unseen = [lead for lead in leads if isinstance(lead, int) and lead not in ahead]
            if unseen:
                waiting.extend(unseen)
                continue
            waiting.pop()
            common = -1 if leads else 0
            for lead in leads:
                common &= ahead[lead] if isinstance(lead, int) else 0
            ahead[step] = known | common | 1 << step
        return ahead.get(-1 if self.first is None else self.first, 0)

    def matched(self, holds: int) -> int:
        return self._path(holds, holds)[0]


def machine_of(book: Book, decision: Decision) -> Machine:
    """The decision compiled; raises ``TooLargeError`` beyond the limits."""
    check_size(decision)
    partitions = tuple(partition_of(book, decision, input_id) for input_id in decision.inputs)
    return _flow(decision, partitions) if decision.steps else _table(decision, partitions)


def _table(decision: Decision, partitions: tuple[Partition, ...]) -> Table:
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


def _flow(decision: Decision, partitions: tuple[Partition, ...]) -> Flow:
    number = {step: i for i, step in enumerate(decision.steps)}
    edges = [(step, branch) for step in decision.steps.values() for branch in step.branches]
    own = [0] * len(number)
    for bit, (step, _) in enumerate(edges):
        own[number[step.id]] |= 1 << bit
    compiled = [
        columns(known, [branch.values if step.input == known.question.id else None for step, branch in edges])
        for known in partitions
    ]
    return Flow(
        decision=decision,
        partitions=partitions,
        columns=tuple(column for column, _ in compiled),
        free=tuple(free for _, free in compiled),
        start=(1 << len(edges)) - 1,
        width=len(edges),
        parts=tuple(decision.steps),
        first=number.get(decision.start or ""),
        branches=tuple(own),
        leads=tuple(b.outcome if b.step is None else number[b.step] for _, b in edges),
    )
