"""Every word of ours that a reader sees, so that a book in another language can replace them.

Keys begin with the thing that they speak of. A key that ends in ``.one`` or ``.many`` is chosen by a count.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from decisionbook.render.words import de, en

Words = Mapping[str, str]
"""Key to text; ``{name}`` marks are filled with ``str.format``."""

LANGUAGES: Mapping[str, Words] = MappingProxyType(
    {"en": MappingProxyType(en.WORDS), "de": MappingProxyType(de.WORDS)}
)
"""The languages that the interface speaks by itself, by their code; all have the same keys and marks."""

ENGLISH: Words = LANGUAGES["en"]


def say(words: Words, key: str, /, **values: object) -> str:
    """The text of ``key`` with its marks filled; a ``count`` chooses between ``.one`` and ``.many``.

    Raises ``KeyError`` for a key that the words do not have: that is a fault of ours.
    """
    if "count" in values and f"{key}.many" in words:
        key = f"{key}.one" if values["count"] == 1 else f"{key}.many"
    return words[key].format(**values)


def day(words: Words, when: date) -> str:
    """A date in words: ``20 November 2026``."""
    month = words["months"].split()[when.month - 1]
    return words["date"].format(day=when.day, month=month, year=when.year)


def number(words: Words, value: Decimal) -> str:
    """A number with its digits grouped: ``2,880``, ``0.5``."""
    marks = {",": words["number.group"], ".": words["number.point"]}
    return "".join(marks.get(char, char) for char in f"{value:,f}")
