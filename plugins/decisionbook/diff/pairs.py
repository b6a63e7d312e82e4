"""Which thing of one side is which of the other: by id, by the ids it had before, by what it is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from decisionbook.model import KINDS, Book, Kind

T = TypeVar("T")


class _Renamed(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def old_ids(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """Things by their ids, and for each new id the old one that it goes with; ``new`` is the other way round."""

    before: Mapping[str, T]
    after: Mapping[str, T]
    old: Mapping[str, str]
    new: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "new", {old: new for new, old in self.old.items()})

    @property
    def added(self) -> tuple[str, ...]:
        return tuple(new for new in self.after if new not in self.old)

    @property
    def removed(self) -> tuple[str, ...]:
        return tuple(old for old in self.before if old not in self.new)

    @property
    def both(self) -> tuple[tuple[T, T], ...]:
        """What both sides have, as (before, after), in the order of the new side."""
        return tuple((self.before[self.old[new]], self.after[new]) for new in self.after if new in self.old)

    def now(self, old: str) -> str:
        """The id that a thing has on the new side; its own where it is gone."""
        return self.new.get(old, old)


def paired(
    before: Mapping[str, T],
    after: Mapping[str, T],
    *,
    known: Mapping[str, str] | None = None,
    called: Callable[[T], object] | None = None,
) -> Pairs[T]:
    """Pairs by equal ids, then as ``known`` (new id to old) says, then where one on each side is called the same."""
    old = {name: name for name in after if name in before}
    used = set(old.values())
    for new, was in (known or {}).items():
        if new in after and new not in old and was in before and was not in used:
            old[new] = was
            used.add(was)
    if called is not None:
        gone = _by_name({name: one for name, one in before.items() if name not in used}, called)
        came = _by_name({name: one for name, one in after.items() if name not in old}, called)
        old |= {new: gone[name] for name, new in came.items() if name in gone}
    return Pairs(before, after, {name: old[name] for name in after if name in old})


def _by_name(things: Mapping[str, T], called: Callable[[T], object]) -> dict[object, str]:
    """The ids of those that share their name with no other."""
    names = {identity: called(one) for identity, one in things.items()}
    counts = Counter(names.values())
    return {name: identity for identity, name in names.items() if name is not None and counts[name] == 1}


def entities(before: Book, after: Book) -> Mapping[Kind, Pairs[_Renamed]]:
    """The entities of two books. An old id counts on either side, so that a diff may also run backwards."""
    return {kind: _of_kind(before.of(kind), after.of(kind)) for kind in KINDS}


def _of_kind(before: Mapping[str, _Renamed], after: Mapping[str, _Renamed]) -> Pairs[_Renamed]:
    known = {new: was for new, one in after.items() for was in _first(one.old_ids, before)}
    for was, one in before.items():
        for new in _first(one.old_ids, after):
            known.setdefault(new, was)
    return paired(before, after, known=known)


def _first(ids: Iterable[str], shelf: Mapping[str, _Renamed]) -> tuple[str, ...]:
    return tuple(identity for identity in ids if identity in shelf)[:1]
