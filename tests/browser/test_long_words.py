"""Words that are longer than a phone is wide, as German and identifiers have them, are broken within their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from playwright.sync_api import Page

from decisionbook import assets
from decisionbook.book import read_book
from decisionbook.render import Renderer
from tests.render.decisions import TODAY

pytestmark = pytest.mark.browser

WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
BOOK = {
    "checklists/c.yml": "{title: W, items: [{text: W, why: W, required: yes}]}",
    "comparisons/c.yml": """
        title: W
        options: {a: {name: W}, b: {name: W b}}
        criteria:
          - {id: w, name: W, levels: {low: W, high: W high}, cells: {a: low, b: high}}
          - {id: v, name: V, levels: {low: W, high: W high}, cells: {a: high, b: low}}
        """,
    "decisions/d.yml": """
        title: W
        inputs: {w: {ask: W?, answers: {a: W, b: {label: W b, help: W}}}}
        outcomes: {x: W, y: W y}
        rules: [{when: {w: a}, then: x, because: W}]
        otherwise: y
        """,
}
SHOWN: dict[str, Callable[[Renderer], str]] = {
    "checklist": lambda renderer: renderer.checklist("c"),
    "comparison": lambda renderer: renderer.comparison("c"),
    "decision": lambda renderer: renderer.decision("d", ["widget"]),
}


@pytest.fixture
def renderer(tmp_path: Path) -> Renderer:
    for name, text in BOOK.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True)
        path.write_text(dedent(text).replace("W", WORD), encoding="utf-8")
    reading = read_book(tmp_path / "data", shown_as="data", today=TODAY)
    assert not [each for each in reading.findings if each.is_error]
    return Renderer(reading.book, today=TODAY)


@pytest.mark.parametrize("entity", SHOWN)
def test_long_words_do_not_widen_a_phone(
    open_page: Callable[..., Page], renderer: Renderer, entity: str
) -> None:
    page = open_page(
        SHOWN[entity](renderer), assets.style(), assets.script(), viewport={"width": 320, "height": 640}
    )
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_word_beside_an_item_stays_whole(open_page: Callable[..., Page], renderer: Renderer) -> None:
    page = open_page(
        renderer.checklist("c"), assets.style(), assets.script(), viewport={"width": 320, "height": 640}
    )
    lines = """(each) => {
        const text = document.createRange();
        text.selectNodeContents(each);
        return text.getClientRects().length;
    }"""
    assert page.get_by_text("Required", exact=True).evaluate(lines) == 1
