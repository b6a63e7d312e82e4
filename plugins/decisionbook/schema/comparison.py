"""Options held against criteria."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from decisionbook.schema.entity import Entity
from decisionbook.schema.part import AlsoList, Backed, Part
from decisionbook.schema.scalars import Id, Prose, Text, parse_bool


def _direction(value: Any) -> Any:
    truth = parse_bool(value) if isinstance(value, str) else None
    return value if truth is None else "yes" if truth else "no"


Better = Annotated[
    Literal["higher", "lower", "yes", "no"],
    BeforeValidator(_direction),
    WithJsonSchema({"enum": ["higher", "lower", "yes", "no", True, False]}),
]


class Cell(Backed):
    """What one option answers to one criterion."""

    bare = "value"
    what = "this cell"

    value: Prose
    """The answer, in the criterion's type; `unknown` or `not-applicable` leave it open."""
    rating: Literal["good", "mixed", "poor"] | None = None
    """How good that answer is, for whoever reads this comparison."""
    note: Prose | None = None
    """What a reader should know beside it."""

    @classmethod
    def empty_fix(cls) -> str:
        return "write `unknown` or `not-applicable` to leave a cell open"

    @classmethod
    def _mapping_fix(cls) -> str:
        return "write one value, such as `yes` or `12`; a range is `5 to 10`, and what else is to be said a `note`"


class Criterion(Backed):
    """A row: the question that every option answers."""

    what = "this criterion"

    id: Id
    """Its id within the comparison."""
    name: Text
    """What is compared."""
    group: Text | None = None
    """A heading that it stands under."""
    help: Prose | None = None
    """The question in full."""
    type: Literal["text", "number", "boolean", "date", "level"] | None = None
    """What its cells hold; text unless said otherwise."""
    unit: Text | None = None
    """The unit of its numbers."""
    better: Better | None = None
    """Which way is better: higher or lower for numbers and dates, yes or no for booleans; levels end with the best."""
    levels: dict[Id, Text] | None = Field(default=None, min_length=2)
    """Level id to label, worst first."""
    note: Prose | None = None
    """What a reader should know about the whole row."""
    cells: dict[str, Cell]
    """Option id to cell."""


class OwnOption(Part):
    """An option that belongs to this comparison alone and has no page."""

    bare = "name"
    what = "this option"

    name: Text
    """Its name."""
    short: Text | None = None
    """A short name for narrow columns."""
    summary: Prose | None = None
    """What it is."""


def _as_columns(value: Any) -> Any:
    return (
        dict.fromkeys(value)
        if isinstance(value, list) and all(isinstance(item, str) for item in value)
        else value
    )


class Comparison(Entity):
    """Options held against criteria: `comparisons/<id>.yml`."""

    what = "this comparison"

    title: Text
    """Its title."""
    summary: Prose | None = None
    """What it compares, and for whom."""
    takeaway: Prose | None = None
    """What a reader who reads one sentence should know."""
    options: Annotated[dict[str, OwnOption | None], BeforeValidator(_as_columns), AlsoList()] = Field(
        min_length=1
    )
    """Ids of options in column order; or id to an option of its own, or to nothing where the option has a file."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    """The rows, in order."""
