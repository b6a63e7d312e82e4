"""The mistakes that newcomers make, in a book that uses every key: one finding each, and its message alone mends it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from decisionbook.book import read_book
from decisionbook.findings import Finding

BOOK = Path(__file__).resolve().parents[1] / "data" / "every-key"
TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Mistake:
    """In ``file``, ``right`` becomes ``wrong``; the finding stands on ``at`` and its fix says ``cure``."""

    file: str
    right: str
    wrong: str
    code: str
    at: str
    cure: str


MISTAKES = {
    "a misspelt key": Mistake(
        "options/broker.yml", "strengths:", "strenghts:", "S001", "strenghts", "did you mean 'strengths'?"
    ),
    "a misspelt key in a cell": Mistake(
        "comparisons/queues.yml", "rating:", "ratting:", "S001", "ratting", "did you mean 'rating'?"
    ),
    "a missing cell": Mistake(
        "comparisons/queues.yml", "broker: 2, ", "", "C001", "cells", "add `broker: …`; `broker: unknown`"
    ),
    "a wrong id": Mistake(
        "decisions/queue.yml", "then: log", "then: stream", "R001", "stream", "its outcomes: table, broker, log"
    ),
    "a misspelt source": Mistake(
        "glossary.yml", "[hohpe-2003]", "[hohpe-2004]", "R001", "hohpe-2004", "did you mean 'hohpe-2003'?"
    ),
    "an overlapping rule": Mistake(
        "decisions/size.yml", "over 100", "at least 100", "D005", "{when: {volume: at least 100}", "narrow one of them"
    ),
    "a gap": Mistake(
        "decisions/size.yml", "over 100", "over 101", "D004", "rules", "add a rule for it, or an `otherwise`"
    ),
    "a tab": Mistake(
        "checklists/ready.yml", "  ready: Go", "\tready: Go", "Y005", "\t", "use spaces, two for each level"
    ),
    "no in a number": Mistake(
        "comparisons/queues.yml", "better: lower", "better: no", "S007", "no", "did you mean 'lower'?"
    ),
    "a type that no cell has": Mistake(
        "comparisons/queues.yml", "type: boolean", "type: number", "C002", "number", "write `type: boolean`"
    ),
    "a duplicate key": Mistake(
        "options/log.yml", "summary: Keeps", "name: Log\nsummary: Keeps", "Y002", "name", "keep one of the two"
    ),
    "a number sign": Mistake(
        "faq.yml", "every message exactly", "message #1 exactly", "Y007", "#1", "quote the whole text"
    ),
    "a colon": Mistake(
        "options/log.yml", "name: Log", "name: Log: append only", "Y001", ":", "quote the text"
    ),
    "a date in words": Mistake(
        "options/broker.yml", "checked: 2026-11-20", "checked: 20 November", "S003", "20 November", "year-month-day"
    ),
    "a sign for a word": Mistake(
        "decisions/size.yml", "over 100", "'> 100'", "D001", "'> 100'", "write 'over 100'"
    ),
    "a unit in a number": Mistake(
        "comparisons/queues.yml", "broker: 2,", "broker: 2 ms,", "C008", "2 ms", "write 2"
    ),
}  # fmt: skip


def findings(folder: Path) -> tuple[Finding, ...]:
    return read_book(folder, shown_as="data", today=TODAY).findings


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return shutil.copytree(BOOK, tmp_path / "data")


def test_the_book_is_sound(book: Path) -> None:
    assert findings(book) == ()


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_is_one_finding_with_its_cure(book: Path, name: str) -> None:
    mistake = MISTAKES[name]
    path = book / mistake.file
    text = path.read_text("utf-8")
    assert mistake.right in text
    path.write_text(text.replace(mistake.right, mistake.wrong, 1), "utf-8")
    (found,) = findings(book)
    assert (found.code, found.span.file) == (mistake.code, f"data/{mistake.file}")
    line = path.read_text("utf-8").split("\n")[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith(mistake.at)
    assert mistake.cure in (found.fix or "")


def test_a_removed_option_that_others_cite(book: Path) -> None:
    """What it cited itself is not called unused: the file may come back."""
    (book / "options" / "broker.yml").unlink()
    (found,) = findings(book)
    assert found.code == "R001"
    assert found.message == "there is no option 'broker'; 2 places name it"
    for cure in (
        "add options/broker.yml (decisionbook new option broker), or name another: log, table",
        "if it is gone for good, take it out of these places",
        "if it was renamed, write `aliases_of_id: [broker]` into the new one",
    ):
        assert cure in (found.fix or "")


@pytest.mark.parametrize(
    ("right", "wrong", "safe"),
    [("[hohpe-2003]", "[hohpe-2004]", False), ("[hohpe-2003]", "[hophe-2003]", True)],
)
def test_another_number_is_no_slip_that_may_be_mended_unasked(
    book: Path, right: str, wrong: str, safe: bool
) -> None:
    """A citation of another year is of another work."""
    path = book / "glossary.yml"
    path.write_text(path.read_text("utf-8").replace(right, wrong, 1), "utf-8")
    (found,) = findings(book)
    fix = found.fix or ""
    assert fix.startswith("did you mean 'hohpe-2003'?")
    assert ("add it to sources.yml" in fix) != safe
    assert bool(found.edits) == safe
