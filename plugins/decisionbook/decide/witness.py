"""Concrete answers as JSON values, such as evaluation reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from decisionbook.decide.atoms import Partition
from decisionbook.decide.chain import Chain
from decisionbook.decide.search import Point
from decisionbook.domains import Band

Witness = Mapping[str, object]
"""A JSON value for every address of a chain."""


def value_of(partition: Partition, atom: int) -> object:
    """One value of an atom: ``true``, an id, a number, an ISO date; a number that no float can be as its digits."""
    chosen = partition.atoms[atom]
    if not isinstance(chosen, Band):
        return chosen == "yes" if partition.question.type == "boolean" else chosen
    sample = chosen.sample
    if chosen.domain.kind == "date":
        return date.fromordinal(int(sample)).isoformat()
    if sample == sample.to_integral_value():
        return int(sample)
    return float(sample) if Decimal(repr(float(sample))) == sample else f"{sample:f}"


def as_answers(chain: Chain, point: Point) -> dict[str, object]:
    """The point as answers that evaluation accepts."""
    return {v.address: value_of(v.partition, point[v.address]) for v in chain.variables}
