"""The words of conditions: which there are, what others are taken for, and what is said of the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from decisionbook.domains import Choices
from decisionbook.model import Input

FORMS = {
    "boolean": "yes or no",
    "choice": "an answer id, a list of ids, or `not ID`",
    "number": "100, at least 100, at most 100, over 100, under 100, 100 to 999, 100 to under 1000, or a list of these",
    "date": "2026-01-31, at least 2026-01-31, under 2026-01-31, 2026-01-01 to 2026-01-31, or a list of these",
}
"""What may be written, by type of input."""

ORDERED_FORMS = "at least X, at most X, over X, under X, X to Y"

ONE_SIDED = re.compile(r"(at least|at most|over|under)\s+(\S+)")
TWO_SIDED = re.compile(r"(over\s+)?(?!up to )(\S+)\s+to\s+(under\s+)?(\S+)")
NOT = re.compile(r"not\s+(\S+)")
ANYTHING = frozenset({"any", "anything", "all", "*", "-"})
"""What stands for any answer elsewhere."""
THE_REST = frozenset({"else", "otherwise", "default"})
"""What stands for all other answers elsewhere."""
_LONGEST = 200
"""Characters of a condition that is looked at for other words: patterns try each way to part a longer one."""
_SYMBOLS = (
    (re.compile(r"['\"‘’‚‛“”„‟«»‹›]+\s*([^'\"‘’‚‛“”„‟«»‹›]*\w)\s*['\"‘’‚‛“”„‟«»‹›]+"), r"\1"),
    (re.compile(r"(?:>=|=>|≥|from|since|min(?:imum)?|no less than)\s*(\S+)"), r"at least \1"),
    (re.compile(r"(?:<=|=<|≤|up to|max(?:imum)?|no more than)\s*(\S+)"), r"at most \1"),
    (re.compile(r"(?:>|more than|greater than|above|after)\s*(\S+)"), r"over \1"),
    (re.compile(r"(?:<|less than|fewer than|below|before)\s*(\S+)"), r"under \1"),
    (re.compile(r"(?:!=|<>|≠|!|is not )\s*(\S+)"), r"not \1"),
    (re.compile(r"(?:=|==|is )\s*(\S+)"), r"\1"),
    (re.compile(r"over\s+(\S+)\s+and\s+under\s+(\S+)"), r"over \1 to under \2"),
    (re.compile(r"over\s+(\S+)\s+and\s+at most\s+(\S+)"), r"over \1 to \2"),
    (re.compile(r"at least\s+(\S+)\s+and\s+under\s+(\S+)"), r"\1 to under \2"),
    (re.compile(r"at least\s+(\S+)\s+and\s+at most\s+(\S+)"), r"\1 to \2"),
    (re.compile(r"(\S*\d)\s*\+|(\S+) (?:or|and) (?:more|above|higher|later)"), r"at least \1\2"),
    (re.compile(r"(\S+) (?:or|and) (?:less|fewer|below|lower|earlier)"), r"at most \1"),
    (re.compile(r"from\s+(\S+)\s+(?:up )?to\s+(\S+)"), r"\1 to \2"),
    (re.compile(r"between\s+(\S+)\s+and\s+(\S+)"), r"\1 to \2"),
    (re.compile(r"\[?\s*([\w.-]*\w)\s*(?:\.\.|–|—|\s-\s|until|through)\s*([\w.-]*\w)\s*\]"), r"\1 to \2"),
    (
        re.compile(r"\[?\s*([\w.-]*\w)\s*(?:\.\.|–|—|\s-\s|until|through)\s*([\w.-]*\w)\s*[\[)]"),
        r"\1 to under \2",
    ),
    (re.compile(r"([\w.-]*\w)\s*(?:\.\.|–|—|-|until|through)\s*([\w.-]*\w)"), r"\1 to \2"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a condition cannot be read. ``meant`` is what it most likely says, in the words that are read.

    ``item`` is the place in a written list, or ``None`` where one text was written.
    """

    code: str
    message: str
    fix: str
    meant: str | None = None
    item: int | None = None


def in_words(text: str) -> str | None:
    """The same condition in words, where it was written with symbols or other words."""
    if len(text) > _LONGEST:
        return None
    for pattern, words in _SYMBOLS:
        match = pattern.fullmatch(text.lower())
        if match:
            return match.expand(words)
    return None


def forms(of: Input) -> str:
    """What may be written of an input, for the end of a sentence."""
    key = "choice" if of.type == "decision" else of.type
    ordered = isinstance(of.domain, Choices) and of.domain.ordered
    return f"{FORMS[key]}, or {ORDERED_FORMS}" if ordered else FORMS[key]


def some(values: Sequence[str], limit: int = 12) -> str:
    """The first answers of an input, and how many more there are."""
    more = f" and {len(values) - limit} more" if len(values) > limit else ""
    return ", ".join(values[:limit]) + more
