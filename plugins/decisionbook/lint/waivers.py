"""Warnings that their authors let stand, and waivers that have nothing left to waive."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from decisionbook.findings import Finding, Span, finding
from decisionbook.validate import Entry

_DATED = frozenset({"P002", "P003"})
"""Warnings that only somebody who knows the day can give."""

_UNPROVED = frozenset({"D014", "D018", "D020"})
"""Errors behind which decisions elsewhere may be left without a proof, and so without its warnings."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Waiver:
    """``entry`` lets the warnings of ``code`` stand, up to and including the day ``until``."""

    entry: Entry
    code: str
    until: date | None
    span: Span

    def ended(self, today: date | None) -> bool:
        return self.until is not None and today is not None and self.until < today

    def is_about(self, found: Finding) -> bool:
        """Whether the finding is a warning of the code, within the text of the entity."""
        if found.is_error or found.code != self.code or found.span.file != self.span.file:
            return False
        start, end = _text_of(self.entry)
        return start <= (found.span.line, found.span.column) < end


def settle(
    findings: Iterable[Finding],
    entries: Iterable[Entry],
    *,
    damaged: Collection[str] = (),
    today: date | None = None,
) -> tuple[Finding, ...]:
    """The findings without the warnings that are waived, and with a finding for each waiver that waives nothing.

    A waiver holds for its own entity. Of entities with errors, and of ``damaged`` decisions, no waiver counts as
    unneeded: what it is for may be hidden. Without ``today`` none ends.
    """
    every = tuple(findings)
    waivers = [waiver for entry in entries for waiver in _of(entry)]
    if not waivers:
        return every
    waived: set[Finding] = set()
    wrong: list[Finding] = []
    for waiver in waivers:
        about = [found for found in every if waiver.is_about(found)]
        if waiver.ended(today):
            wrong.append(_ended(waiver, still=bool(about)))
        elif about:
            waived.update(about)
        elif _is_certain(waiver, every, damaged, today):
            message = f"nothing here needs the waiver of {waiver.code} any more"
            wrong.append(finding("W001", waiver.span, message, "remove it"))
    return (*(found for found in every if found not in waived), *wrong)


def _of(entry: Entry) -> Iterator[_Waiver]:
    for code, waiver in getattr(entry.value, "waive", {}).items():
        yield _Waiver(entry, code, waiver.until, entry.node.key_span_of(("waive", code)))


def _text_of(entry: Entry) -> tuple[Place, Place]:
    span = entry.node.span
    start = min((entry.span.line, entry.span.column), (span.line, span.column))
    return start, (span.end_line, span.end_column)


def _ended(waiver: _Waiver, *, still: bool) -> Finding:
    message = f"the waiver of {waiver.code} ended on {waiver.until}"
    fix = "mend what it let stand, or look at it again and set a new `until`" if still else "remove it"
    return finding("W001", waiver.span, message, fix)


def _is_certain(
    waiver: _Waiver, findings: Iterable[Finding], damaged: Collection[str], today: date | None
) -> bool:
    """Whether everything that could give the warning was looked at."""
    if waiver.code in _DATED and today is None:
        return False
    if waiver.entry.damaged or (waiver.entry.kind == "decision" and waiver.entry.id in damaged):
        return False
    start, end = _text_of(waiver.entry)
    return not any(
        found.is_error
        and (
            (waiver.code[0] == "D" and found.code in _UNPROVED)
            or (found.span.file == waiver.span.file and start <= (found.span.line, found.span.column) < end)
        )
        for found in findings
    )
