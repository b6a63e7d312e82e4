"""Which findings are new, and which are gone, when places and names have changed too."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from decisionbook.diff.unread import Side
from decisionbook.findings import Finding

_QUOTED = re.compile(r'"([a-z0-9_-]+)"')
"""How a message names a rule."""
_WORD = re.compile(r"[\w-]+")
Found = tuple[Finding, ...]
Identity = tuple[str, str, str]
"""The code, the file as seen from the data folder, and the message without that folder."""


def new_and_resolved(
    sides: tuple[Side, Side],
    files: Iterable[tuple[str, str]],
    renamed: Mapping[str, str],
    rules: Mapping[str, Mapping[str, str]],
) -> tuple[Found, Found]:
    """The findings that only the new side has, and those that only the old side has; of equal ones the last.

    A finding that moved with its line or its file is the same, and so is one that says the same of what has another
    name. ``files`` are those of entities on both sides; ``renamed`` gives old ids their new ones, ``rules`` does so
    for the rules of each new file.
    """
    roots = [side.reading.book.root for side in sides]
    ids = defaultdict(dict, {_below(file, roots[1]): names for file, names in rules.items()})
    moved = {_below(old, roots[0]): _below(new, roots[1]) for old, new in files}

    def known(side: int, words: Callable[[str], str]) -> Callable[[Finding], Identity]:
        def identity(one: Finding) -> Identity:
            file = _below(one.span.file, roots[side])
            message = one.message.replace(f"{roots[side]}/", "")
            if side == 0:
                file = moved.get(file, file)
                message = _QUOTED.sub(lambda found: f'"{ids[file].get(found[1], found[1])}"', message)
            return one.code, file, words(message)

        return identity

    before, after = (tuple(side.reading.findings) for side in sides)
    for words in (str, _renaming(renamed)):
        old, new = known(0, words), known(1, words)
        before, after = _left(before, old, after, new), _left(after, new, before, old)
    return after, before


def _renaming(renamed: Mapping[str, str]) -> Callable[[str], str]:
    """Puts new ids for old ones: in messages of both sides, as an old id may be a word of our own."""
    return lambda message: _WORD.sub(lambda found: renamed.get(found[0], found[0]), message)


def _left(
    mine: Found, own: Callable[[Finding], Identity], other: Found, others: Callable[[Finding], Identity]
) -> Found:
    """The findings of one side beyond those that the other has too."""
    groups: dict[Identity, list[Finding]] = {}
    for one in mine:
        groups.setdefault(own(one), []).append(one)
    counts = Counter(map(others, other))
    return tuple(one for key, found in groups.items() for one in found[counts[key] :])


def _below(file: str, root: str) -> str:
    """The file as seen from the data folder."""
    return file.removeprefix(root).lstrip("/")
