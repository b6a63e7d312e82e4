"""Inputs that only share a name stay two inputs in a DMN file."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from decisionbook.exchange.dmn_out import to_dmn
from tests.decide.build import book, boolean, choice, inner, table


def test_an_own_input_is_not_taken_for_a_shared_one_of_the_same_name() -> None:
    low = table("low", [choice("y", "e a", shared=True)], [({"y": "e"}, "p")], otherwise="q")
    top = table("top", [boolean("y"), inner("l", low)], [({"y": "yes", "l": "p"}, "x")], otherwise="z")
    root = ET.fromstring(to_dmn(book(low, top), "top"))
    types = [one.get("typeRef") for data in root.iter() if data.tag.endswith("inputData") for one in data]
    assert sorted(one for one in types if one) == ["boolean", "string"]
