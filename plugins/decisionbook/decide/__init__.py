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
from decisionbook.decide.atoms import atoms_of
from decisionbook.decide.chain import CycleError
from decisionbook.decide.digest import digest
from decisionbook.decide.engine import engine_of, share_engine
from decisionbook.decide.evaluate import Evaluator, Result, evaluate
from decisionbook.decide.explain import Explanation, explain
from decisionbook.decide.graph import Graph, Leaf, Node, Question, Way
from decisionbook.decide.limits import TooLargeError
from decisionbook.decide.proof import Proof
from decisionbook.decide.prove import prove
from decisionbook.model import Book


def compile_questions(book: Book, decision_id: str) -> Graph:
    """The questions of a decision in the order that its author chose. Raises ``TooLargeError``, ``CycleError``."""
    return engine_of(book).graph(decision_id)


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
