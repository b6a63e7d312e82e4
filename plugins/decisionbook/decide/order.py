"""In which order to ask so that readers answer as few questions as possible on average.

Exact: dynamic programming over the functions that remain (an AND/OR search; finding the best tree is NP-complete,
Hyafil and Rivest 1976). Past a budget of states the question that says most about the outcome comes first
(greatest information gain for its cost, Quinlan 1986), and ``optimal`` is false.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log2

from decisionbook.decide.bits import bits_of
from decisionbook.decide.diagram import Diagrams
from decisionbook.decide.limits import OPTIMISE_NODES, OPTIMISE_STATES, OverBudgetError

_CLOSE = 1e-9


@dataclass(slots=True)
class Fewest:
    """Chooses questions for functions of one store. ``weights[v]`` sum to 1, ``costs[v]`` count questions."""

    diagrams: Diagrams
    weights: tuple[tuple[float, ...], ...]
    costs: tuple[float, ...]
    budget: int = OPTIMISE_STATES
    optimal: bool = field(default=True, init=False)
    _best: dict[int, tuple[float, int]] = field(default_factory=dict)
    _shares: dict[int, dict[int, float]] = field(default_factory=dict)
    _start: int = 0

    def __post_init__(self) -> None:
        self._start = len(self.diagrams)
        self.optimal = self._start <= OPTIMISE_NODES

    def choose(self, function: int) -> int:
        """The variable to ask next for a function that is not constant."""
        if self.optimal:
            try:
                return self._search(function)[1]
            except OverBudgetError:
                self.optimal = False
        return self._most_telling(function)

    def expected(self, function: int) -> float | None:
        """The least average cost, ``None`` past the budget."""
        if not self.optimal:
            return None
        try:
            return self._search(function)[0]
        except OverBudgetError:
            self.optimal = False
            return None

    def _search(self, function: int) -> tuple[float, int]:
        if self.diagrams.is_end(function):
            return 0.0, -1
        known = self._best.get(function)
        if known is not None:
            return known
        if len(self._best) + len(self.diagrams) - self._start > self.budget:
            raise OverBudgetError
        best = (float("inf"), -1)
        for variable in bits_of(self.diagrams.support(function)):
            cost = self._cost(function, variable, best[0])
            if cost < best[0] - _CLOSE:
                best = (cost, variable)
        self._best[function] = best
        return best

    def _cost(self, function: int, variable: int, bound: float) -> float:
        """The average cost when ``variable`` is asked first, or anything above ``bound`` once it is certain."""
        cost = self.costs[variable]
        for answer, weight in enumerate(self.weights[variable]):
            cost += weight * self._search(self.diagrams.restrict(function, variable, answer))[0]
            if cost >= bound:
                return cost
        return cost

    def _most_telling(self, function: int) -> int:
        return max(bits_of(self.diagrams.support(function)), key=lambda v: (self._gain(function, v), -v))

    def _gain(self, function: int, variable: int) -> float:
        left = sum(
            weight * self._doubt(self.diagrams.restrict(function, variable, answer))
            for answer, weight in enumerate(self.weights[variable])
        )
        return round((self._doubt(function) - left) / max(self.costs[variable], _CLOSE), 9)

    def _doubt(self, function: int) -> float:
        shares = self.shares(function).values()
        return -sum(share * log2(share) for share in shares if share > 0)

    def shares(self, function: int) -> dict[int, float]:
        """The probability of each constant."""
        if self.diagrams.is_end(function):
            return {function: 1.0}
        known = self._shares.get(function)
        if known is None:
            known = {}
            weights = self.weights[self.diagrams.variables[function]]
            for weight, branch in zip(weights, self.diagrams.branches[function], strict=True):
                for end, share in self.shares(branch).items():
                    known[end] = known.get(end, 0.0) + weight * share
            self._shares[function] = known
        return known
