"""Functions from answers to outcomes as shared decision diagrams (multi-valued, ordered, reduced).

Equal functions have equal numbers, so asking whether an answer changes anything is a comparison of numbers.
Method: Bryant, "Graph-Based Algorithms for Boolean Function Manipulation" (1986), with several answers a variable.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

IMPOSSIBLE = 0
"""The function of answers that contradict each other: it has no value."""


@dataclass(slots=True)
class Diagrams:
    """A growing store of functions. Variables are numbered in the order in which diagrams test them.

    ``everywhere[f]`` says that function ``f`` has a value for all answers.
    """

    values: list[tuple[str, ...]] = field(default_factory=lambda: [()])
    variables: list[int] = field(default_factory=lambda: [-1])
    branches: list[tuple[int, ...]] = field(default_factory=lambda: [()])
    everywhere: list[bool] = field(default_factory=lambda: [False])
    _ends: dict[tuple[str, ...], int] = field(default_factory=dict)
    _nodes: dict[tuple[int, tuple[int, ...]], int] = field(default_factory=dict)
    _support: dict[int, int] = field(default_factory=lambda: {IMPOSSIBLE: 0})
    _reached: dict[int, frozenset[int]] = field(default_factory=lambda: {IMPOSSIBLE: frozenset()})
    _restricted: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.branches) + len(self._restricted)

    def copy(self) -> Diagrams:
        """A store of the same functions that grows by itself."""
        return Diagrams(*(getattr(self, part.name).copy() for part in fields(self)))

    def end(self, value: tuple[str, ...]) -> int:
        """The constant function with this value."""
        number = self._ends.get(value)
        if number is None:
            number = self._ends[value] = self._add(-1, (), value)
            self._support[number] = 0
            self._reached[number] = frozenset((number,))
        return number

    def node(self, variable: int, branches: tuple[int, ...]) -> int:
        """The function that goes on with ``branches[a]`` for answer ``a`` to ``variable``."""
        first = branches[0] if branches else IMPOSSIBLE
        if branches.count(first) == len(branches):
            return first
        number = self._nodes.get((variable, branches))
        if number is None:
            number = self._nodes[variable, branches] = self._add(variable, branches, ())
        return number

    def _add(self, variable: int, branches: tuple[int, ...], value: tuple[str, ...]) -> int:
        self.values.append(value)
        self.variables.append(variable)
        self.branches.append(branches)
        self.everywhere.append(all(self.everywhere[branch] for branch in branches))
        return len(self.values) - 1

    def is_end(self, function: int) -> bool:
        return self.variables[function] < 0

    def ends(self, function: int) -> frozenset[int]:
        """The constants that the function takes, as their numbers."""
        found = self._reached.get(function)
        if found is None:
            found = frozenset().union(*(self.ends(branch) for branch in set(self.branches[function])))
            self._reached[function] = found
        return found

    def support(self, function: int) -> int:
        """The variables that can change the function's value, as a bit set."""
        found = self._support.get(function)
        if found is None:
            branches = tuple(set(self.branches[function]))
            found = 0
            for branch in branches:
                found |= self.support(branch)
            # Different functions that are possible everywhere differ somewhere.
            if self.everywhere[function] or self._disagree(branches):
                found |= 1 << self.variables[function]
            self._support[function] = found
        return found

    def _disagree(self, branches: tuple[int, ...]) -> bool:
        return any(self.conflict(one, other) for i, one in enumerate(branches) for other in branches[:i])

    def conflict(self, one: int, other: int) -> bool:
        """Whether some answers that are possible in both give two different values."""
        seen: set[tuple[int, int]] = set()
        waiting = [(one, other)]
        while waiting:
            pair = waiting.pop()
            if pair in seen or IMPOSSIBLE in pair or pair[0] == pair[1]:
                continue
            seen.add(pair)
            a, b = pair
            variables = [self.variables[f] for f in pair if not self.is_end(f)]
            if not variables:
                return True
            top = min(variables)
            waiting.extend(zip(self._split(a, top, b), self._split(b, top, a), strict=True))
        return False

    def _split(self, function: int, variable: int, other: int) -> tuple[int, ...]:
        if self.variables[function] == variable:
            return self.branches[function]
        return (function,) * len(self.branches[other])

    def restrict(self, function: int, variable: int, answer: int) -> int:
        """The function that remains when ``variable`` has been answered."""
        top = self.variables[function]
        if top < 0 or top > variable:
            return function
        if top == variable:
            return self.branches[function][answer]
        key = (function, variable, answer)
        found = self._restricted.get(key)
        if found is None:
            found = self._restricted[key] = self.node(top, self._restricted_all(function, variable, answer))
        return found

    def _restricted_all(self, function: int, variable: int, answer: int) -> tuple[int, ...]:
        """The branches, restricted. Most need no call: half of all time goes here when orders are compared."""
        branches = []
        for branch in self.branches[function]:
            top = self.variables[branch]
            if top == variable:
                branches.append(self.branches[branch][answer])
            elif top < 0 or top > variable:
                branches.append(branch)
            else:
                branches.append(self.restrict(branch, variable, answer))
        return tuple(branches)
