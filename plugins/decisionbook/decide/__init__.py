"""Deciding: what a decision answers, whether it is complete and consistent, and what to ask first."""

from __future__ import annotations

from decisionbook.decide.answers import (
    AddressedInput,
    AnswerError,
    Answers,
    Problem,
    addresses,
    read_answers,
)
from decisionbook.decide.asked import atoms_of, engine_for
from decisionbook.decide.chain import CycleError
from decisionbook.decide.digest import digest
from decisionbook.decide.engine import share_engine
from decisionbook.decide.evaluate import Evaluator, Result, evaluate
from decisionbook.decide.explain import Explanation, explain
from decisionbook.decide.graph import Graph, Leaf, Node, Question, Way
from decisionbook.decide.limits import TooLargeError
from decisionbook.decide.proof import Proof
from decisionbook.decide.prove import prove
from decisionbook.model import Book


def compile_questions(book: Book, decision_id: str, within: str | None = None) -> Graph:
    """The questions of a decision in the order that its author chose. Raises ``TooLargeError``, ``CycleError``.

    ``within`` is the decision that is asked, where this one is below it.
    """
    return engine_for(book, within or decision_id).graph(decision_id)


__all__ = [
    "AddressedInput",
    "AnswerError",
    "Answers",
    "CycleError",
    "Evaluator",
    "Explanation",
    "Graph",
    "Leaf",
    "Node",
    "Problem",
    "Proof",
    "Question",
    "Result",
    "TooLargeError",
    "Way",
    "addresses",
    "atoms_of",
    "compile_questions",
    "digest",
    "evaluate",
    "explain",
    "prove",
    "read_answers",
    "share_engine",
]
