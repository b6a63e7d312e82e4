"""The part of a book that one page needs, found by the words of its files, so that no edit waits for the rest."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from stat import S_ISREG

from decisionbook.book import Known, Reading, read_book
from decisionbook.load.folder import FOLDERS, LISTS, SUFFIXES
from decisionbook.model import Kind

Target = tuple[str, str]
"""A kind with a page an entity, and an id; a kind that shares a page, and nothing."""

REMEMBERED = 1000
"""States of files that are kept parsed."""

States = dict[str, tuple[int, int]]
"""The time and the size of each file, by its path below the folder."""

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LINK = re.compile(r"\]\(<?([a-z]+):([a-z0-9_-]+)")
_KINDS: dict[str, str] = {folder: str(kind) for folder, kind in FOLDERS.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """A file of the data: its path below the folder, and what it shows."""

    path: str
    target: Target


@dataclass(slots=True)
class Nearby:
    """The files of a data folder as they are now."""

    root: Path
    shown: str
    today: date
    places: dict[str, Place] = field(default_factory=dict)
    _texts: dict[str, tuple[tuple[int, int], str]] = field(default_factory=dict)
    _states: States = field(default_factory=dict)
    _known: Known = field(default_factory=lambda: Known({}, {}))

    def look(self) -> States:
        """The files as they are now, for ``changed``."""
        return dict(_states(str(self.root)))

    def changed(self, states: States) -> list[Place]:
        """Go by these states; the files that are new or gone or have another time or size."""
        differ = [path for path in {**self._states, **states} if self._states.get(path) != states.get(path)]
        self._states = states
        before = self.places
        self.places = {path: Place(path, target) for path in states if (target := _target(path))}
        return [place for path in sorted(differ) if (place := self.places.get(path) or before.get(path))]

    def latest(self) -> Target | None:
        """What was edited last, among what has a page of its own; the first by name where several were at once."""
        own = [place for place in self.places.values() if place.target[1]]
        newest = max(own, key=lambda place: (self._states[place.path][0], place.path), default=None)
        return newest.target if newest else None

    def targets(self) -> list[Target]:
        """Everything that has a page, by kind and name."""
        return sorted({place.target for place in self.places.values()})

    def read(self, target: Target) -> Reading:
        """The book of the files that the target's page needs."""
        if len(self._known.files or ()) > REMEMBERED:
            self._known = Known({}, {})
        return read_book(
            self.root, shown_as=self.shown, today=self.today, only=self.files(target), known=self._known
        )

    def files(self, target: Target) -> frozenset[str]:
        """The target's files, all that they and inner decisions name, all that names the target, and what the prose
        of all these links to.
        """
        named: dict[str, list[Place]] = {}
        for place in self.places.values():
            named.setdefault(place.target[1], []).append(place)
        wanted = {
            place.path: place
            for place in self.places.values()
            if place.target == target or not place.target[1]
        }
        waiting = [place for place in wanted.values() if place.target == target]
        while waiting:
            for near in self._near(waiting.pop(), named):
                if near.path not in wanted:
                    wanted[near.path] = near
                    if near.target[0] == "decision":
                        waiting.append(near)
        if target[1]:
            wanted |= {place.path: place for place in self._naming(target[1])}
        linked = [near for place in wanted.values() for near in self._linked(place, named)]
        return frozenset((*wanted, *(near.path for near in linked)))

    def _linked(self, place: Place, named: dict[str, list[Place]]) -> Iterator[Place]:
        """What the prose of a file links to: such a text may be shown beside what names it."""
        for kind, identity in set(_LINK.findall(self._text(place.path))):
            yield from (near for near in named.get(identity, ()) if near.target[0] == kind)

    def _near(self, place: Place, named: dict[str, list[Place]]) -> Iterator[Place]:
        for word in set(_ID.findall(self._text(place.path))):
            yield from named.get(word, ())

    def _naming(self, identity: str) -> Iterable[Place]:
        pattern = re.compile(rf"(?<![\w-]){re.escape(identity)}(?![\w-])")
        for place in self.places.values():
            text = self._text(place.path)
            if identity in text and pattern.search(text):
                yield place

    def _text(self, path: str) -> str:
        """The text of a file, read once for each of its states; empty where it cannot be read."""
        state = self._states[path]
        known = self._texts.get(path)
        if known is None or known[0] != state:
            try:
                text = (self.root / path).read_text(encoding="utf-8", errors="replace")
            except OSError:
                text = ""
            known = self._texts[path] = (state, text)
        return known[1]


def _target(path: str) -> Target | None:
    folder, slash, rest = path.partition("/")
    if slash:
        kind = _KINDS.get(folder)
        return (kind, Path(rest).stem) if kind else None
    kind = LISTS.get(Path(path).stem)
    return (str(kind), "") if kind else None


def _states(root: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The data files below a folder with time and size, by their paths from there."""
    folders = [""]
    while folders:
        here = folders.pop()
        try:
            entries = list(os.scandir(f"{root}/{here}"))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{here}{entry.name}/")
            elif entry.name.lower().endswith(SUFFIXES):
                try:
                    state = entry.stat()
                except OSError:
                    continue
                if S_ISREG(state.st_mode):  # a pipe would be waited for
                    yield f"{here}{entry.name}", (state.st_mtime_ns, state.st_size)


def kind_of(target: Target) -> Kind | None:
    """The kind of a page's own entity."""
    kinds: dict[str, Kind] = {
        "option": "option",
        "comparison": "comparison",
        "decision": "decision",
        "checklist": "checklist",
    }
    return kinds.get(target[0])
