"""The way of a set of answers through compiled graphs, up to the next question; its rules are in `graph.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

from decisionbook.decide.graph import Graph, Leaf, Question

Place = tuple[tuple[str, int], ...]
"""Where a walk stands: decision and node, the outermost first."""

Bound = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a walk must know of an input: its address, and the decision that answers it, if one does."""

    address: str
    inner: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """Answers by address, addresses whose answer is unknown, and outcomes by decision.

    ``closed`` are the decisions that are not to be asked: their outcome is given, or known to be unknown.
    """

    known: Mapping[str, str] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    outcomes: Mapping[str, str] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()


NOTHING_GIVEN = Given()


class Graphs:
    """The graphs of a chain, seen from its root. ``asked`` describes inputs by decision and input id."""

    def __init__(
        self, root: str, graphs: Mapping[str, Graph], asked: Mapping[tuple[str, str], Asked]
    ) -> None:
        self.root = root
        self.graphs = graphs
        self.asked = asked
        self.addresses = tuple(dict.fromkeys(e.address for e in asked.values() if e.inner is None))
        self.again = self._again()
        self._leads: dict[tuple[str, int], dict[str, int]] = {}

    def _again(self) -> frozenset[str]:
        """The addresses that can come up more than once on a path."""
        seen: dict[str, int] = {}
        self._meet(self.root, seen)
        return frozenset(address for address, count in seen.items() if count > 1)

    def _meet(self, decision: str, seen: dict[str, int]) -> None:
        questions = [node for node in self.graphs[decision].nodes if isinstance(node, Question)]
        for input_id in dict.fromkeys(node.input for node in questions):
            entry = self.asked[decision, input_id]
            if entry.inner is None:
                seen[entry.address] = seen.get(entry.address, 0) + 1
            elif seen.setdefault(f"{decision}/{input_id}", 0) < 2:
                seen[f"{decision}/{input_id}"] += 1
                self._meet(entry.inner, seen)

    def node(self, place: Place) -> Question | Leaf:
        decision, index = place[-1]
        return self.graphs[decision].nodes[index]

    def address(self, place: Place) -> str:
        decision, _ = place[-1]
        node = self.node(place)
        return self.asked[decision, node.input].address if isinstance(node, Question) else ""

    def start(self, given: Given) -> Place | None:
        return self.settle(((self.root, 0),), given)

    def settle(self, place: Place, given: Given) -> Place | None:
        """On from a place to a question for the reader or an end of the root; ``None`` where it ends nowhere."""
        while True:
            node, decision = self.node(place), place[-1][0]
            if isinstance(node, Question):
                inner = self.asked[decision, node.input].inner
                if inner is None:
                    return place
                place = (*place, (inner, 0))
                continue
            if len(place) == 1:
                return place
            outcome = node.outcomes[0] if len(node.outcomes) == 1 else ""
            way = self.way(place[:-1], outcome)
            if way is None or given.outcomes.get(decision, outcome) != outcome:
                return None
            place = (*place[:-2], (place[-2][0], way))

    def way(self, place: Place, answer: str) -> int | None:
        """The node that an answer leads to, if it is one."""
        leads = self._leads.get(place[-1])
        if leads is None:
            node = self.node(place)
            ways = node.ways if isinstance(node, Question) else ()
            leads = self._leads[place[-1]] = {answer: way.to for way in ways for answer in way.answers}
        return leads.get(answer)

    def ways(self, place: Place, given: Given, bound: Bound) -> Iterator[tuple[Place, frozenset[str]]]:
        """The next places from a question with the answers that lead there, as far as they agree with others."""
        address = self.address(place)
        for to, answers in self._open(place, address, given, bound):
            after = self.settle((*place[:-1], (place[-1][0], to)), given)
            if after is not None:
                yield after, answers

    def _open(
        self, place: Place, address: str, given: Given, bound: Bound
    ) -> Iterator[tuple[int, frozenset[str]]]:
        """The nodes that the answers which agree lead to, with those answers."""
        node, answer, among = self.node(place), given.known.get(address), bound.get(address)
        if answer is not None:
            to = self.way(place, answer)
            yield from () if to is None else ((to, frozenset((answer,))),)
            return
        for way in node.ways if isinstance(node, Question) else ():
            answers = frozenset(way.answers) if among is None else among.intersection(way.answers)
            if answers:
                yield way.to, answers

    # --- What to ask ----------------------------------------------------------------------------------

    def explored(self, given: Given) -> Iterator[tuple[Place, dict[str, frozenset[str]]]]:
        """Every place with what the path there has bound, lowest places first."""
        start = self.start(given)
        waiting: list[tuple[tuple[int, ...], int, Place, dict[str, frozenset[str]]]] = []
        seen: set[tuple[Place, frozenset[tuple[str, frozenset[str]]]]] = set()
        if start is not None:
            heappush(waiting, (order_of(start), 0, start, {}))
        while waiting:
            _, _, place, bound = heappop(waiting)
            yield place, bound
            for after, answers in self.ways(place, given, bound):
                address = self.address(place)
                then = {**bound, address: answers} if address in self.again else bound
                key = (after, frozenset(then.items()))
                if key not in seen:
                    seen.add(key)
                    heappush(waiting, (order_of(after), len(seen), after, then))

    def next_question(self, given: Given, matters: Callable[[str], bool]) -> str | None:
        """The address to ask next, ``None`` where no question that is left ``matters``: can change the outcome."""
        for place, _ in self.explored(given):
            address = self.address(place)
            if not address or address in given.known or address in given.unknown:
                continue
            if given.closed and any(decision in given.closed for decision, _ in place[1:]):
                continue
            if matters(address):
                return address
        return None


def order_of(place: Place) -> tuple[int, ...]:
    """What places are compared by: node numbers, outer ones first."""
    return tuple(index for _, index in place)
