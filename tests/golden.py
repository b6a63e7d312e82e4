"""Golden files: cases of a title, an input and the expected output, each part ended by a line with a single dot.

    a key twice
    .
    a: 1
    a: 2
    .
    f.yml:2:1: error Y002 duplicate key 'a'
    .

A case is compared by the ``golden`` fixture of tests/conftest.py; ``pytest --update-golden`` writes what comes out
into the file instead, and its diff is then read. Whole files are compared in the same way by ``golden(path, text)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "golden"
_END = "."


@dataclass(frozen=True)
class Case:
    """One case: where it stands, what goes in, and what should come out."""

    path: Path
    title: str
    given: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path.stem}: {self.title}"


def cases(path: Path) -> list[Case]:
    """The cases of a file, in order. Raises ``ValueError`` where a case lacks a part."""
    found: list[Case] = []
    parts: list[str] = []
    part: list[str] = []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        if line != _END:
            part.append(line)
            continue
        parts.append("\n".join(part))
        part = []
        if len(parts) == 3:
            title, given, expected = parts
            found.append(Case(path, title.strip("\n"), given, expected))
            parts = []
    if parts or "".join(part).strip():
        raise ValueError(f"{path}: the last case lacks a line with a single dot")
    return found


def written(every: list[Case]) -> str:
    """The cases as a file holds them."""
    return "\n".join(f"{case.title}\n.\n{case.given}\n.\n{case.expected}\n.\n" for case in every)


def golden_cases(pattern: str) -> pytest.MarkDecorator:
    """Runs a test once for each case of the files below tests/golden that match ``pattern``, as ``case``."""
    every = [case for path in sorted(HERE.glob(pattern)) for case in cases(path)]
    assert every, f"no golden file matches {pattern}"
    return pytest.mark.parametrize("case", every, ids=str)


def update(place: Case | Path, actual: str) -> None:
    """Write what came out into the golden file."""
    if isinstance(place, Path):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(actual.encode("utf-8"))
        return
    every = [
        Case(each.path, each.title, each.given, actual)
        if (each.title, each.given) == (place.title, place.given)
        else each
        for each in cases(place.path)
    ]
    place.path.write_bytes(written(every).encode("utf-8"))


def expected(place: Case | Path) -> str:
    """What should come out; a missing file expects nothing, so its test fails until it is written."""
    if isinstance(place, Case):
        return place.expected
    return place.read_bytes().decode("utf-8") if place.exists() else ""
