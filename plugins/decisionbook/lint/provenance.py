"""Whether claims rest on something, and whether that is still fresh."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from decisionbook.findings import Finding, finding
from decisionbook.lint.claims import claims
from decisionbook.model import Book, Source


def unsourced(book: Book) -> Iterator[Finding]:
    """Claims for which evidence was looked for and none was found."""
    for evidence, span in claims(book):
        if evidence.sources == ():
            fix = "find a source; where the text says that this is open, let it stand with `waive: {P001: the reason}`"
            yield finding("P001", span, "no evidence was found for this", fix)


def stale(book: Book, today: date) -> Iterator[Finding]:
    """Claims that were last checked too long ago."""
    for evidence, span in claims(book):
        checked = evidence.checked
        if checked is not None and evidence.is_stale(today):
            fix = "read its sources again, then set `checked` to the day you did"
            message = f"this was last checked on {checked.isoformat()}, {(today - checked).days} days ago"
            yield finding("P002", span, message, fix)


def folded(findings: Collection[Finding]) -> tuple[Finding, ...]:
    """The findings with all stale claims of one file and one date as one: they were checked, and age, together."""
    first: dict[tuple[str, str], Finding] = {}
    for found in findings:
        if found.code == "P002":
            first.setdefault((found.span.file, found.message), found)
    kept = set(first.values())
    return tuple(found for found in findings if found.code != "P002" or found in kept)


def expired(book: Book, today: date) -> Iterator[Finding]:
    """Claims past the day on which they stop being true."""
    for evidence, span in claims(book):
        if evidence.expires is not None and evidence.is_expired(today):
            message = f"this stopped being true on {evidence.expires.isoformat()}"
            fix = "say what is true now, and set a new `expires` or remove it"
            yield finding("P003", evidence.expires_at or span, message, fix)


def unused(book: Book, linked: Collection[str]) -> Iterator[Finding]:
    """Sources that no claim rests on, no dispute names and no text links to."""
    cited: set[str] = set(linked)
    for evidence, _ in claims(book):
        cited.update(evidence.sources or ())
        cited.update(dispute.source for dispute in evidence.disputed_by)
    for source in book.sources.values():
        if source.id not in cited:
            yield finding("P004", source.span, f"nothing cites '{source.id}'", "cite it, or remove it")


def impossible(book: Book, today: date | None) -> Iterator[Finding]:
    """Dates of checking that cannot be: in the future, or before a source appeared."""
    for evidence, span in claims(book):
        checked = evidence.checked
        if checked is None:
            continue
        if today is not None and checked > today:
            message = f"`checked` says {checked.isoformat()}, a day that has not come"
            fix = f"write the day you checked it, {today.isoformat()} at the latest"
            yield finding("P005", evidence.checked_at or span, message, fix)
        for identity in evidence.sources or ():
            source = book.sources.get(identity)
            if source and _appeared(source) > checked:
                message = (
                    f"checked on {checked.isoformat()}, before '{identity}' appeared ({source.published})"
                )
                fix = (
                    "check the claim against the source, then set `checked`; or correct when it was published"
                )
                yield finding("P006", span, message, fix, about=message)


def _appeared(source: Source) -> date:
    """The first day on which the source can have appeared."""
    if source.published is None:
        return date.min
    parts = [int(part) for part in source.published.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return date(year, month, day)
