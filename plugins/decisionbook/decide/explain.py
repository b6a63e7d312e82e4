"""Why a decision answers as it does, and which nearest answers would change that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, islice, product, takewhile

from decisionbook.decide.answers import AnswerError, Answers
from decisionbook.decide.chain import address_in
from decisionbook.decide.evaluate import Evaluator, Result
from decisionbook.decide.phrases import phrase
from decisionbook.model import Book, Claim, Decision

MAX_TRIED = 2_000
"""How many changed sets of answers are evaluated at most."""

MAX_STATES = 500_000
"""How many states that may take: where much is left open, one set alone may take very many."""

Place = tuple[str, ...]
"""The addresses whose answers change together."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule or step that fires, and the author's reason for it."""

    rule: str
    because: Claim | None


@dataclass(frozen=True, slots=True)
class Inner:
    """What an inner decision answers, with its reasons. ``given``: the reader said so directly."""

    decision: str
    outcomes: tuple[str, ...]
    reasons: tuple[Reason, ...]
    given: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Other answers to one or two inputs, in words, and what the decision would then answer."""

    answers: tuple[str, ...]
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """``one_of`` are the rules of which one holds, where the outcome is certain and no single rule is.

    ``runners_up`` are the rules that match as well but do not speak, with their outcomes.

    ``changes`` differ from the given answers in one input; in two where one is never enough.
    """

    result: Result
    reasons: tuple[Reason, ...]
    one_of: tuple[Reason, ...]
    inner: tuple[Inner, ...]
    runners_up: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]


def explain(book: Book, decision_id: str, answers: Mapping[str, object]) -> Explanation:
    """The result with its reasons. Raises ``AnswerError`` for answers that cannot be used."""
    evaluator = Evaluator(book, decision_id)
    read = evaluator.read(answers)
    result = evaluator.answer(read)
    return Explanation(
        result=result,
        reasons=tuple(_reasons(evaluator, read, result)),
        one_of=tuple(_one_of(evaluator, read, result)),
        inner=tuple(_inner(book, evaluator, read)),
        runners_up=_runners_up(evaluator, read, result),
        changes=_changes(evaluator, read, result),
    )


def _reasons(evaluator: Evaluator, read: Answers, result: Result) -> Iterator[Reason]:
    """The rules of the result; once it is decided only those that say so, as others may hold without speaking."""
    decision = evaluator.decision
    rules = {rule.id: rule for rule in decision.all_rules}
    for part in result.rules:
        rule = rules.get(part)
        if rule is None:
            yield Reason(part, _taken(evaluator, read, decision, part))
        elif result.status != "decided" or rule.then in result.outcomes:
            yield Reason(part, rule.because)


def _one_of(evaluator: Evaluator, read: Answers, result: Result) -> Iterator[Reason]:
    if result.status != "decided" or any(_reasons(evaluator, read, result)):
        return
    rules = {rule.id: rule for rule in evaluator.decision.all_rules}
    for name in evaluator.open_rules(read):
        rule = rules.get(name)
        if rule and rule.then in result.outcomes:
            yield Reason(name, rule.because)


def _taken(evaluator: Evaluator, read: Answers, decision: Decision, step_id: str) -> Claim | None:
    """The reason of the branch that the answers take."""
    step = decision.steps[step_id]
    number = list(decision.inputs).index(step.input)
    atom = read.known.get(address_in(decision, decision, step.input))
    inner = decision.inputs[step.input].decision
    partition = evaluator.chain.root.partitions[number]
    if inner is not None:
        atom = partition.index.get(read.outcomes.get(inner, ""))
    if atom is None:
        return None
    taken = (b for b in step.branches if any(start <= atom < end for start, end in partition.runs(b.values)))
    branch = next(taken, None)
    return branch.because if branch else None


def _inner(book: Book, evaluator: Evaluator, read: Answers) -> Iterator[Inner]:
    """The inner decisions whose outcome is known, the one that is asked first first."""
    root = evaluator.decision
    seen: set[str] = set()
    for entry in evaluator.engine.addresses(root.id).values():
        inner = entry.inner
        if inner is None or inner in seen:
            continue
        seen.add(inner)
        if inner in read.outcomes:
            yield Inner(inner, (read.outcomes[inner],), (), given=True)
            continue
        below = Evaluator(book, inner, evaluator.engine)
        own = _seen_from(evaluator, below, read)
        try:
            result = below.answer(own)
        except AnswerError:
            continue
        if result.status == "decided":
            yield Inner(inner, result.outcomes, tuple(_reasons(below, own, result)), given=False)


def _seen_from(outer: Evaluator, inner: Evaluator, read: Answers) -> Answers:
    """The answers with the addresses that the inner decision's own readers would use."""
    root = outer.decision
    names = {
        address_in(root, entry.decision, entry.input): address
        for address, entry in inner.reader.entries.items()
    }
    return Answers(
        known={names[a]: atom for a, atom in read.known.items() if a in names},
        unknown=frozenset(names[a] for a in read.unknown if a in names),
        outcomes={
            d: o for d, o in read.outcomes.items() if d in {e.inner for e in inner.reader.entries.values()}
        },
    )


def _runners_up(evaluator: Evaluator, read: Answers, result: Result) -> tuple[tuple[str, str], ...]:
    decision = evaluator.decision
    if decision.hit_policy not in {"first", "priority"} or result.status != "decided":
        return ()
    then = {rule.id: rule.then for rule in decision.rules}
    matching = evaluator.matching(read)
    return tuple((rule, then[rule]) for rule in matching if then[rule] not in result.outcomes)


def _changes(evaluator: Evaluator, read: Answers, result: Result) -> tuple[Change, ...]:
    if result.status == "open":
        return ()
    others = {
        address: [atom for atom in range(len(evaluator.names(address))) if atom != known]
        for address, known in read.known.items()
    }
    order = [address for address in evaluator.reader.entries if address in others]
    for size in (1, 2):
        found = _grouped(evaluator, read, result, order, others, size)
        if found:
            return found
    return ()


def _grouped(
    evaluator: Evaluator,
    read: Answers,
    result: Result,
    order: list[str],
    others: Mapping[str, list[int]],
    size: int,
) -> tuple[Change, ...]:
    """Changes of ``size`` inputs at once; answers with the same effect stand together where one input changes."""
    tried = islice(_tried(order, others, size), MAX_TRIED)
    groups: dict[tuple[Place, tuple[str, ...], tuple[int, ...]], list[tuple[int, ...]]] = {}
    for place, atoms in takewhile(lambda _: evaluator.spent <= MAX_STATES, tried):
        outcomes = _outcomes(
            evaluator, replace(read, known={**read.known, **dict(zip(place, atoms, strict=True))})
        )
        if outcomes is not None and outcomes != result.outcomes:
            groups.setdefault((place, outcomes, atoms if size > 1 else ()), []).append(atoms)
    return tuple(
        Change(_words(evaluator, place, members), outcomes)
        for (place, outcomes, _), members in groups.items()
    )


def _tried(
    order: list[str], others: Mapping[str, list[int]], size: int
) -> Iterator[tuple[Place, tuple[int, ...]]]:
    for place in combinations(order, size):
        yield from ((place, atoms) for atoms in product(*(others[address] for address in place)))


def _outcomes(evaluator: Evaluator, answers: Answers) -> tuple[str, ...] | None:
    try:
        result = evaluator.answer(answers)
    except AnswerError:
        return None
    return None if result.status == "open" else result.outcomes


def _words(evaluator: Evaluator, place: Place, members: list[tuple[int, ...]]) -> tuple[str, ...]:
    slots = evaluator.reader.slots
    return tuple(
        phrase(address, slots[address].partition, {atoms[i] for atoms in members})
        for i, address in enumerate(place)
    )
