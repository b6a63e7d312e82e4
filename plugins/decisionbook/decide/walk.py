"""What a set of answers leads to, read off the compiled graphs alone; the rules of the walk are in `graph.py`.

The script of the pages knows nothing but these graphs. This is its twin, and the engine's own way to the next
question of a chain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush

from decisionbook.decide.graph import Graph, Leaf, Question
from decisionbook.decide.limits import TooLargeError

Place = tuple[tuple[str, int], ...]
"""Where a walk stands: decision and node, the outermost first."""

Bound = Mapping[str, frozenset[str]]

_Side = tuple[Place, str]
"""One of two walks: where it stands, and its answer to the question under test."""

_Count = tuple[float, int, frozenset[tuple[str, ...]]]
"""From a place on: the mean and the most of questions, and where they lead."""

_Counts = dict[tuple[Place, frozenset[tuple[str, frozenset[str]]]], _Count]
"""By the place and what the way there has bound."""
_Ends = dict[tuple[Place, int, frozenset[tuple[str, frozenset[str]]]], Place | None]

DIFFER_STEPS = 20_000
COUNT_DEPTH = 400
COUNT_PLACES = 200_000


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
        self.again = self._again()

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
            outcome = node.outcomes[0] if len(node.outcomes) == 1 else None
            way = self.way(place[:-1], outcome)
            if way is None or given.outcomes.get(decision, outcome) != outcome:
                return None
            place = (*place[:-2], (place[-2][0], way))

    def way(self, place: Place, answer: str | None) -> int | None:
        node = self.node(place)
        ways = node.ways if isinstance(node, Question) else ()
        return next((way.to for way in ways if answer in way.answers), None)

    def ways(self, place: Place, given: Given, bound: Bound) -> Iterator[tuple[Place, frozenset[str]]]:
        """The next places from a question with the answers that lead there, as far as they agree with others."""
        node, address = self.node(place), self.address(place)
        known = frozenset((given.known[address],)) if address in given.known else bound.get(address)
        for way in node.ways if isinstance(node, Question) else ():
            answers = frozenset(way.answers) if known is None else known.intersection(way.answers)
            after = self.settle((*place[:-1], (place[-1][0], way.to)), given) if answers else None
            if after is not None:
                yield after, answers

    # --- What is possible -----------------------------------------------------------------------------

    def reached(self, given: Given) -> tuple[Leaf, ...]:
        """The ends of the root that some completion reaches."""
        found: dict[Leaf, None] = {}
        for place, _ in self._explored(given):
            node = self.node(place)
            if isinstance(node, Leaf):
                found[node] = None
        return tuple(found)

    def _explored(self, given: Given) -> Iterator[tuple[Place, dict[str, frozenset[str]]]]:
        """Every place with what the path there has bound, lowest places first."""
        start = self.start(given)
        waiting: list[tuple[tuple[int, ...], int, Place, dict[str, frozenset[str]]]] = []
        seen: set[tuple[Place, frozenset[tuple[str, frozenset[str]]]]] = set()
        if start is not None:
            heappush(waiting, (_order(start), 0, start, {}))
        while waiting:
            _, _, place, bound = heappop(waiting)
            yield place, bound
            for after, answers in self.ways(place, given, bound):
                address = self.address(place)
                then = {**bound, address: answers} if address in self.again else bound
                key = (after, frozenset(then.items()))
                if key not in seen:
                    seen.add(key)
                    heappush(waiting, (_order(after), len(seen), after, then))

    # --- What to ask ----------------------------------------------------------------------------------

    def next_question(self, given: Given, matters: Callable[[str], bool] | None = None) -> str | None:
        """The address to ask next, ``None`` where no question that is left can change the outcome.

        ``matters`` may say of an address whether its answer can; else the graphs are searched.
        """
        verdicts: dict[str, bool] = {}
        for place, _ in self._explored(given):
            address = self.address(place)
            if not address or address in given.known or address in given.unknown:
                continue
            if given.closed and any(decision in given.closed for decision, _ in place[1:]):
                continue
            if address not in verdicts:
                verdicts[address] = (matters or partial(self.matters, given))(address)
            if verdicts[address]:
                return address
        return None

    def matters(self, given: Given, address: str) -> bool:
        """Whether two answers to a question lead to different outcomes while all others are the same."""
        kinds = self.kinds(address)
        pairs = ((one, other) for i, one in enumerate(kinds) for other in kinds[:i])
        return any(Difference(self, given, address).between(one, other) for one, other in pairs)

    def kinds(self, address: str) -> tuple[str, ...]:
        """One answer of each kind: answers of a kind lead the same way wherever the question is asked."""
        leads: dict[str, list[int]] = {}
        for decision, graph in self.graphs.items():
            for node in graph.nodes:
                if isinstance(node, Question) and self.asked[decision, node.input].address == address:
                    for way in node.ways:
                        for answer in way.answers:
                            leads.setdefault(answer, []).append(way.to)
        return tuple({tuple(lead): answer for answer, lead in leads.items()}.values())

    # --- How much is asked ----------------------------------------------------------------------------

    def count(self) -> tuple[float, int]:
        """How many questions a reader answers on average and at most, from the start to an end.

        Raises ``TooLargeError`` where inner decisions that are asked in several places make the ways too many.
        """
        start = self.start(NOTHING_GIVEN)
        mean, most, _ = self._count(start, {}, 0, {}, {}) if start is not None else (0.0, 0, None)
        return mean, most

    def _count(self, place: Place, bound: Bound, depth: int, known: _Counts, ends: _Ends) -> _Count:
        key = (place, frozenset(bound.items()))
        if key in known:
            return known[key]
        _bounded(depth, len(known))
        for outer in range(1, len(place)):
            beyond = self._beyond(place, outer, bound, depth + 1, ends)
            if beyond is not None:
                known[key] = self._count(beyond, bound, depth + 1, known, ends)
                return known[key]
        node, address = self.node(place), self.address(place)
        if isinstance(node, Leaf):
            known[key] = 0.0, 0, frozenset((node.outcomes,))
            return known[key]
        own = 0 if address in bound else 1
        ways = list(self.ways(place, NOTHING_GIVEN, bound))
        total = sum(len(answers) for _, answers in ways)
        expected, worst, reached = 0.0, 0, frozenset[tuple[str, ...]]()
        for after, answers in ways:
            then = {**bound, address: answers} if address in self.again else bound
            mean, most, there = self._count(after, then, depth + 1, known, ends)
            expected += mean * len(answers) / total
            worst = max(worst, most)
            reached |= there
        # What an earlier answer has ruled out may leave one outcome, though the graph still asks.
        known[key] = (own + expected, own + worst, reached) if len(reached) > 1 else (0.0, 0, reached)
        return known[key]

    def _beyond(self, place: Place, outer: int, bound: Bound, depth: int, known: _Ends) -> Place | None:
        """Where all ways lead that leave an inner decision, ``outer`` steps deep; ``None`` if that is not one place.

        What is open in the inner decision then changes nothing, so nobody is asked.
        """
        key = (place, outer, frozenset(bound.items()))
        if key not in known:
            _bounded(depth, len(known))
            address = self.address(place)
            found: set[Place | None] = set()
            for after, answers in self.ways(place, NOTHING_GIVEN, bound):
                left = after[:outer] != place[:outer]
                then = {**bound, address: answers} if address in self.again else bound
                found.add(after if left else self._beyond(after, outer, then, depth + 1, known))
                if len(found) > 1:
                    break
            known[key] = found.pop() if len(found) == 1 else None
        return known[key]


def _bounded(depth: int, places: int) -> None:
    if depth > COUNT_DEPTH or places > COUNT_PLACES:
        raise TooLargeError(f"Its ways are longer than {COUNT_DEPTH} questions, or too many.")


def _order(place: Place) -> tuple[int, ...]:
    return tuple(index for _, index in place)


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

    def _search(self, one: _Side, other: _Side, bound: Bound) -> bool:
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
        self, one: _Side, other: _Side, bound: Bound
    ) -> Iterator[tuple[tuple[_Side, _Side], dict[str, frozenset[str]]]]:
        """The side at the lower place goes on; at the same place both do."""
        if _order(one[0]) > _order(other[0]) or isinstance(self.graphs.node(one[0]), Leaf):
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

    def _after(self, side: _Side) -> Place | None:
        place, answer = side
        way = self.graphs.way(place, answer)
        return None if way is None else self.graphs.settle((*place[:-1], (place[-1][0], way)), self.given)
