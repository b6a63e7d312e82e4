"""Sets of answers in words are read back to the same sets."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisionbook.conditions import read_condition
from decisionbook.diff.conditions import written
from decisionbook.domains import Choices, Intervals, Range
from decisionbook.findings import Span
from decisionbook.model import Input


def asked(domain, kind):
    return Input("i", "I?", kind, domain, Span("f.yml"))


def back(question, values):
    text = written(question, values)
    found, problems = read_condition(text if isinstance(text, str) else list(text), question)
    assert not problems, (text, problems)
    return found


@given(st.integers(2, 6), st.booleans(), st.data())
def test_choices(count, ordered, data):
    names = tuple("abcdef"[:count])
    inside = data.draw(st.sets(st.sampled_from(names), min_size=1, max_size=count - 1))
    question = asked(Choices(names, ordered), "choice")
    assert back(question, frozenset(inside)) == frozenset(inside)


@given(
    st.sampled_from(["number", "integer", "date"]),
    st.sampled_from([(None, None), (0, None), (None, 90), (0, 90)]),
    st.sets(st.tuples(st.integers(1, 80), st.integers(0, 1)), min_size=1, max_size=5),
    st.booleans(),
)
def test_ranges(kind, ends, cuts, first):
    shift = 700_000 if kind == "date" else 0
    low, high = (None if end is None else Decimal(end + shift) for end in ends)
    domain = Range(kind, low, high)
    whole = domain.everything.cuts
    inner = sorted({(Decimal(value + shift), side if kind == "number" else 0) for value, side in cuts})
    every = [*([whole[0]] if first else []), *inner]
    every += [whole[1]] if len(every) % 2 else []
    values = Intervals(tuple(every)) & domain.everything
    if values and values != domain.everything:
        assert back(asked(domain, "date" if kind == "date" else "number"), values) == values


def test_no_digit_of_a_large_number_is_lost():
    domain = Range("integer", None)
    values = domain.between(None, Decimal(10**40 + 7), high_open=True)
    assert written(asked(domain, "number"), values) == f"under {10**40 + 7}"
    assert back(asked(domain, "number"), values) == values


@pytest.mark.parametrize(
    ("names", "ordered", "inside", "text"),
    [
        ("abc", False, "a", "a"),
        ("abc", False, "ac", "not b"),
        ("abcd", False, "ac", ("a", "c")),
        ("abcd", True, "cd", "at least c"),
        ("abcd", True, "ab", "at most b"),
        ("abcde", True, "bcd", "b to d"),
    ],
)
def test_the_shortest_words_are_taken(names, ordered, inside, text):
    assert written(asked(Choices(tuple(names), ordered), "choice"), frozenset(inside)) == text
