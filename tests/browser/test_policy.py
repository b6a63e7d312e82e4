"""The built book under the strict policy that `decisionbook csp` writes: nothing is refused, and everything works."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from decisionbook.cli.csp import command
from tools.static_server import QuietHandler, served

PAGES = (
    "",
    "decisions/",
    "decisions/choose-approach/",
    "comparisons/approaches/",
    "checklists/data/",
    "404.html",
    "print.html",
)


def written(folder: Path, style: str) -> str:
    done = CliRunner().invoke(command, [str(folder), "--format", style])
    assert done.exit_code == 0, done.output
    return done.stdout


def served_with(folder: Path, headers: dict[str, str]) -> AbstractContextManager[str]:
    """Serve the folder with these headers beside the usual ones."""

    class Handler(QuietHandler):
        def end_headers(self) -> None:
            for name, value in headers.items():
                self.send_header(name, value)
            super().end_headers()

    return served(folder, Handler)


@pytest.fixture(params=["header", "meta"])
def address(request: pytest.FixtureRequest, site_folder: Path, tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    shutil.copytree(site_folder, folder)
    lines = written(folder, request.param).splitlines()
    headers = dict(line.split(": ", 1) for line in lines)
    assert (request.param == "header") == ("Content-Security-Policy" in headers)
    with served_with(folder, headers) as address:
        yield address


@pytest.mark.browser
def test_no_page_is_refused_anything(address, page: Page):
    refused: list[str] = []
    page.expose_function("refused", lambda what: refused.append(what))  # noqa: PLW0108
    page.add_init_script(
        "addEventListener('securitypolicyviolation', event => refused(`${event.violatedDirective} ${event.blockedURI}`))"
    )
    for path in PAGES:
        page.goto(f"{address}/{path}")
        page.wait_for_load_state("networkidle")
    assert refused == []


@pytest.mark.browser
def test_questions_and_search_work(address, page: Page):
    page.goto(f"{address}/decisions/choose-approach/")
    widget = page.locator("[data-decision=choose-approach]").first
    widget.get_by_role("radio", name="Yes").locator("visible=true").first.check()
    widget.get_by_role("button", name="Continue").click()
    expect(widget.locator("[data-outcomes]:visible")).to_have_attribute("data-outcomes", "rag")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("retrieval")  # Material listens to keys
    expect(page.locator(".md-search-result__item").first).to_be_attached(timeout=30_000)


@pytest.mark.browser
def test_the_policy_is_in_force(address, browser):
    """What the pages do not hold does not run: else the other tests would prove nothing."""
    page = browser.new_page()
    page.goto(f"{address}/")
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)"
    )
    assert page.evaluate("window.ran") is None
    page.close()
