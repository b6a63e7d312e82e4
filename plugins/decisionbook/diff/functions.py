"""Two functions over the same questions, held against each other: where they differ, and how often."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from math import prod

from decisionbook.decide.diagram import IMPOSSIBLE, Diagrams
from decisionbook.decide.limits import OverBudgetError

Ends = tuple[str, ...] | None
"""Where a combination ends: outcomes, `()` for none, ``None`` where an inner decision has no single outcome."""
Verdict = Callable[[Ends, Ends], Hashable]
"""What two ends are to each other; ``None`` where they are the same."""

PAIRS = 200_000


@dataclass(slots=True)
class Difference:
    """The verdict on each combination, as a diagram of its own. ``sizes[v]`` is the answers of variable ``v``.

    ``both`` is the store of the two functions: equal functions have equal numbers there, so what is equal is passed
    over unseen. Raises ``OverBudgetError`` beyond ``budget`` pairs.
    """

    both: Diagrams
    sizes: tuple[int, ...]
    verdict: Verdict
    budget: int = PAIRS
    found: Diagrams = field(default_factory=Diagrams)
    _verdicts: dict[Hashable, int] = field(default_factory=lambda: {None: 0})
    _memo: dict[tuple[int, int], int] = field(default_factory=dict)

    def between(self, before: int, after: int) -> int:
        """The function from combinations to verdicts, by its number in ``found``."""
        if before == after:
            return self.same
        known = self._memo.get((before, after))
        if known is None:
            if len(self._memo) >= self.budget:
                raise OverBudgetError
            known = self._memo[before, after] = self._between(before, after)
        return known

    @property
    def same(self) -> int:
        """The constant of combinations that end where they did."""
        return self.found.end(("0",))

    def verdict_of(self, end: int) -> Hashable:
        """What a constant of ``found`` stands for."""
        return list(self._verdicts)[int(self.found.values[end][0])]

    def _between(self, before: int, after: int) -> int:
        open_ones = [function for function in (before, after) if not self.both.is_end(function)]
        if not open_ones:
            return self._end(self.verdict(self._ends(before), self._ends(after)))
        top = min(self.both.variables[function] for function in open_ones)
        ways = zip(self._ways(before, top), self._ways(after, top), strict=True)
        return self.found.node(top, tuple(self.between(one, other) for one, other in ways))

    def _ways(self, function: int, variable: int) -> Sequence[int]:
        if self.both.variables[function] == variable:
            return self.both.branches[function]
        return (function,) * self.sizes[variable]

    def _end(self, verdict: Hashable) -> int:
        number = self._verdicts.setdefault(verdict, len(self._verdicts))
        return self.found.end((str(number),))

    def _ends(self, function: int) -> Ends:
        return None if function == IMPOSSIBLE else self.both.values[function]


def counts(diagrams: Diagrams, function: int, sizes: Sequence[int]) -> dict[int, int]:
    """How many combinations lead to each constant."""
    from_here = [prod(sizes[variable:]) for variable in range(len(sizes) + 1)]
    memo: dict[int, dict[int, int]] = {}

    def top(at: int) -> int:
        return len(sizes) if diagrams.is_end(at) else diagrams.variables[at]

    def visit(at: int) -> dict[int, int]:
        if diagrams.is_end(at):
            return {at: 1}
        if at not in memo:
            total: dict[int, int] = {}
            for branch in diagrams.branches[at]:
                skipped = from_here[top(at) + 1] // from_here[top(branch)]
                for end, number in visit(branch).items():
                    total[end] = total.get(end, 0) + number * skipped
            memo[at] = total
        return memo[at]

    outside = from_here[0] // from_here[top(function)]
    return {end: number * outside for end, number in visit(function).items()}
