"""Decisions: inputs, outcomes, and the rules or steps that lead from one to the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from decisionbook.domains import Domain, ValueSet
from decisionbook.findings import Span
from decisionbook.model.claims import Claim, Waiver

InputType = Literal["boolean", "choice", "number", "date", "decision"]
HitPolicy = Literal["unique", "first", "any", "priority", "collect", "rule-order", "output-order"]
Aggregate = Literal["sum", "min", "max", "count"]
OutputValue = str | bool | Decimal


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that a reader may choose. Booleans have the answers ``yes`` and ``no``, labels included."""

    id: str
    label: str
    help: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A question of a decision.

    ``domain`` is what it can be answered with: the answer ids, the inner decision's outcome ids in rank
    order, or a range. ``ask`` is never empty: a decision input without its own asks the inner one's title.
    ``shared`` is the id in ``inputs.yml`` when the question is asked once on the whole way; only such an input has
    ``waivers`` of its own, and a place ``asked_at`` where the decision says that it asks it.
    """

    id: str
    ask: str
    type: InputType
    domain: Domain
    span: Span
    help: str | None = None
    answers: tuple[Answer, ...] = ()
    unit: str | None = None
    decision: str | None = None
    shared: str | None = None
    waivers: tuple[Waiver, ...] = ()
    asked_at: Span | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision may answer; title, summary and first steps come from the option unless given.

    ``rank`` is the place in the author's list, 0 first.
    """

    id: str
    title: str
    rank: int
    span: Span
    summary: Claim | None = None
    option: str | None = None
    advice: tuple[Claim, ...] = ()
    values: Mapping[str, OutputValue] | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """The answers of one input under which a rule may match; ``text`` is what the author wrote."""

    input: str
    values: ValueSet
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table. ``id`` is ``otherwise`` for the rule that speaks when no other matches."""

    id: str
    when: tuple[Condition, ...]
    then: str
    because: Claim | None
    span: Span
    then_span: Span


@dataclass(frozen=True, slots=True)
class Branch:
    """A way on from a step: to another step, or to an outcome when ``outcome`` is set."""

    values: ValueSet
    text: str
    step: str | None
    outcome: str | None
    because: Claim | None
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """A question of a flow chart; its branches should share out the answers of its input."""

    id: str
    input: str
    branches: tuple[Branch, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Example:
    """A case with its expected outcomes. ``given`` maps addresses to answers as the author wrote them."""

    title: str
    given: Mapping[str, str]
    expect: tuple[str, ...]
    span: Span
    expect_span: Span
    given_spans: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Monotone:
    """A promise to be proved: a higher answer to ``input`` never lowers the rank of the outcome."""

    input: str
    span: Span


@dataclass(frozen=True, slots=True)
class Decision:
    """Inputs, and either ``rules`` (a table) or ``steps`` (a flow chart that begins at ``start``)."""

    id: str
    title: str
    inputs: Mapping[str, Input]
    outcomes: Mapping[str, Outcome]
    span: Span
    rules: tuple[Rule, ...] = ()
    rules_span: Span | None = None
    otherwise: Rule | None = None
    steps: Mapping[str, Step] = field(default_factory=dict)
    start: str | None = None
    hit_policy: HitPolicy = "unique"
    ask_order: Literal["declared", "fewest"] = "declared"
    aggregate: Aggregate | None = None
    outcomes_ordered: bool = False
    no_match_allowed: bool = False
    question: str | None = None
    summary: Claim | None = None
    several: Outcome | None = None
    examples: tuple[Example, ...] = ()
    monotone: tuple[Monotone, ...] = ()
    checked: date | None = None
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def collects(self) -> bool:
        return self.hit_policy in {"collect", "rule-order", "output-order"}

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        return (*self.rules, self.otherwise) if self.otherwise else self.rules
