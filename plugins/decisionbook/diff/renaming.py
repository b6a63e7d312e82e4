"""What the inputs, answers and outcomes of an old decision are called today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from decisionbook.diff.pairs import Pairs
from decisionbook.diff.questions import answers_of
from decisionbook.domains import ValueSet
from decisionbook.model import Input, Outcome


@dataclass(frozen=True, slots=True)
class Renaming:
    """The new ids of old ones; what is not in it is called as ever. ``answers`` are by the old id of their input."""

    inputs: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, inputs: Pairs[Input], outcomes: Pairs[Outcome]) -> Renaming:
        """From two versions, with what is which of which."""
        answers = {
            was.id: answers_of(was, one).new for was, one in inputs.both if was.type == one.type == "choice"
        }
        return cls(inputs.new, outcomes.new, answers)

    def input(self, identity: str) -> str:
        return self.inputs.get(identity, identity)

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
