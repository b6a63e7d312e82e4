"""What a chain answers as a function of the questions that are still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from decisionbook.decide.chain import Chain, Op, Resolve
from decisionbook.decide.diagram import IMPOSSIBLE, Diagrams
from decisionbook.decide.limits import EVALUATE_STATES

Found = tuple[int, int, int]
"""A diagram, the parts that fire in every completion, and the parts that every completion satisfies."""

_DEAD_END: Found = (IMPOSSIBLE, -1, -1)


class OverBudgetError(Exception):
    """More states than the budget allows; whoever asks falls back to something coarser, and says so."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """The part of a walk that is still open: its operations, and from each on what no later answer touches."""

    ops: tuple[Op, ...]
    free: tuple[int, ...]
    settled_from: int
    wanted: Mapping[str, str]
    memo: dict[tuple[int, int], Found] = field(default_factory=dict)


def remaining(chain: Chain, answered: frozenset[str], wanted: Mapping[str, str]) -> Remaining:
    """What is left when these addresses have been answered; ``wanted`` are outcomes given directly."""
    ops = tuple(
        op for op in chain.ops if isinstance(op, Resolve) or chain.variables[op].address not in answered
    )
    masks = [-1 if isinstance(op, Resolve) else chain.variables[op].free for op in ops]
    free = tuple(accumulate(reversed(masks), lambda a, b: a & b, initial=-1))[::-1]
    last = max((i for i, op in enumerate(ops) if isinstance(op, Resolve)), default=-1)
    return Remaining(ops, free, last + 1, wanted)


@dataclass(slots=True)
class Functions:
    """Computes functions of one chain, with a memory that lives as long as it does.

    Raises ``OverBudgetError`` where one function needs more than ``budget`` states.
    """

    chain: Chain
    budget: int = EVALUATE_STATES
    diagrams: Diagrams = field(default_factory=Diagrams)
    _spent: int = 0

    def function(self, state: int, rest: Remaining) -> Found:
        """What is left of the root's function, from a state that all known answers have narrowed."""
        self._spent = 0
        return self._visit(0, state, rest)

    def _visit(self, k: int, state: int, rest: Remaining) -> Found:
        root, mine = self.chain.root, self.chain.own
        if root.decision.steps:
            state = state & ~mine | root.tidy(state & mine)
        known = rest.memo.get((k, state))
        if known is not None:
            return known
        self._spent += 1
        if self._spent > self.budget:
            raise OverBudgetError
        found = rest.memo[k, state] = self._settled(k, state & mine, rest) or self._open(k, state, rest)
        return found

    def _settled(self, k: int, own: int, rest: Remaining) -> Found | None:
        if k < rest.settled_from:
            return None
        holds = own & rest.free[k]
        outcomes = self.chain.root.outcomes(own, holds)
        if outcomes is None:
            return None
        root = self.chain.root
        return self.diagrams.end(outcomes), root.fires(own, holds)[0], root.matched(holds)

    def _open(self, k: int, state: int, rest: Remaining) -> Found:
        op = rest.ops[k]
        if isinstance(op, Resolve):
            after = op(state, rest.wanted.get(op.decision))
            return _DEAD_END if after is None else self._visit(k + 1, after, rest)
        parts = [self._visit(k + 1, state & kept, rest) for kept in self.chain.variables[op].narrow]
        certain = matched = -1
        for _, fires, holds in parts:
            certain &= fires
            matched &= holds
        return self.diagrams.node(op, tuple(part[0] for part in parts)), certain, matched


def whole(chain: Chain, budget: int = EVALUATE_STATES) -> tuple[Diagrams, int]:
    """The function of a chain of which nothing has been answered."""
    functions = Functions(chain, budget)
    return functions.diagrams, functions.function(chain.start, remaining(chain, frozenset(), {}))[0]
