"""DMN's names as ids, and its texts as texts of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from decisionbook.exchange.dmn_in.sfeel import Constant
from decisionbook.load.characters import suspicious
from decisionbook.schema.scalars import ID_PATTERN

MAX_ID = 100
"""Characters of an id; what is longer is cut."""

_ID = re.compile(ID_PATTERN)
_OTHER = re.compile(r"[^a-z0-9]+")
_MARKS = re.compile(r"[\\*_`\[]")
_SAME = {"true": "yes", "false": "no"}


class Names:
    """Ids that are all different. ``yes`` and ``true`` are one key in YAML, so they are one id here."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {_SAME.get(name, name) for name in taken}
        self._next: dict[str, int] = {}

    def take(self, text: str, otherwise: str) -> str:
        """An id for the text; made of ``otherwise`` where no letter or digit is left."""
        return self.keep(slug(text) or otherwise)

    def keep(self, base: str) -> str:
        """The id itself, with a number behind it where it is taken."""
        name, number = base, self._next.get(base, 2)
        while _SAME.get(name, name) in self._taken:
            name, number = f"{base}-{number}", number + 1
        self._next[base] = number
        self._taken.add(_SAME.get(name, name))
        return name


def slug(text: str) -> str:
    """Lower case, and every run of characters that are neither letters of ASCII nor digits as one hyphen."""
    return _OTHER.sub("-", text.lower()).strip("-")[:MAX_ID].strip("-")


def is_id(text: str) -> bool:
    """Whether the text can stand as an id as it is."""
    return len(text) <= MAX_ID and _ID.fullmatch(text) is not None


def shown(value: Constant) -> str:
    """A constant as a reader sees it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "no value" if value is None else str(value)


def spelled(value: Constant) -> str:
    """A constant as the beginning of an id: ``-2`` is ``minus 2``."""
    return f"minus {value.copy_abs():f}" if isinstance(value, Decimal) and value < 0 else shown(value)


def readable(text: str) -> str:
    """The text on one line, without characters that nobody sees."""
    while (char := suspicious(text)) is not None:
        text = text.replace(char, "")
    return " ".join(text.split())


def as_prose(text: str) -> str:
    """Plain text as Markdown that shows it as it is; paragraphs stay."""
    paragraphs = (readable(part) for part in re.split(r"\n\s*\n", text))
    escaped = (_MARKS.sub(r"\\\g<0>", part).replace("<", "&lt;") for part in paragraphs if part)
    return "\n\n".join(escaped)
