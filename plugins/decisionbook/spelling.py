"""What a misspelt word was meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import SequenceMatcher

CLOSE = 0.65
"""Least similarity (``difflib`` ratio, 0 to 1) at which one word is taken for another."""


BEGINNING = 20
"""What beginning to guess costs, in candidates."""

_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_patience: ContextVar[list[int] | None] = ContextVar("patience", default=None)


@contextmanager
def patience(candidates: int) -> Iterator[None]:
    """Within, nothing more is guessed once so many candidates were looked at: a file may be full of mistakes."""
    before = _patience.set([candidates])
    try:
        yield
    finally:
        _patience.reset(before)


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that ``word`` most likely stands for; ``None`` where none is close or two are equally so.

    Case and the choice between ``-``, ``_`` and space do not count against a candidate. Nor does a number that
    both hold count for one: ``lee-2023`` and ``luo-2023`` are two studies of a year.
    """
    candidates = list(dict.fromkeys(candidates))
    if not _patient(len(candidates)):
        return None
    plain = _plain(word)
    scored: list[tuple[float, str]] = []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(plain[:100])
    for candidate in candidates:
        matcher.set_seq1(_plain(candidate)[:100])
        if matcher.real_quick_ratio() < CLOSE or matcher.quick_ratio() < CLOSE:
            continue
        if _close_in_letters(plain, _plain(candidate)):
            scored.append((matcher.ratio(), candidate))
    scored.sort(reverse=True)
    if not scored or scored[0][0] < CLOSE:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return scored[0][1]


def by_name(word: str, names: Mapping[str, str]) -> str | None:
    """The id of the one thing that readers call so; ``names`` leads from names to ids. Case does not count."""
    found = {identity for name, identity in names.items() if name.casefold() == word.casefold()}
    return found.pop() if len(found) == 1 else None


def is_slip(word: str, meant: str) -> bool:
    """Whether nothing but spelling differs, so that no one need ask: ids with other numbers name other things.

    So do ids with a year and other letters: ``cheng-2023`` may be as right as ``chen-2023``.
    """
    if " " not in word and _YEAR.search(word) and sorted(_letters(word)) != sorted(_letters(meant)):
        return False
    return sorted(_NUMBER.findall(word)) == sorted(_NUMBER.findall(meant))


def did_you_mean(word: str, candidates: Iterable[str], else_name: str, limit: int = 8) -> str:
    """A fix: the close candidate, or what there is, introduced by ``else_name``."""
    known = list(dict.fromkeys(candidates))
    meant = closest(word, known)
    if meant:
        return f"did you mean '{meant}'?"
    if not known:
        return f"there are no {else_name} yet"
    shown = ", ".join(known[:limit])
    more = f" and {len(known) - limit} more" if len(known) > limit else ""
    return f"{else_name}: {shown}{more}"


def _patient(count: int) -> bool:
    left = _patience.get()
    if left is None:
        return True
    left[0] -= count + BEGINNING
    return left[0] > 0


def _close_in_letters(word: str, candidate: str) -> bool:
    one, other = _letters(word), _letters(candidate)
    if not one or not other or not _NUMBER.search(word):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= CLOSE


def _letters(word: str) -> str:
    return "".join(letter for letter in word.lower()[:100] if letter.isalpha())


def _plain(word: str) -> str:
    return word.lower().replace("_", "-").replace(" ", "-")
