"""Decisions worked out the slow way, straight from their definition: every completion, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from decisionbook.decide import atoms_of
from decisionbook.domains import Band
from decisionbook.model import Book, Decision

Assignment = Mapping[str, Any]
"""A value (answer id or number) for every question of a chain, by address."""


def leaves(book: Book, root: Decision) -> dict[str, tuple[str, str, str]]:
    """The questions of a chain: address -> (decision, input, the decision that is asked)."""
    found: dict[str, tuple[str, str, str]] = {}

    def visit(decision: Decision) -> None:
        for question in decision.inputs.values():
            if question.decision is not None:
                visit(book.decisions[question.decision])
            elif question.shared or decision is root:
                found.setdefault(question.id, (decision.id, question.id, root.id))
            else:
                found.setdefault(f"{decision.id}.{question.id}", (decision.id, question.id, root.id))

    visit(root)
    return found


def choices(book: Book, decision: str, input_id: str, within: str) -> list[Any]:
    """One value for each answer that rules can tell apart."""
    atoms = atoms_of(book, decision, input_id, within)
    return [atom.sample if isinstance(atom, Band) else atom for atom in atoms]


def bands(book: Book, decision: str, input_id: str, within: str) -> list[str]:
    atoms = atoms_of(book, decision, input_id, within)
    return [atom.notation if isinstance(atom, Band) else atom for atom in atoms]


@dataclass(frozen=True)
class Answer:
    outcomes: tuple[str, ...]
    fired: tuple[str, ...]
    matched: tuple[str, ...]


def answer(book: Book, root: Decision, decision: Decision, given: Assignment) -> Answer | None:
    """What a decision of the chain answers; ``None`` where an inner one has no single outcome."""
    own: dict[str, Any] = {}
    for question in decision.inputs.values():
        if question.decision is not None:
            inner = answer(book, root, book.decisions[question.decision], given)
            if inner is None or len(inner.outcomes) != 1:
                return None
            own[question.id] = inner.outcomes[0]
        else:
            bare = question.shared or decision is root
            own[question.id] = given[question.id if bare else f"{decision.id}.{question.id}"]
    return _steps(decision, own) if decision.steps else _table(decision, own)


def settled(book: Book, root: Decision, given: Assignment) -> Answer:
    """What the root answers where every inner decision has one outcome."""
    found = answer(book, root, root, given)
    assert found is not None
    return found


def _steps(decision: Decision, own: Assignment) -> Answer:
    path, current = [], decision.start
    while current is not None:
        step = decision.steps[current]
        path.append(current)
        taken = [branch for branch in step.branches if own[step.input] in branch.values]
        if not taken or taken[0].outcome is not None:
            outcomes = (taken[0].outcome,) if taken and taken[0].outcome else ()
            return Answer(outcomes, tuple(path), tuple(path))
        current = taken[0].step
    return Answer((), tuple(path), tuple(path))


def _table(decision: Decision, own: Assignment) -> Answer:
    matching = [r for r in decision.rules if all(own[c.input] in c.values for c in r.when)]
    matched = tuple(rule.id for rule in matching)
    if not matching:
        return (
            Answer((decision.otherwise.then,), ("otherwise",), ())
            if decision.otherwise
            else Answer((), (), ())
        )
    rank = list(decision.outcomes).index
    if decision.hit_policy == "first":
        return Answer((matching[0].then,), (matching[0].id,), matched)
    if decision.hit_policy in {"unique", "any"}:
        return Answer((matching[0].then,), matched, matched)
    if decision.hit_policy == "priority":
        best = min((rule.then for rule in matching), key=rank)
        return Answer((best,), tuple(r.id for r in matching if r.then == best), matched)
    thens = [rule.then for rule in matching]
    if decision.hit_policy == "collect":
        return Answer(tuple(sorted(set(thens), key=rank)), matched, matched)
    if decision.hit_policy == "output-order":
        thens.sort(key=rank)
    return Answer(tuple(thens), matched, matched)


def completions(
    book: Book, root: Decision, known: Mapping[str, Any], outcomes: Mapping[str, str]
) -> Iterator[tuple[dict[str, Any], Answer]]:
    """Every completion of the known answers under which the inner decisions have the outcomes given directly."""
    places = leaves(book, root)
    open_ones = [address for address in places if address not in known]
    for picked in product(*(choices(book, *places[address]) for address in open_ones)):
        given = {**known, **dict(zip(open_ones, picked, strict=True))}
        if any(not _gives(book, root, decision, given, wanted) for decision, wanted in outcomes.items()):
            continue
        found = answer(book, root, root, given)
        if found is not None:
            yield given, found


def _gives(book: Book, root: Decision, decision: str, given: Assignment, wanted: str) -> bool:
    found = answer(book, root, book.decisions[decision], given)
    return found is not None and found.outcomes == (wanted,)


@dataclass(frozen=True)
class Known:
    status: str
    outcomes: list[str]
    possible: list[str | None]
    rules: list[str]
    matters: frozenset[str]


def known(
    book: Book, root: Decision, given: Mapping[str, Any], outcomes: Mapping[str, str] | None = None
) -> Known | None:
    """What evaluation must say, and which open questions can change it; ``None`` for a contradiction."""
    cases = list(completions(book, root, given, outcomes or {}))
    if not cases:
        return None
    results = {case.outcomes for _, case in cases}
    parts = [rule.id for rule in root.all_rules] or list(root.steps)
    rank = list(root.outcomes)
    mentioned = {outcome for result in results for outcome in result}
    fired = _common(parts, [case.fired for _, case in cases])
    sure: Counter[str] = Counter(next(iter(results)))
    for result in results:
        sure &= Counter(result)
    if len(results) == 1:
        shown = list(next(iter(results)))
    else:
        shown = [o for o in rank for _ in range(sure[o])] if root.collects else []
    return Known(
        status="open" if len(results) > 1 else "decided" if shown else "none",
        outcomes=shown,
        possible=[o for o in rank if o in mentioned] + ([None] if () in results else []),
        rules=fired or _common(parts, [case.matched for _, case in cases]),
        matters=_matters(cases),
    )


def _common(parts: list[str], lists: list[tuple[str, ...]]) -> list[str]:
    shared = set(lists[0]).intersection(*lists)
    return [part for part in parts if part in shared]


def _matters(cases: list[tuple[dict[str, Any], Answer]]) -> frozenset[str]:
    found = set()
    for address in cases[0][0]:
        groups: dict[tuple[tuple[str, Any], ...], set[tuple[str, ...]]] = {}
        for given, case in cases:
            rest = tuple((key, value) for key, value in given.items() if key != address)
            groups.setdefault(rest, set()).add(case.outcomes)
        if any(len(results) > 1 for results in groups.values()):
            found.add(address)
    return frozenset(found)
