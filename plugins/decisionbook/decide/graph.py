"""The compiled form of a decision: a graph of questions that ends in leaves.

A path asks each input at most once, and equal sub-graphs exist once. A decision input is one question whose
ways are the inner decision's outcomes: composed decisions are not multiplied out, each has its own graph.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """The answers that lead on to one node.

    ``answers`` are answer ids (``yes`` and ``no`` for booleans), bands in DMN notation, or inner outcome ids;
    ``to`` is the index of the next node.
    """

    answers: tuple[str, ...]
    to: int


@dataclass(frozen=True, slots=True)
class Question:
    """A node that asks ``input``, an input id of the graph's decision.

    ``address`` is where the answer is kept: a bare id for own and shared inputs of the decision that is asked,
    ``<decision id>.<input id>`` seen from a decision that uses this one.
    """

    input: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """An end. ``outcomes`` is empty where nothing matches.

    ``certain`` are the rules (or steps) that fire in every completion of the path, ``holding`` those whose
    conditions the path already satisfies, ``possible`` all that fire in some completion; in file order.
    """

    outcomes: tuple[str, ...]
    certain: tuple[str, ...]
    holding: tuple[str, ...]
    possible: tuple[str, ...]


Node = Question | Leaf


@dataclass(frozen=True, slots=True)
class Graph:
    """The questions of one decision. Node 0 is the start; every way leads to a higher index.

    ``expected`` and ``worst`` count questions, inner decisions' included; averages weigh the answers of each
    asked input equally (of the inner inputs in a chain). ``optimal`` says that no order asks fewer on average.
    """

    decision: str
    nodes: tuple[Node, ...]
    expected: float
    worst: int
    declared_expected: float
    optimal: bool
