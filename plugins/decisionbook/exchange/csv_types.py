"""What the cells of a column are: conditions on a number, on a day, on yes or no, or names of answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import islice
from typing import Literal

from decisionbook.conditions import Problem, read_condition
from decisionbook.conditions.words import ONE_SIDED, TWO_SIDED
from decisionbook.domains import Range
from decisionbook.findings import Span
from decisionbook.model import Input
from decisionbook.schema.scalars import TRUTH, date_fix, number_fix, parse_bool

Kind = Literal["boolean", "number", "integer", "date", "choice"]
KINDS: tuple[Kind, ...] = ("boolean", "number", "integer", "date", "choice")
_LINES = {
    "number": Input("x", "x", "number", Range("number", None, None), Span("")),
    "integer": Input("x", "x", "number", Range("integer", None, None), Span("")),
    "date": Input("x", "x", "date", Range("date", None, None), Span("")),
}
_READ = 1_000
_SIGN = re.compile(r"[<>≤≥=]\s*\S")
_WRITTEN = re.compile(r"write -?\d")


def kind_of(words: Collection[str]) -> Kind:
    """The kind that all the words have; names of answers where they have none, yes or no where there are none."""
    if all(word.lower() in TRUTH for word in words):
        return "boolean"
    kinds: tuple[Literal["number", "date"], ...] = ("number", "date")
    for kind in kinds:
        if all(_is_one(word, kind) for word in words):
            return kind
    return "choice"


def _is_one(word: str, kind: Kind) -> bool:
    """Whether it is a condition of the kind, if only one that runs from high to low."""
    read, problem = in_our_words(word, kind)
    return read is not None or (problem is not None and problem.code == "D022")


def in_our_words(word: str, kind: Kind) -> tuple[str | None, Problem | None]:
    """The condition as authors write it: ``over 5`` for ``>5``; else why it is none of this kind."""
    if kind == "choice":
        return word, None
    if kind == "boolean":
        truth = parse_bool(word)
        problem = Problem("D001", f"'{word}' is not yes or no", "write yes or no")
        return ("yes" if truth else "no", None) if truth is not None else (None, problem)
    word = word.lower()  # a spreadsheet makes the first letter large
    _, problems = read_condition(word, _LINES[kind])
    if not problems:
        return word, None
    meant = problems[0].meant if problems[0].code == "D001" else None
    return (meant, None) if meant is not None else (None, problems[0])


def doubtful(words: Iterable[str]) -> tuple[str, str] | None:
    """Of names of answers the first that looks like a number or a day, and what would make it one.

    Of more names than anybody would read, the first are looked at.
    """
    known = list(islice(words, _READ))
    quantities = [word for word in known if kind_of([word]) in {"number", "date"}]
    for word in known:
        if word in quantities:
            continue
        fix = next((said for said in (date_fix(word), number_fix(word)) if _WRITTEN.match(said)), "")
        if fix or _looks_like_one(word):
            return word, fix or "write numbers as 1000 or 0.5 and days as 2026-11-20, without units"
    if quantities and len(quantities) < len(known):
        other = next(word for word in known if word not in quantities)
        return other, "write a number or a day like the others"
    return None


def _looks_like_one(word: str) -> bool:
    sided = ONE_SIDED.match(word.lower()) or TWO_SIDED.match(word.lower())
    return bool(sided and any(char.isdigit() for char in word)) or bool(_SIGN.match(word))
