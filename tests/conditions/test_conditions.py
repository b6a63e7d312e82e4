"""Conditions in words: what they admit, and what is said about those that cannot be read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from decisionbook.conditions import read_condition
from decisionbook.domains import Choices, Range
from decisionbook.findings import Span
from decisionbook.model import Input

HERE = Span("x.yml")
BOOLEAN = Input("b", "B?", "boolean", Choices(("yes", "no")), HERE)
CHOICE = Input("c", "C?", "choice", Choices(("red", "green", "blue")), HERE)
ORDERED = Input("o", "O?", "choice", Choices(("none", "noisy", "clean", "perfect"), ordered=True), HERE)
NUMBER = Input("n", "N?", "number", Range("number", Decimal(0), Decimal(1000)), HERE)
INTEGER = Input("i", "I?", "number", Range("integer", Decimal(0), None), HERE)
USERS = Input("u", "U?", "number", Range("number", Decimal(0), None), HERE, unit="users")
ANY = "leave '{}' out: a rule without it accepts any answer"
DATE = Input("d", "D?", "date", Range("date", None, None), HERE)


def read(written, of) -> Any:
    """The set of a condition without problems."""
    values, problems = read_condition(written, of)
    assert problems == ()
    return values


def admitted(written, of, *candidates):
    return [candidate for candidate in candidates if candidate in read(written, of)]


@pytest.mark.parametrize(
    ("written", "answers"),
    [
        ("red", ["red"]),
        (("red", "blue"), ["red", "blue"]),
        ("not green", ["red", "blue"]),
    ],
)
def test_choices(written, answers):
    assert admitted(written, CHOICE, "red", "green", "blue") == answers


@pytest.mark.parametrize(
    ("written", "answers"),
    [
        ("at least noisy", ["noisy", "clean", "perfect"]),
        ("at most noisy", ["none", "noisy"]),
        ("over noisy", ["clean", "perfect"]),
        ("under clean", ["none", "noisy"]),
        ("noisy to clean", ["noisy", "clean"]),
        ("not none", ["noisy", "clean", "perfect"]),
    ],
)
def test_ordered_choices(written, answers):
    assert admitted(written, ORDERED, "none", "noisy", "clean", "perfect") == answers


@pytest.mark.parametrize("written", ["yes", "true", "Yes", "TRUE"])
def test_booleans(written):
    assert admitted(written, BOOLEAN, "yes", "no") == ["yes"]


@pytest.mark.parametrize(
    ("written", "inside"),
    [
        ("100", ["100"]),
        ("at least 100", ["100", "100.5", "101", "999"]),
        ("at most 100", ["0", "99", "100"]),
        ("over 100", ["100.5", "101", "999"]),
        ("under 100", ["0", "99"]),
        ("99 to 100", ["99", "100"]),
        ("99 to under 100", ["99"]),
        ("over 99 to 100", ["100"]),
        ("over 99 to under 101", ["100", "100.5"]),
        (("under 99", "100", "at least 101"), ["0", "100", "101", "999"]),
        ("at least 0_100", ["100", "100.5", "101", "999"]),
    ],
)
def test_numbers(written, inside):
    values = read(written, NUMBER)
    points = ["0", "99", "100", "100.5", "101", "999"]
    assert [point for point in points if Decimal(point) in values] == inside


def test_dates():
    values = read("2026-01-01 to under 2026-02-01", DATE)
    days = ["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01"]
    inside = [day for day in days if Decimal(date.fromisoformat(day).toordinal()) in values]
    assert inside == ["2026-01-01", "2026-01-31"]


def test_open_ends_of_whole_numbers_are_closed_ones_of_their_neighbours():
    assert read_condition("over 4 to under 9", INTEGER) == read_condition("5 to 8", INTEGER)


@pytest.mark.parametrize(
    ("written", "of", "code", "message", "fix"),
    [
        ("gren", CHOICE, "D002", "'gren' is not an answer to 'c'", "did you mean 'green'?"),
        ("black", CHOICE, "D002", "'black' is not an answer to 'c'", "the answers are: red, green, blue"),
        ("maybe", BOOLEAN, "D001", "'maybe' is not yes or no", "write yes or no"),
        (">= 100", NUMBER, "D001", "'>= 100' cannot be read", "write 'at least 100'"),
        ("[0..10]", INTEGER, "D001", "'[0..10]' cannot be read", "write '0 to 10'"),
        ("[0..10)", INTEGER, "D001", "'[0..10)' cannot be read", "write '0 to under 10'"),
        ("more than 7", INTEGER, "D001", "'more than 7' cannot be read", "write 'over 7'"),
        ("up to 7", INTEGER, "D001", "'up to 7' cannot be read", "write 'at most 7'"),
        ("from 5 to 7", INTEGER, "D001", "'from 5 to 7' cannot be read", "write '5 to 7'"),
        ("7+", INTEGER, "D001", "'7+' cannot be read", "write 'at least 7'"),
        ("7 or more", INTEGER, "D001", "'7 or more' cannot be read", "write 'at least 7'"),
        ("7 or fewer", INTEGER, "D001", "'7 or fewer' cannot be read", "write 'at most 7'"),
        ("noisy or higher", ORDERED, "D001", "'noisy or higher' cannot be read", "write 'at least noisy'"),
        ("at least 7 users", USERS, "D001", "'at least 7 users' holds its unit", "write 'at least 7'"),
        ("over 7users", USERS, "D001", "'over 7users' holds its unit", "write 'over 7'"),
        ("7 users", USERS, "D001", "'7 users' holds its unit", "write '7'"),
        ("any", NUMBER, "D001", "'any' is no condition", ANY.format("n")),
        ("any", BOOLEAN, "D001", "'any' is no condition", ANY.format("b")),
        ("else", BOOLEAN, "D001", "'else' is no condition", "say which answers are left: yes or no"),
        ("*", CHOICE, "D001", "'*' is no condition", ANY.format("c")),
        ("100 to 5", NUMBER, "D022", "'100 to 5' runs from high to low", "did you mean '5 to 100'?"),
        ("clean to noisy", ORDERED, "D022", "nothing lies in 'clean to noisy'", None),
        ("over perfect", ORDERED, "D022", "no answer is over perfect", None),
        (
            "at least 2000",
            NUMBER,
            "D022",
            "no answer to 'n' is in 'at least 2000'",
            "its answers are at least 0 and at most 1000",
        ),
        ("1e3", NUMBER, "D001", "'1e3' is not a number", "write 1000"),
        ("0x10", NUMBER, "D001", "'0x10' is not a number", "write 16"),
        (".5", NUMBER, "D001", "'.5' is not a number", "write 0.5"),
        ("2.5", INTEGER, "D002", "'i' takes whole numbers, not 2.5", "write a whole number"),
        ("31 Jan 2026", DATE, "D001", None, None),
        (
            "at least 2026-02-30",
            DATE,
            "D001",
            "'2026-02-30' is not a date",
            "check the month and the day",
        ),
        (
            "at least red",
            CHOICE,
            "D002",
            None,
            "list the answers instead, or say `ordered: yes` beside its answers",
        ),
        ("unknown", CHOICE, "D002", "a rule cannot ask for a missing answer", None),
        ("!= red", CHOICE, "D001", "'!= red' cannot be read", "write 'not red'"),
    ],
)
def test_what_cannot_be_read(written, of, code, message, fix):
    _, (problem,) = read_condition(written, of)
    assert problem.code == code
    assert message is None or problem.message == message
    assert fix is None or problem.fix == fix


@pytest.mark.parametrize(
    ("written", "of", "meant"),
    [
        ("gren", CHOICE, "green"),
        (">= 100", NUMBER, "at least 100"),
        ("100 to 5", NUMBER, "5 to 100"),
        ("at least nosy", ORDERED, "at least noisy"),
        ("not yes", BOOLEAN, "no"),
    ],
)
def test_a_clear_mistake_is_taken_as_meant(written, of, meant):
    values, (problem,) = read_condition(written, of)
    assert problem.meant == meant
    assert values == read_condition(meant, of)[0]


def test_a_problem_in_a_list_names_its_place():
    values, (problem,) = read_condition(("red", "gren"), CHOICE)
    assert problem.item == 1
    assert values == frozenset({"red", "green"})


def test_octal_and_grouped_numbers_are_decimal():
    assert read_condition("010", NUMBER) == read_condition("10", NUMBER)
    assert read_condition("at least 1_000", INTEGER) == read_condition("at least 1000", INTEGER)
