"""Which text of one side is which of the other, and which of them stand elsewhere in their list."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from decisionbook.diff.statements import Key, Statement

Units = Callable[[str], list[str]]
Pair = tuple[Statement | None, Statement | None]
"""A text of the old side and the one of the new side that it goes with, ``None`` where there is none."""

_LIKE = 0.5
"""Least similarity (``difflib`` ratio, 0 to 1) at which a text of a list is taken for an edited one."""
_WORK = 20_000_000
"""Pairs of characters of one list that are looked at, in a second or so; of more, pairs of words; of still more,
none: the texts then go by their places."""


def aligned(before: Iterable[Statement], after: Iterable[Statement]) -> Iterator[Pair]:
    """Each text of either side with the one of the other that it goes with, if any."""
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys([*old, *new]):
        yield from _of_key(old.get(key, []), new.get(key, []))


def displaced(pairs: Iterable[Pair], before: Sequence[Statement], after: Sequence[Statement]) -> int:
    """How many texts of lists stand elsewhere among those that both sides have: the fewest that would have to move.

    Rules without an id are passed over: what their order does, the outcomes tell.
    """
    places = [{id(one): place for place, one in enumerate(side)} for side in (before, after)]
    lists: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    for old, new in pairs:
        if old is not None and new is not None and new.listed and new.key[0] != "rule":
            lists[new.key].append((places[1][id(new)], places[0][id(old)]))
    return sum(len(both) - _longest_rise([old for _, old in sorted(both)]) for both in lists.values())


def _longest_rise(numbers: Iterable[int]) -> int:
    """The length of the longest rising subsequence, by patience sorting."""
    ends: list[int] = []
    for number in numbers:
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
    return len(ends)


def _by_key(every: Iterable[Statement]) -> dict[Key, list[Statement]]:
    found: dict[Key, list[Statement]] = {}
    for one in every:
        found.setdefault(one.key, []).append(one)
    return found


def _of_key(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[Pair]:
    """Equal texts first, then, in a list, those that are alike; in any other place, there is one on each side."""
    equal: dict[str, list[Statement]] = defaultdict(list)
    for one in reversed(old):
        equal[one.text].append(one)
    rest: list[Statement] = []
    for one in new:
        if equal[one.text]:
            yield equal[one.text].pop(), one
        else:
            rest.append(one)
    remaining = {id(one) for same in equal.values() for one in same}
    left = [one for one in old if id(one) in remaining]
    units = _units(left, rest)
    for one in rest:
        twin = _most_like(one, left, units) if units and one.listed else next(iter(left), None)
        if twin is not None:
            left.remove(twin)
        yield twin, one
    yield from ((other, None) for other in left)


def _units(left: Iterable[Statement], rest: Iterable[Statement]) -> Units | None:
    """What of the texts is held against each other, the finest that the work allows."""
    choices: tuple[Units, ...] = (list, str.split)
    return next((of for of in choices if _size(left, of) * _size(rest, of) <= _WORK), None)


def _size(texts: Iterable[Statement], units: Units) -> int:
    return sum(len(units(one.text)) for one in texts)


def _most_like(one: Statement, left: Sequence[Statement], units: Units) -> Statement | None:
    mine = units(one.text)
    scored = [
        (SequenceMatcher(None, mine, units(other.text), autojunk=False).ratio(), other) for other in left
    ]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _LIKE else None
