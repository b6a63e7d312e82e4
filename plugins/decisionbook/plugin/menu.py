"""The navigation: generated pages stand where the author puts them, and at its end where the author does not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Item = Any
"""What ``nav`` in ``mkdocs.yml`` may hold: a path, a title with a path, or a title with a list of items."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Pages that belong together. ``name`` is what an author writes in the navigation, without its last slash.

    A shelf of ``several`` pages becomes a section; ``paths`` are the pages that the section shows.
    """

    name: str
    title: str
    paths: tuple[str, ...]
    several: bool = True


def arranged(nav: Sequence[Item], shelves: Iterable[Shelf]) -> list[Item]:
    """The navigation with every ``options/`` replaced by the pages of that shelf, and missing shelves at its end.

    A page that the author names elsewhere stands only there. A shelf is missing when no page of it is named.
    """
    known = {shelf.name: shelf for shelf in shelves}
    named = frozenset(paths_in(nav))
    expanded = [new for item in nav for new in _expanded(item, known, named)]
    reached = named.union(paths_in(expanded))
    missing = (shelf for shelf in known.values() if shelf.paths and reached.isdisjoint(shelf.paths))
    return expanded + [_section(shelf, shelf.paths) for shelf in missing]


def paths_in(item: Item) -> Iterator[str]:
    """Every path that a navigation names."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, dict):
        for value in item.values():
            yield from paths_in(value)
    elif item is not None:
        for value in item:
            yield from paths_in(value)


def _expanded(item: Item, known: dict[str, Shelf], named: Collection[str]) -> Iterator[Item]:
    if isinstance(item, str):
        shelf = _meant(item, known)
        if shelf is None:
            yield item
        elif rest := _rest(shelf, named):
            yield _section(shelf, rest)
    elif isinstance(item, dict):
        for title, value in item.items():
            yield from _titled(title, value, known, named)
    else:
        yield item


def _titled(title: str, value: Item, known: dict[str, Shelf], named: Collection[str]) -> Iterator[Item]:
    alone = value[0] if isinstance(value, list) and len(value) == 1 else value
    shelf = _meant(alone, known) if isinstance(alone, str) else None
    if shelf is not None:
        rest = _rest(shelf, named)
        if rest:
            yield {title: list(rest) if shelf.several else rest[0]}
    elif isinstance(value, list):
        yield {title: [new for item in value for new in _expanded(item, known, named)]}
    else:
        yield {title: value}


def _meant(path: str, known: dict[str, Shelf]) -> Shelf | None:
    return known.get(path.rstrip("/")) if path.endswith("/") else None


def _rest(shelf: Shelf, named: Collection[str]) -> tuple[str, ...]:
    return tuple(path for path in shelf.paths if path not in named)


def _section(shelf: Shelf, paths: Sequence[str]) -> Item:
    return {shelf.title: list(paths)} if shelf.several else paths[0]
