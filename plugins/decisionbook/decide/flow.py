"""A flow chart as a machine: the state is the set of branches that can still be taken."""

from __future__ import annotations

from dataclasses import dataclass

from decisionbook.decide.atoms import Partition, columns
from decisionbook.decide.bits import bits_of, low
from decisionbook.model import Decision

Outcomes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow chart. Bit ``i`` is branch ``i``; ``leads[i]`` is its step's number or its outcome.

    ``asks[s]`` is the number of the input that step ``s`` asks.
    """

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
    asks: tuple[int, ...]

    @property
    def order(self) -> tuple[int, ...]:
        """The steps that can be reached, each behind those that lead to it; in a circle some before."""
        found: dict[int, None] = {}
        met: set[int] = set()
        waiting = [] if self.first is None else [self.first]
        while waiting:
            step = waiting.pop()
            if step in met:
                found.setdefault(step)
                continue
            met.add(step)
            waiting.append(step)
            waiting.extend(lead for lead in self._ahead(step) if lead not in met)
        return tuple(reversed(found))

    @property
    def asks_once(self) -> bool:
        """Whether no path asks an input again, and there is a path at all."""
        before: dict[int, int] = {}
        done: set[int] = set()
        for step in self.order:
            asked = before.get(step, 0)
            if asked >> self.asks[step] & 1 or done.intersection(self._ahead(step)):
                return False
            done.add(step)
            for lead in self._ahead(step):
                before[lead] = before.get(lead, 0) | asked | 1 << self.asks[step]
        return bool(done)

    def _ahead(self, step: int) -> list[int]:
        return [lead for i in bits_of(self.branches[step]) if isinstance(lead := self.leads[i], int)]

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


def flow_of(decision: Decision, partitions: tuple[Partition, ...]) -> Flow:
    """The flow chart compiled over the partitions of its inputs."""
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
        asks=tuple(list(decision.inputs).index(step.input) for step in decision.steps.values()),
    )
