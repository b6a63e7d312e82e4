"""Sets of answers in the words in which an author writes conditions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from decisionbook.decide.atoms import Partition
from decisionbook.decide.chain import Chain
from decisionbook.domains import EXACT, Band, Choices, Range

MOST_WORDS = 20
"""Answers or stretches of one input that a message names; a set may fall into thousands."""


def phrase(name: str, partition: Partition, atoms: Collection[int], most: int | None = MOST_WORDS) -> str:
    """The answers to one input: ``data = noisy``, ``data is noisy or clean``, ``volume under 100``, ``volume = 9``.

    Where there are more than ``most``, the last of them are only counted.
    """
    chosen = sorted(atoms)
    if isinstance(partition.question.domain, Choices):
        shown = [partition.shown[atom] for atom in chosen]
        return f"{name} = {shown[0]}" if len(shown) == 1 else f"{name} is {either(_first(shown, most))}"
    stretches = [_stretch(partition, first, last) for first, last in _runs(chosen)]
    point = len(stretches) == 1 and stretches[0].lstrip("-")[:1].isdigit() and " " not in stretches[0]
    return f"{name} = {stretches[0]}" if point else f"{name} {either(_first(stretches, most))}"


def condition(partition: Partition, atoms: Collection[int]) -> str:
    """The same as an author writes it behind the input's id."""
    return phrase("", partition, atoms, most=None).removeprefix(" = ").removeprefix(" is ").strip()


def _first(words: list[str], most: int | None) -> list[str]:
    """The words, or the first of them and how many more there are."""
    if most is None or len(words) <= most:
        return words
    return [*words[:most], f"{len(words) - most:,} more"]


def either(words: list[str]) -> str:
    """The words with commas and a last ``or``."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _runs(atoms: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for atom in atoms:
        if runs and runs[-1][1] == atom - 1:
            runs[-1] = (runs[-1][0], atom)
        else:
            runs.append((atom, atom))
    return runs


def _stretch(partition: Partition, first: int, last: int) -> str:
    start, end, domain = partition.atoms[first], partition.atoms[last], partition.question.domain
    if not (isinstance(start, Band) and isinstance(end, Band) and isinstance(domain, Range)):
        return ""
    if first == last and start.low is not None and start.low == start.high:
        return domain.show(start.low)
    low = start.low if first > 0 else None
    high = end.high if last < len(partition.atoms) - 1 else None
    if low is None:
        return "any" if high is None else _ended(domain, high, closed=end.closed_high)
    if high is None:
        return f"{'at least' if start.closed_low else 'over'} {domain.show(low)}"
    over = "" if start.closed_low else "over "
    under = "" if end.closed_high else "under "
    return f"{over}{domain.show(low)} to {under}{domain.show(high)}"


def _ended(domain: Range, high: Decimal, *, closed: bool) -> str:
    """Whole numbers and dates below a bound are said as authors say them: under 100 rather than at most 99."""
    if domain.discrete:
        return f"under {domain.show(EXACT.add(high, 1))}"
    return f"{'at most' if closed else 'under'} {domain.show(high)}"


def box(chain: Chain, allowed: Mapping[str, Collection[int]]) -> str:
    """A set of combinations: the inputs that it limits, joined by commas; ``any answers`` if it limits none."""
    parts = [
        phrase(variable.address, variable.partition, allowed[variable.address])
        for variable in chain.variables
        if variable.address in allowed and len(allowed[variable.address]) < len(variable.names)
    ]
    return ", ".join(parts) or "any answers"
