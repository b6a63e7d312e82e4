"""What has been proved of a decision, as values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from decisionbook.decide.gaps import Gap
from decisionbook.decide.pairs import Mergeable
from decisionbook.decide.trends import NotMonotone
from decisionbook.decide.witness import Witness


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that match together, in file order. ``conflict``: they answer differently."""

    rules: tuple[str, str]
    witness: Witness
    conflict: bool


@dataclass(frozen=True, slots=True)
class Dead:
    """A rule that never speaks. ``masked_by`` together take all its cases; empty where it can never match.

    None of them can be spared, except in tables with very many such rules.
    """

    rule: str
    masked_by: tuple[str, ...]
    witness: Witness | None


@dataclass(frozen=True, slots=True)
class Questions:
    """How many questions are asked; ``None`` where there are too many to compile."""

    expected: float | None
    worst: int | None
    declared_expected: float | None
    asks_fewest: Callable[[], bool] = field(compare=False, repr=False)

    @property
    def optimal(self) -> bool:
        """Whether no order asks fewer on average; past a budget of states it is false. Found when first asked for."""
        return self.asks_fewest()


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of one decision.

    ``shares`` says for each rule the share of all combinations in which it answers (`first`, `priority`) or
    matches. ``overlaps`` lists at most some; ``overlap_count`` counts all. ``proved`` is false where the budget of
    states was not enough: then only what is listed is certain. Shares weigh the answers of an input equally.
    """

    decision: str
    proved: bool
    complete: bool
    gaps: tuple[Gap, ...]
    gap_share: float
    overlaps: tuple[Overlap, ...]
    overlap_count: int
    dead_rules: tuple[Dead, ...]
    unused_outcomes: tuple[str, ...]
    unused_inputs: tuple[str, ...]
    otherwise_share: float
    combinations: int
    shares: Mapping[str, float]
    mergeable: tuple[Mergeable, ...]
    not_monotone: tuple[NotMonotone, ...]
    questions: Questions
    find_where: Callable[[], Mapping[str, str]] = field(compare=False, repr=False)
    find_redundant: Callable[[], tuple[str, ...]] = field(compare=False, repr=False)

    @property
    def where(self) -> Mapping[str, str]:
        """For each rule the answers within which it speaks, in words. Found when first asked for."""
        return self.find_where()

    @property
    def redundant_rules(self) -> tuple[str, ...]:
        """Rules that speak, and without any one of which no answer would change. Found when first asked for."""
        return self.find_redundant()

    def as_json(self) -> dict[str, object]:
        """The proof as the command prints it. Averages and shares weigh the answers of each input equally."""
        questions = self.questions
        return {
            "decision": self.decision,
            "proved": self.proved,
            "complete": self.complete,
            "gaps": [
                {"inputs": dict(gap.witness), "where": gap.where, "share": gap.share} for gap in self.gaps
            ],
            "gap_share": self.gap_share,
            "overlaps": [
                {"rules": list(o.rules), "witness": dict(o.witness), "conflict": o.conflict}
                for o in self.overlaps
            ],
            "overlap_count": self.overlap_count,
            "dead_rules": [
                {
                    "rule": dead.rule,
                    "masked_by": list(dead.masked_by),
                    "witness": None if dead.witness is None else dict(dead.witness),
                }
                for dead in self.dead_rules
            ],
            "unused_outcomes": list(self.unused_outcomes),
            "unused_inputs": list(self.unused_inputs),
            "otherwise_share": self.otherwise_share,
            "combinations": self.combinations,
            "rules": [
                {"rule": rule, "share": share, "where": self.where.get(rule)}
                for rule, share in self.shares.items()
            ],
            "redundant_rules": list(self.redundant_rules),
            "mergeable": [{"rules": list(pair.rules), "input": pair.input} for pair in self.mergeable],
            "not_monotone": [
                {"input": found.input, "lower": dict(found.lower), "higher": dict(found.higher)}
                for found in self.not_monotone
            ],
            "questions": {
                "expected": questions.expected,
                "worst": questions.worst,
                "declared_expected": questions.declared_expected,
                "optimal": questions.optimal,
                "weights": "Averages weigh the answers of an input equally (of the inner inputs in a chain).",
            },
        }
