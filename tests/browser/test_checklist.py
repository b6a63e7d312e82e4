"""A checklist in a browser: ticking, the verdict, the address and copying."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from decisionbook import assets
from tests.render.page import render

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


@pytest.fixture
def checklist(open_page: OpenPage) -> Callable[..., Page]:
    def opened(**settings: object) -> Page:
        return open_page(render().checklist("ready"), assets.style(), assets.script(), **settings)

    return opened


def progress(page: Page) -> str:
    return page.locator(".db-progress").inner_text()


def test_ticking_by_keyboard(checklist: Callable[..., Page]) -> None:
    page = checklist()
    assert progress(page) == "0 of 2 done. Required and still open: 1."
    expect(page.get_by_text("Wait.")).to_be_visible()
    expect(page.get_by_text("Go.")).to_be_hidden()
    page.get_by_role("checkbox", name="Labels hold. Required").focus()
    page.keyboard.press("Space")
    assert progress(page) == "1 of 2 done. Every required item is done."
    expect(page.get_by_text("Go.")).to_be_visible()
    expect(page.get_by_text("Wait.")).to_be_hidden()
    page.get_by_label("Failures are in.").check()
    assert progress(page) == "2 of 2 done. Everything is done."


def test_ticks_are_in_the_address(checklist: Callable[..., Page]) -> None:
    page = checklist()
    page.get_by_label("Failures are in.").check()
    assert page.evaluate("location.hash") == "#ready?done=cover"
    page.reload()
    expect(page.get_by_label("Failures are in.")).to_be_checked()
    assert progress(page).startswith("1 of 2 done.")
    page.get_by_role("button", name="Clear them").click()
    assert progress(page).startswith("0 of 2 done.")
    assert page.evaluate("location.hash") == ""


def test_without_scripts_it_is_a_list_with_both_verdicts(checklist: Callable[..., Page]) -> None:
    page = checklist(java_script_enabled=False)
    assert page.get_by_role("checkbox").count() == 2
    expect(page.get_by_text("Go.")).to_be_visible()
    expect(page.get_by_text("Wait.")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


def test_copying(checklist: Callable[..., Page]) -> None:
    page = checklist(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("Failures are in.").check()
    page.get_by_role("button", name="Copy the list as Markdown").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert (
        copied
        == "## Ready?\n\n### Labels\n\n- [ ] Labels hold. (Required)\n\n### Items\n\n- [x] Failures are in."
    )


def test_two_things_share_an_address(open_page: OpenPage) -> None:
    markup = render().checklist("ready") + render().comparison("two")
    page = open_page(markup, assets.style(), assets.script())
    page.get_by_label("Failures are in.").check()
    page.get_by_role("searchbox").fill("minutes")
    assert page.evaluate("location.hash") == "#ready?done=cover;two?find=minutes"
    page.reload()
    expect(page.get_by_label("Failures are in.")).to_be_checked()
    assert page.locator("tbody tr[data-criterion]:visible").count() == 1


def test_a_page_that_is_exchanged_starts_again(checklist: Callable[..., Page]) -> None:
    page = checklist()
    page.evaluate(
        """() => { const main = document.querySelector("main"); const html = main.innerHTML;
          main.innerHTML = html; Decisionbook.start(); Decisionbook.start(); }"""
    )
    page.get_by_label("Failures are in.").check()
    assert progress(page).startswith("1 of 2 done.")


def test_phones_never_scroll_sideways(checklist: Callable[..., Page]) -> None:
    page = checklist(viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
