"""Every word of ours that a reader sees, so that a book in another language can replace them.

Keys begin with the thing that they speak of. A key that ends in ``.one`` or ``.many`` is chosen by a count.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from decisionbook.render.words_decision import DECISION, PROOF

Words = Mapping[str, str]
"""Key to text; ``{name}`` marks are filled with ``str.format``."""

_GENERAL = {
    "date": "{day} {month} {year}",
    "months": "January February March April May June July August September October November December",
    "number.group": ",",
    "number.point": ".",
    "note.checked": "Checked {date}.",
    "note.owner": "Kept by {owner}.",
    "note.judgement": "What names no source is the author’s judgement.",
}

_EVIDENCE = {
    "evidence.sources.one": "1 source",
    "evidence.sources.many": "{count} sources",
    "evidence.against.one": "1 against",
    "evidence.against.many": "{count} against",
    "evidence.none": "No evidence found",
    "evidence.stale": "not checked lately",
    "evidence.expired": "out of date",
    "evidence.against": "Against:",
    "evidence.checked": "Checked {date}.",
    "evidence.checked_long_ago": "Last checked {date}.",
    "evidence.expired_on": "Held until {date}; read it as history.",
    "evidence.holds_until": "Holds until {date}.",
    "evidence.author": "{author}, {year}",
    "evidence.authors_two": "{first} and {second}",
    "evidence.authors_more": "{first} and others",
    "evidence.status.abstract": "only its abstract was read",
    "evidence.status.secondary": "known from others’ accounts",
}

_COMPARISON = {
    "comparison.criterion": "Criterion",
    "comparison.option": "Option",
    "comparison.caption.one": "{title}: 1 criterion",
    "comparison.caption.many": "{title}: {count} criteria",
    "comparison.ungrouped": "Further criteria",
    "comparison.unknown": "Unknown",
    "comparison.unknown_means": "Unknown: looked for and not found, or not settled.",
    "comparison.not-applicable": "Not applicable",
    "comparison.not-applicable_means": "Not applicable: the question makes no sense for this option.",
    "comparison.good": "Good",
    "comparison.mixed": "Mixed",
    "comparison.poor": "Poor",
    "comparison.yes": "Yes",
    "comparison.no": "No",
    "comparison.better.higher": "Higher is better.",
    "comparison.better.lower": "Lower is better.",
    "comparison.better.yes": "Yes is better.",
    "comparison.better.no": "No is better.",
    "comparison.levels": "From worst to best: {levels}.",
    "comparison.range": "{low} to {high}",
    "comparison.quantity": "{value} {unit}",
    "comparison.percent": "{value}{unit}",
    "comparison.tools": "Table tools",
    "comparison.show_options": "Options to show",
    "comparison.show_criteria": "Criteria to show",
    "comparison.show": "Show",
    "comparison.filter": "Filter criteria",
    "comparison.filter_options": "Filter options",
    "comparison.differences": "Differences only",
    "comparison.shown": "{shown} of {all} criteria",
    "comparison.shown_options": "{shown} of {all} options",
    "comparison.nothing": "Nothing mentions “{text}”.",
    "comparison.nothing_differs": "Nothing to show.",
    "comparison.reset": "Show everything",
    "comparison.sort": "Sort by {name}",
    "comparison.sorted_best": "Sorted by {name}, best first.",
    "comparison.sorted_worst": "Sorted by {name}, best last.",
    "comparison.sorted_up": "Sorted by {name}, lowest first.",
    "comparison.sorted_down": "Sorted by {name}, highest first.",
    "comparison.copy": "Copy the table as",
    "comparison.copy_markdown": "Markdown",
    "comparison.copy_csv": "CSV",
    "comparison.copied": "Copied.",
    "comparison.not_copied": "The browser did not allow it.",
    "comparison.link": "Link to {name}",
    "comparison.full": "The whole comparison",
}

_CHECKLIST = {
    "checklist.required": "Required",
    "checklist.ungrouped": "Items",
    "checklist.progress": "{done} of {all} done.",
    "checklist.open.one": "Required and still open: 1.",
    "checklist.open.many": "Required and still open: {count}.",
    "checklist.required_done": "Every required item is done.",
    "checklist.all_done": "Everything is done.",
    "checklist.ready": "When every required item is done:",
    "checklist.ready_all": "When everything is done:",
    "checklist.not_ready": "Until then:",
    "checklist.kept": "Ticks are kept in this page’s address, and nowhere else.",
    "checklist.clear": "Clear them",
    "checklist.copy": "Copy the list as Markdown",
    "checklist.copied": "Copied.",
    "checklist.not_copied": "The browser did not allow it.",
}

_OPTION = {
    "option.short": "Short: {short}.",
    "option.aliases": "Also called {aliases}.",
    "option.cues": "People say",
    "option.choose_when": "Choose it when",
    "option.avoid_when": "Avoid it when",
    "option.strengths": "Strengths",
    "option.weaknesses": "Weaknesses",
    "option.failure_modes": "How it fails",
    "option.first_steps": "First steps",
    "option.decisions": "Decided in",
    "option.comparisons": "Compared in",
    "option.related": "Related",
}

_SMALL = {
    "index.option": "Options",
    "index.comparison": "Comparisons",
    "index.decision": "Decisions",
    "index.checklist": "Checklists",
    "index.term": "Glossary",
    "index.faq": "Questions",
    "index.source": "Sources",
    "index.empty": "Nothing here yet.",
    "glossary.aliases": "Also: {aliases}.",
    "glossary.option": "An option; see its page.",
    "faq.misconception": "A common misconception",
    "source.kind.paper": "Paper",
    "source.kind.documentation": "Documentation",
    "source.kind.article": "Article",
    "source.kind.book": "Book",
    "source.kind.report": "Report",
    "source.kind.standard": "Standard",
    "source.kind.data": "Data",
    "source.status.abstract": "Only its abstract was read.",
    "source.status.secondary": "Known from others’ accounts.",
    "source.interest": "Interest:",
    "source.cited.one": "Cited in 1 place",
    "source.cited.many": "Cited in {count} places",
    "source.uncited": "Nothing cites it.",
    "source.expired": "Out of date since {date}.",
    "findings.title.one": "1 finding in the data",
    "findings.title.many": "{count} findings in the data",
    "findings.intro": "This page shows the last data without errors. Mend these and save.",
    "findings.error": "error",
    "findings.warning": "warning",
    "findings.fix": "Fix:",
    "findings.see": "See {place}: {why}",
}


_PAGE = {
    "page.rules": "The rules",
    "page.tree": "The whole decision",
    "page.examples": "Examples",
    "page.proof": "Proof",
    "page.moved": "Moved: {title}",
}


ENGLISH: Words = MappingProxyType(
    {**_GENERAL, **_EVIDENCE, **_COMPARISON, **_CHECKLIST, **_OPTION, **_SMALL, **DECISION, **PROOF, **_PAGE}
)


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
