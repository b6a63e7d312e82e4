"""Spans: where a stretch of a file begins and ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decisionbook.findings import Span

Place = tuple[str, int, int, int, int]

PLACES = st.tuples(st.sampled_from("ab"), *[st.integers(1, 9_000_000)] * 4)


@given(PLACES, PLACES)
def test_spans_hold_what_they_are_made_of_and_sort_by_it(one: Place, other: Place) -> None:
    spans = Span(*one), Span(*other)
    for span, made in zip(spans, (one, other), strict=True):
        assert (span.file, span.line, span.column, span.end_line, span.end_column) == made
    assert (spans[0] < spans[1], spans[0] == spans[1]) == (one < other, one == other)


def test_a_span_shows_what_it_is_made_of() -> None:
    assert repr(Span("f.yml", 2, 3, 4, 5)) == "Span('f.yml', 2, 3, 4, 5)"
