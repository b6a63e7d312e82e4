"""Bit sets: integers whose bit ``i`` says whether number ``i`` is in the set."""

from __future__ import annotations


def low(bits: int) -> int:
    """The lowest bit alone."""
    return bits & -bits


def bits_of(bits: int) -> list[int]:
    """The numbers of the bits that are set, from low to high."""
    found = []
    while bits:
        bit = low(bits)
        found.append(bit.bit_length() - 1)
        bits ^= bit
    return found
