"""Which texts of an entity read otherwise, came, went or moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

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
    every = list(pairs)
    one_sided = Counter(
        "added" if one is None else "removed" for one, other in every if _is_alone(one, other)
    )
    reworded = tuple(
        TextChange(part_name(after.key), before.text, after.text, after.span)
        for before, after in every
        if before and after and leading_on(before.text, now) != leading_on(after.text, {})
    )
    moved = displaced(every, old, new)
    return Wording(len(reworded), one_sided["added"], one_sided["removed"], moved), reworded


def _is_alone(before: Statement | None, after: Statement | None) -> bool:
    one = after or before
    return (
        (before is None) != (after is None)
        and one is not None
        and not _TOLD_AS_PARTS & {one.key[0], one.key[-1]}
    )
