"""What a decision answers to complete or partial answers, and what to ask next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, reduce
from typing import Literal

from decisionbook.decide.answers import AnswerError, Answers, Problem, Reader
from decisionbook.decide.asked import engine_for
from decisionbook.decide.bits import bits_of
from decisionbook.decide.chain import Resolve, asking_order
from decisionbook.decide.diagram import IMPOSSIBLE
from decisionbook.decide.engine import Engine
from decisionbook.decide.functions import Functions, Remaining
from decisionbook.decide.limits import OverBudgetError, TooLargeError
from decisionbook.decide.machine import Outcomes, names_of
from decisionbook.decide.walk import Given, Graphs
from decisionbook.domains import EXACT
from decisionbook.model import Book, Decision, OutputValue

Status = Literal["decided", "open", "none"]
_KEPT = 400_000


@dataclass(frozen=True, slots=True)
class Result:
    """What is known. ``possible`` has ``None`` for completions that match nothing; see `as_json`."""

    decision: str
    status: Status
    outcomes: tuple[str, ...]
    possible: tuple[str | None, ...]
    rules: tuple[str, ...]
    next: str | None
    result: object

    def as_json(self) -> dict[str, object]:
        """The result as the command prints it."""
        return {
            "decision": self.decision,
            "status": self.status,
            "outcomes": list(self.outcomes),
            "possible": list(self.possible),
            "rules": list(self.rules),
            "next": self.next,
            "result": self.result,
        }


def evaluate(book: Book, decision_id: str, answers: Mapping[str, object]) -> Result:
    """What the decision answers. Raises ``AnswerError`` for answers that cannot be used."""
    return Evaluator(book, decision_id).evaluate(answers)


class Evaluator:
    """Answers many sets of answers to one decision, in the bands of its own chain unless another ``engine`` has some.

    ``spent`` counts the states of all its answers. Raises ``KeyError`` for an unknown decision, ``CycleError`` and
    ``TooLargeError`` for one that cannot be run.
    """

    def __init__(self, book: Book, decision_id: str, engine: Engine | None = None) -> None:
        self.engine: Engine = engine or engine_for(book, decision_id)
        self.decision = book.decisions[decision_id]
        self.chain = self.engine.chain(decision_id)
        self.reader = Reader(self.engine, decision_id)
        self._functions = Functions(self.chain)
        self.spent = 0
        self._kept = 0
        self._rests: dict[object, Remaining] = {}
        self._results: dict[object, Result] = {}
        self._declared = tuple(self.decision.inputs)
        self._plain = not any(q.decision for q in self.decision.inputs.values()) and (
            self.decision.ask_order == "declared" or bool(self.decision.steps)
        )

    def evaluate(self, raw: Mapping[str, object]) -> Result:
        """One set of answers. Raises ``AnswerError``."""
        return self.answer(self.read(raw))

    def read(self, raw: Mapping[str, object]) -> Answers:
        """The answers as the engine uses them. Raises ``AnswerError``."""
        answers = self.reader.read(raw)
        if isinstance(answers, tuple):
            raise AnswerError(answers)
        return answers

    def names(self, address: str) -> tuple[str, ...]:
        """The answers to a question of the chain: ids, or bands in DMN notation."""
        return self.chain.variables[self.chain.number[address]].names

    def matching(self, answers: Answers) -> tuple[str, ...]:
        """The rules that every completion satisfies, whether or not they fire."""
        return names_of(self.chain.root, self._functions.matched(self._state(answers), self._rest(answers)))

    def open_rules(self, answers: Answers) -> tuple[str, ...]:
        """The rules, `otherwise` included, that no answer has ruled out and that may yet speak."""
        root = self.chain.root
        return names_of(root, root.fires(self._state(answers) & self.chain.own, 0)[1])

    def answer(self, answers: Answers) -> Result:
        """The result for answers that have been read. Raises ``AnswerError`` if they contradict each other."""
        known, outcomes = frozenset(answers.known.items()), frozenset(answers.outcomes.items())
        key = (known, answers.unknown, outcomes, answers.closed)
        found = self._results.get(key)
        if found is None:
            found = self._answer(answers)
            if len(self._results) > _KEPT // 4:
                self._results.clear()
            self._results[key] = found
        return found

    def _answer(self, answers: Answers) -> Result:
        state = self._state(answers)
        rest = self._rest(answers)
        try:
            function, certain = self._functions.function(state, rest)
        except OverBudgetError:
            return self._coarse(answers)
        finally:
            self._kept += self._functions.spent
            self.spent += self._functions.spent
        if function == IMPOSSIBLE:
            raise AnswerError((self._contradiction(answers),))
        return self._result(answers, function, certain or self._functions.matched(state, rest))

    def _state(self, answers: Answers) -> int:
        state, number = self.chain.start, self.chain.number
        for address, atom in answers.known.items():
            state &= self.chain.variables[number[address]].narrow[atom]
        return state

    def _rest(self, answers: Answers) -> Remaining:
        key = (frozenset(answers.known), frozenset(answers.outcomes.items()))
        if self._kept > _KEPT or len(self._functions.diagrams) > _KEPT:
            self._rests.clear()
            self._kept = 0
            self._functions = Functions(self.chain)
        if key not in self._rests:
            self._rests[key] = self._functions.rest(frozenset(answers.known), answers.outcomes)
        return self._rests[key]

    def _result(self, answers: Answers, function: int, fired: int) -> Result:
        diagrams = self._functions.diagrams
        found = [diagrams.values[end] for end in sorted(diagrams.ends(function))]
        status: Status = "open" if len(found) > 1 else "decided" if found[0] else "none"
        return Result(
            decision=self.decision.id,
            status=status,
            outcomes=found[0] if len(found) == 1 else self._certain(found),
            possible=self._possible(found),
            rules=names_of(self.chain.root, fired),
            next=self._next(answers, function) if status == "open" else None,
            result=self._value(found[0], fired) if status == "decided" else None,
        )

    def _possible(self, found: list[Outcomes]) -> tuple[str | None, ...]:
        given = {outcome for outcomes in found for outcome in outcomes}
        ranked = tuple(outcome for outcome in self.decision.outcomes if outcome in given)
        return (*ranked, None) if () in found else ranked

    def _certain(self, found: list[Outcomes]) -> Outcomes:
        """While a collecting decision is open: what every completion gives, as often as all of them do."""
        if not self.decision.collects:
            return ()
        common = Counter(found[0])
        for outcomes in found[1:]:
            common &= Counter(outcomes)
        return tuple(outcome for outcome in self.decision.outcomes for _ in range(common[outcome]))

    def _next(self, answers: Answers, function: int) -> str | None:
        variables, diagrams = self.chain.variables, self._functions.diagrams
        support = {variables[number].address for number in bits_of(diagrams.support(function))}
        if self._plain:
            return next((address for address in self._declared if address in support - answers.unknown), None)
        if self._view is None:
            return self._declared_next(answers, support)
        return self._view.next_question(self.given(answers), support.__contains__)

    @cached_property
    def _view(self) -> Graphs | None:
        """The compiled questions, ``None`` where they are too large."""
        try:
            return self.engine.view(self.decision.id)
        except TooLargeError:
            return None

    def _declared_next(self, answers: Answers, support: set[str]) -> str | None:
        """The first question that matters in declared order, for decisions too large to compile."""
        asked = (entry.address for entry in asking_order(self.engine.book, self.decision, answers.closed))
        return next((address for address in asked if address in support - answers.unknown), None)

    def given(self, answers: Answers) -> Given:
        """The answers as a walk over the graphs takes them."""
        variables, number = self.chain.variables, self.chain.number
        known = {address: variables[number[address]].names[atom] for address, atom in answers.known.items()}
        return Given(known, answers.unknown, answers.outcomes, answers.closed)

    def _coarse(self, answers: Answers) -> Result:
        """Past the budget: open, with everything possible that some rule could say. Never wrong, perhaps vague."""
        possible = (
            (*self.decision.outcomes, None) if self.decision.otherwise is None else (*self.decision.outcomes,)
        )
        first = next(
            (a for a in self.chain.number if a not in answers.known and a not in answers.unknown), None
        )
        return Result(self.decision.id, "open", (), possible, (), first, None)

    def _contradiction(self, answers: Answers) -> Problem:
        given = ", ".join(f"{decision} = {outcome}" for decision, outcome in answers.outcomes.items())
        address = next(iter(answers.outcomes), self.decision.id)
        if given:
            return Problem(
                address, f"The answers contradict each other: no answers to the questions below give {given}."
            )
        inner = [op.decision for op in self.chain.ops if isinstance(op, Resolve)]
        return Problem(address, f"With these answers {' or '.join(inner)} has no single outcome.")

    # --- Values ---------------------------------------------------------------------------------------

    def _value(self, outcomes: Outcomes, fired: int) -> object:
        if self.decision.aggregate is not None:
            if fired >> self.chain.root.width:  # `otherwise` is no rule that matches: it gives its own value
                return value_of(self.decision, outcomes[0])
            return aggregated(self.decision, outcomes)
        values = [value_of(self.decision, outcome) for outcome in outcomes]
        return values if self.decision.collects else values[0]


def value_of(decision: Decision, outcome_id: str) -> object:
    """What DMN returns for an outcome: its id, or the value of its single output, or an object of several.

    An output that other outcomes have and this one lacks is ``None``.
    """
    values = decision.outcomes[outcome_id].values
    if values is None:
        return outcome_id
    names = dict.fromkeys(name for outcome in decision.outcomes.values() for name in outcome.values or {})
    shown = {name: as_json_value(values[name]) if name in values else None for name in names}
    return shown if len(shown) > 1 else next(iter(shown.values()), None)


def aggregated(decision: Decision, outcomes: Outcomes) -> int | float | None:
    """The sum, least, greatest or number over matching rules; ``None`` where a value is not a number."""
    if decision.aggregate == "count":
        return len(outcomes)
    numbers: list[Decimal] = []
    for outcome in outcomes:
        values = list((decision.outcomes[outcome].values or {}).values())
        if len(values) != 1 or not isinstance(values[0], Decimal):
            return None
        numbers.append(values[0])
    if decision.aggregate == "sum":
        return as_number(reduce(EXACT.add, numbers, Decimal(0)))
    return as_number(min(numbers) if decision.aggregate == "min" else max(numbers))


def as_json_value(value: OutputValue) -> object:
    """The value of an output for JSON."""
    return as_number(value) if isinstance(value, Decimal) else value


def as_number(value: Decimal) -> int | float:
    """A number for JSON: whole ones as integers."""
    return int(value) if value == value.to_integral_value() else float(value)
