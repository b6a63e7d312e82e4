"""Addresses, and what readers may write as an answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from decisionbook.decide import AnswerError, Answers, addresses, atoms_of, evaluate, read_answers
from decisionbook.decide.asked import engine_for
from decisionbook.decide.atoms import show
from decisionbook.decide.engine import engine_of
from tests.decide.build import book, boolean, choice, day, inner, number, table

READY = table("ready", [boolean("data"), boolean("tests")], [({"data": "yes"}, "go")], otherwise="wait")
TOP = table(
    "top",
    [inner("gate", READY), boolean("tests"), number("volume", integer=True, high=1000)],
    [({"gate": "go", "tests": "yes"}, "x"), ({"volume": "at least 100"}, "y")],
    otherwise="z",
)
CHAIN = book(READY, TOP)


def one(asked, *conditions):
    rules = [({asked.id: text}, "x") for text in conditions] or [({}, "x")]
    return book(table("d", [asked], rules, otherwise="y"))


def read(asked, value, *conditions):
    found = read_answers(one(asked, *conditions), "d", {asked.id: value})
    assert isinstance(found, Answers), found
    return found.known.get(asked.id)


def problem(known, decision, raw):
    found = read_answers(known, decision, raw)
    assert isinstance(found, tuple)
    assert len(found) == 1
    return found[0]


def test_addresses_are_in_asking_order():
    assert list(addresses(CHAIN, "top")) == ["gate", "ready.data", "ready.tests", "tests", "volume"]


def test_an_own_input_wins_over_an_inner_one_of_the_same_id():
    assert read_answers(CHAIN, "top", {"tests": True}) == Answers(known={"tests": 0})


def test_a_bare_inner_id_is_understood_where_only_one_input_has_it():
    assert read_answers(CHAIN, "top", {"data": False}) == Answers(known={"ready.data": 1})


def test_a_bare_id_that_two_inner_inputs_have_is_refused():
    other = table("other", [boolean("data")], [({"data": "yes"}, "on")], otherwise="off")
    top = table("top", [inner("a", READY), inner("b", other)], [({"a": "go", "b": "on"}, "x")], otherwise="y")
    found = problem(book(READY, other, top), "top", {"data": True})
    assert found.message == "'data' could be any of ready.data and other.data; write which."


def test_a_shared_input_has_one_address_and_is_asked_once():
    low = table("low", [boolean("s", shared=True)], [({"s": "yes"}, "p")], otherwise="q")
    top = table(
        "top", [inner("l", low), boolean("s", shared=True)], [({"l": "p", "s": "yes"}, "x")], otherwise="y"
    )
    known = book(low, top)
    assert list(addresses(known, "top")) == ["l", "s"]
    assert evaluate(known, "top", {"s": True}).outcomes == ("x",)
    assert evaluate(known, "top", {"low.s": True}).outcomes == ("x",)


def test_a_shared_number_falls_into_the_same_bands_in_all_of_a_chain_and_into_those_alone():
    n = number("n", shared=True)
    low = table("low", [n], [({"n": "under 10"}, "p")], otherwise="q")
    top = table("top", [inner("l", low), n], [({"l": "p"}, "y"), ({"n": "at least 20"}, "x")], otherwise="y")
    other = table("other", [n], [({"n": "over 100"}, "x")], otherwise="y")
    known = book(low, top, other)
    bands = [show(atom) for atom in atoms_of(known, "top", "n")]
    assert bands == ["[0..10)", "[10..20)", ">= 20"]
    assert bands == [show(atom) for atom in atoms_of(known, "low", "n", within="top")]
    assert [show(atom) for atom in atoms_of(known, "low", "n")] == ["[0..10)", ">= 10"]
    assert [show(atom) for atom in addresses(known, "other")["n"].atoms] == ["[0..100]", "> 100"]


def test_decisions_are_compiled_once_where_others_part_a_shared_number_as_they_do():
    one, same, finer = (
        table(name, [number("n", shared=True)], [({"n": each}, "x") for each in parts], otherwise="y")
        for name, parts in (("one", ["under 5"]), ("same", ["at least 5"]), ("finer", ["under 5", "over 8"]))
    )
    known, mixed = book(one, same), book(one, finer)
    assert engine_for(known, "one") is engine_for(known, "same") is engine_of(known)
    assert engine_for(mixed, "finer") is engine_of(mixed) is not engine_for(mixed, "one")


@pytest.mark.parametrize("value", [True, "yes", "true", "Yes", "TRUE", " yes "])
def test_yes(value):
    assert read(boolean("a"), value) == 0


@pytest.mark.parametrize("value", [False, "no", "false", "No"])
def test_no(value):
    assert read(boolean("a"), value) == 1


def test_a_choice_with_yes_and_no_takes_booleans():
    assert read(choice("a", "yes no unclear"), False) == 1


@pytest.mark.parametrize("value", [None, "unknown"])
def test_missing_and_unknown_answers(value):
    found = read_answers(one(boolean("a")), "d", {"a": value})
    assert isinstance(found, Answers)
    assert not found.known
    assert found.unknown == ({"a"} if value else set())


def test_unknown_is_meant_literally_where_it_is_an_answer():
    assert read(choice("a", "known unknown"), "unknown") == 1


@pytest.mark.parametrize("value", [100, 100.0, "100", "1_00", Decimal(100), "100.0"])
def test_numbers(value):
    assert read(number("n"), value, "at least 100") == 1


@pytest.mark.parametrize("value", ["2026-11-20", date(2026, 11, 20)])
def test_dates(value):
    assert read(day("d1"), value, "at least 2026-01-01") == 1


@pytest.mark.parametrize(
    "value", ["1e3", ".5", "0x10", "", "abc", "١٢", "nan", float("nan"), float("inf"), [1], True]
)
def test_what_is_no_number(value):
    found = problem(one(number("n")), "d", {"n": value})
    assert "'n' cannot be" in found.message
    assert "it takes a number from 0 (or unknown)" in found.message


@pytest.mark.parametrize(
    ("asked", "value", "message"),
    [
        (boolean("a"), "maybe", "'a' cannot be 'maybe'; it takes yes or no (or unknown)."),
        (choice("a", "low mid high"), "top", "'a' cannot be 'top'; it takes low, mid or high (or unknown)."),
        (
            number("a", 1, 9, integer=True),
            10,
            "'a' cannot be '10'; it takes a whole number from 1 to 9 (or unknown).",
        ),
        (
            number("a", 1, 9, integer=True),
            2.5,
            "'a' cannot be '2.5'; it takes a whole number from 1 to 9 (or unknown).",
        ),
        (number("a", None, 9), 10, "'a' cannot be '10'; it takes a number up to 9 (or unknown)."),
        (
            day("a"),
            "2026-02-30",
            "'a' cannot be '2026-02-30'; it takes a date such as 2026-11-20 (or unknown).",
        ),
    ],
)
def test_problems_name_what_is_accepted(asked, value, message):
    assert problem(one(asked), "d", {"a": value}).message == message


def test_an_unknown_input_names_the_known_ones():
    found = problem(one(boolean("a")), "d", {"b": True})
    assert found.message == "'d' has no input 'b'. Its inputs: a."


def test_a_misspelt_input_is_asked_about():
    found = problem(one(boolean("fresh_bread")), "d", {"fresh-bred": True})
    assert (
        found.message == "'d' has no input 'fresh-bred'; did you mean 'fresh_bread'? Its inputs: fresh_bread."
    )


def test_all_problems_come_at_once():
    found = read_answers(CHAIN, "top", {"nope": 1, "tests": "maybe", "volume": -1})
    assert isinstance(found, tuple)
    assert [each.address for each in found] == ["nope", "tests", "volume"]


def test_an_outcome_can_be_given_directly():
    assert evaluate(CHAIN, "top", {"gate": "go", "tests": True}).outcomes == ("x",)


def test_an_outcome_and_answers_that_agree():
    assert evaluate(CHAIN, "top", {"gate": "go", "data": True, "tests": True}).outcomes == ("x",)


def test_an_outcome_and_answers_that_contradict_it():
    with pytest.raises(AnswerError) as caught:
        evaluate(CHAIN, "top", {"gate": "go", "data": False, "tests": True})
    assert caught.value.problems[0].address == "ready"
    assert "ready = go" in str(caught.value)


def test_nothing_is_asked_inside_a_decision_that_is_unknown():
    assert evaluate(CHAIN, "top", {"gate": "unknown"}).next == "tests"
    assert evaluate(CHAIN, "top", {}).next == "ready.data"
