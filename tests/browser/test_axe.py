"""No accessibility finding of axe-core within what the book itself puts on a page: the theme's parts are not ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "comparisons/approaches/",
    "comparisons/fine-tuning-and-rag/",
    "checklists/data/",
    "options/",
    "options/fine-tuning/",
    "glossary/",
    "faq/",
    "sources/",
    "evidence/",
    "decisions/choose-approach/",
    "guides/start-here/",
    "",
)
LOOKS: dict[str, dict[str, object]] = {
    "light": {"viewport": {"width": 1200, "height": 900}},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}},
}
NewPage = Callable[..., Page]


def findings(page: Page) -> list[str]:
    """What axe finds in the article, target sizes included, as "rule: element". Nothing sticks or is hovered over."""
    page.mouse.move(0, 0)
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(AXE.read_text("utf-8"))
    run = (
        """() => axe.run("article", {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}})"""
    )
    violations = page.evaluate(run)["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in violations
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_found(site: str, new_page: NewPage, address: str, look: str) -> None:
    page = new_page(**LOOKS[look])
    page.goto(f"{site}/{address}")
    assert findings(page) == []
    if look != "light":
        return
    for summary in page.locator("article summary:visible").all()[:20]:
        summary.click()
    assert findings(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_phones_do_not_scroll_sideways(site: str, new_page: NewPage, address: str) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{site}/{address}")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("address", PAGES)
def test_paper_holds_everything_within_its_width(site: str, new_page: NewPage, address: str) -> None:
    page = new_page(viewport={"width": 780, "height": 1100})
    page.goto(f"{site}/{address}")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 780
    assert page.locator("article .db-tools:visible, article .db-line:visible").count() == 0


def test_findings_are_seen(site: str, page: Page) -> None:
    page.goto(f"{site}/glossary/")
    page.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")
    assert any(found.startswith("image-alt") for found in findings(page))
