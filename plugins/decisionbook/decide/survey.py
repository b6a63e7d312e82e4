"""One pass over everything that can be answered: what each rule is left with, what no rule takes, what competes.

States are counted layer by layer, with the number of combinations that lead to each, so the shares are exact and
memory holds one layer. A branch ends where the first rule that is still alive holds whatever else is answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

from decisionbook.decide.bits import bits_of, low
from decisionbook.decide.chain import Chain, Resolve
from decisionbook.decide.flow import Flow
from decisionbook.decide.functions import Remaining, remaining
from decisionbook.decide.limits import ANSWERS_A_STATE, PROVE_STATES, PROVE_WORDS, OverBudgetError
from decisionbook.decide.machine import Machine


@dataclass(slots=True)
class Survey:
    """``volumes[p]`` counts the combinations in which part ``p`` answers (``first``) or matches (else).

    ``rivals[p]`` are the parts that also match somewhere where ``p`` answers (``first``), or that inner decisions do
    not keep apart from ``p`` (``unique``, ``any``). ``unmatched`` counts combinations that no rule takes;
    ``outcomes`` are those that are given by a flow chart.
    """

    volumes: dict[int, int] = field(default_factory=dict)
    rivals: dict[int, int] = field(default_factory=dict)
    matched: int = 0
    unmatched: int = 0
    outcomes: set[str] = field(default_factory=set)
    possible: int = 0


def survey(chain: Chain, budget: int = PROVE_STATES) -> Survey:
    """The survey of a chain. Raises ``OverBudgetError`` past the budget of states."""
    flow = chain.root
    if isinstance(flow, Flow) and len(chain.decisions) == 1 and flow.asks_once and chain.combinations:
        return _followed(flow, chain.combinations)
    return _Surveyor(chain, budget).run()


def _followed(flow: Flow, combinations: int) -> Survey:
    """The survey of a flow chart that rests on no other: each step passes on what reaches it."""
    found = Survey({flow.order[0]: combinations}, matched=flow.start, possible=combinations)
    for step in (step for step in flow.order if step in found.volumes):
        column = flow.columns[flow.asks[step]]
        each = found.volumes[step] // len(column)
        for own in (flow.branches[step] & bits for bits in column):
            lead = flow.leads[low(own).bit_length() - 1] if own else None
            if isinstance(lead, int):
                found.volumes[lead] = found.volumes.get(lead, 0) + each
            elif lead:
                found.outcomes.add(lead)
            else:
                found.unmatched += each
    return found


class _Surveyor:
    def __init__(self, chain: Chain, budget: int) -> None:
        self.chain = chain
        self.rest: Remaining = remaining(chain, frozenset(), {})
        self.narrow = [variable.narrow for variable in chain.variables]
        self.found = Survey()
        self.budget = min(budget, PROVE_WORDS // (chain.start.bit_length() // 64 + 1))
        self.steps = ANSWERS_A_STATE * self.budget
        self.first = chain.root.decision.hit_policy == "first"
        self.compete = chain.root.decision.hit_policy in {"unique", "any"}
        self.left = [
            prod(len(self.narrow[op]) for op in self.rest.ops[k:] if isinstance(op, int))
            for k in range(len(self.rest.ops) + 1)
        ]

    def run(self) -> Survey:
        layer = {self.chain.start: 1}
        spent = 0
        for k in range(len(self.rest.ops) + 1):
            if k == self.rest.settled_from:
                self._enter(layer, k)
                layer = {state: count for state, count in layer.items() if not self._ends(k, state, count)}
            spent += len(layer)
            if spent > self.budget:
                raise OverBudgetError
            if k < len(self.rest.ops):
                layer = self._next(k, layer)
        return self.found

    def _next(self, k: int, layer: dict[int, int]) -> dict[int, int]:
        op = self.rest.ops[k]
        if isinstance(op, Resolve):
            return self._resolved(op, layer)
        after: dict[int, int] = {}
        self.steps -= len(layer) * len(self.narrow[op])
        if self.steps < 0:
            raise OverBudgetError
        ends = self._ends if k >= self.rest.settled_from else None
        for state, count in layer.items():
            for kept in self.narrow[op]:
                then = state & kept
                if ends is None or not ends(k + 1, then, count):
                    after[then] = after.get(then, 0) + count
            if len(after) > self.budget:
                raise OverBudgetError
        return self._tidied(after) if self.chain.root.decision.steps else after

    def _resolved(self, op: Resolve, layer: dict[int, int]) -> dict[int, int]:
        after: dict[int, int] = {}
        for state, count in layer.items():
            settled = op(state)
            if settled is not None:
                after[settled] = after.get(settled, 0) + count
        return after

    def _tidied(self, layer: dict[int, int]) -> dict[int, int]:
        own = self.chain.own
        after: dict[int, int] = {}
        for state, count in layer.items():
            then = state & ~own | self.chain.root.tidy(state & own, 0)
            after[then] = after.get(then, 0) + count
        return after

    def _enter(self, layer: dict[int, int], k: int) -> None:
        """Every inner decision is settled: what is alive now can match."""
        for state, count in layer.items():
            own = state & self.chain.own
            self.found.matched |= own
            self.found.possible += count * self.left[k]
            if not self.first and not self.chain.root.decision.steps:
                self._add_boxes(own, count)

    def _add_boxes(self, own: int, count: int) -> None:
        for rule in bits_of(own):
            box = count * prod(sizes[rule] for sizes in self._sizes)
            self.found.volumes[rule] = self.found.volumes.get(rule, 0) + box
            if self.compete:
                before = self.found.rivals.get(rule)
                self.found.rivals[rule] = own if before is None else before | own

    @cached_property
    def _sizes(self) -> Sequence[Sequence[int]]:
        """How many answers each rule admits to each input that is asked behind the last inner decision."""
        ops = self.rest.ops[self.rest.settled_from :]
        return [_admitted(self.narrow[op], self.chain.root) for op in ops if isinstance(op, int)]

    def _ends(self, k: int, state: int, count: int) -> bool:
        """Whether nothing more is to be learnt from a state; what it says is counted."""
        own = state & self.chain.own
        if self.chain.root.decision.steps:
            return self._ends_flow(k, own, count)
        if not own:
            self.found.unmatched += count * self.left[k]
            return True
        holds = own & self.rest.free[k]
        if not self.first:
            return bool(holds)
        first = low(own)
        if not holds & first:
            return False
        part = first.bit_length() - 1
        self.found.volumes[part] = self.found.volumes.get(part, 0) + count * self.left[k]
        self.found.rivals[part] = self.found.rivals.get(part, 0) | own
        return True

    def _ends_flow(self, k: int, own: int, count: int) -> bool:
        outcomes = self.chain.root.outcomes(own, own & self.rest.free[k])
        if outcomes is None:
            return False
        self.found.outcomes.update(outcomes)
        self.found.unmatched += 0 if outcomes else count * self.left[k]
        for step in bits_of(self.chain.root.fires(own, own & self.rest.free[k])[0]):
            self.found.volumes[step] = self.found.volumes.get(step, 0) + count * self.left[k]
        return True


def _admitted(narrow: Sequence[int], machine: Machine) -> list[int]:
    """For each part of a machine the number of answers that leave it possible.

    Where one answer leaves other parts than the answer before, those parts begin or end: most do so once.
    """
    admitted = [0] * machine.width
    before, own = 0, (1 << machine.width) - 1
    for place, kept in enumerate((*narrow, 0)):
        for part in bits_of((kept ^ before) & own):
            admitted[part] += place if before >> part & 1 else -place
        before = kept
    return admitted
