"""What can be proved of a decision: whether every case is handled, which rules compete, which never speak.

Exact for everything that a reader can answer, a chain as a whole: combinations that an inner decision cannot give
are no gaps, and a shared answer counts once. The walk over sets of rules that are still alive follows the analysis
of Calvanese et al., "Semantics, Analysis and Simplification of DMN Decision Tables" (Information Systems 78, 2018),
with shared states in place of their sweep.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from itertools import islice

from decisionbook.decide.asked import engine_for
from decisionbook.decide.bits import bits_of
from decisionbook.decide.chain import Chain, chain_of
from decisionbook.decide.engine import Engine
from decisionbook.decide.gaps import Gap, gaps_of
from decisionbook.decide.limits import (
    MAX_EXPLAINED,
    MAX_LISTED,
    MAX_MASKS,
    PROVE_STATES,
    OverBudgetError,
    TooLargeError,
)
from decisionbook.decide.machine import machine_of
from decisionbook.decide.pairs import mergeable, overlapping
from decisionbook.decide.proof import Dead, Overlap, Proof, Questions
from decisionbook.decide.regions import redundant, regions
from decisionbook.decide.search import Goal, Search, answering, matching, unmatched
from decisionbook.decide.survey import Survey, survey
from decisionbook.decide.trends import not_monotone, unused_inputs
from decisionbook.decide.witness import Witness, as_answers
from decisionbook.model import Book, Decision


def prove(book: Book, decision_id: str, budget: int = PROVE_STATES) -> Proof:
    """The proof of a decision. Raises ``TooLargeError``, ``CycleError``; ``KeyError`` for an unknown decision."""
    engine = engine_for(book, decision_id)
    if (decision_id, budget) not in engine.proofs:
        engine.proofs[decision_id, budget] = Prover(engine, decision_id, budget).proof()
    return engine.proofs[decision_id, budget]


class Prover:
    """Assembles the proof of one decision.

    A table with hit policy `priority` is looked at as `first` over its rules in the order of their outcomes.
    """

    def __init__(self, engine: Engine, decision_id: str, budget: int = PROVE_STATES) -> None:
        self.engine = engine
        self.decision = engine.book.decisions[decision_id]
        self.budget = budget
        self.chain = self._chain()
        self.table: Decision = self.chain.root.decision
        self.search = Search(self.chain)
        self.proved = True
        self._explained = 0

    def _chain(self) -> Chain:
        known = self.engine.chain(self.decision.id)
        if self.decision.hit_policy != "priority":
            return known
        rank = {outcome: i for i, outcome in enumerate(self.decision.outcomes)}
        rules = tuple(sorted(self.decision.rules, key=lambda rule: rank[rule.then]))
        ranked = replace(self.decision, rules=rules, hit_policy="first")
        book = replace(self.engine.book, decisions={**self.engine.book.decisions, ranked.id: ranked})
        machines = {inner.id: self.engine.machine(inner.id) for inner in known.decisions}
        return chain_of(book, ranked.id, machines | {ranked.id: machine_of(book, ranked)})

    @cached_property
    def survey(self) -> Survey | None:
        """The pass over all answers, ``None`` past the budget."""
        try:
            return survey(self.chain, self.budget)
        except OverBudgetError:
            self.proved = False
            return None

    def proof(self) -> Proof:
        found = self.survey
        total = self.chain.combinations
        unmatched_share = found.unmatched / total if found else 0.0
        gaps = tuple(self._gaps()) if found is None or found.unmatched else ()
        overlaps, count = self._overlaps()
        dead = tuple(self._dead())
        trends = tuple(not_monotone(self.engine, self.decision))
        return Proof(
            decision=self.decision.id,
            proved=self.proved,
            complete=self.proved and not gaps,
            gaps=gaps,
            gap_share=0.0 if self.decision.otherwise else unmatched_share,
            overlaps=overlaps,
            overlap_count=count,
            dead_rules=dead,
            unused_outcomes=self._unused_outcomes(),
            unused_inputs=unused_inputs(self.engine, self.decision),
            otherwise_share=unmatched_share if self.decision.otherwise else 0.0,
            combinations=total,
            shares=self._shares(),
            mergeable=tuple(mergeable(self.decision)),
            not_monotone=trends,
            questions=self._questions(),
            find_where=cache(partial(regions, self.search, self.table)),
            find_redundant=cache(partial(self._redundant, dead)),
        )

    # --- Gaps and shares ------------------------------------------------------------------------------

    def _gaps(self) -> Iterator[Gap]:
        if self.decision.otherwise is not None:
            return
        try:
            yield from gaps_of(self.search, MAX_LISTED)
        except OverBudgetError:
            self.proved = False

    def _shares(self) -> dict[str, float]:
        if self.survey is None:
            return {}
        names = self.chain.root.parts
        total = max(self.survey.possible if self.chain.root.decision.rules else self.chain.combinations, 1)
        shares = {names[part]: volume / total for part, volume in self.survey.volumes.items()}
        parts = [rule.id for rule in self.decision.rules] or list(self.decision.steps)
        return {part: shares.get(part, 0.0) for part in parts}

    def _redundant(self, dead: tuple[Dead, ...]) -> tuple[str, ...]:
        silent = {each.rule for each in dead}
        return tuple(rule for rule in redundant(self.engine.chain(self.decision.id)) if rule not in silent)

    def _unused_outcomes(self) -> tuple[str, ...]:
        found = self.survey
        if found is None:
            return ()
        reached = set(found.outcomes)
        speaking = self._speaking(found)
        reached.update(rule.then for i, rule in enumerate(self.table.rules) if speaking >> i & 1)
        if self.decision.otherwise and found.unmatched:
            reached.add(self.decision.otherwise.then)
        return tuple(outcome for outcome in self.decision.outcomes if outcome not in reached)

    def _speaking(self, found: Survey) -> int:
        """The rules that fire in some combination."""
        if self.table.hit_policy != "first":
            return found.matched
        fires = 0
        for part, rivals in found.rivals.items():
            fires |= rivals & self._alike[part] if self.decision.hit_policy == "priority" else 1 << part
        return fires

    @cached_property
    def _alike(self) -> Sequence[int]:
        """For each rule the rules with the same outcome."""
        members: dict[str, int] = {}
        for i, rule in enumerate(self.table.rules):
            members[rule.then] = members.get(rule.then, 0) | 1 << i
        return [members[rule.then] for rule in self.table.rules]

    # --- Rules that never speak -----------------------------------------------------------------------

    def _dead(self) -> Iterator[Dead]:
        found = self.survey
        if found is None:
            return
        speaking = self._speaking(found)
        place = {rule.id: i for i, rule in enumerate(self.table.rules)}
        for rule in self.decision.rules:
            if not speaking >> place[rule.id] & 1:
                yield self._dead_rule(rule.id, place[rule.id])
        if self.decision.otherwise is not None and not found.unmatched and self.table.rules:
            everything = found.matched if self.table.hit_policy != "first" else speaking
            yield Dead("otherwise", self._fewest(everything, 0), self._point(lambda *_: True))
        for i, step in enumerate(self.decision.steps):
            if i not in found.volumes:
                yield Dead(step, (), None)

    def _dead_rule(self, rule: str, place: int) -> Dead:
        bit = 1 << place
        witness = self._match(bit)
        if witness is None or self.table.hit_policy != "first":
            return Dead(rule, (), witness)
        return Dead(rule, self._fewest(self._masking.get(place, 0), bit), witness)

    @property
    def _rivals(self) -> Mapping[int, int]:
        """What also matches where a rule answers; nothing is known of that past the budget."""
        return self.survey.rivals if self.survey else {}

    @cached_property
    def _masking(self) -> Mapping[int, int]:
        """For each rule the rules that answer where it matches."""
        masks: dict[int, int] = {}
        for part, rivals in self._rivals.items():
            for rule in bits_of(rivals):
                masks[rule] = masks.get(rule, 0) | 1 << part
        return masks

    def _fewest(self, masks: int, bit: int) -> tuple[str, ...]:
        """Masking rules of which none can be spared, in file order; where there are very many, all of them.

        ``bit`` 0 stands for `otherwise`.
        """
        self._explained += 1
        if masks.bit_count() <= MAX_MASKS and self._explained <= MAX_EXPLAINED:
            for mask in reversed(bits_of(masks)):
                fewer = masks & ~(1 << mask)
                if self._point(answering(bit) if bit else unmatched, fewer | bit) is None:
                    masks = fewer
        chosen = {self.table.rules[i].id for i in bits_of(masks)}
        return tuple(rule.id for rule in self.decision.rules if rule.id in chosen)

    def _match(self, rules: int) -> Witness | None:
        """Answers under which all of these rules match, which no other rule changes."""
        return self._point(matching(rules), rules)

    def _point(self, goal: Goal, among: int | None = None) -> Witness | None:
        """Answers with the property, in the table that has these rules alone."""
        start = None if among is None else self.chain.start & ~self.chain.own | among
        try:
            point = self.search.find(goal, start)
        except OverBudgetError:
            self.proved = False
            return None
        return None if point is None else as_answers(self.chain, point)

    # --- Rules that compete ---------------------------------------------------------------------------

    def _overlaps(self) -> tuple[tuple[Overlap, ...], int]:
        """The pairs that matter under the hit policy, and how many there are."""
        if self.decision.steps or self.decision.collects or self.decision.hit_policy == "priority":
            return (), 0
        competing = self._competing()
        pairs = ((one, other) for one, others in competing.items() for other in bits_of(others))
        shown = (self._overlap(one, other) for one, other in islice(pairs, MAX_LISTED))
        found = tuple(each for each in shown if each is not None)
        sure = self.survey is not None or len(self.chain.decisions) == 1
        return found, sum(others.bit_count() for others in competing.values()) if sure else len(found)

    def _overlap(self, one: int, other: int) -> Overlap | None:
        bits = 1 << one, 1 << other
        first = self.table.hit_policy == "first"
        witness = self._point(answering(*bits)) if first else self._match(sum(bits))
        rules = self.table.rules[one], self.table.rules[other]
        names, conflict = (rules[0].id, rules[1].id), rules[0].then != rules[1].then
        return None if witness is None else Overlap(names, witness, conflict)

    def _competing(self) -> Mapping[int, int]:
        """For each rule the rules behind it that match with it somewhere, as far as the hit policy cares."""
        if self.table.hit_policy == "unique":
            return self._matching()
        rivals = self._matching() if self.table.hit_policy == "any" else self._rivals
        different = {one: others & ~self._alike[one] for one, others in sorted(rivals.items())}
        return {one: others for one, others in different.items() if others}

    def _matching(self) -> Mapping[int, int]:
        """For each rule the rules behind it that match together with it; past the budget those that may."""
        root, own = self.chain.root, self.chain.own
        if self.survey is None:
            return overlapping([root.start] * root.width, zip(root.columns, root.free, strict=True))
        ops = self.search.rest.ops[self.search.rest.settled_from :]
        asked = [self.chain.variables[op] for op in ops if isinstance(op, int)]
        alive = [self.survey.rivals.get(rule, 0) for rule in range(root.width)]
        return overlapping(alive, (([bits & own for bits in v.narrow], v.free & own) for v in asked))

    def _questions(self) -> Questions:
        try:
            graph = self.engine.graph(self.decision.id)
        except TooLargeError:
            return Questions(None, None, None, lambda: False)
        return Questions(graph.expected, graph.worst, graph.declared_expected, graph.asks_fewest)
