"""Finding one set of answers with a wanted property, by depth-first search that remembers its dead ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from decisionbook.decide.bits import low
from decisionbook.decide.chain import Chain, Resolve
from decisionbook.decide.functions import Remaining, remaining
from decisionbook.decide.limits import ANSWERS_A_STATE, SEARCH_STATES, OverBudgetError

Point = Mapping[str, int]
"""An atom number for every address of a chain."""

Verdict = bool | None
"""Whether all completions have the property, none has, or that is not known yet."""

Goal = Callable[[int, int], Verdict]
"""Judges the root's state, given the parts of it that hold whatever else is answered."""


def unmatched(own: int, holds: int) -> Verdict:
    """No rule matches."""
    return True if not own else False if holds else None


def matching(rules: int) -> Goal:
    """All of these rules match."""

    def goal(own: int, holds: int) -> Verdict:
        return False if rules & ~own else True if rules & holds == rules else None

    return goal


def answering(rule: int, others: int = 0) -> Goal:
    """The rule is the first that matches, and the others match too."""

    def goal(own: int, holds: int) -> Verdict:
        wanted = rule | others
        if wanted & ~own or holds & (rule - 1):
            return False
        return True if low(own) == rule and wanted & holds == wanted else None

    return goal


Classes = Mapping[int, list[int]]
"""The atoms of an input that leave the same of every state, by what they leave: one of them stands for all."""


def _classes(narrow: Sequence[int], atoms: Iterable[int]) -> Classes:
    found: dict[int, list[int]] = {}
    for atom in atoms:
        found.setdefault(narrow[atom], []).append(atom)
    return found


@dataclass(slots=True)
class Search:
    """Searches one chain. Raises ``OverBudgetError`` past a budget of states for a search.

    ``looked`` counts the states of all searches so far; ``classes`` holds the atoms of each input by what they do.
    """

    chain: Chain
    budget: int = SEARCH_STATES
    looked: int = 0
    rest: Remaining = field(init=False)
    classes: tuple[Classes, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.rest = remaining(self.chain, frozenset(), {})
        self.classes = tuple(_classes(v.narrow, range(len(v.narrow))) for v in self.chain.variables)

    def find(
        self, goal: Goal, start: int | None = None, allowed: Mapping[str, Sequence[int]] | None = None
    ) -> Point | None:
        """Answers with the property, ``None`` if there are none."""
        visit = _Visit(self, goal, allowed or {})
        point = visit.go(0, self.chain.start if start is None else start)
        if point is None:
            return None
        variables = self.chain.variables
        return {v.address: point.get(i, visit.atoms[i][0]) for i, v in enumerate(variables)}


class _Visit:
    def __init__(self, search: Search, goal: Goal, allowed: Mapping[str, Sequence[int]]) -> None:
        self.search = search
        self.goal = goal
        self.allowed = allowed
        self.atoms = [
            tuple(same[0] for same in self._classes(number).values())
            for number in range(len(search.chain.variables))
        ]
        self.dead: set[tuple[int, int]] = set()
        self.tried = 0

    def _classes(self, number: int) -> Classes:
        variable = self.search.chain.variables[number]
        if variable.address not in self.allowed:
            return self.search.classes[number]
        return _classes(variable.narrow, self.allowed[variable.address])

    def go(self, k: int, state: int) -> dict[int, int] | None:
        """The answers from operation ``k`` on."""
        if (k, state) in self.dead:
            return None
        self.search.looked += 1
        found = self._look(k, state)
        if found is None:
            self.dead.add((k, state))
            if len(self.dead) > self.search.budget:
                raise OverBudgetError
        return found

    def _look(self, k: int, state: int) -> dict[int, int] | None:
        rest, chain = self.search.rest, self.search.chain
        if k >= rest.settled_from:
            own = chain.root.tidy(state & chain.own, 0)
            verdict = self.goal(own, own & rest.free[k])
            if verdict is not None:
                return {} if verdict else None
            state = state & ~chain.own | own
        op = rest.ops[k]
        if isinstance(op, Resolve):
            settled = op(state)
            return None if settled is None else self.go(k + 1, settled)
        self.tried += len(self.atoms[op]) // ANSWERS_A_STATE
        if self.tried > self.search.budget:
            raise OverBudgetError
        for atom in self.atoms[op]:
            found = self.go(k + 1, state & chain.variables[op].narrow[atom])
            if found is not None:
                return {**found, op: atom}
        return None
