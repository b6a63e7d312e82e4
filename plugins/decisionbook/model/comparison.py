"""Comparisons: options held against criteria, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from decisionbook.findings import Span
from decisionbook.model.claims import Claim, Evidence, Waiver

Openness = Literal["unknown", "not-applicable"]
CriterionType = Literal["text", "number", "boolean", "date", "level"]
Rating = Literal["good", "mixed", "poor"]
Direction = Literal["higher", "lower", "yes", "no"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a date (as proleptic ordinal), or a range of them; both ends belong to it."""

    low: Decimal
    high: Decimal


CellValue = str | bool | Quantity


@dataclass(frozen=True, slots=True)
class Cell:
    """What one option answers to one criterion.

    ``value`` is Markdown for text, a level id for levels, a ``Quantity`` for numbers and dates, a ``bool``
    for booleans, and ``None`` exactly where ``open`` says why. ``lost`` marks a cell that is open only because what
    its author wrote could not be read.
    """

    option: str
    criterion: str
    value: CellValue | None
    open: Openness | None
    rating: Rating | None
    note: str | None
    evidence: Evidence
    span: Span
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """A rung of a criterion's scale."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A row. ``levels`` run from worst to best. ``cells`` are keyed by column id, in column order."""

    id: str
    name: str
    type: CriterionType
    cells: Mapping[str, Cell]
    span: Span
    group: str | None = None
    help: str | None = None
    unit: str | None = None
    better: Direction | None = None
    levels: tuple[Level, ...] = ()
    note: str | None = None
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True, slots=True)
class Column:
    """An option of a comparison; ``option`` is its id where it has a page of its own."""

    id: str
    name: str
    short: str | None
    option: str | None
    summary: Claim | None
    span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """Options held against criteria; every criterion has a cell for every column."""

    id: str
    title: str
    columns: tuple[Column, ...]
    criteria: tuple[Criterion, ...]
    span: Span
    summary: Claim | None = None
    takeaway: Claim | None = None
    checked: date | None = None
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
