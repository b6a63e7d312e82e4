"""Which combinations of answers to a decision end elsewhere, exactly, and what they have in common."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import cast

from decisionbook.decide.asked import engine_for
from decisionbook.decide.chain import Chain, CycleError, below
from decisionbook.decide.diagram import Diagrams
from decisionbook.decide.functions import Functions
from decisionbook.decide.limits import EVALUATE_STATES, WHOLE_WORDS, OverBudgetError, TooLargeError
from decisionbook.decide.machine import Machine, Outcomes, names_of
from decisionbook.diff import boxes
from decisionbook.diff.changes import DecisionChange, Move, RuleName, Written
from decisionbook.diff.changes import Region as Described
from decisionbook.diff.conditions import written
from decisionbook.diff.functions import Difference, Ends, counts
from decisionbook.diff.logic import logic, reading, rewritten_rules
from decisionbook.diff.questions import Common, common, over
from decisionbook.diff.renaming import Pairing, Renaming, outcomes_of
from decisionbook.domains import ValueSet
from decisionbook.model import Decision

REGIONS = 5
"""At most so many conjunctions describe what moved from one outcome to another."""
RULES = 8
"""At most so many rewritten rules are named where outcomes cannot be compared."""
MOVES = 12
"""At most so many pairs of an old and a new outcome are described, those of most combinations."""


def compare(pairing: Pairing, before: Decision, after: Decision) -> DecisionChange | None:
    """How the answers changed; ``None`` where nothing about them did.

    Every combination of answers is looked at, grouped by what the rules tell apart. Past the budget of states the
    change says that it was not compared.
    """
    try:
        found = _Comparison(pairing, before, after).change()
    except (OverBudgetError, TooLargeError, CycleError) as error:
        if _same_logic(pairing, before, after):
            return None
        why = str(error) or "it has more states than the budget of an exact comparison allows"
        rules = rewritten_rules(before, after)
        if rules:
            more = f" and {len(rules) - RULES} more" if len(rules) > RULES else ""
            why = f"{why.rstrip('.')}; rules that read otherwise: {', '.join(rules[:RULES])}{more}"
        return DecisionChange(after.id, after.span, None, None, not_compared=why)
    return found if found.changed or found.rewritten else None


def _same_logic(pairing: Pairing, before: Decision, after: Decision) -> bool:
    """Whether both decisions, and all that they rest on, read the same word for word."""
    try:
        old = {decision.id: logic(decision) for decision in below(pairing.before, before.id)}
        new = {decision.id: logic(decision) for decision in below(pairing.after, after.id)}
    except (CycleError, TooLargeError):
        return False
    return old == new


class _Comparison:
    def __init__(self, pairing: Pairing, before: Decision, after: Decision) -> None:
        self.pairing = pairing
        self.before, self.after = before, after
        self.outcomes = outcomes_of(before, after, pairing.options)
        chains = [
            engine_for(book, one.id).chain(one.id)
            for book, one in ((pairing.before, before), (pairing.after, after))
        ]
        self.questions = common(chains[0], chains[1], pairing.decisions)
        self.sizes = tuple(len(one.values) for one in self.questions)
        self.chains = (over(chains[0], self.questions, "before"), over(chains[1], self.questions, "after"))

    def change(self) -> DecisionChange:
        store = Diagrams()
        old, new = (_function(chain, store) for chain in self.chains)
        whole = Difference(store, self.sizes, self._moved)
        function = whole.between(old, new)
        numbers = counts(whole.found, function, self.sizes)
        changed = sum(number for end, number in numbers.items() if end != whole.same)
        found = DecisionChange(self.after.id, self.after.span, changed, prod(self.sizes))
        if not changed:
            return replace(found, rewritten=self._reads_otherwise())
        moves = self._collected(store, old, new) if self._collects else self._moves(whole, function, numbers)
        shown = sorted(moves, key=lambda move: -move.combinations)
        through = self._inner_changes() if self._own_logic_is_same() else ()
        return replace(
            found, moves=tuple(shown), unshown_moves=max(0, self._pairs - len(shown)), through=through
        )

    # --- Verdicts -------------------------------------------------------------------------------------

    @property
    def _collects(self) -> bool:
        return self.before.hit_policy == self.after.hit_policy == "collect"

    def _renamed(self, ends: Ends) -> Ends:
        """Where a combination ended, in the ids of the new side."""
        return None if ends is None else tuple(self.outcomes.now(outcome) for outcome in ends)

    def _moved(self, before: Ends, after: Ends) -> Hashable:
        was = self._renamed(before)
        if was == after:
            return None
        if self._collects and was is not None and after is not None and set(was) == set(after):
            return None
        return was, after

    # --- Moves ----------------------------------------------------------------------------------------

    def _moves(self, whole: Difference, function: int, numbers: Mapping[int, int]) -> list[Move]:
        ends = sorted((end for end in numbers if end != whole.same), key=lambda end: -numbers[end])
        self._pairs = len(ends)
        found = []
        for end in ends[:MOVES]:
            was, now = cast("tuple[Ends, Ends]", whole.verdict_of(end))
            regions, unshown = self._regions(whole, function, end, numbers[end], None)
            found.append(Move("moved", was, now, numbers[end], regions, unshown))
        return found

    def _collected(self, store: Diagrams, old: int, new: int) -> list[Move]:
        """Each outcome by itself: where it is now given, and where no longer."""
        names = dict.fromkeys(
            [*self.after.outcomes, *(self.outcomes.now(name) for name in self.before.outcomes)]
        )
        found = [move for name in names for move in self._one_collected(store, old, new, name)]
        self._pairs = len(found)
        return sorted(found, key=lambda move: -move.combinations)[:MOVES]

    def _one_collected(self, store: Diagrams, old: int, new: int, name: str) -> list[Move]:
        def verdict(before: Ends, after: Ends) -> Hashable:
            was, now = name in (self._renamed(before) or ()), name in (after or ())
            return None if was == now else "gained" if now else "lost"

        one = Difference(store, self.sizes, verdict)
        function = one.between(old, new)
        found = []
        for end, number in counts(one.found, function, self.sizes).items():
            if end == one.same:
                continue
            gained = one.verdict_of(end) == "gained"
            regions, unshown = self._regions(one, function, end, number, name if gained else "")
            before, after = ((), (name,)) if gained else ((name,), ())
            found.append(Move("gained" if gained else "lost", before, after, number, regions, unshown))
        return found

    # --- Regions --------------------------------------------------------------------------------------

    def _regions(
        self, difference: Difference, function: int, end: int, number: int, about: str | None
    ) -> tuple[tuple[Described, ...], int]:
        """A description of where ``function`` takes ``end``, and how many combinations it leaves out.

        ``about`` limits the rules that are named to those that lead to this outcome.
        """
        region = boxes.Region(difference.found, function, end, self.sizes)
        chosen = region.described(REGIONS)
        described = tuple(self._described(box, about) for box in chosen)
        return described, number - boxes.union_size(chosen, self.sizes)

    def _described(self, box: boxes.Box, about: str | None) -> Described:
        where: dict[str, Written] = {}
        for variable in sorted(box):
            question = self.questions[variable]
            where[question.address] = written(question.question, _union(question, box[variable]))
        return Described(where, boxes.size(box, self.sizes), tuple(self._fired(box, about)))

    def _fired(self, box: boxes.Box, about: str | None) -> Iterable[RuleName]:
        """The rules of the new side that fire somewhere in the box, in file order."""
        if self._firing is None:
            return
        store, function = self._firing
        names = {name for end in boxes.ends_within(store, function, box) for name in store.values[end]}
        places = {rule.id: (rule.span, rule.then) for rule in self.after.all_rules}
        for name, (span, then) in places.items():
            if name in names and about in {None, then}:
                yield RuleName(name, span)
        yield from (RuleName(name, step.span) for name, step in self.after.steps.items() if name in names)

    @cached_property
    def _firing(self) -> tuple[Diagrams, int] | None:
        """Which rules fire, as a function; ``None`` where that is beyond the budget."""
        chain = self.chains[1]
        store = Diagrams()
        try:
            return store, _function(replace(chain, root=Firing.of(chain.root)), store)
        except OverBudgetError:
            return None

    # --- Where the change comes from ------------------------------------------------------------------

    def _own_logic_is_same(self) -> bool:
        return logic(self.before) == logic(self.after)

    def _reads_otherwise(self) -> bool:
        """Whether rules or steps are others, ids of renamed inputs and outcomes aside."""
        return reading(self.before, Renaming.of(self.pairing, self.before, self.after)) != reading(self.after)

    def _inner_changes(self) -> tuple[str, ...]:
        """The inner decisions whose own tables changed."""
        old = {decision.id: logic(decision) for decision in below(self.pairing.before, self.before.id)}
        new = below(self.pairing.after, self.after.id)
        was = self.pairing.decisions.old
        return tuple(one.id for one in new if old.get(was.get(one.id, "")) != logic(one))


def _function(chain: Chain, store: Diagrams) -> int:
    """What the chain answers, as a function in ``store``; the wider its states, the fewer fit the budget."""
    words = chain.start.bit_length() // 64 + 1
    functions = Functions(chain, min(EVALUATE_STATES, WHOLE_WORDS // words), store)
    return functions.function(chain.start, functions.rest(frozenset(), {}))[0]


def _union(question: Common, answers: Sequence[int] | frozenset[int]) -> ValueSet:
    first, *rest = (question.values[answer] for answer in sorted(answers))
    for values in rest:
        first = first | values  # type: ignore[operator]
    return first


@dataclass(frozen=True, slots=True)
class Firing:
    """A machine that answers which of its parts fire, in place of outcomes."""

    inner: Machine
    decision: Decision
    partitions: tuple[object, ...]
    columns: tuple[tuple[int, ...], ...]
    free: tuple[int, ...]
    start: int
    width: int
    parts: tuple[str, ...]

    @classmethod
    def of(cls, inner: Machine) -> Machine:
        """The same machine with another answer."""
        made = cls(
            inner,
            inner.decision,
            inner.partitions,
            inner.columns,
            inner.free,
            inner.start,
            inner.width,
            inner.parts,
        )
        return cast("Machine", made)

    def tidy(self, state: int, holds: int) -> int:
        return self.inner.tidy(state, holds)

    def outcomes(self, state: int, holds: int) -> Outcomes | None:
        certain, possible = self.inner.fires(state, holds)
        return names_of(self.inner, certain) if certain == possible else None

    def fires(self, state: int, holds: int) -> tuple[int, int]:
        return self.inner.fires(state, holds)

    def matched(self, holds: int) -> int:
        return self.inner.matched(holds)
