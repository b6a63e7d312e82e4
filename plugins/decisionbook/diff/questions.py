"""The questions of two versions of a decision, and the answers that both of them know.

Both chains are rewritten to ask the same variables in the same order, so that their functions can be held against
each other. A question that only one side asks changes nothing on the other. A number or a date falls into the bands
that either side distinguishes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from decisionbook.decide.atoms import Partition
from decisionbook.decide.chain import Chain, Op, Resolve, Variable, address_in
from decisionbook.diff.pairs import Pairs, paired
from decisionbook.domains import Band, Choices, Cut, Intervals, Range, ValueSet, atoms
from decisionbook.model import Decision, Input


@dataclass(frozen=True, slots=True)
class Common:
    """One question to both sides. ``before`` and ``after`` map its answers to atoms of a chain's variables.

    ``values[a]`` is what answer ``a`` means in the terms of ``question``, the new side's where it asks it.
    """

    address: str
    question: Input
    values: tuple[ValueSet, ...]
    before: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    after: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def inputs_of(before: Decision, after: Decision, decisions: Mapping[str, str]) -> Pairs[Input]:
    """The inputs of two versions of one decision; a renamed one asks the same and takes the same kind of answer.

    ``decisions`` gives the new id of each old decision; the old inputs come back with it.
    """
    old = {
        name: replace(one, decision=decisions.get(one.decision or "", one.decision))
        for name, one in before.inputs.items()
    }
    return paired(old, after.inputs, called=lambda one: (one.ask.casefold(), type(one.domain), one.decision))


def answers_of(before: Input, after: Input) -> Pairs[str]:
    """The answer ids of two versions of a choice, with their labels; a renamed one has the same label."""
    labels = [{a.id: a.label for a in one.answers} for one in (before, after)]
    ids = [one.domain.values if isinstance(one.domain, Choices) else () for one in (before, after)]
    old, new = (
        {name: label.get(name, name) for name in names} for names, label in zip(ids, labels, strict=True)
    )
    return paired(old, new, called=str.casefold)


def common(before: Chain, after: Chain, decisions: Pairs[Decision]) -> tuple[Common, ...]:
    """The questions of two chains. ``decisions`` are those of the two books."""
    matched = _matched(before, after, decisions)
    found: list[Common] = []
    used: set[int] = set()
    for number, variable in enumerate(after.variables):
        old = [n for n in matched.get(variable.address, ()) if n not in used]
        both = _both(number, variable, old, before) if old else None
        if both is not None:
            used.update(both.before)
        found.append(both or _alone(number, variable, "after"))
    for number, variable in enumerate(before.variables):
        if number not in used:
            _insert(found, number, _alone(number, variable, "before"))
    return tuple(found)


def _insert(found: list[Common], number: int, gone: Common) -> None:
    """Put an old question behind the last one that stood before it."""
    earlier = [place for place, one in enumerate(found) if one.before and max(one.before) < number]
    taken = {one.address for one in found}
    address = gone.address if gone.address not in taken else f"{gone.address} (before)"
    found.insert(earlier[-1] + 1 if earlier else 0, replace(gone, address=address))


def _alone(number: int, variable: Variable, side: str) -> Common:
    own = {number: tuple(range(len(variable.names)))}
    values = tuple(_value(atom) for atom in variable.partition.atoms)
    before, after = (own, {}) if side == "before" else ({}, own)
    return Common(variable.address, variable.partition.question, values, before, after)


def _value(atom: str | Band) -> ValueSet:
    return Intervals((atom.start, atom.end)) if isinstance(atom, Band) else frozenset((atom,))


# --- Which question is which --------------------------------------------------------------------------


def _matched(before: Chain, after: Chain, decisions: Pairs[Decision]) -> dict[str, list[int]]:
    """New address to the old variables that ask the same."""
    old_decisions = {decision.id: decision for decision in before.decisions}
    found: dict[str, dict[int, None]] = {}
    for decision in after.decisions:
        was = old_decisions.get(decisions.old.get(decision.id, ""))
        if was is None:
            continue
        for old, new in inputs_of(was, decision, decisions.new).both:
            if old.decision is None and new.decision is None:
                address = address_in(after.root.decision, decision, new.id)
                number = before.number[address_in(before.root.decision, was, old.id)]
                found.setdefault(address, {})[number] = None
    taken = {number for numbers in found.values() for number in numbers}
    for variable in after.variables:
        number = before.number.get(variable.address, -1)
        if variable.address not in found and number not in {-1, *taken}:
            found[variable.address] = {number: None}
    return {address: list(numbers) for address, numbers in found.items()}


def _both(number: int, variable: Variable, old: Sequence[int], chain: Chain) -> Common | None:
    """The question with the answers that all its versions know; ``None`` where they have none in common."""
    question = variable.partition.question
    known = {n: chain.variables[n].partition for n in old}
    if isinstance(question.domain, Choices):
        return _choices(number, variable, known)
    alike = {n: p for n, p in known.items() if _comparable(p.question.domain, question.domain)}
    return _ranges(number, variable, alike) if alike else None


def _choices(number: int, variable: Variable, known: Mapping[int, Partition]) -> Common | None:
    question = variable.partition.question
    alike = {n: p for n, p in known.items() if isinstance(p.question.domain, Choices)}
    renamed = {n: answers_of(p.question, question).old for n, p in alike.items()}
    shared = [name for name in variable.names if all(name in old for old in renamed.values())]
    if not alike or not shared:
        return None
    before = {n: tuple(p.index[renamed[n][name]] for name in shared) for n, p in alike.items()}
    after = {number: tuple(variable.partition.index[name] for name in shared)}
    values: tuple[ValueSet, ...] = tuple(frozenset((name,)) for name in shared)
    return Common(variable.address, question, values, before, after)


def _comparable(one: object, other: object) -> bool:
    if not isinstance(one, Range) or not isinstance(other, Range):
        return False
    return (one.kind == "date") == (other.kind == "date")


def _ranges(number: int, variable: Variable, known: Mapping[int, Partition]) -> Common | None:
    partitions = [variable.partition, *known.values()]
    domain = _shared_range([p.question.domain for p in partitions if isinstance(p.question.domain, Range)])
    bands = [band for p in partitions for band in p.atoms if isinstance(band, Band)]
    pieces = atoms(domain, [_within(domain, band) for band in bands])
    if not pieces:
        return None
    before = {n: _places(p, pieces) for n, p in known.items()}
    after = {number: _places(variable.partition, pieces)}
    values: tuple[ValueSet, ...] = tuple(_value(piece) for piece in pieces)
    return Common(variable.address, variable.partition.question, values, before, after)


def _shared_range(domains: Sequence[Range]) -> Range:
    """What lies in all of the ranges."""
    kind = next((domain for domain in domains if domain.discrete), domains[0]).kind
    lows = [domain.low for domain in domains if domain.low is not None]
    highs = [domain.high for domain in domains if domain.high is not None]
    return Range(kind, max(lows, default=None), min(highs, default=None))


def _within(domain: Range, band: Band) -> Intervals:
    start, end = (_whole(cut) if domain.discrete else cut for cut in (band.start, band.end))
    return Intervals((start, end)) if start < end else Intervals(())


def _whole(cut: Cut) -> Cut:
    """The cut among whole numbers that parts them as this one does."""
    value, above = cut
    if not value.is_finite():
        return cut
    floor = value.to_integral_value(rounding="ROUND_FLOOR")
    return (floor + 1, 0) if above or floor < value else (floor, 0)


def _places(partition: Partition, pieces: Sequence[str | Band]) -> tuple[int, ...]:
    """The band of the partition that holds each piece."""
    found = [partition.of_value(piece.sample) for piece in pieces if isinstance(piece, Band)]
    return tuple(place for place in found if place is not None)


# --- The chains over common questions -----------------------------------------------------------------


def over(chain: Chain, questions: Sequence[Common], side: str) -> Chain:
    """The same chain, asking the common questions in their order; inner decisions settle as early as they can."""
    maps = [one.before if side == "before" else one.after for one in questions]
    variables = tuple(_variable(chain, one, own) for one, own in zip(questions, maps, strict=True))
    place = {number: i for i, own in enumerate(maps) for number in own}
    return replace(chain, variables=variables, ops=tuple(_ops(chain, place, len(variables))))


def _variable(chain: Chain, question: Common, own: Mapping[int, tuple[int, ...]]) -> Variable:
    narrow, free = [-1] * len(question.values), -1
    for number, answers in own.items():
        variable = chain.variables[number]
        narrow = [bits & variable.narrow[atom] for bits, atom in zip(narrow, answers, strict=True)]
        free &= variable.free
    partition = Partition(question.question, ())
    names = tuple(str(i) for i in range(len(question.values)))
    return Variable(question.address, partition, names, tuple(narrow), free)


def _ops(chain: Chain, place: Mapping[int, int], count: int) -> Iterator[Op]:
    ready: dict[str, int] = {}
    for decision in chain.decisions:
        needed = [_needed(chain, decision, one, place, ready) for one in decision.inputs.values()]
        ready[decision.id] = max(needed, default=-1)
    resolves = [op for op in chain.ops if isinstance(op, Resolve)]
    for number in range(-1, count):
        if number >= 0:
            yield number
        yield from (op for op in resolves if ready[op.decision] == number)


def _needed(
    chain: Chain, decision: Decision, question: Input, place: Mapping[int, int], ready: Mapping[str, int]
) -> int:
    """The last variable that must be answered before the input is known."""
    if question.decision is not None:
        return ready[question.decision]
    return place[chain.number[address_in(chain.root.decision, decision, question.id)]]
