"""Made-up decisions: tables of 10 to 40 rules over three to seven inputs, complete and free of contradictions."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from benchmarks.books import Author

CHECKED = "2026-10-01"
BANDS = (0, 10, 50, 200, 1000)
Cell = dict[str, tuple[int, int]]
"""For each input a stretch of its values, the first and the one behind the last."""


def decision(author: Author, number: int, rules: int | None = None, inputs: int | None = None) -> str:
    """A decision's file. Every fourth is ``first`` with an ``otherwise``, the others are ``unique`` and complete.

    ``rules`` and ``inputs`` say how many there are, if chance is not to.
    """
    random = author.random
    asked = random.randint(4, 7) if inputs is None else inputs
    sizes = {f"{author.words(1, 1)}_{at}": random.choice((2, 2, 3, 4, 5)) for at in range(asked)}
    outcomes = list(dict.fromkeys(author.option() for _ in range(5)))
    lines = [
        f"title: {author.words(2, 4).capitalize()}?",
        f"question: Which {author.words(1, 2)} {random.choice(('fits', 'comes first', 'holds'))}?",
        "summary: >-",
        f"  {author.sentence()}",
        f"checked: {CHECKED}",
        f"sources: {author.cited()}",
        "inputs:",
    ]
    for name, size in sizes.items():
        lines += _input(author, name, size)
    lines.append("outcomes:")
    for outcome in outcomes:
        lines += [f"  {outcome}:", f"    option: {outcome}", f"    advice: [{_advice(author)}]"]
    wanted = random.randint(10, 40) if rules is None else rules
    cells = _cut(random, sizes, min(wanted, prod(sizes.values()) * 3 // 4))
    lines_of_rules = [
        _rule(author, sizes, cell, outcomes[at % len(outcomes)]) for at, cell in enumerate(cells)
    ]
    if number % 4 == 0:
        last = f"otherwise: {{then: {random.choice(outcomes)}, because: {_advice(author)}}}"
        kept = lines_of_rules[: max(10, len(lines_of_rules) * 3 // 4)]
        return "\n".join([*lines, "hit_policy: first", "rules:", *_flat(kept), last, ""])
    return "\n".join([*lines, "rules:", *_flat(lines_of_rules), *_examples(sizes, cells, outcomes), ""])


def _flat(parts: list[list[str]]) -> list[str]:
    return [line for part in parts for line in part]


def _input(author: Author, name: str, size: int) -> list[str]:
    lines = [
        f"  {name}:",
        f"    ask: Is the {author.words(2, 4)} settled?",
        f"    help: {author.sentence(2)}",
    ]
    if size in {2, 5}:
        more = ["    type: number", "    unit: units", "    integer: yes"] if size == 5 else []
        return lines + more
    lines.append("    answers:")
    return [*lines, *(f"      {_answer(at)}: {author.words(1, 3).capitalize()}" for at in range(size))]


def _answer(at: int) -> str:
    return ("low", "middle", "high", "top")[at]


def _cut(random: Random, sizes: dict[str, int], count: int) -> list[Cell]:
    """The whole space cut in two until it has ``count`` parts: each input is used, nothing overlaps."""
    cells: list[Cell] = [{name: (0, size) for name, size in sizes.items()}]
    names = list(sizes)
    while len(cells) < count:
        at = random.choice([at for at, cell in enumerate(cells) if _wide(cell)])
        cell = cells.pop(at)
        wide = _wide(cell)
        name = next((one for one in names if one in wide), None) or random.choice(wide)
        names = [one for one in names if one != name]
        low, high = cell[name]
        at = random.randrange(low + 1, high)
        cells += [{**cell, name: (low, at)}, {**cell, name: (at, high)}]
    return cells


def _wide(cell: Cell) -> list[str]:
    return [name for name, (low, high) in cell.items() if high - low > 1]


def _rule(author: Author, sizes: dict[str, int], cell: Cell, outcome: str) -> list[str]:
    when = ", ".join(
        f"{name}: {_condition(size, *cell[name])}" for name, size in sizes.items() if cell[name] != (0, size)
    )
    lines = [
        f"  - when: {{{when}}}",
        f"    then: {outcome}",
        "    because: >-",
        f"      {author.sentence(2)}",
    ]
    return [*lines, f"    sources: {author.cited()}"] if author.random.random() < 0.5 else lines


def _condition(size: int, low: int, high: int) -> str:
    if size == 2:
        return "yes" if low else "no"
    if size < 5:
        names = [_answer(at) for at in range(low, high)]
        return names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    if low == 0:
        return f"under {BANDS[high]}"
    return f"at least {BANDS[low]}" if high == 5 else f"{BANDS[low]} to under {BANDS[high]}"


def _advice(author: Author) -> str:
    return author.sentence(1, marked=False)


def _examples(sizes: dict[str, int], cells: list[Cell], outcomes: list[str]) -> list[str]:
    """An example for each of the first two rules: the lowest values that match it."""
    lines = ["examples:"]
    for at, cell in enumerate(cells[:2]):
        given = ", ".join(f"{name}: {_lowest(sizes[name], low)}" for name, (low, _) in cell.items())
        lines += [
            f"  - title: Case {at + 1}",
            f"    given: {{{given}}}",
            f"    expect: {outcomes[at % len(outcomes)]}",
        ]
    return lines


def _lowest(size: int, low: int) -> str:
    return str(BANDS[low]) if size == 5 else _condition(size, low, low + 1)
