"""The preview in a browser: a save shows, whatever is open follows, and its policy lets its own scripts run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from decisionbook.preview import Preview, serve
from tests.site.tiny import DATA, put

pytestmark = pytest.mark.browser


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in DATA.items():
        put(tmp_path / "decision_data" / name, text)
    return tmp_path / "decision_data"


@pytest.fixture
def address(data: Path) -> Iterator[str]:
    stop = Event()
    ready: Queue[str] = Queue()
    preview = Preview(data, "decision_data", date(2026, 11, 20))
    Thread(target=serve, args=(preview, 0, ready.put, stop), daemon=True).start()
    yield "/".join(ready.get(timeout=10).split("/")[:3])
    stop.set()


def test_a_save_shows_and_the_page_goes_where_the_author_goes(page: Page, address: str, data: Path):
    page.goto(f"{address}/options/tea/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tea")
    put(data / "options/tea.yml", "name: Green tea\nsummary: Leaves.\n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Green tea")
    put(data / "options/coffee.yml", "name: Espresso\nsumary: Beans.\n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Espresso")
    expect(page.get_by_role("alert")).to_contain_text("did you mean 'summary'?")


def test_two_tabs_live_through_what_goes_and_comes(browser: Browser, address: str, data: Path):
    one, other = browser.new_page(), browser.new_page()
    for tab in (one, other):
        tab.goto(f"{address}/options/tea/")
    (data / "options/tea.yml").unlink()
    for tab in (one, other):
        expect(tab.get_by_role("heading", level=1)).to_have_text("There is no such page in the preview.")
    put(data / "options/milk.yml", "name: Milk\nsummary: White.\n")
    for tab in (one, other):
        expect(tab.get_by_role("heading", level=1)).to_have_text("Milk")
        tab.close()


HIDDEN = """(() => {
  let hidden = true;
  Object.defineProperty(document, "hidden", {get: () => hidden});
  window.show = () => { hidden = false; document.dispatchEvent(new Event("visibilitychange")); };
})()"""


def test_a_hidden_tab_asks_for_nothing_until_it_is_seen(page: Page, address: str, data: Path):
    """A browser has six connections to a server: as many waiting tabs would keep the next one from loading."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(HIDDEN)
    page.goto(f"{address}/options/tea/")
    put(data / "options/coffee.yml", "name: Espresso\nsummary: Beans.\n")
    assert [url for url in asked if "/changes" in url] == []
    page.evaluate("() => window.show()")
    expect(page.get_by_role("heading", level=1)).to_have_text("Espresso")


def test_a_decision_can_be_answered(page: Page, address: str):
    page.goto(f"{address}/decisions/drink/")
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("[data-outcomes=tea]").first).to_be_visible()
