"""Take the pictures of the README from the real pages: `python -m tools.screenshots`, after `make site`.

Writes docs/assets/*.png, in light and dark. The pages are those under site/; the browser is the one of the tests.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tools import chromium
from tools.static_server import served

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
PICTURES = ROOT / "docs" / "assets"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to show: where it is, which answers to give first, and what to bring to the top of the picture."""

    name: str
    address: str
    answers: tuple[str, ...]
    top: str
    height: int


ALL = (Picture("decision", "decisions/choose-approach/", ("no", "no", "yes"), "h1", 900),)


def take(browser: Browser, site: str, picture: Picture, scheme: Literal["light", "dark"]) -> Path:
    """Open the page, answer its questions, and keep what a reader then sees."""
    viewport = ViewportSize(width=1180, height=picture.height)
    page = browser.new_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{site}/{picture.address}")
    for answer in picture.answers:
        give(page, answer)
    page.locator(picture.top).first.scroll_into_view_if_needed()
    page.evaluate("() => document.activeElement?.blur?.()")
    path = PICTURES / f"{picture.name}-{scheme}.png"
    page.screenshot(path=path)
    page.close()
    return path


def give(page: Page, answer: str) -> None:
    """Choose an answer of the question that is shown, and go on."""
    question = page.locator("[data-decision] fieldset[data-input]:visible").first
    question.locator(f"input[value='{answer}']").check()
    page.locator("[data-decision] button:visible", has_text="Continue").first.click()


def main() -> int:
    """The command. Exit status: 0 the pictures are there, 1 something that they need is missing."""
    found = chromium.find()
    if found is None or not (SITE / "index.html").is_file():
        print(chromium.ADVICE if found is None else "Run `make site` first.", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright, served(SITE) as site:
        browser = playwright.chromium.launch(executable_path=found, args=chromium.flags())
        for picture in ALL:
            for scheme in ("light", "dark"):
                print(take(browser, site, picture, scheme).relative_to(ROOT))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
