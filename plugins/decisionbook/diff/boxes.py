"""Regions of a function as few and as short conjunctions.

A box gives some variables a set of answers each and leaves the others free. Method: the paths of the function's
diagram are boxes; each is widened as far as the region goes, and the ones that cover most are kept (the steps
*expand* and *irredundant* of Brayton and others, "Logic Minimization Algorithms for VLSI Synthesis", 1984).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from decisionbook.decide.diagram import Diagrams

Box = Mapping[int, frozenset[int]]
"""Variable to the answers that it may have; never all of them."""

PATHS = 300
WORK = 400_000


@dataclass(frozen=True, slots=True)
class Region:
    """Where ``function`` takes the constant ``end``. ``sizes[v]`` is how many answers variable ``v`` has."""

    diagrams: Diagrams
    function: int
    end: int
    sizes: tuple[int, ...]

    def described(self, limit: int) -> list[Box]:
        """At most ``limit`` boxes that lie in the region, the one that adds most first; all of it where they can."""
        candidates = list(dict.fromkeys(_key(self.widened(path)) for path in self.paths()))
        left = {key: [_box(key)] for key in candidates}
        chosen: list[Box] = []
        while left and len(chosen) < limit:
            key = max(left, key=lambda k: (self.size_of(left[k]), -len(k)))
            if not left[key]:
                break
            best = _box(key)
            chosen.append(best)
            del left[key]
            left = {k: without(pieces, best, self.sizes) for k, pieces in left.items()}
        return chosen

    def size_of(self, boxes: Iterable[Box]) -> int:
        """The combinations in boxes that do not overlap."""
        return sum(size(box, self.sizes) for box in boxes)

    def paths(self) -> Iterator[Box]:
        """Boxes that do not overlap and together are the region; only the first ones of very many."""
        nodes = len(self.diagrams.branches)
        limit = max(12, min(PATHS, WORK // nodes))
        for found, box in enumerate(self._paths(self.function, {})):
            if found >= limit:
                return
            yield box

    def _paths(self, function: int, box: dict[int, frozenset[int]]) -> Iterator[Box]:
        if self.end not in self.diagrams.ends(function):
            return
        if self.diagrams.is_end(function):
            yield dict(box)
            return
        variable = self.diagrams.variables[function]
        ways: dict[int, set[int]] = {}
        for answer, branch in enumerate(self.diagrams.branches[function]):
            ways.setdefault(branch, set()).add(answer)
        for branch, answers in sorted(ways.items(), key=lambda way: -len(way[1])):
            yield from self._paths(branch, {**box, variable: frozenset(answers)})

    def widened(self, box: Box) -> Box:
        """The box without conditions that are not needed, later questions first, and with all answers that may join."""
        wide = dict(box)
        for variable in sorted(box, reverse=True):
            without = {key: answers for key, answers in wide.items() if key != variable}
            if self.holds(without):
                wide = without
        for variable in sorted(wide):
            for answer in set(range(self.sizes[variable])) - wide[variable]:
                more = {**wide, variable: wide[variable] | {answer}}
                wide = more if self.holds(more) else wide
        return wide

    def holds(self, box: Box) -> bool:
        """Whether the box lies in the region."""
        seen: set[int] = set()
        waiting = [self.function]
        while waiting:
            function = waiting.pop()
            if function in seen:
                continue
            seen.add(function)
            if self.diagrams.is_end(function):
                if function != self.end:
                    return False
                continue
            waiting.extend(inside(self.diagrams, function, box))
        return True


def inside(diagrams: Diagrams, function: int, box: Box) -> Sequence[int]:
    """Where a function that is no constant goes on for answers in the box."""
    branches = diagrams.branches[function]
    allowed = box.get(diagrams.variables[function])
    return branches if allowed is None else [branches[answer] for answer in allowed]


def ends_within(diagrams: Diagrams, function: int, box: Box) -> frozenset[int]:
    """The constants that the function takes in the box."""
    found: set[int] = set()
    seen: set[int] = set()
    waiting = [function]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if diagrams.is_end(here):
            found.add(here)
        else:
            waiting.extend(inside(diagrams, here, box))
    return frozenset(found)


def size(box: Box, sizes: Sequence[int]) -> int:
    """The combinations in the box."""
    return prod(len(box[variable]) if variable in box else count for variable, count in enumerate(sizes))


def minus(box: Box, other: Box, sizes: Sequence[int]) -> Iterator[Box]:
    """What of ``box`` lies outside ``other``, as boxes that do not overlap."""
    rest = dict(box)
    pieces: list[Box] = []
    for variable, answers in other.items():
        mine = rest.get(variable, frozenset(range(sizes[variable])))
        if not mine & answers:
            yield box
            return
        if mine - answers:
            pieces.append({**rest, variable: mine - answers})
        rest[variable] = mine & answers
    yield from pieces


def without(boxes: Iterable[Box], other: Box, sizes: Sequence[int]) -> list[Box]:
    """What of the boxes lies outside ``other``."""
    return [rest for box in boxes for rest in minus(box, other, sizes)]


def union_size(boxes: Iterable[Box], sizes: Sequence[int]) -> int:
    """The combinations in at least one of the boxes."""
    total = 0
    seen: list[Box] = []
    for box in boxes:
        pieces: list[Box] = [box]
        for other in seen:
            pieces = without(pieces, other, sizes)
        total += sum(size(piece, sizes) for piece in pieces)
        seen.append(box)
    return total


_Key = tuple[tuple[int, tuple[int, ...]], ...]


def _key(box: Box) -> _Key:
    return tuple((variable, tuple(sorted(answers))) for variable, answers in sorted(box.items()))


def _box(key: _Key) -> Box:
    return {variable: frozenset(answers) for variable, answers in key}
