"""The combinations that nothing handles, as few large boxes, each with one concrete case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod

from decisionbook.decide.phrases import box
from decisionbook.decide.search import Goal, Point, Search, Verdict
from decisionbook.decide.witness import Witness, as_answers

Box = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Gap:
    """A set of combinations that match nothing: a case, the set in words, and its share of all combinations.

    Sets may overlap one another, so shares do not add up.
    """

    witness: Witness
    where: str
    share: float


def gaps_of(search: Search, limit: int) -> Iterator[Gap]:
    """Boxes that together cover all gaps, at most ``limit``. Raises ``OverBudgetError``."""
    chain = search.chain
    nothing, something = _goals(search)
    whole = {v.address: tuple(range(len(v.names))) for v in chain.variables}
    regions: list[Box] = [whole]
    found = 0
    while regions and found < limit:
        region = regions.pop()
        point = search.find(nothing, allowed=region)
        if point is None:
            continue
        found += 1
        grown = _grown(search, something, point, whole)
        share = prod(len(atoms) for atoms in grown.values()) / chain.combinations
        yield Gap(as_answers(chain, point), box(chain, grown), share)
        regions.extend(reversed(list(_without(region, grown))))


def _goals(search: Search) -> tuple[Goal, Goal]:
    root = search.chain.root

    def nothing(own: int, holds: int) -> Verdict:
        if not root.decision.steps:
            return True if not own else False if holds else None
        outcomes = root.outcomes(own, holds)
        return None if outcomes is None else not outcomes

    def something(own: int, holds: int) -> Verdict:
        verdict = nothing(own, holds)
        return None if verdict is None else not verdict

    return nothing, something


def _grown(search: Search, something: Goal, point: Point, whole: Box) -> Box:
    """A box around the point that is a gap throughout and cannot be widened in any input."""
    grown: dict[str, tuple[int, ...]] = {address: (atom,) for address, atom in point.items()}
    for address, atoms in whole.items():
        if search.find(something, allowed={**grown, address: atoms}) is None:
            grown[address] = atoms
            continue
        grown[address] = tuple(
            atom
            for atom in atoms
            if atom == point[address] or search.find(something, allowed={**grown, address: (atom,)}) is None
        )
    return grown


def _without(region: Box, taken: Box) -> Iterator[Box]:
    """What remains of a region, as disjoint boxes."""
    inside = dict(region)
    for address, atoms in region.items():
        outside = tuple(atom for atom in atoms if atom not in taken[address])
        if outside:
            yield {**inside, address: outside}
        inside[address] = tuple(atom for atom in atoms if atom in taken[address])
