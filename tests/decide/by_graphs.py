"""What a set of answers leads to, read off the compiled graphs alone: the rules of `graph.py`, as the script has them.

The engine knows the decision's function and asks that which question matters. The script of the pages knows nothing
but the graphs, as this second road does.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from decisionbook.decide.graph import Leaf, Question
from decisionbook.decide.walk import Bound, Given, Graphs, Place, order_of

DIFFER_STEPS = 20_000

Side = tuple[Place, str]
"""One of two walks: where it stands, and its answer to the question under test."""


def reached(graphs: Graphs, given: Given) -> tuple[Leaf, ...]:
    """The ends of the root that some completion reaches."""
    nodes = (graphs.node(place) for place, _ in graphs.explored(given))
    return tuple(dict.fromkeys(node for node in nodes if isinstance(node, Leaf)))


def next_question(graphs: Graphs, given: Given) -> str | None:
    """The address to ask next."""
    return graphs.next_question(given, cache(lambda address: matters(graphs, given, address)))


def matters(graphs: Graphs, given: Given, address: str) -> bool:
    """Whether two answers to a question lead to different outcomes while all others are the same."""
    every = [way.answers for node in _asking(graphs, address) for way in node.ways]
    answers = list(dict.fromkeys(answer for those in every for answer in those))
    pairs = ((one, other) for i, one in enumerate(answers) for other in answers[:i])
    return any(Difference(graphs, given, address).between(one, other) for one, other in pairs)


def _asking(graphs: Graphs, address: str) -> Iterator[Question]:
    for decision, graph in graphs.graphs.items():
        for node in graph.nodes:
            if isinstance(node, Question) and graphs.asked[decision, node.input].address == address:
                yield node


class Difference:
    """Searches for a completion under which two answers to ``asked`` end differently, by two walks side by side."""

    def __init__(self, graphs: Graphs, given: Given, asked: str) -> None:
        self.graphs = graphs
        self.given = given
        self.asked = asked
        self.seen: set[object] = set()

    def between(self, one: str, other: str) -> bool:
        """Whether there is one for these two answers; past a budget of steps it is taken for granted."""
        self.seen.clear()
        start = self.graphs.start(self.given)
        return start is not None and self._search((start, one), (start, other), {})

    def _search(self, one: Side, other: Side, bound: Bound) -> bool:
        ends = [self.graphs.node(place) for place, _ in (one, other)]
        if all(isinstance(end, Leaf) for end in ends):
            return len({end.outcomes for end in ends if isinstance(end, Leaf)}) > 1
        key = (one, other, frozenset(bound.items()))
        if key in self.seen:
            return False
        self.seen.add(key)
        if len(self.seen) > DIFFER_STEPS:
            return True
        return any(self._search(*sides, then) for sides, then in self._steps(one, other, bound))

    def _steps(
        self, one: Side, other: Side, bound: Bound
    ) -> Iterator[tuple[tuple[Side, Side], dict[str, frozenset[str]]]]:
        """The side at the lower place goes on; at the same place both do."""
        if order_of(one[0]) > order_of(other[0]) or isinstance(self.graphs.node(one[0]), Leaf):
            one, other = other, one
        together = one[0] == other[0]
        address = self.graphs.address(one[0])
        if address == self.asked:
            after = self._after(one)
            than = self._after(other) if together else other[0]
            if after is not None and than is not None:
                yield ((after, one[1]), (than, other[1])), dict(bound)
            return
        for after, answers in self.graphs.ways(one[0], self.given, bound):
            yield ((after, one[1]), (after if together else other[0], other[1])), {**bound, address: answers}

    def _after(self, side: Side) -> Place | None:
        place, answer = side
        way = self.graphs.way(place, answer)
        return None if way is None else self.graphs.settle((*place[:-1], (place[-1][0], way)), self.given)
