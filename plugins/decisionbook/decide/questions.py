"""From a decision's function to its graph of questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from decisionbook.decide.chain import Chain
from decisionbook.decide.diagram import Diagrams
from decisionbook.decide.graph import Leaf, Node, Question, Way
from decisionbook.decide.limits import MAX_NODES, MAX_PLACES, TooLargeError
from decisionbook.decide.machine import names_of

Chooser = Callable[[int], int]
"""Which variable to ask next for a function that is not constant."""


@dataclass(slots=True)
class _Graph:
    """Builds nodes, equal ones once; ``variables[n]`` is ``-1`` for a leaf."""

    chain: Chain
    diagrams: Diagrams
    choose: Chooser
    leaves: list[Leaf | None] = field(default_factory=list)
    variables: list[int] = field(default_factory=list)
    branches: list[tuple[int, ...]] = field(default_factory=list)
    _known: dict[Leaf | tuple[int, tuple[int, ...]], int] = field(default_factory=dict)
    _memo: dict[tuple[int, int, int], int] = field(default_factory=dict)
    _frees: dict[int, int] = field(default_factory=dict)
    _relevants: dict[int, int] = field(default_factory=dict)

    def build(self, function: int, state: int, asked: int) -> int:
        """The node for what is left of the decision's function; ``asked`` are the variables behind us."""
        state = self.chain.root.tidy(state, state & self._free(asked))
        # An answer that no living rule asked for makes no difference: paths that differ in such answers alone meet.
        asked &= self._relevant(state)
        key = (function, state, asked)
        if key not in self._memo:
            if len(self._memo) >= MAX_PLACES:
                raise TooLargeError(f"Its questions make more than {MAX_PLACES:,} places on the way.")
            one_value = len(self.diagrams.ends(function)) == 1
            node = self._leaf(function, state, asked) if one_value else self._question(function, state, asked)
            self._memo[key] = node
        return self._memo[key]

    def _question(self, function: int, state: int, asked: int) -> int:
        variable = self.choose(function)
        branches = tuple(
            self.build(
                self.diagrams.restrict(function, variable, answer), state & kept, asked | 1 << variable
            )
            for answer, kept in enumerate(self.chain.variables[variable].narrow)
        )
        return self._node((variable, branches), None, variable, branches)

    def _leaf(self, function: int, state: int, asked: int) -> int:
        holds = state & self._free(asked)
        root = self.chain.root
        (end,) = self.diagrams.ends(function)
        outcomes = self.diagrams.values[end]
        certain, possible = root.fires(state, holds)
        holding = root.matched(holds) & possible | certain
        leaf = Leaf(outcomes, names_of(root, certain), names_of(root, holding), names_of(root, possible))
        return self._node(leaf, leaf, -1, ())

    def _free(self, asked: int) -> int:
        """What no question that has not been asked can rule out."""
        if asked not in self._frees:
            free = -1
            for number, variable in enumerate(self.chain.variables):
                free &= -1 if asked >> number & 1 else variable.free
            self._frees[asked] = free
        return self._frees[asked]

    def _relevant(self, state: int) -> int:
        """The variables that some part of the state could still be ruled out by."""
        if state not in self._relevants:
            every = enumerate(self.chain.variables)
            self._relevants[state] = sum(1 << number for number, variable in every if state & ~variable.free)
        return self._relevants[state]

    def _node(
        self,
        key: Leaf | tuple[int, tuple[int, ...]],
        leaf: Leaf | None,
        variable: int,
        branches: tuple[int, ...],
    ) -> int:
        if key not in self._known:
            if len(self.variables) >= MAX_NODES:
                raise TooLargeError(f"Its questions make more than {MAX_NODES:,} nodes.")
            self._known[key] = len(self.variables)
            self.leaves.append(leaf)
            self.variables.append(variable)
            self.branches.append(branches)
        return self._known[key]


def questions(chain: Chain, diagrams: Diagrams, function: int, choose: Chooser | None) -> tuple[Node, ...]:
    """The nodes for a decision by itself, ends last by rank. Without a chooser the first input that matters is asked.

    Raises ``TooLargeError`` beyond a limit of nodes.
    """
    graph = _Graph(chain, diagrams, choose or (lambda f: min_variable(diagrams, f)))
    start = graph.build(function, chain.start, 0)
    rank = _depths(graph, start) if choose else graph.variables
    found = _discovered(graph, start)
    found.sort(key=lambda n: (0, rank[n]) if graph.leaves[n] is None else (1, *_ranks(graph, n)))
    number = {node: i for i, node in enumerate(found)}
    return tuple(_shown(graph, node, number) for node in found)


def min_variable(diagrams: Diagrams, function: int) -> int:
    """The first variable that can change the function's value."""
    support = diagrams.support(function)
    return (support & -support).bit_length() - 1


def _discovered(graph: _Graph, start: int) -> list[int]:
    """The nodes that can be reached, each before those that are only reached through it."""
    found: dict[int, None] = {}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = None
            waiting.extend(reversed(graph.branches[node]))
    return list(found)


def _ranks(graph: _Graph, node: int) -> tuple[int, ...]:
    """Where a leaf stands among the leaves: by the ranks of its outcomes, none of them last."""
    leaf, ranks = graph.leaves[node], list(graph.chain.root.decision.outcomes)
    return tuple(ranks.index(each) for each in (leaf.outcomes if leaf else ())) or (len(ranks),)


def _depths(graph: _Graph, start: int) -> list[int]:
    """How far each node lies from the start, at most."""
    depths = [0] * len(graph.variables)
    # Nodes are made after those they lead to, so falling numbers visit each before its branches.
    for node in range(start, -1, -1):
        for branch in graph.branches[node]:
            depths[branch] = max(depths[branch], depths[node] + 1)
    return depths


def _shown(graph: _Graph, node: int, number: dict[int, int]) -> Node:
    leaf = graph.leaves[node]
    if leaf is not None:
        return leaf
    variable = graph.chain.variables[graph.variables[node]]
    ways: dict[int, list[str]] = {}
    for name, branch in zip(variable.names, graph.branches[node], strict=True):
        ways.setdefault(number[branch], []).append(name)
    return Question(variable.address, tuple(Way(tuple(answers), to) for to, answers in ways.items()))
