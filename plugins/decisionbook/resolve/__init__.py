"""Ids to objects, words to sets of answers: authored entities become the book."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from decisionbook.findings import Finding
from decisionbook.model import Book, Decision, Option
from decisionbook.resolve.comparisons import comparison
from decisionbook.resolve.decisions import decision
from decisionbook.resolve.inputs import read_input
from decisionbook.resolve.links import Links
from decisionbook.resolve.names import Names
from decisionbook.resolve.scope import Scope
from decisionbook.resolve.small import checklist, faq, option, source, term
from decisionbook.schema import Input
from decisionbook.validate import Entry

_RESOLVERS: tuple[tuple[str, Callable[[Scope, Any], Any]], ...] = (
    ("comparison", comparison),
    ("decision", decision),
    ("checklist", checklist),
    ("term", term),
    ("faq", faq),
    ("source", source),
    ("option", option),  # last: the others say what options say of themselves
)
_IN_FILE_ORDER = frozenset({"faq", "source"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """The book, what is wrong with it and with its Markdown (``links``), and the index of its names.

    ``damaged`` are the ids of decisions of which something could not be read: what is missing there may not be
    missing in truth, so completeness is not judged. ``damaged_comparisons`` lack columns or the type of a criterion.
    """

    book: Book
    findings: tuple[Finding, ...]
    links: tuple[Finding, ...]
    names: Names
    damaged: frozenset[str]
    damaged_comparisons: frozenset[str] = frozenset()


def resolve(
    entries: Iterable[Entry],
    *,
    unread: Iterable[tuple[str, str | None]] = (),
    torn: Collection[str] = (),
    root: str = "decision_data",
    digest: str = "",
    leave: Callable[[Entry], None] = lambda _: None,
) -> Resolution:
    """The book that the entries make. What could not be read at all is left out, and has been reported.

    ``unread`` are the kinds and ids of files that gave no data: what refers to them is not dangling. ``torn`` are the
    names of files that gave their data but for a value that stood there twice. ``leave`` is given each entry once it
    is read, while others may still ask for what they need to name it.
    """
    every = tuple(entries)
    lost = frozenset(unread)
    names = Names(every, lost)
    links = Links(names)
    done: set[Entry] = set()

    def finish(entry: Entry) -> None:
        if entry not in done:
            done.add(entry)
            links.read(entry)
            leave(entry)

    findings: list[Finding] = []
    damaged: set[str] = set()
    comparisons: set[str] = set()
    shelves: dict[str, dict[str, Any]] = {}
    for kind, resolver in _RESOLVERS:
        shelf = shelves[kind] = {}
        entities = names.of(kind)
        for identity in entities if kind in _IN_FILE_ORDER else sorted(entities):
            scope = Scope(names, entities[identity])
            if scope.entry.value is None:
                continue
            scope.damaged = scope.damaged or scope.entry.span.file in torn
            shelf[identity] = resolver(scope, scope.entry.value)
            findings.extend(scope.findings)
            finish(scope.entry)
            if scope.damaged and kind in {"decision", "comparison"}:
                (damaged if kind == "decision" else comparisons).add(identity)
    findings.extend(_shared_inputs(names))
    for entry in every:
        finish(entry)
    shelves["option"] = _symmetric(shelves["option"])
    book = Book(
        options=shelves["option"],
        comparisons=shelves["comparison"],
        decisions=shelves["decision"],
        checklists=shelves["checklist"],
        terms=shelves["term"],
        faq=shelves["faq"],
        sources=shelves["source"],
        root=root,
        digest=digest,
    )
    damaged |= {entry.id for entry in every if entry.kind == "decision" and entry.value is None}
    damaged |= {identity for kind, identity in lost if kind == "decision" and identity}
    parted = {("decision", one) for one in damaged} | {("comparison", one) for one in comparisons}
    linked = links.findings(book, parted)
    return Resolution(book, tuple(findings), linked, names, _spread(book, damaged), frozenset(comparisons))


def _shared_inputs(names: Names) -> list[Finding]:
    findings: list[Finding] = []
    for identity, entry in names.of("inputs").items():
        if isinstance(entry.value, Input):
            scope = Scope(names, entry)
            read_input(scope, identity, entry.value, (), shared=identity)
            findings.extend(scope.findings)
    return findings


def _symmetric(options: dict[str, Option]) -> dict[str, Option]:
    """The options with every relation going both ways."""
    related = {identity: dict.fromkeys(one.related) for identity, one in options.items()}
    for identity, one in options.items():
        for other in one.related:
            if other in related:
                related[other].setdefault(identity)
    return {identity: replace(one, related=tuple(related[identity])) for identity, one in options.items()}


def _spread(book: Book, damaged: set[str]) -> frozenset[str]:
    """The damaged decisions and all that use them, directly or through others."""
    users: dict[str, list[Decision]] = {}
    for user in book.decisions.values():
        for used in user.inputs.values():
            users.setdefault(used.decision or "", []).append(user)
    todo, found = list(damaged), set(damaged)
    while todo:
        for user in users.get(todo.pop(), ()):
            if user.id not in found:
                found.add(user.id)
                todo.append(user.id)
    return frozenset(found)
