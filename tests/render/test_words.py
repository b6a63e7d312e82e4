"""Every language says the same things: no key is missing, and every sentence has the same marks to fill."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from string import Formatter

import pytest

from decisionbook.render import Renderer
from decisionbook.render.words import ENGLISH, LANGUAGES, day, number, say
from tests.render.book import BOOK, TODAY

OTHERS = [code for code in LANGUAGES if code != "en"]
SAME = {
    "{low}", "{value} {unit}", "{author}, {year}", "{rule}: {share}", "{number} %", "Markdown", "CSV", "Option", ",", ".",
}  # fmt: skip
"""Texts that two languages may share."""


def marks(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_there_is_more_than_one_language() -> None:
    assert LANGUAGES["en"] is ENGLISH
    assert OTHERS


@pytest.mark.parametrize("code", OTHERS)
def test_keys_are_the_same_and_in_the_same_order(code: str) -> None:
    assert list(LANGUAGES[code]) == list(ENGLISH)


@pytest.mark.parametrize("code", OTHERS)
def test_marks_are_the_same(code: str) -> None:
    wrong = {key: text for key, text in LANGUAGES[code].items() if marks(text) != marks(ENGLISH[key])}
    assert wrong == {}


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated(code: str) -> None:
    left = {key: text for key, text in LANGUAGES[code].items() if text == ENGLISH[key] and text not in SAME}
    assert left == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_twelve_months_and_plain_texts(code: str) -> None:
    words = LANGUAGES[code]
    assert len(words["months"].split()) == 12
    assert [key for key, text in words.items() if text != text.strip() or re.search(r"[<>]|\s\s", text)] == []


def test_dates_and_numbers_follow_the_language() -> None:
    german = LANGUAGES["de"]
    assert day(german, date(2026, 3, 2)) == "2. März 2026"
    assert number(german, Decimal("-1234.50")) == "-1.234,50"
    assert say(german, "evidence.sources", count=2) == "2 Quellen"


def test_a_book_in_german() -> None:
    renderer = Renderer(BOOK, today=TODAY, words=LANGUAGES["de"])
    table = renderer.comparison("two")
    assert "Nur Unterschiede" in table
    assert "2.880 minutes" in table
    assert "Nötig" in renderer.checklist("ready")
    widget = renderer.decision("choose", ["widget", "rules"])
    assert "Nicht sicher" in widget
    assert "Continue" not in widget
    assert ">Yes<" not in widget
