"""Warnings that authors let stand: who reviews a change sees which came, went, or end on another day."""

from __future__ import annotations

import json

import pytest

from decisionbook.diff.plain import as_json
from decisionbook.diff.text import as_text
from tests.diff.books import difference

SHARED = "place: {ask: Where?, answers: {here: Here, there: There}"
DECISION = """
title: Way
inputs: {place: shared}
outcomes: {go: Go, stay: Stay}
rules:
  - {id: far, when: {place: there}, then: go}
  - {id: near, when: {place: here}, then: stay}
"""
BOOK = {
    "options/tea.yml": "name: Tea\nsummary: Leaves.\n",
    "decisions/way.yml": DECISION,
    "decisions/back.yml": DECISION,
    "inputs.yml": f"{SHARED}}}\n",
}


def tea(waive: str) -> dict[str, str]:
    return {"options/tea.yml": f"{BOOK['options/tea.yml']}{waive}"}


FOR_EVER = tea("waive: {P001: It is a matter of taste.}\n")
FOR_NOW = tea("waive: {P001: {reason: It is a matter of taste., until: 2999-01-02}}\n")


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ({}, FOR_EVER, [("added", "", "never")]),
        (FOR_NOW, {}, [("removed", "2999-01-02", "")]),
        (FOR_NOW, FOR_EVER, [("changed", "2999-01-02", "never")]),
        (FOR_NOW, FOR_NOW, []),
    ],
)
def test_what_came_went_or_ends_on_another_day(tmp_path, before, after, wanted):
    reason = "It is a matter of taste."
    expected = [(sign, "option:tea", "P001", reason, *ends) for sign, *ends in wanted]
    found = difference(tmp_path, {**BOOK, **before}, {**BOOK, **after})
    told = [
        (one.sign, f"{one.owner.kind}:{one.owner.id}", one.code, one.reason, *one.ends)
        for one in found.waivers
    ]
    assert told == expected


def test_another_reason_is_no_change(tmp_path):
    other = tea("waive: {P001: Nobody knows.}\n")
    assert difference(tmp_path, {**BOOK, **FOR_EVER}, {**BOOK, **other}).waivers == ()


def test_an_entity_brings_its_own_and_takes_them_along(tmp_path):
    renamed = {
        "options/chai.yml": f"{FOR_EVER['options/tea.yml']}aliases_of_id: [tea]\n",
        "options/new.yml": "name: New\nsummary: New.\nwaive: {P001: So.}\n",
    }
    rest = {name: text for name, text in BOOK.items() if not name.startswith("options/")}
    found = difference(tmp_path, {**BOOK, **FOR_EVER}, {**rest, **renamed}).waivers
    assert [(one.sign, one.owner.id) for one in found] == [("added", "new")]


def test_that_of_a_shared_input_is_told_once(tmp_path):
    after = {"inputs.yml": f"{SHARED}, waive: {{P001: So.}}}}\n"}
    found = difference(tmp_path, BOOK, {**BOOK, **after}).waivers
    assert [(one.sign, one.owner.kind, one.owner.id) for one in found] == [("added", "input", "place")]


def test_the_formats_say_it(tmp_path):
    found = difference(tmp_path, BOOK, {**BOOK, **FOR_NOW})
    line = "  + option tea, P001, until 2999-01-02: It is a matter of taste.   data/options/tea.yml:3"
    assert f"\nWarnings that may stand\n{line}\n" in as_text(found)
    (told,) = json.loads(as_json(found))["waivers"]
    assert (told["sign"], told["kind"], told["id"], told["code"]) == ("added", "option", "tea", "P001")
    assert told["until"] == {"before": None, "after": "2999-01-02"}
    moved = as_text(difference(tmp_path / "2", {**BOOK, **FOR_NOW}, {**BOOK, **FOR_EVER}))
    assert "  ~ option tea, P001, ends 2999-01-02 -> never: It is a matter of taste." in moved
