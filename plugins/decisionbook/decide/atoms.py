"""The answers of an input that are worth telling apart, and which rules each of them leaves alive."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from decisionbook.decide.limits import MAX_CELLS, TooLargeError, count_parts
from decisionbook.domains import Atom, Band, Choices, Intervals, Range, ValueSet, atoms
from decisionbook.model import Book, Decision, Input


def show(atom: Atom) -> str:
    """The answer's id, or the band in DMN notation."""
    return atom.notation if isinstance(atom, Band) else atom


def mentioned(decision: Decision, input_id: str) -> Iterator[ValueSet]:
    """The sets of answers to one input that the decision's rules or steps speak of."""
    for rule in decision.rules:
        yield from (condition.values for condition in rule.when if condition.input == input_id)
    for step in decision.steps.values():
        if step.input == input_id:
            yield from (branch.values for branch in step.branches)


def mentioned_in_book(book: Book, shared: str) -> Iterator[ValueSet]:
    """The sets of answers to a shared input that any decision speaks of."""
    for decision in book.decisions.values():
        for question in decision.inputs.values():
            if question.shared == shared:
                yield from mentioned(decision, question.id)


@dataclass(frozen=True)
class Partition:
    """The atoms of one input, in order, and the way back from a value to its atom."""

    question: Input
    atoms: tuple[Atom, ...]

    @cached_property
    def shown(self) -> tuple[str, ...]:
        return tuple(show(atom) for atom in self.atoms)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Atom numbers by answer id or band notation."""
        return {name: number for number, name in enumerate(self.shown)}

    @cached_property
    def starts(self) -> tuple[tuple[Decimal, int], ...]:
        return tuple(atom.start for atom in self.atoms if isinstance(atom, Band))

    def of_value(self, value: Decimal) -> int | None:
        """The number of the band that holds the value, ``None`` outside the range."""
        number = bisect_right(self.starts, (value, 0)) - 1
        if number < 0:
            return None
        band = self.atoms[number]
        return number if isinstance(band, Band) and value in band else None

    def runs(self, values: ValueSet) -> Iterator[tuple[int, int]]:
        """Where the members of ``values`` lie among the atoms, as ranges of atom numbers (end excluded)."""
        if isinstance(values, frozenset):
            yield from ((self.index[v], self.index[v] + 1) for v in values if v in self.index)
            return
        domain = self.question.domain
        inside = values & domain.everything if isinstance(domain, Range) else Intervals(())
        for start, end in inside.pieces:
            yield bisect_left(self.starts, start), bisect_left(self.starts, end)


def partition_of(book: Book, decision: Decision, input_id: str) -> Partition:
    """What the input's answers come down to; a shared number or date has one partition in all of a book."""
    question = decision.inputs[input_id]
    if isinstance(question.domain, Choices):
        return Partition(question, question.domain.values)
    sets = mentioned_in_book(book, question.shared) if question.shared else mentioned(decision, input_id)
    found = Partition(question, atoms(question.domain, sets))
    if len(found.atoms) * count_parts(decision) > MAX_CELLS:
        raise TooLargeError(
            f"Input '{input_id}' falls into {len(found.atoms):,} bands; with {count_parts(decision):,} rules"
            f" that is more than {MAX_CELLS:,} cells."
        )
    return found


def columns(partition: Partition, sets: Sequence[ValueSet | None]) -> tuple[tuple[int, ...], int]:
    """One bit set per atom of the parts that admit it, and the bit set of the parts that admit every atom.

    ``sets[i]`` are the answers that part ``i`` admits, ``None`` for any.
    """
    flips = [0] * (len(partition.atoms) + 1)
    anywhere = 0
    for number, values in enumerate(sets):
        runs = [(0, len(partition.atoms))] if values is None else _joined(partition.runs(values))
        for start, end in runs:
            flips[start] ^= 1 << number
            flips[end] ^= 1 << number
        if runs == [(0, len(partition.atoms))]:
            anywhere |= 1 << number
    column, current = [], 0
    for flip in flips[:-1]:
        current ^= flip
        column.append(current)
    return tuple(column), anywhere


def _joined(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(runs):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        elif start < end:
            joined.append((start, end))
    return joined
