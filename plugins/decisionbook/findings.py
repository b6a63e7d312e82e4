"""What is wrong, where, what was expected and how to mend it.

A finding is a value. Stages return findings; only the hosts show them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from decisionbook.catalog import CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Severity = Literal["error", "warning"]


_END_BITS = 32


@dataclass(frozen=True, slots=True, order=True, init=False, repr=False)
class Span:
    """A stretch of a file. Lines and columns count from 1; the end column is the first one behind it.

    ``file`` is the path as it was given to the loader, with forward slashes.
    """

    file: str
    line: int
    column: int
    # Where it ends, as lines below ``line`` and the end column in one number, mostly one that Python keeps anyway: a
    # book has a span for every fifty bytes of text, and with a fifth field each would take a quarter more.
    _end: int

    def __init__(
        self, file: str, line: int = 1, column: int = 1, end_line: int = 1, end_column: int = 1
    ) -> None:
        put = object.__setattr__
        put(self, "file", file)
        put(self, "line", line)
        put(self, "column", column)
        put(self, "_end", (end_line - line) << _END_BITS | end_column)

    @property
    def end_line(self) -> int:
        return self.line + (self._end >> _END_BITS)

    @property
    def end_column(self) -> int:
        return self._end & (1 << _END_BITS) - 1

    def __repr__(self) -> str:
        return f"Span({self.file!r}, {self.line}, {self.column}, {self.end_line}, {self.end_column})"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of the text under ``span`` that mends a finding without touching anything else."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake. ``fix`` is a sentence, ``edits`` the same fix for a machine, where it is safe.

    ``related`` holds other places that the reader must see, each with a word on why. ``about`` says what is wrong in
    words that hold in every file: findings that are about the same are one mistake, wherever they stand.
    """

    code: str
    message: str
    span: Span
    fix: str | None = None
    edits: tuple[Edit, ...] = ()
    related: tuple[tuple[Span, str], ...] = ()
    severity: Severity = "error"
    about: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    @property
    def places(self) -> tuple[Span, ...]:
        """Everywhere that the mistake stands: the finding's own place first."""
        return (self.span, *(span for span, why in self.related if why == NAMED_TOO))

    def seen_from(self, is_near: Callable[[Span], bool]) -> Finding | None:
        """The finding at the first of its places that ``is_near``; ``None`` where none is."""
        if is_near(self.span):
            return self
        near = next((place for place in self.places if is_near(place)), None)
        if near is None:
            return None
        related = ((self.span, NAMED_TOO), *(each for each in self.related if each != (near, NAMED_TOO)))
        return replace(self, span=near, related=related)


def finding(
    code: str,
    span: Span,
    message: str,
    fix: str | None = None,
    *,
    edit: Edit | None = None,
    related: Iterable[tuple[Span, str]] = (),
    about: str = "",
) -> Finding:
    """A finding whose severity is the one that the catalog gives its code.

    Raises ``KeyError`` for a code that the catalog does not list: that is a fault of ours.
    """
    edits = (edit,) if edit else ()
    return Finding(code, message, span, fix, edits, tuple(related), CODES[code].severity, about)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without repeats, by file and position, errors before warnings at one place."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda f: (f.span, f.severity, f.code, f.message)))


GATHERED = frozenset({"R001", "D002", "C004"})
"""Codes of words that name nothing: one misspelt or removed thing may be named in many places."""
NAMED_TOO = "named here too"
"""Why a finding shows a place where the same mistake stands."""


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, with those that are about the same, or say the same of one word in one file, as one.

    It stands where what is missing should be, else at the first of its places, and mends all of them.
    """
    groups: dict[object, list[Finding]] = {}
    for each in findings:
        groups.setdefault(_alike(each), []).append(each)
    return tuple(_joined(group) for group in groups.values())


def _alike(each: Finding) -> object:
    if each.about:
        return each.about
    return (each.span.file, each.code, each.message) if each.code in GATHERED else id(each)


def _joined(group: list[Finding]) -> Finding:
    first, *others = sorted(group, key=lambda each: (each.code != "R001", each.span))
    if not others:
        return first
    places = tuple((each.span, NAMED_TOO) for each in others)
    message = f"{first.message}; {len(group)} places name it"
    edits = tuple(edit for each in (first, *others) for edit in each.edits)
    return replace(first, message=message, edits=edits, related=(*first.related, *places))


def without_floods(findings: Iterable[Finding], most: int) -> tuple[Finding, ...]:
    """The findings, of one code at most ``most`` a file; the last says how many more there are, and mends them."""
    every = tuple(findings)
    count = Counter((f.code, f.span.file) for f in every)
    if max(count.values(), default=0) <= most:
        return every
    kept: list[Finding] = []
    groups: dict[tuple[str, str], list[Finding]] = {}
    for each in every:
        key = (each.code, each.span.file)
        group = groups.setdefault(key, [])
        group.append(each)
        if len(group) <= most:
            kept.append(each)
    return tuple(_last(each, groups[each.code, each.span.file], most) for each in kept)


def _last(each: Finding, group: list[Finding], most: int) -> Finding:
    """The last finding that is shown of a larger group, with what stands for the rest; others as they are."""
    if len(group) <= most or each is not group[most - 1]:
        return each
    message = f"{each.message}; {len(group) - most:,} more of this kind in this file"
    edits = tuple(edit for one in group[most - 1 :] for edit in one.edits)
    return replace(each, message=message, edits=edits)


def as_errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings with every warning raised to an error, for ``--strict``."""
    return tuple(replace(f, severity="error") for f in findings)
