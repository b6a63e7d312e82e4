"""Why a decision answers as it does: its rules, or the branches of its steps, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from decisionbook.domains import Band, mask
from decisionbook.render.bands import values_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from decisionbook.domains import Atom, ValueSet
    from decisionbook.model import Book, Branch, Claim, Decision, Input, Rule, Step
    from decisionbook.render.words import Words


@dataclass(frozen=True, slots=True)
class Part:
    """One condition in words: the question and the answers that meet it."""

    ask: str
    answers: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule, or a branch of a step, that speaks for an outcome.

    ``rule`` is the id that fires. ``when`` holds the conditions as radios know them: answers by address; it is
    empty, like ``parts``, where a rule always holds or is ``otherwise``.
    """

    rule: str
    parts: tuple[Part, ...]
    because: Claim | None
    when: Mapping[str, tuple[str, ...]]


def rule_parts(book: Book, decision: Decision, rule: Rule, words: Words) -> tuple[Part, ...]:
    """The rule's conditions, in the order in which the author wrote them."""
    return tuple(_part(book, decision.inputs[part.input], part.values, words) for part in rule.when)


def branch_part(book: Book, decision: Decision, step: Step, branch: Branch, words: Words) -> Part:
    """The answers that take a branch."""
    return _part(book, decision.inputs[step.input], branch.values, words)


def _part(book: Book, asked: Input, values: ValueSet, words: Words) -> Part:
    return Part(asked.ask, values_in_words(book, asked, values, words))


def answer_ids(values: ValueSet, among: Sequence[Atom]) -> tuple[str, ...]:
    """The atoms that belong to ``values``, as radios hold them: answer ids and bands in DMN notation."""
    bits = mask(values, among)
    inside = (atom for index, atom in enumerate(among) if bits >> index & 1)
    return tuple(atom.notation if isinstance(atom, Band) else atom for atom in inside)
