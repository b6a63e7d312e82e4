"""The algebra of answer sets: intervals against membership, atoms against the sets they were made from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisionbook.decide.atoms import Partition, columns, show
from decisionbook.domains import Band, Choices, Intervals, Range, atoms, mask
from tests.decide.build import number

KINDS = st.sampled_from(("number", "integer", "date"))
VALUES = st.integers(1, 9)
PROBES = [Decimal(i) / 4 for i in range(41)]


@st.composite
def intervals(draw, domain):
    found = Intervals(())
    for _ in range(draw(st.integers(0, 3))):
        low, high = draw(st.none() | VALUES), draw(st.none() | VALUES)
        ends = (None if low is None else Decimal(low), None if high is None else Decimal(high))
        found = found | domain.between(*ends, low_open=draw(st.booleans()), high_open=draw(st.booleans()))
    return found


@st.composite
def pairs(draw):
    kind = draw(KINDS)
    low = Decimal(2 if kind == "date" else 0)  # dates begin with 1, and that end is open
    domain = Range(kind, low, Decimal(10))
    return domain, draw(intervals(domain)), draw(intervals(domain))


@pytest.mark.parametrize(
    ("kind", "cut", "wanted"),
    [
        ("integer", Decimal(0), ["< 0", ">= 0"]),
        ("number", Decimal("0.5"), ["< 0.5", ">= 0.5"]),
        ("date", Decimal(date(2026, 1, 1).toordinal()), ["< 2026-01-01", ">= 2026-01-01"]),
    ],
)
def test_open_ends_are_written_in_dmn(kind, cut, wanted):
    domain = Range(kind, None, None)
    assert [show(band) for band in atoms(domain, [domain.between(cut, None)])] == wanted


def test_the_calendar_ends_where_dates_end():
    domain = Range("date", None, None)
    first, last = Decimal(date.min.toordinal()), Decimal(date.max.toordinal())
    assert domain.between(first, last) == domain.everything
    assert not domain.between(last, None, low_open=True)
    assert not domain.between(None, first, high_open=True)
    assert [show(band) for band in atoms(domain, [domain.between(last, last)])] == [
        "< 9999-12-31",
        ">= 9999-12-31",
    ]


def members(domain, values):
    whole = [v for v in PROBES if not domain.discrete or v == int(v)]
    return {v for v in whole if v in values}


@given(pairs())
def test_union_intersection_and_difference_are_those_of_members(case):
    domain, one, other = case
    assert members(domain, one | other) == members(domain, one) | members(domain, other)
    assert members(domain, one & other) == members(domain, one) & members(domain, other)
    assert members(domain, one - other) == members(domain, one) - members(domain, other)


@given(pairs())
def test_operations_leave_strictly_increasing_cuts(case):
    _, one, other = case
    for found in (one | other, one & other, one - other):
        assert len(found.cuts) % 2 == 0
        assert list(found.cuts) == sorted(set(found.cuts))


@given(pairs())
def test_equal_sets_have_equal_cuts(case):
    _, one, other = case
    assert (one | other) - other == one - other
    assert one & other == one - (one - other)


@given(pairs())
def test_atoms_partition_the_domain_and_no_set_splits_one(case):
    domain, one, other = case
    bands = atoms(domain, (one, other))
    for value in members(domain, domain.everything):
        assert sum(value in band for band in bands if isinstance(band, Band)) == 1
    for band in bands:
        assert isinstance(band, Band)
        assert band.sample in band
        inside = [v for v in members(domain, domain.everything) if v in band]
        for values in (one, other):
            assert len({v in values for v in inside}) <= 1


@given(pairs())
def test_columns_say_the_same_as_masks(case):
    domain, one, other = case
    question = number("a", 0, 10)
    partition = Partition(
        type(question)(question.id, question.ask, question.type, domain, question.span),
        atoms(domain, (one, other)),
    )
    found, free = columns(partition, (one, other, None))
    for part, values in enumerate((one, other)):
        bits = sum((column >> part & 1) << i for i, column in enumerate(found))
        assert bits == mask(values, partition.atoms)
        assert free >> part & 1 == (bits == (1 << len(found)) - 1)
    assert all(column >> 2 & 1 for column in found)


@given(pairs())
def test_every_value_is_found_in_its_band(case):
    domain, one, other = case
    question = number("a", 0, 10)
    partition = Partition(
        type(question)(question.id, question.ask, question.type, domain, question.span),
        atoms(domain, (one, other)),
    )
    for value in members(domain, domain.everything):
        found = partition.of_value(value)
        assert found is not None
        assert value in partition.atoms[found]
    assert partition.of_value(Decimal(-1)) is None
    assert partition.of_value(Decimal(11)) is None


@pytest.mark.parametrize(
    ("low", "high", "options", "shown"),
    [
        (100, 999, {}, "[100..999]"),
        (100, 1000, {"high_open": True}, "[100..1000)"),
        (100, None, {}, ">= 100"),
        (None, 100, {"high_open": True}, "< 100"),
        (5, 5, {}, "5"),
        (5, 7, {"low_open": True}, "(5..7]"),
    ],
)
def test_bands_are_shown_in_dmn_notation(low, high, options, shown):
    domain = Range("number", None, None)
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    start, end = domain.between(*ends, **options).pieces[0]
    assert Band(start, end, domain).notation == shown


def test_bands_of_whole_numbers_are_closed():
    domain = Range("integer", Decimal(0), None)
    cut = domain.between(None, Decimal(100), high_open=True) & domain.everything
    assert [b.notation for b in atoms(domain, (cut,)) if isinstance(b, Band)] == ["[0..99]", ">= 100"]


def test_choices_are_their_own_atoms():
    assert atoms(Choices(("a", "b")), ()) == ("a", "b")
    assert mask(frozenset("b"), ("a", "b")) == 2
