"""Reading what a reader, a command line or a batch answers.

An input of the decision that is asked has its bare id as address, an inner one ``<decision id>.<input id>``; a
shared input has its bare id wherever it occurs. The bare id of an inner input is understood where only one input
has it. A decision input takes the inner decision's outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from decisionbook.decide.asked import engine_for
from decisionbook.decide.atoms import Partition
from decisionbook.decide.chain import Addressed, address_in, below
from decisionbook.decide.engine import Engine
from decisionbook.domains import Atom, Choices, Range
from decisionbook.model import Book, Input
from decisionbook.spelling import closest

_NUMBER = re.compile(r"[+-]?[0-9][0-9_]*(\.[0-9]+)?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_BOOLEANS = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AddressedInput:
    """An input of a chain: under which address it is answered, whose it is, and its answers."""

    address: str
    decision: str
    input: Input
    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer that cannot be used, and a sentence that says why and what could be."""

    address: str
    message: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers that can be used.

    ``known`` holds the number of an atom for each address; ``unknown`` the addresses that need not be asked
    again; ``outcomes`` those given directly, by inner decision; ``closed`` the inner decisions not to be asked.
    """

    known: Mapping[str, int] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    outcomes: Mapping[str, str] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()


class AnswerError(ValueError):
    """Answers that cannot be used; ``problems`` says which."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.message for problem in self.problems))


def addresses(book: Book, decision_id: str) -> Mapping[str, AddressedInput]:
    """Every input that bears on a decision, in asking order; a decision input comes just before its inner ones."""
    engine = engine_for(book, decision_id)
    return {
        address: AddressedInput(
            address,
            entry.decision.id,
            entry.decision.inputs[entry.input],
            engine.partition(entry.decision, entry.input).atoms,
        )
        for address, entry in engine.addresses(decision_id).items()
    }


def read_answers(book: Book, decision_id: str, raw: Mapping[str, object]) -> Answers | tuple[Problem, ...]:
    """The answers as the engine uses them, or everything that is wrong with them.

    That answers contradict each other is found when they are evaluated.
    """
    return Reader(engine_for(book, decision_id), decision_id).read(raw)


class Reader:
    """Reads many sets of answers to one decision."""

    def __init__(self, engine: Engine, decision_id: str) -> None:
        self.entries = engine.addresses(decision_id)
        self.decision_id = decision_id
        self.slots = {address: _Slot(engine, entry) for address, entry in self.entries.items()}
        bare: dict[str, list[str]] = {}
        for address, entry in self.entries.items():
            bare.setdefault(entry.input, []).append(address)
        self.names = {name: found[0] for name, found in bare.items() if len(found) == 1}
        self.names |= shared_names(engine.book, decision_id)
        self.names |= {address: address for address in self.entries}
        self.ambiguous = {name: found for name, found in bare.items() if name not in self.names}

    def read(self, raw: Mapping[str, object]) -> Answers | tuple[Problem, ...]:
        known: dict[str, int] = {}
        unknown: set[str] = set()
        problems: list[Problem] = []
        for name, value in raw.items():
            address = self.names.get(name)
            if address is None:
                problems.append(Problem(name, self._no_input(name)))
                continue
            if value is None:
                continue
            atom = self.slots[address].read(value)
            if isinstance(atom, str):
                problems.append(Problem(address, atom))
            elif atom is None:
                unknown.add(address)
            elif known.setdefault(address, atom) != atom:
                problems.append(Problem(address, f"'{address}' is answered twice, and differently."))
        return tuple(problems) or self._sorted(known, unknown)

    def _sorted(self, known: dict[str, int], unknown: set[str]) -> Answers | tuple[Problem, ...]:
        """Answers to decision inputs are outcomes of inner decisions."""
        outcomes: dict[str, str] = {}
        closed: set[str] = set()
        for address in [a for a in (*known, *unknown) if self.entries[a].inner is not None]:
            inner = self.entries[address].inner or ""
            closed.add(inner)
            if address in unknown:
                continue
            outcome = self.slots[address].partition.shown[known.pop(address)]
            if outcomes.setdefault(inner, outcome) != outcome:
                message = (
                    f"'{address}' says {outcome}, but {inner} is already answered with {outcomes[inner]}."
                )
                return (Problem(address, message),)
        return Answers(known, frozenset(unknown), outcomes, frozenset(closed))

    def _no_input(self, name: str) -> str:
        if name in self.ambiguous:
            return f"'{name}' could be any of {_listed(self.ambiguous[name])}; write which."
        meant = closest(name, self.entries)
        guess = f"; did you mean '{meant}'?" if meant else "."
        return f"'{self.decision_id}' has no input '{name}'{guess} Its inputs: {_listed(self.entries)}."


def shared_names(book: Book, decision_id: str) -> dict[str, str]:
    """``<decision id>.<input id>`` of each shared input of an inner decision, and the address where it is asked."""
    root = book.decisions[decision_id]
    return {
        f"{decision.id}.{question.id}": address_in(root, decision, question.id)
        for decision in below(book, decision_id)
        if decision.id != decision_id
        for question in decision.inputs.values()
        if question.shared is not None
    }


class _Slot:
    """Reads the answers to one input."""

    def __init__(self, engine: Engine, entry: Addressed) -> None:
        self.address = entry.address
        self.question = entry.decision.inputs[entry.input]
        self.partition: Partition = engine.partition(entry.decision, entry.input)
        self.by_text = dict(self.partition.index)
        for word, answer in _BOOLEANS.items():
            if answer in self.by_text and isinstance(self.question.domain, Choices):
                self.by_text.setdefault(word, self.by_text[answer])

    def read(self, value: object) -> int | str | None:
        """The number of an atom; ``None`` for an unknown answer; text for what is wrong with it."""
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if isinstance(value, str):
            value = value.strip()
            atom = self.by_text.get(value)
            if atom is None and self.question.type == "boolean":
                atom = self.by_text.get(value.lower())
            if atom is not None:
                return atom
            if value == UNKNOWN:
                return None
        domain = self.question.domain
        if isinstance(domain, Choices):
            atom = self.by_text.get(str(value)) if isinstance(value, int) else None
            return self._not_accepted(value) if atom is None else atom
        return self._on_line(value, domain)

    def _on_line(self, value: object, domain: Range) -> int | str:
        number = _ordinal(value) if domain.kind == "date" else _number(value)
        if number is None or (domain.kind == "integer" and number != number.to_integral_value()):
            return self._not_accepted(value)
        atom = self.partition.of_value(number)
        return self._not_accepted(value) if atom is None else atom

    def _not_accepted(self, value: object) -> str:
        return f"'{self.address}' cannot be {_shown(value)}; it takes {accepted(self.question)}."


def accepted(question: Input) -> str:
    """What an input takes, in words."""
    domain = question.domain
    if isinstance(domain, Choices):
        return (
            f"{_listed(domain.values, 'or')} (or unknown)"
            if UNKNOWN not in domain.values
            else _listed(domain.values, "or")
        )
    kind = {"number": "a number", "integer": "a whole number", "date": "a date such as 2026-11-20"}[
        domain.kind
    ]
    low = "" if domain.low is None else f" from {domain.show(domain.low)}"
    high = "" if domain.high is None else f" to {domain.show(domain.high)}"
    if high and not low:
        high = f" up to {domain.show(domain.high)}" if domain.high is not None else ""
    unit = f", in {question.unit}" if question.unit else ""
    return f"{kind}{low}{high}{unit} (or unknown)"


def _listed(names: Iterable[str], word: str = "and") -> str:
    *most, last = names
    return f"{', '.join(most)} {word} {last}" if most else last


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"


def _number(value: object) -> Decimal | None:
    try:
        if isinstance(value, str):
            return Decimal(value.replace("_", "")) if _NUMBER.fullmatch(value) else None
        if isinstance(value, int | float | Decimal):
            number = Decimal(str(value))
            return number if number.is_finite() else None
    except InvalidOperation:
        return None
    return None


def _ordinal(value: object) -> Decimal | None:
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return Decimal(date.fromisoformat(value).toordinal())
    except ValueError:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return Decimal(value.toordinal())
    return None
