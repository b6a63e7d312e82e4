"""The questions of one decision as a tree for reading: what the map draws and its outline says in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from decisionbook.decide.graph import Leaf
from decisionbook.domains import Band, Intervals
from decisionbook.render.bands import values_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from decisionbook.domains import Atom, ValueSet
    from decisionbook.render.layout import Layout


@dataclass(frozen=True, slots=True)
class Point:
    """A question, a result, or ``again``: a question that already stands elsewhere in the tree.

    ``to`` is the id on the page, ``number`` the question's number, 0 for results. ``way`` names how one comes there:
    the id of the node before and the place of the way among its ways, or nothing but the prefix at the start.
    """

    kind: Literal["question", "result", "again"]
    text: str
    to: str
    way: str
    number: int = 0
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """The answers, in words, that lead to a point."""

    label: str
    to: Point


def outline_of(layout: Layout) -> Point:
    """The outer decision's graph as a tree: each question once, in the order of its answers."""
    return _point(layout, 0, set(), f"{layout.prefix}.")


def _point(layout: Layout, index: int, seen: set[int], arrival: str) -> Point:
    decision = layout.decision
    node = layout.graphs[decision.id].nodes[index]
    if isinstance(node, Leaf):
        end = layout.target(decision.id, index)
        return Point("result", end.text, end.id, arrival)
    asked, number = layout.input(decision.id, node), layout.number(decision.id, index)
    ask = layout.context.inline(asked.ask).striptags()
    start = layout.target(decision.id, index).id
    if index in seen:
        return Point("again", ask, start, arrival, number)
    seen.add(index)
    among = layout.atoms(decision.id, node.input)
    branches = []
    for place, way in enumerate(node.ways):
        to = _point(layout, way.to, seen, f"{layout.node_id(decision.id, index)}.{place}")
        label = values_in_words(
            layout.context.book, asked, as_values(way.answers, among), layout.context.words
        )
        branches.append(Branch(label, to))
    return Point("question", ask, start, arrival, number, tuple(branches))


def as_values(answers: Iterable[str], among: Sequence[Atom]) -> ValueSet:
    """The set that answer ids or bands in DMN notation stand for."""
    wanted = frozenset(answers)
    bands = [atom for atom in among if isinstance(atom, Band)]
    if not bands:
        return wanted
    union = Intervals(())
    for band in bands:
        if band.notation in wanted:
            union |= Intervals((band.start, band.end))
    return union
