"""Every text of an entity under a key that survives edits, with what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from decisionbook.anchors import OPTION_SECTIONS
from decisionbook.findings import Span
from decisionbook.model import (
    Checklist,
    Claim,
    Comparison,
    Decision,
    Evidence,
    Faq,
    Input,
    Option,
    Outcome,
    Source,
    Term,
)

Key = tuple[str, ...]
_AUTOMATIC = re.compile(r"r[0-9]+")
_LIKE = 0.5
"""Least similarity (``difflib`` ratio, 0 to 1) at which a text of a list is taken for an edited one."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A text. ``key`` says where it stands; texts of a list share theirs, which ``listed`` says.

    ``evidence`` is ``None`` for names, titles and labels, which claim nothing.
    """

    key: Key
    text: str
    span: Span
    evidence: Evidence | None = None
    listed: bool = False


def statements(entity: Any, renamed: Mapping[Key, str] | None = None) -> list[Statement]:
    """The texts of an entity, values of cells excepted. ``renamed`` gives the new id of a part: ``("input", "a")``."""
    renamed = renamed or {}
    writers: dict[type, Callable[[Any, _Names], Iterator[Statement]]] = {
        Option: _option,
        Comparison: _comparison,
        Decision: _decision,
        Checklist: _checklist,
        Term: _term,
        Faq: _faq,
        Source: _source,
    }
    return list(writers[type(entity)](entity, _Names(renamed)))


def aligned(
    before: Iterable[Statement], after: Iterable[Statement]
) -> Iterator[tuple[Statement | None, Statement | None]]:
    """Each text of either side with the one of the other that it goes with, if any."""
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys([*old, *new]):
        yield from _of_key(old.get(key, []), new.get(key, []))


def _by_key(every: Iterable[Statement]) -> dict[Key, list[Statement]]:
    found: dict[Key, list[Statement]] = {}
    for one in every:
        found.setdefault(one.key, []).append(one)
    return found


def _of_key(
    old: list[Statement], new: list[Statement]
) -> Iterator[tuple[Statement | None, Statement | None]]:
    """Equal texts first, then, in a list, those that are alike; in any other place, there is one on each side."""
    left = list(old)
    rest: list[Statement] = []
    for one in new:
        twin = next((other for other in left if other.text == one.text), None)
        if twin is None:
            rest.append(one)
            continue
        left.remove(twin)
        yield twin, one
    for one in rest:
        twin = _most_like(one, left)
        if twin is not None:
            left.remove(twin)
        yield twin, one
    yield from ((other, None) for other in left)


def _most_like(one: Statement, left: list[Statement]) -> Statement | None:
    if not one.listed:
        return left[0] if left else None
    scored = [(SequenceMatcher(None, one.text, other.text, autojunk=False).ratio(), other) for other in left]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _LIKE else None


# --- The texts of each kind ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Names:
    renamed: Mapping[Key, str]

    def __call__(self, part: str, identity: str) -> Key:
        """The key of a part, by the id that it has on the new side."""
        return part, self.renamed.get((part, identity), identity)


def _plain(key: Key, text: str | None, span: Span) -> Iterator[Statement]:
    if text:
        yield Statement(key, text, span)


def _claim(key: Key, claim: Claim | None, *, listed: bool = False) -> Iterator[Statement]:
    if claim:
        yield Statement(key, claim.text, claim.span, claim.evidence, listed)


def _option(one: Option, names: _Names) -> Iterator[Statement]:  # noqa: ARG001
    yield from _plain(("name",), one.name, one.span)
    yield from _plain(("short",), one.short, one.span)
    yield from (Statement(("alias",), alias, one.span, listed=True) for alias in one.aliases)
    yield from _claim(("summary",), one.summary)
    for section in OPTION_SECTIONS:
        for claim in getattr(one, section):
            yield from _claim((section,), claim, listed=True)


def _comparison(one: Comparison, names: _Names) -> Iterator[Statement]:
    yield from _plain(("title",), one.title, one.span)
    yield from _claim(("summary",), one.summary)
    yield from _claim(("takeaway",), one.takeaway)
    for column in one.columns:
        key = names("column", column.id)
        if column.option is None:
            yield from _plain((*key, "name"), column.name, column.span)
        yield from _claim((*key, "summary"), column.summary)
    for row in one.criteria:
        key = names("criterion", row.id)
        yield from _plain((*key, "name"), row.name, row.span)
        yield from _plain((*key, "group"), row.group, row.span)
        yield from _plain((*key, "help"), row.help, row.span)
        yield from (_labelled((*key, "level", level.id), level.label, row.span) for level in row.levels)
        if row.note or row.evidence:
            yield Statement((*key, "note"), row.note or "", row.span, row.evidence)
        for cell in row.cells.values():
            own = (*key, *names("column", cell.option), "note")
            yield from _plain(own, cell.note, cell.span)


def _labelled(key: Key, label: str, span: Span) -> Statement:
    return Statement(key, label, span)


def _decision(one: Decision, names: _Names) -> Iterator[Statement]:
    yield from _plain(("title",), one.title, one.span)
    yield from _plain(("question",), one.question, one.span)
    yield from _claim(("summary",), one.summary)
    for question in one.inputs.values():
        yield from _input(names("input", question.id), question)
    several = [("several", one.several)] if one.several else []
    for name, outcome in [*one.outcomes.items(), *several]:
        yield from _outcome(names("outcome", name), outcome)
    for rule in one.all_rules:
        key = ("rule", "") if _AUTOMATIC.fullmatch(rule.id) else ("rule", rule.id)
        yield from _claim((*key, "because"), rule.because, listed=not key[1])
    for step in one.steps.values():
        for branch in step.branches:
            yield from _claim(("step", step.id, branch.text), branch.because)
    yield from (Statement(("example",), example.title, example.span, listed=True) for example in one.examples)


def _input(key: Key, one: Input) -> Iterator[Statement]:
    yield from _plain((*key, "ask"), one.ask, one.span)
    yield from _plain((*key, "help"), one.help, one.span)
    if one.type == "choice":
        for answer in one.answers:
            span = answer.span or one.span
            yield from _plain((*key, "answer", answer.id), answer.label, span)
            yield from _plain((*key, "answer", answer.id, "help"), answer.help, span)


def _outcome(key: Key, one: Outcome) -> Iterator[Statement]:
    yield from _plain((*key, "title"), one.title if one.option is None else None, one.span)
    yield from _claim((*key, "summary"), one.summary)
    for claim in one.advice:
        yield from _claim((*key, "advice"), claim, listed=True)


def _checklist(one: Checklist, names: _Names) -> Iterator[Statement]:
    yield from _plain(("title",), one.title, one.span)
    yield from _claim(("summary",), one.summary)
    yield from _plain(("ready",), one.ready, one.span)
    yield from _plain(("not_ready",), one.not_ready, one.span)
    for item in one.items:
        key = names("item", item.id)
        yield from _claim(key, item.claim)
        yield from _plain((*key, "group"), item.group, item.span)
        yield from _plain((*key, "why"), item.why, item.span)


def _term(one: Term, names: _Names) -> Iterator[Statement]:  # noqa: ARG001
    yield from _plain(("term",), one.term, one.span)
    yield from (Statement(("alias",), alias, one.span, listed=True) for alias in one.aliases)
    yield from _claim(("definition",), one.definition)


def _faq(one: Faq, names: _Names) -> Iterator[Statement]:  # noqa: ARG001
    yield from _plain(("question",), one.question, one.span)
    yield from _claim(("answer",), one.answer)


def _source(one: Source, names: _Names) -> Iterator[Statement]:  # noqa: ARG001
    yield from _plain(("title",), one.title, one.span)
    yield from _plain(("authors",), one.authors, one.span)
    yield from _plain(("publisher",), one.publisher, one.span)
    yield from _plain(("finding",), one.finding, one.span)
