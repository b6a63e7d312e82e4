"""A decision as a machine whose state is one integer.

The state of a table is the bit set of rules that no answer has ruled out yet, the state of a flow chart the
bit set of branches that can still be taken. An answer narrows a state by one ``and`` with its column, so the
order of answers does not matter.

``holds`` are the parts of a state whose conditions every completion satisfies: those that leave all the inputs
without an answer open.
"""

from __future__ import annotations

from typing import Protocol

from decisionbook.decide.atoms import Partition, partition_of
from decisionbook.decide.bits import bits_of
from decisionbook.decide.flow import flow_of
from decisionbook.decide.limits import MAX_CELLS, TooLargeError, check_size, count_parts
from decisionbook.decide.table import table_of
from decisionbook.model import Book, Decision

Outcomes = tuple[str, ...]
"""What a decision answers: outcome ids, none where nothing matches."""


class Machine(Protocol):
    """What the rest of the engine needs of a decision.

    ``columns[i][a]`` keeps what answer ``a`` to input ``i`` leaves possible; ``free[i]`` are the parts that
    input ``i`` cannot rule out. ``parts`` names the bits of what fires: rules and ``otherwise``, or steps.
    """

    @property
    def decision(self) -> Decision: ...
    @property
    def partitions(self) -> tuple[Partition, ...]: ...
    @property
    def columns(self) -> tuple[tuple[int, ...], ...]: ...
    @property
    def free(self) -> tuple[int, ...]: ...
    @property
    def start(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def parts(self) -> tuple[str, ...]: ...

    def tidy(self, state: int, holds: int) -> int:
        """The state without what can no longer answer; ``holds`` may be less than what truly holds."""

    def outcomes(self, state: int, holds: int) -> Outcomes | None:
        """What every completion answers, ``()`` where nothing matches; ``None`` where that is not evident."""

    def fires(self, state: int, holds: int) -> tuple[int, int]:
        """The parts that fire in every completion, and those that may."""

    def matched(self, holds: int) -> int:
        """The parts, as bits of ``parts``, that every completion satisfies, whether or not they fire."""


def names_of(machine: Machine, bits: int) -> tuple[str, ...]:
    """The ids of the parts in a bit set, in file order."""
    return tuple(machine.parts[i] for i in bits_of(bits))


def machine_of(book: Book, decision: Decision) -> Machine:
    """The decision compiled; raises ``TooLargeError`` beyond the limits."""
    check_size(decision)
    partitions = tuple(partition_of(book, decision, input_id) for input_id in decision.inputs)
    answers, parts = sum(len(own.atoms) for own in partitions), count_parts(decision)
    if answers * parts > MAX_CELLS:
        raise TooLargeError(
            f"Its inputs have {answers:,} answers or bands together; with {parts:,} rules or branches"
            f" that is more than {MAX_CELLS:,} cells."
        )
    return flow_of(decision, partitions) if decision.steps else table_of(decision, partitions)
