"""Decisions as DMN: what stands in the document, and what has no form there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from decisionbook.exchange.dmn_out import NAMESPACE, OWN_NAMESPACE, UnwritableError, to_dmn, variables
from decisionbook.model import Book, Decision
from tests.decide.build import book, boolean, choice, day, flow, inner, number, table
from tests.exchange.folder import reading_of

DMN = f"{{{NAMESPACE}}}"


def document(known: Book, name: str) -> ET.Element:
    return ET.fromstring(to_dmn(known, name))


def cells(known: Book, name: str, tag: str = "inputEntry") -> list[list[str]]:
    rules = document(known, name).iter(f"{DMN}rule")
    return [[entry.findtext(f"{DMN}text") or "" for entry in rule.iter(DMN + tag)] for rule in rules]


def one(*rules: Any, **more: Any) -> Book:
    asked = [number("n"), choice("c", "very-low low"), boolean("b"), day("d")]
    return book(table("t", asked, rules, **more))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({}, ["-", "-", "-", "-"]),
        ({"n": "5"}, ["5", "-", "-", "-"]),
        ({"n": "at least 5"}, [">= 5", "-", "-", "-"]),
        ({"n": "over 5 to under 9"}, ["(5..9)", "-", "-", "-"]),
        ({"n": "under 5 | over 9"}, ["[0..5),> 9", "-", "-", "-"]),
        ({"c": "very-low"}, ["-", '"very-low"', "-", "-"]),
        ({"c": "low | very-low"}, ["-", "-", "-", "-"]),
        ({"b": "no"}, ["-", "-", "false", "-"]),
        ({"d": "under 2026-01-02"}, ["-", "-", "-", '<= date("2026-01-01")']),
    ],
)  # fmt: skip
def test_conditions_are_unary_tests(when: dict[str, str], expected: list[str]) -> None:
    found = cells(one((when, "x")), "t")
    if when.get("n", "").startswith("under"):
        # Few tools read several intervals in one cell, so each gets a row of its own.
        assert found == [["[0..5)", "-", "-", "-"], ["> 9", "-", "-", "-"]]
    else:
        assert found == [expected]


def test_otherwise_is_the_default_or_under_first_the_last_row() -> None:
    rules = [({"b": "yes"}, "x")]
    for policy in ("unique", "any", "priority", "collect", "rule-order"):
        root = document(one(*rules, policy=policy, otherwise="y"), "t")
        assert root.findtext(f".//{DMN}defaultOutputEntry/{DMN}text") == '"y"'
    assert cells(one(*rules, policy="first", otherwise="y"), "t", "outputEntry") == [['"x"'], ['"y"']]


def test_names_are_such_that_feel_reads_them_and_all_different() -> None:
    asked = [boolean("a-b"), boolean("a_b"), boolean("if"), boolean("2nd")]
    known = book(table("a-b", asked, [({"a-b": "yes"}, "x")]))
    assert list(variables(known, "a-b").values()) == ["a_b_2", "a_b_3", "_if", "_2nd"]


def test_a_chain_is_one_document_and_a_shared_input_is_in_it_once() -> None:
    low = table("low", [boolean("s", shared=True)], [({}, "x")])
    top = table("top", [inner("l", low), boolean("s", shared=True)], [({"l": "x", "s": "yes"}, "y")])
    root = document(book(low, top), "top")
    assert [each.get("id") for each in root.iter(f"{DMN}decision")] == ["low", "top"]
    assert [each.get("name") for each in root.iter(f"{DMN}inputData")] == ["s"]
    assert cells(book(low, top), "top")[-1] == ["-", "true"]


def test_a_flow_chart_is_the_table_of_its_paths() -> None:
    asked = [boolean("a"), boolean("b")]
    chart = flow("t", asked, "a", {"a": {"yes": "x", "no": "b"}, "b": {"yes": "x", "no": "y"}})
    assert cells(book(chart), "t") == [["true", "-"], ["false", "true"], ["false", "false"]]


def valued(policy: str, *values: dict[str, Any]) -> Decision:
    names = "xyz"[: len(values)]
    rules = [({"b": "yes"}, name) for name in names]
    return table("t", [boolean("b")], rules, policy=policy, given=dict(zip(names, values, strict=True)))


def test_ranks_that_values_do_not_show_have_no_form() -> None:
    twice = ({"v": Decimal(1)}, {"v": Decimal(2)}, {"v": Decimal(1)})
    crossed = ({"v": "a", "w": "b"}, {"v": "c", "w": "b"}, {"v": "a", "w": "d"})
    for values in (twice, crossed):
        assert to_dmn(book(valued("first", *values)), "t")
        for policy in ("priority", "collect", "output-order"):
            with pytest.raises(UnwritableError, match="rank"):
                to_dmn(book(valued(policy, *values)), "t")


def test_values_that_do_not_tell_inner_outcomes_apart_have_no_form() -> None:
    low = table(
        "low",
        [boolean("b")],
        [({"b": "yes"}, "x"), ({}, "y")],
        given={"x": {"v": "same"}, "y": {"v": "same"}},
    )
    asks_one = table("top", [inner("l", low)], [({"l": "x"}, "z")])
    with pytest.raises(UnwritableError, match="apart"):
        to_dmn(book(low, asks_one), "top")


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    known = one(({"b": "yes"}, "x"))
    decision = known.decisions["t"]
    from dataclasses import replace

    odd = replace(decision, title='a\x00\ud800"<&', question="\x0b")
    assert document(book(odd), "t").get("name") == 'a\ufffd\ufffd"<&'


def test_no_two_elements_have_one_id() -> None:
    rest = "outcomes: {x: X}\nrules: [{when: {}, then: x}]\n"
    names = ("input_n", "input_n_variable", "top_table", "input", "top_rule_1")
    files = {f"decisions/{name}.yml": f"title: T\ninputs: {{n: {{ask: N?}}}}\n{rest}" for name in names}
    asked = ["n: {ask: N?}", "table: {ask: T?}", "n_variable: {ask: V?}"]
    asked += [f"i-{name}: {{decision: {name}}}" for name in names]
    top = "title: T\ninputs:\n" + "".join(f"  {each}\n" for each in asked) + rest
    reading = reading_of({**files, "decisions/top.yml": top})
    assert reading.errors == ()
    root = document(reading.book, "top")
    ids = [each.get("id") for each in root.iter() if each.get("id") and OWN_NAMESPACE not in each.tag]
    assert len(set(ids)) == len(ids)
    assert {each.get("href", "")[1:] for each in root.iter() if each.get("href")} <= set(ids)
