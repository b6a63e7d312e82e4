"""Which texts of an entity read otherwise, came, went or moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from decisionbook.diff.alignment import Pair, displaced
from decisionbook.diff.changes import TextChange, Wording
from decisionbook.diff.evidence import part_name
from decisionbook.diff.statements import Statement
from decisionbook.model import KINDS

_LINK = re.compile(rf"\]\(({'|'.join(KINDS)}):([a-z0-9_-]+)")
_TOLD_AS_PARTS = frozenset({"example", "waiver", "interest", "disputed by"})
"""Texts of which only other words are worth telling: that they came or went is told as what it is."""

Names = Mapping[str, Mapping[str, str]]
"""Kind to the new id of each old one."""


def leading_on(text: str, now: Names) -> str:
    """A text on one line whose links lead to entities by their names of today."""

    def led(link: re.Match[str]) -> str:
        return f"]({link[1]}:{now.get(link[1], {}).get(link[2], link[2])}"

    return _LINK.sub(led, " ".join(text.split()))


def wording_of(
    pairs: Iterable[Pair], old: Sequence[Statement], new: Sequence[Statement], now: Names
) -> tuple[Wording, tuple[TextChange, ...]]:
    """How many texts changed in which way, and those that read otherwise. ``old`` and ``new`` give their order."""
    every = list(_with_all_words(pairs))
    reworded = tuple(
        TextChange(part_name(after.key), before.text, after.text, after.span)
        for before, after in every
        if before and after and leading_on(before.text, now) != leading_on(after.text, {})
    )
    sides = [[one for one in side if not _is_told(one)] for side in _alone(every)]
    return Wording(len(reworded), len(sides[1]), len(sides[0]), displaced(every, old, new)), reworded


def _alone(pairs: Iterable[Pair]) -> tuple[list[Statement], list[Statement]]:
    """The texts that only the old side has, and those that only the new side has."""
    every = list(pairs)
    return [old for old, new in every if old and not new], [new for old, new in every if new and not old]


def _is_told(one: Statement) -> bool:
    return not _TOLD_AS_PARTS.isdisjoint({one.key[0], one.key[-1]})


def _with_all_words(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs; of texts that are told as parts, also those that are nothing alike: nothing else tells of them."""
    every = list(pairs)
    yield from every
    gone, came = ([one for one in side if _is_told(one)] for side in _alone(every))
    for key in dict.fromkeys(one.key for one in came):
        old, new = ([one for one in side if one.key == key] for side in (gone, came))
        yield from zip(old, new, strict=False)
