"""Questions and tables work in a browser under every host."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.hosts.built import site_of

HOSTS = [
    ("mkdocs", "mkdocs"),
    ("mkdocs", "readthedocs"),
    ("properdocs", "readthedocs"),
    ("properdocs", "material"),
    ("zensical", "its own"),
]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(("host", "theme"), HOSTS)
def test_a_reader_gets_an_answer(
    host: str, theme: str, tmp_path: Path, serve: Callable[[Path], str], browser
) -> None:
    context = browser.new_context()
    # The themes of MkDocs ask another host for highlighting, which is not there.
    context.route(
        "**/*", lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort()
    )
    faults: list[str] = []
    context.on(
        "weberror", lambda error: faults.append(str(error.error)) if "hljs" not in str(error.error) else None
    )
    page: Page = context.new_page()
    page.goto(f"{serve(site_of(tmp_path, host, theme))}/decisions/choose-store/")
    widget = page.locator("[data-decision=choose-store]").first
    sizes = [
        float(heading.evaluate("it => getComputedStyle(it).fontSize").removesuffix("px"))
        for heading in (page.locator("h1").first, widget.locator(".db-title:visible").first)
    ]
    assert sizes[0] >= sizes[1]
    for label in ("2 or more", "No", "Yes"):
        widget.get_by_role("radio", name=label).locator("visible=true").first.check()
        widget.get_by_role("button", name="Continue").click()
    result = widget.locator("[data-outcomes]:visible")
    expect(result).to_have_attribute("data-outcomes", "key-value")
    result.get_by_role("link", name="Key-value store").first.click()
    expect(page.locator("[data-option=key-value]")).to_be_visible()
    assert faults == []
    context.close()
