"""What is wrong, where, what was expected and how to mend it.

A finding is a value. Stages return findings; only the hosts show them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from decisionbook.catalog import CODES

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file. Lines and columns count from 1; the end column is the first one behind it.

    ``file`` is the path as it was given to the loader, with forward slashes.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of the text under ``span`` that mends a finding without touching anything else."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake. ``fix`` is a sentence, ``edit`` the same fix for a machine, where it is safe.

    ``related`` holds other places that the reader must see, each with a word on why.
    """

    code: str
    message: str
    span: Span
    fix: str | None = None
    edit: Edit | None = None
    related: tuple[tuple[Span, str], ...] = ()
    severity: Severity = "error"

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


def finding(
    code: str,
    span: Span,
    message: str,
    fix: str | None = None,
    *,
    edit: Edit | None = None,
    related: Iterable[tuple[Span, str]] = (),
) -> Finding:
    """A finding whose severity is the one that the catalog gives its code.

    Raises ``KeyError`` for a code that the catalog does not list: that is a fault of ours.
    """
    return Finding(code, message, span, fix, edit, tuple(related), CODES[code].severity)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without repeats, by file and position, errors before warnings at one place."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda f: (f.span, f.severity, f.code, f.message)))


GATHERED = frozenset({"R001", "D002", "C004"})
"""Codes of words that name nothing: one misspelt or removed thing may be named in many places."""
MOST_PLACES = 100


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, with those that say the same of one word in one file as one, at the first of its places."""
    groups: dict[object, list[Finding]] = {}
    for each in findings:
        alike = (each.span.file, each.code, each.message) if each.code in GATHERED else id(each)
        groups.setdefault(alike, []).append(each)
    return tuple(_joined(group) for group in groups.values())


def _joined(group: list[Finding]) -> Finding:
    first, *others = sorted(group, key=lambda each: each.span)
    if not others:
        return first
    places = tuple((each.span, "named here too") for each in others[:MOST_PLACES])
    message = f"{first.message}; {len(group)} places name it"
    return replace(first, message=message, related=(*first.related, *places))


def without_floods(findings: Iterable[Finding], most: int) -> tuple[Finding, ...]:
    """The findings, of one code at most ``most`` a file; the last of them says how many more there are."""
    every = tuple(findings)
    count = Counter((f.code, f.span.file) for f in every)
    if max(count.values(), default=0) <= most:
        return every
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for each in every:
        key = (each.code, each.span.file)
        seen[key] += 1
        if seen[key] < most or seen[key] == count[key] == most:
            kept.append(each)
        elif seen[key] == most:
            more = f"{each.message}; {count[key] - most:,} more of this kind in this file"
            kept.append(replace(each, message=more))
    return tuple(kept)


def as_errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings with every warning raised to an error, for ``--strict``."""
    return tuple(replace(f, severity="error") for f in findings)
