"""What the inputs, answers and outcomes of an old decision are called today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from decisionbook.diff.pairs import Pairs, paired
from decisionbook.diff.questions import answers_of, inputs_of
from decisionbook.domains import ValueSet
from decisionbook.model import Book, Decision, Input, Outcome


def outcomes_of(before: Decision, after: Decision, options: Mapping[str, str]) -> Pairs[Outcome]:
    """The outcomes of two versions. A renamed one stands for the same option, or has the same title.

    ``options`` gives the new id of each old option; the old outcomes come back with it.
    """
    old = {
        name: replace(one, option=options.get(one.option or "", one.option))
        for name, one in before.outcomes.items()
    }
    return paired(old, after.outcomes, called=lambda one: one.option or ("title", one.title.casefold()))


@dataclass(frozen=True, slots=True)
class Pairing:
    """What a comparison of two decisions must know of the books around them."""

    before: Book
    after: Book
    decisions: Pairs[Decision]
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Renaming:
    """The new ids of old ones; what is not in it is called as ever. ``answers`` are by the old id of their input."""

    inputs: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, pairing: Pairing, before: Decision, after: Decision) -> Renaming:
        """From two versions of a decision."""
        inputs = inputs_of(before, after, pairing.decisions.new)
        answers = {was.id: _answers(pairing, was, one) for was, one in inputs.both}
        outcomes = outcomes_of(before, after, pairing.options)
        return cls(inputs.new, outcomes.new, answers, pairing.decisions.new)

    def input(self, identity: str) -> str:
        """An input by its own id, or by its address in another decision."""
        decision, dot, inner = identity.rpartition(".")
        return (
            f"{self.decisions.get(decision, decision)}.{inner}"
            if dot
            else self.inputs.get(identity, identity)
        )

    def outcome(self, identity: str) -> str:
        return self.outcomes.get(identity, identity)

    def answer(self, asked: str, answer: str) -> str:
        return self.answers.get(asked, {}).get(answer, answer)

    def values(self, asked: str, values: ValueSet) -> ValueSet:
        """A condition on an input."""
        return (
            frozenset(self.answer(asked, value) for value in values)
            if isinstance(values, frozenset)
            else values
        )


UNCHANGED = Renaming()


def _answers(pairing: Pairing, was: Input, one: Input) -> Mapping[str, str]:
    """The new ids of the answers to a question: its own, or the outcomes of the decision that answers it."""
    if one.decision is not None and one.decision == was.decision:
        inner = pairing.before.decisions.get(pairing.decisions.old.get(one.decision, ""))
        now = pairing.after.decisions.get(one.decision)
        return outcomes_of(inner, now, pairing.options).new if inner and now else {}
    return answers_of(was, one).new if was.type == one.type == "choice" else {}
