"""Warnings that their authors let stand, and waivers that have nothing left to waive."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from decisionbook.decide import CycleError, TooLargeError
from decisionbook.decide.chain import below
from decisionbook.findings import Finding, Span, finding
from decisionbook.model import Book
from decisionbook.validate import Entry

_DATED = frozenset({"P002", "P003"})
"""Warnings that only somebody who knows the day can give."""

_UNPROVED = frozenset({"D014", "D015", "D016", "D018", "D019", "D020"})
"""Errors behind which a decision, and what rests on it, may be left without a proof, and so without its warnings."""

_OF_WHAT_NEVER_HAPPENS = frozenset({"D008", "D009", "D010", "D012"})
"""Warnings that a decision is not given while one that it rests on has a gap (D004)."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Waiver:
    """An entity lets the warnings of ``code`` stand, up to and including the day ``until``.

    ``start`` and ``end`` are the lines and columns of the entity's text. Of ``damaged`` entities parts could not be
    read. ``kind`` and ``entity`` say whose it is. Of a ``lost`` one nobody knows the code, so that it lets every
    warning of its entity stand until it is mended.
    """

    code: str
    until: date | None
    span: Span
    start: Place
    end: Place
    kind: str
    entity: str
    damaged: bool = False
    lost: bool = False

    def ended(self, today: date | None) -> bool:
        """Whether its last day is over."""
        return self.until is not None and today is not None and self.until < today

    def is_near(self, span: Span) -> bool:
        """Whether the place is in the text of the entity."""
        return span.file == self.span.file and self.start <= (span.line, span.column) < self.end

    def is_about(self, found: Finding) -> bool:
        """Whether the finding is what it waives."""
        return not found.is_error and (self.lost or found.code == self.code) and self.is_near(found.span)


@dataclass(frozen=True, slots=True)
class Unjudged:
    """What was not looked at in full: ``decisions`` and ``comparisons`` that lost parts, and which sources are used."""

    decisions: Collection[str] = ()
    comparisons: Collection[str] = ()
    use_of_sources: bool = False

    def hides(self, waiver: Waiver) -> bool:
        """Whether what the waiver is for may be there all the same."""
        lost = {"decision": self.decisions, "comparison": self.comparisons}.get(waiver.kind, ())
        return waiver.entity in lost or (self.use_of_sources and waiver.code == "P004")


def waivers_of(entries: Iterable[Entry], *, cut: bool = False) -> tuple[Waiver, ...]:
    """Every waiver that authors wrote; of files that were ``cut`` some may be lost."""
    return tuple(waiver for entry in entries for waiver in _of(entry, cut=cut))


def _of(entry: Entry, *, cut: bool) -> Iterator[Waiver]:
    span = entry.node.span
    start = min((entry.span.line, entry.span.column), (span.line, span.column))
    end = (span.end_line, span.end_column)
    for code, waiver in getattr(entry.value, "waive", {}).items():
        key = entry.node.key_span_of(("waive", code))
        yield Waiver(code, waiver.until, key, start, end, entry.kind, entry.id, entry.damaged)
    if cut or any(path[:1] == ("waive",) for path in entry.dropped):
        yield Waiver("", None, entry.span, start, end, entry.kind, entry.id, damaged=True, lost=True)


def settle(
    findings: Iterable[Finding],
    waivers: Iterable[Waiver],
    book: Book,
    *,
    unjudged: Unjudged | None = None,
    today: date | None = None,
) -> tuple[Finding, ...]:
    """The findings without the warnings that are waived, and with a finding for each waiver that waives nothing.

    Of entities with errors, of what is ``unjudged``, and of decisions that errors further in leave without a proof,
    no waiver counts as unneeded: what it is for may be hidden. Without ``today`` none ends.
    """
    every = tuple(findings)
    errors = tuple(found for found in every if found.is_error)
    waived: set[Finding] = set()
    wrong: list[Finding] = []
    for waiver in waivers:
        about = [found for found in every if waiver.is_about(found)]
        if waiver.ended(today):
            wrong.append(_ended(waiver, still=bool(about)))
        elif about:
            waived.update(about)
        elif not _is_hidden(waiver, errors, book, unjudged or Unjudged(), today):
            message = f"nothing here needs the waiver of {waiver.code} any more"
            wrong.append(finding("W001", waiver.span, message, "remove it"))
    return (*(found for found in every if found not in waived), *wrong)


def _ended(waiver: Waiver, *, still: bool) -> Finding:
    message = f"the waiver of {waiver.code} ended on {waiver.until}"
    fix = "mend what it let stand, or look at it again and set a new `until`" if still else "remove it"
    return finding("W001", waiver.span, message, fix)


def _is_hidden(
    waiver: Waiver, errors: Collection[Finding], book: Book, unjudged: Unjudged, today: date | None
) -> bool:
    """Whether something that could give the warning was not looked at."""
    if waiver.damaged or unjudged.hides(waiver) or (waiver.code in _DATED and today is None):
        return True
    if any(waiver.is_near(place) for found in errors for place in found.places):
        return True
    return waiver.kind == "decision" and waiver.code[0] == "D" and _is_unproved(waiver, errors, book)


def _is_unproved(waiver: Waiver, errors: Iterable[Finding], book: Book) -> bool:
    """Whether the decision, or one that it rests on, has an error that keeps this warning back."""
    hiding = _UNPROVED | {"D004"} if waiver.code in _OF_WHAT_NEVER_HAPPENS else _UNPROVED
    spans = {found.span for found in errors if found.code in hiding}
    files = {span.file for span in spans}
    try:
        return bool(spans) and any(
            each.span.file in files or any(question.span in spans for question in each.inputs.values())
            for each in below(book, waiver.entity)
        )
    except (CycleError, TooLargeError, KeyError):
        return True
