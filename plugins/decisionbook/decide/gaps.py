"""The combinations that nothing handles, as few large boxes, each with one concrete case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod

from decisionbook.decide.limits import GROWN_STATES
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
        grown = _grown(search, something, point)
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


def _grown(search: Search, something: Goal, point: Point) -> Box:
    """A box around the point that is a gap throughout and, within the budget, cannot be widened in any input."""
    grown: dict[str, tuple[int, ...]] = {address: (atom,) for address, atom in point.items()}
    one_each = dict(grown)  # of the atoms that do the same, one
    last = search.looked + GROWN_STATES
    for variable, classes in zip(search.chain.variables, search.classes, strict=True):
        if search.looked > last:
            break
        address = variable.address
        kept = variable.narrow[point[address]]
        if (
            search.find(something, allowed={**one_each, address: [same[0] for same in classes.values()]})
            is None
        ):
            gap = set(classes)
        else:
            gap = {kept} | {
                other
                for other, same in classes.items()
                if search.looked <= last
                and search.find(something, allowed={**one_each, address: same[:1]}) is None
            }
        one_each[address] = tuple(classes[other][0] for other in gap)
        grown[address] = tuple(sorted(atom for other in gap for atom in classes[other]))
    return grown


def _without(region: Box, taken: Box) -> Iterator[Box]:
    """What remains of a region, as disjoint boxes."""
    inside = dict(region)
    for address, atoms in region.items():
        within = frozenset(taken[address])
        outside = tuple(atom for atom in atoms if atom not in within)
        if outside:
            yield {**inside, address: outside}
        inside[address] = tuple(atom for atom in atoms if atom in within)
