"""A term of the glossary shows what it means: to a pointer, to the focus and to a tap, and Escape sends it away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from markdown import Markdown
from playwright.sync_api import Page, expect

from decisionbook import assets
from decisionbook.markdown import DecisionbookExtension, Source
from tests.markdown.books import BOOK, listening

pytestmark = pytest.mark.browser

TEXT = (
    "Before that, a leaf is picked, and much is said about how, by whom and at what hour of the day.\n\nMore."
)
OpenPage = Callable[..., Page]


@pytest.fixture
def term(open_page: OpenPage) -> Callable[..., Page]:
    def opened(**settings: object) -> Page:
        host = listening(Source("page.md"), BOOK)
        markup = Markdown(extensions=[DecisionbookExtension(host=host)]).convert(TEXT)
        return open_page(markup, assets.style(), assets.script(), **settings)

    return opened


def shown(page: Page) -> bool:
    """Whether the definition is on the screen, below its term and within the page."""
    link = page.locator(".db-term")
    display, content = link.evaluate(
        "one => { const s = getComputedStyle(one, '::after'); return [s.display, s.content]; }"
    )
    return bool(display != "none" and content == '"Part of a plant."')


def test_a_pointer(term: Callable[..., Page]) -> None:
    page = term()
    assert not shown(page)
    page.locator(".db-term").hover()
    assert shown(page)
    page.keyboard.press("Escape")
    assert not shown(page)
    page.mouse.move(0, 300)
    page.locator(".db-term").hover()
    assert shown(page)


def test_the_pointer_may_go_to_the_definition(term: Callable[..., Page]) -> None:
    page = term()
    link = page.locator(".db-term")
    link.hover()
    box = link.bounding_box()
    assert box is not None
    for step in range(1, 6):
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 6 * step)
        assert shown(page), step
    page.mouse.move(box["x"], box["y"] + 200)
    assert not shown(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_focus(term: Callable[..., Page], scripts: bool) -> None:
    page = term(java_script_enabled=scripts)
    page.keyboard.press("Tab")
    expect(page.locator(".db-term")).to_be_focused()
    if not scripts:
        return
    assert shown(page)
    page.keyboard.press("Escape")
    assert not shown(page)
    expect(page.locator(".db-term")).to_be_focused()


def test_a_tap_shows_it_and_a_second_one_follows(term: Callable[..., Page]) -> None:
    page = term(has_touch=True, is_mobile=True, viewport={"width": 320, "height": 640})
    address = page.url
    page.locator(".db-term").tap()
    assert shown(page)
    assert page.url == address
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    with page.expect_request("**/glossary/**"):
        page.locator(".db-term").tap()


def test_a_click_follows_where_pointers_hover(term: Callable[..., Page]) -> None:
    page = term()
    with page.expect_request("**/glossary/**"):
        page.locator(".db-term").click()


def test_nothing_of_it_is_in_the_text(term: Callable[..., Page]) -> None:
    assert "Part of a plant" not in term().locator("main").inner_text()
