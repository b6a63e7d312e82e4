"""The compiled form of a decision: a graph of questions that ends in leaves.

A path asks each input at most once, and equal sub-graphs exist once. A decision input is one question whose
ways are the inner decision's outcomes: composed decisions are not multiplied out, each has its own graph.

What a set of answers leads to can be read off the graphs alone. `walk.py` does so, and the script of the pages
does the same in the reader's browser:

1. A *place* is a node of the asked decision's graph, or, inside a decision input, that node followed by a node of
   the inner graph, and so on. The walk begins at node 0. A decision input leads to node 0 of the inner graph; an
   inner leaf with outcome o leads back, along the way that holds o. An inner leaf whose outcome is not the one
   that was given directly for that decision ends nowhere.
2. At a question with a known answer the walk follows the way that holds it. At any other, also one answered
   `unknown`, it follows every way, and keeps the way's answers in mind: where the same address comes up again
   (a shared input, or an inner decision that is used twice), only what agrees with them is followed.
3. The leaves that are reached say what is possible. The decision is decided if they agree on `outcomes`. What
   certainly fires is what all of them have in `certain`; if that is nothing, what all of them have in `holding`.
4. The next question stands at the lowest place (compare node numbers, outer ones first) that the walk reaches,
   whose address has no answer, whose enclosing decision inputs have none either, and of which two answers lead
   to different outcomes while everything else is answered alike. In an inner decision whose outcome was given, or
   given as `unknown`, nothing is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


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

    Under which address its answer is kept depends on the decision that the reader opened: see `answers.py`.
    """

    input: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """An end. ``outcomes`` is empty where nothing matches.

    ``certain`` are the rules (or steps) that fire in every completion of the path, ``holding`` those whose
    conditions the path already satisfies, ``possible`` those that the path does not rule out; in file order,
    `otherwise` last.
    """

    outcomes: tuple[str, ...]
    certain: tuple[str, ...]
    holding: tuple[str, ...]
    possible: tuple[str, ...]


Node = Question | Leaf


@dataclass(frozen=True, slots=True)
class Graph:
    """The questions of one decision. Node 0 is the start; every way leads to a higher index.

    In declared order nodes are numbered by the place of their input. ``expected`` and ``worst`` count questions,
    inner decisions' included; averages weigh the answers of each asked input equally (of the inner inputs in a
    chain).
    """

    decision: str
    nodes: tuple[Node, ...]
    expected: float
    worst: int
    declared_expected: float
    asks_fewest: Callable[[], bool] = field(compare=False, repr=False)

    @property
    def optimal(self) -> bool:
        """Whether no order asks fewer on average; past a budget of states it is false. Found when first asked for."""
        return self.asks_fewest()
