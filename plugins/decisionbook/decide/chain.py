"""A decision together with all that it rests on: one state, one list of variables, inner decisions first.

The states of all machines lie side by side in one integer, so an answer to a shared input narrows every decision
that asks it by a single ``and``. An inner decision whose inputs are all settled is *resolved*: its outcome
narrows the outer ones, and its own bits are cleared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from decisionbook.decide.atoms import Partition
from decisionbook.decide.limits import MAX_DECISIONS, MAX_LEAVES, TooLargeError
from decisionbook.decide.machine import Machine
from decisionbook.model import Book, Decision


class CycleError(ValueError):
    """A decision needs its own outcome; ``path`` names the decisions on the way round."""

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__(f"Decision '{path[0]}' needs its own outcome: {' -> '.join(path)}.")
        self.path = path


def below(book: Book, decision_id: str) -> tuple[Decision, ...]:
    """The decision and all that it rests on, each once, inner ones first. Raises ``CycleError``."""
    found: dict[str, Decision] = {}
    _add_below(book, decision_id, (), found)
    return tuple(found.values())


def _add_below(book: Book, current: str, path: tuple[str, ...], found: dict[str, Decision]) -> None:
    """Add the decision at the end of a ``path``, after all that it rests on."""
    if current in found:
        return
    if current in path:
        raise CycleError((*path[path.index(current) :], current))
    if len(path) >= MAX_DECISIONS:
        raise TooLargeError(f"More than {MAX_DECISIONS} decisions rest on one another.")
    for question in book.decisions[current].inputs.values():
        if question.decision is not None:
            _add_below(book, question.decision, (*path, current), found)
    found[current] = book.decisions[current]


@dataclass(frozen=True, slots=True)
class Addressed:
    """An input of the chain and the address under which readers answer it."""

    address: str
    decision: Decision
    input: str

    @property
    def inner(self) -> str | None:
        """The decision whose outcome answers this input."""
        return self.decision.inputs[self.input].decision


def address_in(root: Decision, decision: Decision, input_id: str) -> str:
    """Where the answer to an input is kept when ``root`` is asked.

    A shared input has its bare id, unless the root has another input of that id: then `shared:` and its id, which no
    decision's name can be mistaken for.
    """
    if decision.id == root.id:
        return input_id
    shared = decision.inputs[input_id].shared
    if shared is None:
        return f"{decision.id}.{input_id}"
    own = root.inputs.get(shared)
    return shared if own is None or own.shared == shared else f"shared:{shared}"


def asking_order(book: Book, root: Decision, closed: Collection[str] = ()) -> Iterator[Addressed]:
    """Every input of the chain in declared order; a decision input comes just before those that settle it.

    What only ``closed`` decisions ask is left out.
    """
    met: set[str] = set()
    for entry in _asked_below(book, root, root, set(closed)):
        if entry.address not in met:
            met.add(entry.address)
            yield entry


def _asked_below(book: Book, root: Decision, decision: Decision, seen: set[str]) -> Iterator[Addressed]:
    for question in decision.inputs.values():
        yield Addressed(address_in(root, decision, question.id), decision, question.id)
        if question.decision is not None and question.decision not in seen:
            seen.add(question.decision)
            yield from _asked_below(book, root, book.decisions[question.decision], seen)


@dataclass(frozen=True, slots=True)
class Variable:
    """A question to the reader with the names of its answers.

    ``narrow[a]`` is what answer ``a`` leaves of a state, ``free`` what none of them touches.
    """

    address: str
    partition: Partition
    names: tuple[str, ...]
    narrow: tuple[int, ...]
    free: int


@dataclass(frozen=True, slots=True)
class Resolve:
    """The point where an inner decision is settled; ``narrow[o]`` is what its outcome leaves of the others."""

    decision: str
    machine: Machine
    offset: int
    own: int
    narrow: Mapping[str, int]

    def __call__(self, state: int, wanted: str | None = None) -> int | None:
        """The state behind it; ``None`` where the decision has not exactly one outcome, or not the wanted one."""
        own = (state & self.own) >> self.offset
        outcomes = self.machine.outcomes(own, own)
        if not outcomes or len(outcomes) > 1 or wanted not in {None, outcomes[0]}:
            return None
        return state & self.narrow[outcomes[0]]


Op = int | Resolve
"""A variable by its number, or the settling of an inner decision."""


@dataclass(frozen=True)
class Chain:
    """The root's machine has the lowest bits. ``ops`` is the order in which a walk goes through everything."""

    root: Machine
    decisions: tuple[Decision, ...]
    variables: tuple[Variable, ...]
    ops: tuple[Op, ...]
    start: int

    @cached_property
    def number(self) -> Mapping[str, int]:
        return {variable.address: i for i, variable in enumerate(self.variables)}

    @cached_property
    def own(self) -> int:
        """The bits of the root's machine."""
        return (1 << self.root.width) - 1

    @cached_property
    def combinations(self) -> int:
        """How many combinations of answers there are, bands counted as one answer."""
        total = 1
        for variable in self.variables:
            total *= len(variable.names)
        return total


def alone(machine: Machine, allowed: Mapping[str, Collection[str]] | None = None) -> Chain:
    """The decision by itself: a decision input is a variable like any other.

    ``allowed`` limits the answers of some inputs to those that can occur.
    """
    variables: list[Variable] = []
    for known, column, free in zip(machine.partitions, machine.columns, machine.free, strict=True):
        only = frozenset((allowed or {}).get(known.question.id, known.shown))
        kept = [(name, bits) for name, bits in zip(known.shown, column, strict=True) if name in only]
        names, narrow = tuple(name for name, _ in kept), tuple(bits for _, bits in kept)
        variables.append(Variable(known.question.id, known, names, narrow, free))
    return Chain(machine, (machine.decision,), tuple(variables), tuple(range(len(variables))), machine.start)


def chain_of(book: Book, decision_id: str, machines: Mapping[str, Machine]) -> Chain:
    """The decision with all that it rests on. Raises ``CycleError`` and ``TooLargeError``."""
    decisions = below(book, decision_id)
    if len(decisions) == 1:
        return alone(machines[decision_id])
    return _Builder(book, decisions, machines).build()


class _Builder:
    def __init__(self, book: Book, decisions: tuple[Decision, ...], machines: Mapping[str, Machine]) -> None:
        self.book = book
        self.decisions = decisions
        self.root = decisions[-1]
        self.machines = machines
        self.offsets: dict[str, int] = {}
        total = 0
        for decision in reversed(decisions):
            self.offsets[decision.id] = total
            total += machines[decision.id].width
        self.everything = (1 << total) - 1

    def build(self) -> Chain:
        places = self._places()
        if len(places) > MAX_LEAVES:
            raise TooLargeError(
                f"The chain asks {len(places)} inputs; at most {MAX_LEAVES} can be evaluated."
            )
        variables = tuple(self._variable(address, where) for address, where in places.items())
        number = {variable.address: i for i, variable in enumerate(variables)}
        return Chain(
            root=self.machines[self.root.id],
            decisions=self.decisions,
            variables=variables,
            ops=tuple(self._ops(number)),
            start=sum(self.machines[d.id].start << self.offsets[d.id] for d in self.decisions),
        )

    def _places(self) -> dict[str, list[tuple[Decision, int]]]:
        """For each address the inputs that it answers, inner decisions first."""
        places: dict[str, list[tuple[Decision, int]]] = {}
        for decision in self.decisions:
            for number, question in enumerate(decision.inputs.values()):
                if question.decision is None:
                    address = address_in(self.root, decision, question.id)
                    places.setdefault(address, []).append((decision, number))
        return places

    def _variable(self, address: str, where: list[tuple[Decision, int]]) -> Variable:
        decision, number = where[0]
        partition = self.machines[decision.id].partitions[number]
        return Variable(
            address=address,
            partition=partition,
            names=partition.shown,
            narrow=tuple(self._narrow(where, name) for name in partition.shown),
            free=self._kept((d, self.machines[d.id].free[i]) for d, i in where),
        )

    def _narrow(self, where: list[tuple[Decision, int]], answer: str) -> int:
        return self._kept((d, self._column(d, i, answer)) for d, i in where)

    def _column(self, decision: Decision, number: int, answer: str) -> int:
        machine = self.machines[decision.id]
        atom = machine.partitions[number].index.get(answer)
        return 0 if atom is None else machine.columns[number][atom]

    def _kept(self, parts: Iterable[tuple[Decision, int]]) -> int:
        """Everything except what the parts' machines lose."""
        kept = self.everything
        for decision, bits in parts:
            lost = ((1 << self.machines[decision.id].width) - 1) & ~bits
            kept &= ~(lost << self.offsets[decision.id])
        return kept

    def _ops(self, number: Mapping[str, int]) -> Iterator[Op]:
        met: set[int] = set()
        for decision in self.decisions:
            for question in decision.inputs.values():
                if question.decision is not None:
                    continue
                variable = number[address_in(self.root, decision, question.id)]
                if variable not in met:
                    met.add(variable)
                    yield variable
            if decision.id != self.root.id:
                yield self._resolve(decision)

    def _resolve(self, decision: Decision) -> Resolve:
        machine, offset = self.machines[decision.id], self.offsets[decision.id]
        own = ((1 << machine.width) - 1) << offset
        users = [
            (outer, i)
            for outer in self.decisions
            for i, question in enumerate(outer.inputs.values())
            if question.decision == decision.id
        ]
        narrow = {outcome: self._narrow(users, outcome) & ~own for outcome in decision.outcomes}
        return Resolve(decision.id, machine, offset, own, narrow)
