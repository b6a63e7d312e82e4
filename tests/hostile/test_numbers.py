"""Numbers of any length that is allowed are themselves, not what a computer rounds them to."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Literal

import pytest

from decisionbook.book import Reading, read_book
from decisionbook.decide import evaluate, prove
from decisionbook.domains import EXACT, Band, Range, atoms
from decisionbook.exchange.dmn_in.names import spelled
from decisionbook.exchange.dmn_in.sfeel import read_tests

HUGE = 10**39
"""More digits than Python's decimals keep unless they are told to."""


def table(folder: Path, rules: list[str], *, integer: str = "yes", more: str = "") -> Reading:
    head = f"title: T\ninputs: {{n: {{ask: q, type: number, integer: {integer}, min: none}}}}\n"
    rows = "".join(f"- {{when: {{n: {rule}}}, then: {'ab'[at % 2]}}}\n" for at, rule in enumerate(rules))
    path = folder / "decisions" / "d.yml"
    path.parent.mkdir()
    path.write_text(f"{head}outcomes: {{a: A, b: B}}\nrules:\n{rows}{more}", "utf-8")
    return read_book(folder)


@pytest.mark.parametrize("integer", ["yes", "no"])
@pytest.mark.parametrize(
    ("rules", "gap"),
    [
        ([f"at most {HUGE}", f"over {HUGE}"], False),
        ([f"at most {HUGE}", f"at least {HUGE + 2}"], True),
        ([f"under {HUGE}", f"over {HUGE + 2}"], True),
        ([f"under {HUGE}", f"{HUGE} to under {HUGE + 2}", f"at least {HUGE + 2}"], False),
        ([f"at most -{HUGE}", f"over -{HUGE} to {HUGE}", f"over {HUGE}"], False),
    ],
)
def test_a_gap_between_long_numbers_is_seen(
    tmp_path: Path, rules: list[str], gap: bool, integer: str
) -> None:
    found = table(tmp_path, rules, integer=integer).errors
    assert [one.code for one in found] == ["D004"] * gap


def test_whole_numbers_that_follow_one_another_leave_no_gap(tmp_path: Path) -> None:
    found = table(tmp_path, [f"at most {HUGE}", f"at least {HUGE + 1}"])
    assert found.errors == ()
    assert evaluate(found.book, "d", {"n": str(HUGE)}).outcomes == ("a",)
    assert evaluate(found.book, "d", {"n": str(HUGE + 1)}).outcomes == ("b",)


def test_a_witness_between_long_numbers_is_a_witness(tmp_path: Path) -> None:
    found = table(tmp_path, [f"at most {2**53}", f"at least {2**53 + 1}"], integer="no")
    (gap,) = prove(found.book, "d").gaps
    assert evaluate(found.book, "d", gap.witness).status == "none"


def long_number(chance: Random, places: int) -> Decimal:
    digits = chance.randint(places + 1, 55)
    return Decimal(f"{chance.choice(['', '-'])}{chance.randint(10 ** (digits - 1), 10**digits)}e-{places}")


@pytest.mark.parametrize("kind", ["number", "integer"])
def test_each_band_holds_its_sample_as_fractions_do(kind: Literal["number", "integer"]) -> None:
    domain = Range(kind, None, None)
    chance = Random(3)
    for _ in range(300):
        places = 0 if kind == "integer" else chance.randint(0, 30)
        end = long_number(chance, places)
        near = Decimal(str(Fraction(end) * 10**places + chance.choice([1, 2, 3]))).scaleb(-places, EXACT)
        bands = atoms(
            domain, [domain.between(each, None, low_open=chance.random() < 0.5) for each in (end, near)]
        )
        assert Fraction(near) != Fraction(end)
        for one in bands:
            assert isinstance(one, Band)
            assert one.sample in one
            assert one.low is None or Fraction(one.low) <= Fraction(one.sample)
            assert one.high is None or Fraction(one.sample) <= Fraction(one.high)


def test_sums_are_not_rounded(tmp_path: Path) -> None:
    path = tmp_path / "decisions" / "d.yml"
    path.parent.mkdir()
    path.write_text(
        f"title: T\ninputs: {{x: {{ask: q}}}}\nhit_policy: rule-order\naggregate: sum\n"
        f"outcomes: {{a: {{title: A, values: {{k: {HUGE}}}}}, b: {{title: B, values: {{k: 2}}}}}}\n"
        "rules: [{when: {x: yes}, then: a}, {when: {}, then: b}]\n",
        "utf-8",
    )
    assert evaluate(read_book(tmp_path).book, "d", {"x": True}).result == HUGE + 2


def test_a_cell_of_another_tool_keeps_its_digits() -> None:
    number = "-123456789012345678901234567891"
    tests = read_tests(number)
    assert tests.constants == (Decimal(number),)
    assert spelled(Decimal(number)) == "minus 123456789012345678901234567891"
