"""What a chain answers as a function of the questions that are still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate

from decisionbook.decide.chain import Chain, Op, Resolve
from decisionbook.decide.diagram import IMPOSSIBLE, Diagrams
from decisionbook.decide.limits import ANSWERS_A_STATE, EVALUATE_STATES, WHOLE_WORDS, OverBudgetError

Found = tuple[int, int]
"""A diagram, and the root's parts that fire in every completion (all bits where there is none)."""

_DEAD_END: Found = (IMPOSSIBLE, -1)


@dataclass(frozen=True, slots=True)
class Remaining:
    """The part of a walk that is still open: its operations, and from each on what no later answer touches.

    ``memo[k]`` holds what is known of states before operation ``k``.
    """

    ops: tuple[Op, ...]
    free: tuple[int, ...]
    settled_from: int
    wanted: Mapping[str, str]
    memo: tuple[dict[int, Found], ...] = ()


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
    spent: int = 0
    _memos: dict[object, dict[int, Found]] = field(default_factory=dict)

    def rest(self, answered: frozenset[str], wanted: Mapping[str, str]) -> Remaining:
        """What is left when these addresses have been answered; equal ends of walks share their memory."""
        rest = remaining(self.chain, answered, wanted)
        names = tuple(op.decision if isinstance(op, Resolve) else op for op in rest.ops)
        given = frozenset(wanted.items())
        keys = [(names[k:], given if k < rest.settled_from else None) for k in range(len(names) + 1)]
        return replace(rest, memo=tuple(self._memos.setdefault(key, {}) for key in keys))

    def function(self, state: int, rest: Remaining) -> Found:
        """What is left of the root's function, from a state that all known answers have narrowed."""
        self.spent = 0
        return self._visit(0, state, rest)

    def matched(self, state: int, rest: Remaining) -> int:
        """The root's parts that every completion satisfies, whether or not they fire."""
        states = {state}
        for op in rest.ops[: rest.settled_from]:
            if isinstance(op, Resolve):
                settled = (op(each, rest.wanted.get(op.decision)) for each in states)
                states = {each for each in settled if each is not None}
            else:
                states = {each & kept for each in states for kept in self.chain.variables[op].narrow}
        holds = self.chain.own & rest.free[rest.settled_from]
        for each in states:
            holds &= each
        return self.chain.root.matched(holds)

    def _visit(self, k: int, state: int, rest: Remaining) -> Found:
        known = rest.memo[k].get(state)
        if known is None:
            self.spent += 1
            if self.spent > self.budget:
                raise OverBudgetError
            known = self._settled(k, state, rest) if k >= rest.settled_from else self._open(k, state, rest)
            rest.memo[k][state] = known
        return known

    def _settled(self, k: int, state: int, rest: Remaining) -> Found:
        """Behind the last inner decision: the root's bits alone say what holds."""
        root = self.chain.root
        own = state & self.chain.own
        holds = own & rest.free[k]
        outcomes = root.outcomes(own, holds)
        if outcomes is not None:
            return self.diagrams.end(outcomes), root.fires(own, holds)[0]
        tidied = root.tidy(own, holds)
        return rest.memo[k].get(tidied) or self._open(k, tidied, rest)

    def _open(self, k: int, state: int, rest: Remaining) -> Found:
        op = rest.ops[k]
        if isinstance(op, Resolve):
            after = op(state, rest.wanted.get(op.decision))
            return _DEAD_END if after is None else self._visit(k + 1, after, rest)
        variable = self.chain.variables[op]
        if not state & ~variable.free:
            return self._visit(k + 1, state, rest)
        memo = rest.memo[k + 1]
        self.spent += len(variable.narrow) // ANSWERS_A_STATE
        branches = []
        certain = -1
        for kept in variable.narrow:
            function, fires = memo.get(state & kept) or self._visit(k + 1, state & kept, rest)
            branches.append(function)
            certain &= fires
        return self.diagrams.node(op, tuple(branches)), certain


def whole(chain: Chain) -> tuple[Diagrams, int]:
    """The function of a chain of which nothing has been answered. Raises ``OverBudgetError``."""
    words = chain.start.bit_length() // 64 + 1
    functions = Functions(chain, min(EVALUATE_STATES, WHOLE_WORDS // words))
    return functions.diagrams, functions.function(chain.start, functions.rest(frozenset(), {}))[0]
