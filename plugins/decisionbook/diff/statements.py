"""Every text of an entity under a key that survives edits, with what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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
AUTOMATIC = re.compile(r"r[0-9]+")
"""The ids of rules that their authors gave none."""


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


def statements(
    entity: Any, renamed: Mapping[Key, str] | None = None, options: Mapping[str, Option] | None = None
) -> list[Statement]:
    """The texts that an entity says itself, values of cells excepted; what it takes from an option is that option's.

    ``renamed`` gives the new id of a part: ``("input", "a")``. ``options`` are those of its book.
    """
    writers: dict[type, Callable[[Any, _Names], Iterator[Statement]]] = {
        Option: _option,
        Comparison: _comparison,
        Decision: _decision,
        Checklist: _checklist,
        Term: _term,
        Faq: _faq,
        Source: _source,
    }
    names = _Names(renamed or {}, options or {})
    own = (one for one in writers[type(entity)](entity, names) if _is_own(entity, one))
    return [*own, *_waivers(entity)]


def _is_own(entity: Any, one: Statement) -> bool:
    """Whether a text stands in the entity's own file, or is that of a question that several decisions share."""
    return one.key[0] == "input" or bool(one.span.file == entity.span.file)


# --- The texts of each kind ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Names:
    renamed: Mapping[Key, str]
    options: Mapping[str, Option]

    def __call__(self, part: str, identity: str) -> Key:
        """The key of a part, by the id that it has on the new side."""
        return part, self.renamed.get((part, identity), identity)

    def own(self, option: str | None, text: str | None) -> str | None:
        """The text, unless it is the name of the option behind it."""
        behind = self.options.get(option or "")
        return None if behind is not None and text in {behind.name, behind.short} else text


def _plain(key: Key, text: str | None, span: Span) -> Iterator[Statement]:
    if text:
        yield Statement(key, text, span)


def _claim(key: Key, claim: Claim | None, *, listed: bool = False) -> Iterator[Statement]:
    if claim:
        yield Statement(key, claim.text, claim.span, claim.evidence, listed)
        yield from _disputes(key, claim.evidence, claim.span)


def _disputes(key: Key, evidence: Evidence, span: Span) -> Iterator[Statement]:
    """What the sources that say otherwise say instead."""
    for dispute in evidence.disputed_by:
        if dispute.says:
            yield Statement((*key, "disputed by"), dispute.says, span, listed=True)


def _waivers(entity: Any) -> Iterator[Statement]:
    for waiver in entity.waivers:
        yield Statement(("waiver", waiver.code), waiver.reason, waiver.span)


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
        yield from _plain((*key, "name"), names.own(column.option, column.name), column.span)
        yield from _plain((*key, "short"), names.own(column.option, column.short), column.span)
        yield from _claim((*key, "summary"), column.summary)
    for row in one.criteria:
        key = names("criterion", row.id)
        yield from _plain((*key, "name"), row.name, row.span)
        yield from _plain((*key, "group"), row.group, row.span)
        yield from _plain((*key, "help"), row.help, row.span)
        yield from (_labelled((*key, "level", level.id), level.label, row.span) for level in row.levels)
        if row.note or row.evidence:
            yield Statement((*key, "note"), row.note or "", row.span, row.evidence)
            yield from _disputes((*key, "note"), row.evidence, row.span)
        for cell in row.cells.values():
            own = (*key, *names("column", cell.option), "note")
            yield from _plain(own, cell.note, cell.span)
            yield from _disputes(own[:-1], cell.evidence, cell.span)


def _labelled(key: Key, label: str, span: Span) -> Statement:
    return Statement(key, label, span)


def _decision(one: Decision, names: _Names) -> Iterator[Statement]:
    yield from _plain(("title",), one.title, one.span)
    yield from _plain(("question",), one.question, one.span)
    yield from _claim(("summary",), one.summary)
    for question in one.inputs.values():
        yield from _input(names("input", question.id), question, names)
    several = [("several", one.several)] if one.several else []
    for name, outcome in [*one.outcomes.items(), *several]:
        yield from _outcome(names("outcome", name), outcome, names)
    for rule in one.all_rules:
        key = ("rule", "") if AUTOMATIC.fullmatch(rule.id) else names("rule", rule.id)
        yield from _claim((*key, "because"), rule.because, listed=not key[1])
    for step in one.steps.values():
        for branch in step.branches:
            yield from _claim(("step", step.id, branch.text), branch.because)
    yield from (Statement(("example",), example.title, example.span, listed=True) for example in one.examples)


def _input(key: Key, one: Input, names: _Names) -> Iterator[Statement]:
    yield from _plain((*key, "ask"), one.ask, one.span)
    yield from _plain((*key, "help"), one.help, one.span)
    if one.type == "choice":
        for answer in one.answers:
            span = answer.span or one.span
            own = (*key, *names("answer", f"{one.id}: {answer.id}"))
            yield from _plain(own, answer.label, span)
            yield from _plain((*own, "help"), answer.help, span)


def _outcome(key: Key, one: Outcome, names: _Names) -> Iterator[Statement]:
    yield from _plain((*key, "title"), names.own(one.option, one.title), one.span)
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
    yield from _plain(("interest",), one.interest, one.span)
