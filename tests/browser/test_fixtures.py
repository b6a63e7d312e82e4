"""The fixtures themselves: a page whose faults pass unnoticed would make every browser test worthless."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Watch

pytestmark = pytest.mark.browser


def test_a_fragment_is_styled_and_scripted(open_page: Callable[..., Page]) -> None:
    page = open_page("<p>one</p>", style="p { color: rgb(1, 2, 3) }", script="document.title = 'two'")
    assert page.locator("p").evaluate("p => getComputedStyle(p).color") == "rgb(1, 2, 3)"
    assert page.title() == "two"


def test_scripts_can_be_off(open_page: Callable[..., Page]) -> None:
    page = open_page("<p>one</p>", script="document.title = 'two'", java_script_enabled=False)
    assert page.title() == "Fragment"


def test_a_folder_is_served(page: Page, serve: Callable[[Path], str], tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<link rel="icon" href="data:,"><h1>Here</h1>')
    page.goto(serve(tmp_path))
    assert page.locator("h1").inner_text() == "Here"


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("console.error('broken')", "console error: broken"),
        ("setTimeout(() => missing.thing)", "script failed: "),
        ("fetch('http://elsewhere.invalid/font').catch(() => 0)", "asked another host: "),
    ],
)
def test_every_fault_is_seen(browser: Browser, script: str, fault: str) -> None:
    context = browser.new_context()
    watch = Watch(context)
    page = context.new_page()
    page.set_content("<p>one</p>")
    page.evaluate(f"() => {{ {script} }}")
    page.wait_for_timeout(200)
    context.close()
    assert any(seen.startswith(fault) for seen in watch.faults), watch.faults
