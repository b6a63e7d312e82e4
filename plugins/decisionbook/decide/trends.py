"""How outcomes follow single inputs: inputs that change nothing, and promises that a higher answer ranks no lower."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product

from decisionbook.decide.answers import AnswerError
from decisionbook.decide.chain import Chain
from decisionbook.decide.diagram import IMPOSSIBLE, Diagrams
from decisionbook.decide.engine import Engine
from decisionbook.decide.evaluate import Evaluator
from decisionbook.decide.limits import FALLING_PAIRS, OverBudgetError
from decisionbook.decide.witness import Witness, value_of
from decisionbook.model import Decision


@dataclass(frozen=True, slots=True)
class NotMonotone:
    """Two sets of answers that differ in ``input`` alone: the higher answer has the lower outcome."""

    input: str
    lower: Witness
    higher: Witness
    outcomes: tuple[str, str]


def unused_inputs(engine: Engine, decision: Decision) -> tuple[str, ...]:
    """The decision's own inputs whose answer never changes the outcome, by way of inner decisions neither."""
    mentioned = {condition.input for rule in decision.rules for condition in rule.when}
    mentioned |= {step.input for step in decision.steps.values()}
    try:
        diagrams, function = engine.own_function(decision.id)
        support = diagrams.support(function)
    except OverBudgetError:
        idle = tuple(name for name in decision.inputs if name not in mentioned)
    else:
        idle = tuple(name for i, name in enumerate(decision.inputs) if not support >> i & 1)
    return tuple(name for name in idle if not _matters_below(engine, decision, name))


def _matters_below(engine: Engine, decision: Decision, name: str) -> bool:
    """Whether an inner decision asks the same, and its outcome then changes this one's."""
    shared, chain = decision.inputs[name].shared, engine.chain(decision.id)
    inner = (one for one in chain.decisions if one.id != decision.id)
    if shared is None or not any(each.shared == shared for one in inner for each in one.inputs.values()):
        return False
    known = engine.whole(decision.id)
    return known is None or bool(known[0].support(known[1]) >> chain.number[name] & 1)


def not_monotone(engine: Engine, decision: Decision) -> Iterator[NotMonotone]:
    """The broken promises of a decision, each with a counterexample. Past the budget none is found."""
    for promise in decision.monotone:
        inner = decision.inputs[promise.input].decision
        try:
            if inner is None:
                chain = engine.chain(decision.id)
                known = engine.whole(decision.id)
            else:
                chain = engine.own_chain(decision.id)
                known = engine.own_function(decision.id)
        except OverBudgetError:
            continue
        if known is not None:
            given = Evaluator(engine.book, decision.id, engine)
            found = _counterexamples(decision, promise.input, chain, *known)
            yield from islice((each for each in found if _can_be(given, each)), 1)


def _can_be(evaluator: Evaluator, found: NotMonotone) -> bool:
    """Whether inner decisions that ask the same can give these outcomes together."""
    try:
        return all(evaluator.evaluate(answers).status == "decided" for answers in (found.lower, found.higher))
    except AnswerError:
        return False


def _counterexamples(
    decision: Decision, input_id: str, chain: Chain, diagrams: Diagrams, function: int
) -> Iterator[NotMonotone]:
    variable = next(i for i, v in enumerate(chain.variables) if v.address == input_id)
    rank = {outcome: i for i, outcome in enumerate(decision.outcomes)}
    atoms = range(len(chain.variables[variable].names))
    answers = [diagrams.restrict(function, variable, atom) for atom in atoms]
    never: set[tuple[int, int]] = set()
    further = _apart(answers) if _has_gaps(diagrams, function) else ()
    for pair in (*pairwise(atoms), *further):
        below, above = (answers[atom] for atom in pair)
        found = _falling(diagrams, rank, below, above, never)
        if found is not None:
            path, outcomes = found
            lower, higher = (_witness(chain, {**path, variable: atom}) for atom in pair)
            yield NotMonotone(input_id, lower, higher, outcomes)


def _has_gaps(diagrams: Diagrams, function: int) -> bool:
    """Whether some answers lead to no outcome: outcomes may then fall from one side of them to the other."""
    return (
        not all(diagrams.values[end] for end in diagrams.ends(function)) or not diagrams.everywhere[function]
    )


def _apart(answers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """One pair of answers, the lower first, for each two functions that follow one another somewhere."""
    last = {function: atom for atom, function in enumerate(answers)}
    first = {function: atom for atom, function in reversed(tuple(enumerate(answers)))}
    pairs = ((first[one], last[other]) for one, other in product(first, last))
    yield from islice((pair for pair in pairs if pair[0] < pair[1]), FALLING_PAIRS)


def _falling(
    diagrams: Diagrams, rank: Mapping[str, int], below: int, above: int, never: set[tuple[int, int]]
) -> tuple[dict[int, int], tuple[str, str]] | None:
    """Answers under which the second function ranks lower than the first; ``never`` are pairs that have none."""
    if below == above or IMPOSSIBLE in {below, above} or (below, above) in never:
        return None
    tested = [diagrams.variables[f] for f in (below, above) if not diagrams.is_end(f)]
    if not tested:
        first, second = (diagrams.values[f] for f in (below, above))
        single = len(first) == len(second) == 1
        return ({}, (first[0], second[0])) if single and rank[first[0]] > rank[second[0]] else None
    top = min(tested)
    size = next(len(diagrams.branches[f]) for f in (below, above) if diagrams.variables[f] == top)
    for answer in range(size):
        lower, higher = (diagrams.restrict(f, top, answer) for f in (below, above))
        found = _falling(diagrams, rank, lower, higher, never)
        if found is not None:
            return {**found[0], top: answer}, found[1]
    never.add((below, above))
    return None


def _witness(chain: Chain, path: Mapping[int, int]) -> dict[str, object]:
    atoms = ((v, v.partition.index[v.names[path.get(i, 0)]]) for i, v in enumerate(chain.variables))
    return {v.address: value_of(v.partition, atom) for v, atom in atoms}
