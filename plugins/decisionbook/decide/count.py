"""How many questions readers answer, on average and at most, where each is asked what evaluation would ask next.

All readers go at once. Those who have the same questions ahead of them and the same left of the decision's function
are counted once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from heapq import heapify, heappop, heappush
from operator import or_

from decisionbook.decide.chain import Chain
from decisionbook.decide.diagram import IMPOSSIBLE, Diagrams
from decisionbook.decide.graph import Graph, Question
from decisionbook.decide.limits import COUNT_PLACES, TooLargeError
from decisionbook.decide.walk import NOTHING_GIVEN, Asked, Given, Graphs, Place, order_of

Spot = tuple[Place, frozenset[tuple[str, frozenset[str]]]]
"""A place that readers have come to, and what the way there has bound."""

Count = tuple[float, int]
"""The mean and the most of questions."""


@dataclass(frozen=True, slots=True)
class Function:
    """What is left of a chain's function behind some answers."""

    chain: Chain
    diagrams: Diagrams
    number: int

    @property
    def settled(self) -> bool:
        """Whether no answer changes the outcome any more."""
        return not self.diagrams.support(self.number)

    def matters(self, address: str) -> bool:
        """Whether the answer to a question can change the outcome."""
        return bool(self.diagrams.support(self.number) >> self.chain.number[address] & 1)

    def after(self, address: str, answer: str) -> Function | None:
        """What is left behind one more answer; ``None`` where it contradicts the others."""
        variable = self.chain.number[address]
        place = self.chain.variables[variable].names.index(answer)
        number = self.diagrams.restrict(self.number, variable, place)
        return None if number == IMPOSSIBLE else Function(self.chain, self.diagrams, number)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Stands for a function that is past the budget: every answer may change the outcome."""

    number: int = -1
    settled: bool = False

    def matters(self, _: str) -> bool:
        return True

    def after(self, _: str, __: str) -> Unknown:
        return self


Left = Function | Unknown


def count(graphs: Graphs, whole: Left) -> Count:
    """The mean and the most of questions from the start to an end; answers to a question are equally frequent.

    Where the function is unknown, questions count that an earlier answer may have settled. Raises ``TooLargeError``
    past a budget of places.
    """
    if len(graphs.graphs) == 1:
        return _by_itself(graphs.graphs[graphs.root])
    start = graphs.start(NOTHING_GIVEN)
    return (0.0, 0) if start is None else _Readers(graphs).count(whole, frozenset({(start, frozenset())}), {})


def _by_itself(graph: Graph) -> Count:
    """The same for a decision that rests on no other: there every question on the way matters."""
    counts: list[Count] = [(0.0, 0)] * len(graph.nodes)
    for index, node in reversed(list(enumerate(graph.nodes))):
        if isinstance(node, Question):
            answers = sum(len(way.answers) for way in node.ways)
            mean = sum(counts[way.to][0] * len(way.answers) for way in node.ways) / answers
            counts[index] = 1 + mean, 1 + max(counts[way.to][1] for way in node.ways)
    return counts[0]


class _Readers:
    def __init__(self, graphs: Graphs) -> None:
        self.graphs = graphs
        self.kinds = _kinds(graphs)
        self.ahead = _Ahead(graphs)
        self.visited = 0
        self._known: dict[object, Count] = {}

    def count(self, left: Left, spots: frozenset[Spot], answers: Mapping[str, str]) -> Count:
        """What readers who stand at these spots are still asked. Of each kind of answers one stands for all."""
        spots, asked = self._next(left, spots, answers)
        if asked is None:
            return 0.0, 0
        ahead = reduce(or_, (self.ahead.of(place) for place, _ in spots))
        again = frozenset(item for item in answers.items() if ahead >> self.ahead.number[item[0]] & 1)
        key = (left.number, spots, again)
        if key not in self._known:
            self._known[key] = self._asked(asked, left, spots, answers)
        return self._known[key]

    def _asked(self, address: str, left: Left, spots: frozenset[Spot], answers: Mapping[str, str]) -> Count:
        expected, worst, readers = 0.0, 0, 0
        for answer, weight in self.kinds[address].items():
            after = left.after(address, answer)
            if after is not None:
                mean, most = self.count(after, spots, {**answers, address: answer})
                expected, worst, readers = expected + mean * weight, max(worst, most), readers + weight
        return 1 + expected / readers, 1 + worst

    def _next(
        self, left: Left, spots: frozenset[Spot], answers: Mapping[str, str]
    ) -> tuple[frozenset[Spot], str | None]:
        """Where readers stand before their next question, and that question: the lowest that matters."""
        seen = set(spots)
        waiting = [(order_of(spot[0]), number, spot) for number, spot in enumerate(spots)]
        heapify(waiting)
        while waiting and not left.settled:
            *_, spot = waiting[0]
            address = self.graphs.address(spot[0])
            if address and address not in answers and left.matters(address):
                return frozenset(spot for *_, spot in waiting), address
            heappop(waiting)
            for after in self._beyond(spot, address, answers):
                if after not in seen:
                    seen.add(after)
                    heappush(waiting, (order_of(after[0]), len(seen), after))
        return frozenset(), None

    def _beyond(self, spot: Spot, address: str, answers: Mapping[str, str]) -> Iterator[Spot]:
        """The spots behind a question that is answered or need not be, nothing behind an end."""
        self.visited += 1
        if self.visited > COUNT_PLACES:
            raise TooLargeError(f"Its ways have more than {COUNT_PLACES:,} places.")
        place, bound = spot
        binds = address in self.graphs.again and address not in answers
        for after, taken in self.graphs.ways(place, Given(answers), dict(bound)) if address else ():
            yield after, frozenset({**dict(bound), address: taken}.items()) if binds else bound


def _kinds(graphs: Graphs) -> Mapping[str, Mapping[str, int]]:
    """By address one answer of each kind, and how many there are: a kind leads the same way wherever it is asked."""
    leads: dict[str, dict[str, list[int]]] = {}
    for decision, graph in graphs.graphs.items():
        for node in graph.nodes:
            if isinstance(node, Question):
                found = leads.setdefault(graphs.asked[decision, node.input].address, {})
                for way in node.ways:
                    for answer in way.answers:
                        found.setdefault(answer, []).append(way.to)
    kinds: dict[str, dict[str, int]] = {}
    for address, found in leads.items():
        alike: dict[tuple[int, ...], list[str]] = {}
        for answer, lead in found.items():
            alike.setdefault(tuple(lead), []).append(answer)
        kinds[address] = {answers[0]: len(answers) for answers in alike.values()}
    return kinds


class _Ahead:
    """Which addresses may still come up from a place on, as bit sets."""

    def __init__(self, graphs: Graphs) -> None:
        self.graphs = graphs
        self.number = {address: i for i, address in enumerate(graphs.addresses)}
        self.from_node: dict[tuple[str, int], int] = {}
        self.behind_node: dict[tuple[str, int], int] = {}
        self._add(graphs.root)

    def _add(self, decision: str) -> None:
        """Every node behind those it leads to, which have higher numbers."""
        for index, node in reversed(list(enumerate(self.graphs.graphs[decision].nodes))):
            here = behind = 0
            if isinstance(node, Question):
                here = self._at(self.graphs.asked[decision, node.input])
                for way in node.ways:
                    behind |= self.from_node[decision, way.to]
            self.behind_node[decision, index] = behind
            self.from_node[decision, index] = here | behind

    def _at(self, asked: Asked) -> int:
        if asked.inner is None:
            return 1 << self.number[asked.address]
        if (asked.inner, 0) not in self.from_node:
            self._add(asked.inner)
        return self.from_node[asked.inner, 0]

    def of(self, place: Place) -> int:
        return reduce(or_, (self.behind_node[outer] for outer in place[:-1]), self.from_node[place[-1]])
