"""What may be asked of a criterion, and which options meet it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decisionbook.model import Cell, CellValue, Level
from decisionbook.render.fit import MOST_BOUNDS, offers
from tests.render.book import BOOK, TABLE, cell, number, row
from tests.render.page import CONTEXT, parsed, render, text


def offered(values: dict[str, CellValue | Cell], **about: object) -> list[tuple[str, str, str]]:
    return [(one.id, one.label, one.signs) for one in offers(CONTEXT, row("x", values, **about))]


def unknown(option: str, why: str = "unknown") -> Cell:
    return cell(option, "x", None, open_as=why)


def test_ratings() -> None:
    values: dict[str, CellValue | Cell] = {
        "a": cell("a", "x", "Text.", rating="good"),
        "b": cell("b", "x", "Text.", rating="mixed"),
        "c": cell("c", "x", "Text.", rating="poor"),
        "d": "Text without a rating.",
        "e": unknown("e"),
        "f": unknown("f", "not-applicable"),
    }
    assert offered(values) == [("good", "Good", "100??0"), ("mixed", "Mixed or better", "110??0")]


def test_levels() -> None:
    levels = (Level("none", "None"), Level("some", "Some"), Level("full", "Full"))
    values: dict[str, CellValue | Cell] = {"a": "none", "b": "some", "c": unknown("c")}
    expected = [("full", "Full", "00?"), ("some", "Some or better", "01?")]
    assert offered(values, type="level", levels=levels) == expected


@pytest.mark.parametrize(
    ("better", "expected"),
    [
        (None, [("yes", "Yes", "10?"), ("no", "No", "01?")]),
        ("yes", [("yes", "Yes", "10?")]),
        ("no", [("no", "No", "01?")]),
    ],
)
def test_booleans(better: str | None, expected: list[tuple[str, str, str]]) -> None:
    assert offered({"a": True, "b": False, "c": unknown("c")}, type="boolean", better=better) == expected


def test_numbers_offer_the_bounds_that_tell_options_apart() -> None:
    values: dict[str, CellValue | Cell] = {"a": number("5", "15"), "b": number("10"), "c": number("1000")}
    lower = [("at-most-10", "at most 10 km", "?10"), ("at-most-15", "at most 15 km", "110")]
    higher = [("at-least-1000", "at least 1,000 km", "001"), ("at-least-10", "at least 10 km", "?11")]
    assert offered(values, type="number", unit="km", better="lower") == lower
    assert offered(values, type="number", unit="km", better="higher") == higher
    assert offered(values, type="number", unit="km") == lower + higher


def test_many_numbers_offer_some_bounds() -> None:
    values: dict[str, CellValue | Cell] = {f"o{place}": number(str(place)) for place in range(50)}
    found = offered(values, type="number", better="lower")
    assert len(found) == MOST_BOUNDS
    assert (found[0][0], found[-1][0]) == ("at-most-0", "at-most-48")


@pytest.mark.parametrize("about", [{"type": "text"}, {"type": "date"}])
def test_plain_texts_and_dates_offer_nothing(about: dict[str, object]) -> None:
    assert offered({"a": number("1"), "b": number("2")}, **about) == []


def test_only_whole_tables_ask() -> None:
    whole = parsed(render().comparison("two"))
    assert [text(one[0]) for one in whole.iter("label") if one.find("select") is not None] == [
        "Updates", "Time", "Audit", "Local",
    ]  # fmt: skip
    assert "<select" not in render().comparison("two", criteria=["updates"])
    alone = replace(TABLE, columns=TABLE.columns[:1])
    assert "<select" not in render(replace(BOOK, comparisons={"two": alone})).comparison("two")
    assert "score" not in render().comparison("two")
