"""Inputs, rules or steps, outcomes and examples."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from decisionbook.schema.entity import Entity
from decisionbook.schema.part import AlsoList, Backed, Claim, Part
from decisionbook.schema.scalars import (
    Bool,
    Bound,
    ConditionText,
    GivenText,
    Id,
    Prose,
    Ref,
    Refs,
    Sentence,
    Text,
)
from decisionbook.schema.waiver import Waivable


class Answer(Part):
    """One thing that a reader may choose."""

    bare = "label"
    what = "this answer"

    label: Text
    """What the reader sees."""
    help: Prose | None = None
    """What it means, if the label does not say it all."""


class Input(Part):
    """A question to the reader: yes or no unless other keys say otherwise."""

    what = "this input"

    ask: Sentence | None = None
    """The question; may be left out for the outcome of another decision."""
    help: Prose | None = None
    """What the reader should think of."""
    type: Literal["boolean", "choice", "number", "date", "decision"] | None = None
    """What it is answered with; may be left out where `answers` or `decision` implies it."""
    answers: dict[Id, Answer] | None = Field(default=None, min_length=2)
    """Answer id to label."""
    ordered: Bool | None = None
    """Whether the answers run from low to high."""
    unit: Text | None = None
    """The unit of a number."""
    integer: Bool | None = None
    """Whether only whole numbers are answers."""
    min: Bound | None = None
    """The least number or first date; `none` for no limit. Numbers begin at 0 unless said otherwise."""
    max: Bound | None = None
    """The greatest number or last date."""
    decision: Ref | None = None
    """The id of a decision whose outcome is the answer."""


class SharedInput(Input, Waivable):
    """A question that several decisions ask: an entry of `inputs.yml`."""


def _input_form(value: Any) -> str:
    return "shared" if isinstance(value, str) else "own"


InputEntry = Annotated[
    Annotated[Input, Tag("own")] | Annotated[Literal["shared"], Tag("shared")],
    Discriminator(_input_form),
]


class Outcome(Backed):
    """What the decision may answer."""

    bare = "title"
    what = "this outcome"

    option: Ref | None = None
    """The option that it stands for; title, summary and link come from there unless given here."""
    title: Text | None = None
    """What the reader is told."""
    summary: Prose | None = None
    """What that means."""
    advice: tuple[Claim, ...] = ()
    """What to do next."""
    values: dict[str, Any] | None = Field(
        default=None,
        json_schema_extra={"additionalProperties": {"type": ["string", "number", "boolean"]}},
    )
    """Output name to value, in tables that come from elsewhere: a number, boolean or text."""


class Several(Backed):
    """What stands above two or more outcomes."""

    bare = "title"
    what = "this"

    title: Text
    """What the reader is told."""
    summary: Prose | None = None
    """What that means."""


class Otherwise(Backed):
    """What holds when no rule matches."""

    bare = "then"
    what = "`otherwise`"

    then: Ref
    """The id of an outcome."""
    because: Prose | None = None
    """Why."""


class Rule(Backed):
    """A row of the table."""

    what = "this rule"

    id: Id | None = None
    """Its id; links need one. Left out: r1, r2, and so on."""
    when: dict[str, ConditionText]
    """Input id to condition; an input that is left out may have any answer, and {} always holds."""
    then: Ref
    """The id of an outcome."""
    because: Prose | None = None
    """Why this follows."""


class Branch(Backed):
    """Where an answer leads."""

    bare = "then"
    what = "this answer"

    then: Ref
    """The id of a step or an outcome."""
    because: Prose | None = None
    """Why this follows."""


class Step(Part):
    """A question of a flow chart."""

    what = "this step"

    ask: Ref | None = None
    """The id of the input that it asks; left out: the input of the step's own name."""
    answers: dict[str, Branch] = Field(min_length=1)
    """Answer or condition to the next step or an outcome."""


class Example(Part):
    """A case and what the decision must answer."""

    what = "this example"

    title: Text
    """The case in words."""
    given: dict[str, GivenText]
    """Input id to answer."""
    expect: Refs
    """The id of the outcome; a list where several are answered."""


def _as_outcomes(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return {item: {"option": item} for item in value}
    return value


Outcomes = Annotated[
    dict[Id, Outcome],
    BeforeValidator(_as_outcomes),
    AlsoList(),
    Field(min_length=1),
]


class Decision(Entity):
    """A question with a provable answer: `decisions/<id>.yml`."""

    what = "this decision"

    title: Text
    """Its title."""
    question: Sentence | None = None
    """The question that it answers."""
    summary: Prose | None = None
    """What it is for."""
    inputs: dict[Id, InputEntry] = Field(min_length=1)
    """Input id to question, asked in this order; `shared` takes the input of this id from inputs.yml."""
    outcomes: Outcomes
    """Outcome id to outcome, or a list of option ids; the order is the rank."""
    outcomes_ordered: Bool = False
    """Whether the outcomes run from low to high, for decisions that use this one."""
    several: Several | None = None
    """What stands above two or more outcomes; with `collect` only."""
    hit_policy: Literal["unique", "first", "any", "priority", "collect", "rule-order", "output-order"] = (
        "unique"
    )
    """What holds when several rules match."""
    aggregate: Literal["sum", "min", "max", "count"] | None = None
    """How the values of matching rules become one; with `rule-order` only."""
    no_match: Literal["allowed"] | None = None
    """`allowed` where some answers may lead to no outcome."""
    ask_order: Literal["declared", "fewest"] | None = None
    """`declared`, the default: in the order of `inputs`. `fewest`: so that the fewest are asked on average."""
    rules: tuple[Rule, ...] | None = None
    """The table."""
    otherwise: Otherwise | None = None
    """What holds when no rule matches."""
    start: Ref | None = None
    """The first step of a flow chart."""
    steps: dict[Id, Step] | None = Field(default=None, min_length=1)
    """Step id to step, in place of rules."""
    examples: tuple[Example, ...] = ()
    """Cases that the decision must get right."""
    monotone: tuple[Ref, ...] = ()
    """Ids of ordered inputs: a higher answer must never lead to an outcome that ranks lower."""
