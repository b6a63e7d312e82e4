"""The offline book in a browser: opened from files, in folders of odd names, without one request elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect

from decisionbook.exchange.single import single_page
from tests.render.book import BOOK, TODAY
from tests.site.tiny import write

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
ODD = "My book, ü 100% #1 (copy)"
MOST_BYTES = 1_500_000


def bundle(folder: Path, out: Path) -> Path:
    """Bundle the site of a folder."""
    done = subprocess.run(
        [Path(sys.executable).with_name("decisionbook"), "bundle", "--out", out],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline book of this repository."""
    return bundle(ROOT, tmp_path_factory.mktemp("bundle") / "book.zip")


@pytest.fixture(scope="module")
def unpacked(zipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, unpacked into a folder whose name needs care."""
    folder = tmp_path_factory.mktemp("reader") / ODD
    zipfile.ZipFile(zipped).extractall(folder)
    return folder


@pytest.fixture
def asked(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and the address of everything that it asks for. Faults of scripts fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    addresses: list[str] = []
    faults: list[str] = []
    context.on("request", lambda request: addresses.append(request.url))
    context.on("requestfailed", lambda request: faults.append(f"{request.failure}: {request.url}"))
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield context.new_page(), addresses
    context.close()
    # Who leaves a page before its icon is there breaks off the request.
    wrong = [fault for fault in faults if not fault.startswith("net::ERR_ABORTED")]
    assert not wrong, "\n".join(wrong)


def elsewhere(addresses: list[str]) -> list[str]:
    return [address for address in addresses if not address.startswith(("file:", "data:", "blob:", "about:"))]


def test_it_is_small(zipped: Path) -> None:
    assert zipped.stat().st_size < MOST_BYTES


def test_every_page_opens_and_asks_nobody(unpacked: Path, asked: tuple[Page, list[str]]) -> None:
    page, addresses = asked
    pages = sorted(unpacked.rglob("*.html"))
    assert len(pages) > 30
    for path in pages:
        page.goto(path.as_uri())
    assert len(addresses) > len(pages)
    assert elsewhere(addresses) == []


def test_search_finds_a_page_and_leads_to_it(unpacked: Path, asked: tuple[Page, list[str]]) -> None:
    page, addresses = asked
    page.goto((unpacked / "options" / "rag.html").as_uri())
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("six-month correction")
    found = page.locator(".md-search-result__link").first
    expect(found).to_be_visible()
    found.click()
    expect(page).to_have_url(re.compile("six-month-correction"))
    expect(page.locator("h1")).to_be_visible()
    assert elsewhere(addresses) == []


def test_questions_are_answered(unpacked: Path, asked: tuple[Page, list[str]]) -> None:
    page, addresses = asked
    page.goto((unpacked / "decisions" / "choose-approach.html").as_uri())
    widget = page.locator("[data-decision=choose-approach]")
    widget.locator("[data-input=needs_fresh_knowledge] input[value=yes]:visible").check()
    widget.get_by_role("button", name="Continue").locator("visible=true").click()
    expect(widget.locator("[data-outcomes=rag]:visible")).to_be_visible()
    page.reload()
    expect(widget.locator("[data-outcomes=rag]:visible")).to_be_visible()
    expect(page.locator("[data-map] svg, .db-map svg").first).to_be_visible()
    assert elsewhere(addresses) == []


def test_tables_are_filtered_and_lists_are_ticked(unpacked: Path, asked: tuple[Page, list[str]]) -> None:
    page, addresses = asked
    page.goto((unpacked / "comparisons" / "fine-tuning-and-rag.html").as_uri())
    rows = page.locator("[data-comparison] tbody tr[data-criterion]:visible")
    every = rows.count()
    page.locator("[data-comparison] input[type=search]").fill("update")
    assert 0 < rows.count() < every
    page.goto((unpacked / "checklists" / "data.html").as_uri())
    page.get_by_role("checkbox").first.check()
    expect(page.locator(".db-progress")).to_contain_text("1 of")
    assert elsewhere(addresses) == []


def test_the_way_from_the_front_page_to_the_age_of_the_data(
    unpacked: Path, asked: tuple[Page, list[str]]
) -> None:
    page, _ = asked
    page.goto((unpacked / "index.html").as_uri())
    page.get_by_role("link", name="About this copy").first.click()
    expect(page.get_by_role("heading", name="How old the data is")).to_be_visible()
    page.get_by_role("link", name="The whole book on one page").click()
    expect(page.get_by_role("heading", name="Contents")).to_be_visible()


def test_a_picture_from_elsewhere_is_not_asked_for(tmp_path: Path, browser: Browser) -> None:
    write(
        tmp_path,
        home='# Home\n\n![x](https://a.example/x.png)\n\n<script src="https://a.example/x.js"></script>\n',
    )
    zipfile.ZipFile(bundle(tmp_path, tmp_path / "book.zip")).extractall(tmp_path / "out")
    context = browser.new_context()
    refused: list[str] = []
    context.on("console", lambda message: refused.append(message.text))
    context.on(
        "response",
        lambda response: refused.append(f"answered: {response.url}") if "example" in response.url else None,
    )
    page = context.new_page()
    page.goto((tmp_path / "out" / "index.html").as_uri())
    context.close()
    assert sum("Content Security Policy" in text for text in refused) == 2
    assert not [text for text in refused if text.startswith("answered")]


def heard(page: Page, result: Locator) -> Locator:
    """A result of MkDocs' own search, which hears no key before its index is read."""
    for _ in range(60):
        page.locator("#mkdocs-search-query").press("End")
        with suppress(Error):
            result.wait_for(timeout=500)
            break
    return result


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_search_works_under_the_plain_themes(
    theme: str, tmp_path: Path, asked: tuple[Page, list[str]]
) -> None:
    page, addresses = asked
    write(tmp_path / "site", theme={"name": theme})
    zipfile.ZipFile(bundle(tmp_path / "site", tmp_path / "book.zip")).extractall(tmp_path / ODD)
    page.goto((tmp_path / ODD / "options" / "tea.html").as_uri())
    if theme == "mkdocs":
        page.get_by_role("link", name="Search").click()
        expect(page.locator("#mkdocs-search-query")).to_be_focused()
        page.locator("#mkdocs-search-query").fill("beans")
    else:
        page.get_by_role("textbox", name="Search docs").fill("beans")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("search.html.q=beans"))
    found = page.locator("#mkdocs-search-results").get_by_role("link", name="Coffee", exact=True)
    heard(page, found.first).click()
    expect(page).to_have_url(re.compile("options/coffee.html"))
    assert elsewhere(addresses) == []


def test_the_print_view_shows_everything_without_scripts(
    unpacked: Path, asked: tuple[Page, list[str]]
) -> None:
    page, _ = asked
    page.goto((unpacked / "print.html").as_uri())
    questions = page.locator("[data-decision] fieldset")
    assert questions.count() > 10
    assert page.locator("[data-decision] fieldset:visible").count() == questions.count()
    broken = page.evaluate(
        """() => [...document.querySelectorAll('a[href^="#"]')].map((a) => decodeURIComponent(a.hash.slice(1)))
          .filter((id) => !document.getElementById(id))"""
    )
    assert broken == []


def test_the_print_view_makes_a_document_with_bookmarks(
    tmp_path: Path, asked: tuple[Page, list[str]]
) -> None:
    page, _ = asked
    write(tmp_path / "site")
    zipfile.ZipFile(bundle(tmp_path / "site", tmp_path / "book.zip")).extractall(tmp_path / "out")
    page.goto((tmp_path / "out" / "print.html").as_uri())
    made = page.pdf(prefer_css_page_size=True, outline=True, tagged=True)
    assert made.startswith(b"%PDF-")
    assert b"/Outlines" in made
    assert b"/StructTreeRoot" in made


def test_wide_tables_lie_across_their_sheets(unpacked: Path, asked: tuple[Page, list[str]]) -> None:
    page, _ = asked
    page.goto((unpacked / "print.html").as_uri())
    made = page.pdf(format="A4")
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", made)
    lying = [float(width) > float(height) for width, height in sheets]
    assert not lying[0]
    assert 1 < sum(lying) < len(lying) / 5
    of_wide_tables = lying.index(True)
    assert all(lying[of_wide_tables : of_wide_tables + 5])


def test_paper_shows_links_in_ink_and_names_beside_their_lists(
    unpacked: Path, asked: tuple[Page, list[str]]
) -> None:
    page, _ = asked
    page.set_viewport_size({"width": 700, "height": 1000})
    page.goto((unpacked / "print.html").as_uri())
    page.emulate_media(media="print")
    names = page.locator("form.db-rows > :is(h3, h4, h5, h6)")
    beside = names.evaluate_all(
        """(all) => all.map((one) => {
          const [name, list] = [one, one.nextElementSibling].map((box) => box.getBoundingClientRect())
          return name.right <= list.left && Math.abs(name.top - list.top) < 2
        })"""
    )
    assert len(beside) > 10
    assert all(beside)
    colours = page.locator(".db a[href]").evaluate_all(
        "(all) => [...new Set(all.filter((one) => one.offsetParent).map((one) => getComputedStyle(one).color))]"
    )
    assert "rgb(0, 0, 238)" not in colours
    assert colours


@pytest.mark.parametrize("kind", ["decision", "comparison", "checklist", "option"])
def test_a_single_page_works_by_itself(kind: str, tmp_path: Path, asked: tuple[Page, list[str]]) -> None:
    page, addresses = asked
    for name in BOOK.of(kind):  # type: ignore[arg-type]
        file = tmp_path / f"{name} #1.html"
        file.write_text(single_page(BOOK, kind, name, today=TODAY), "utf-8")  # type: ignore[arg-type]
        page.goto(file.as_uri())
        expect(page.locator(f"[data-{kind}={name}]").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert elsewhere(addresses) == []
    assert all(address.startswith(("file:", "data:")) for address in addresses)


def test_a_single_page_asks_its_questions(tmp_path: Path, asked: tuple[Page, list[str]]) -> None:
    page, _ = asked
    name = next(iter(BOOK.decisions))
    file = tmp_path / "decision.html"
    file.write_text(single_page(BOOK, "decision", name, today=TODAY), "utf-8")
    page.goto(file.as_uri())
    widget = page.locator(f"[data-decision={name}]").first
    expect(widget.locator("fieldset:visible")).to_have_count(1)
    widget.locator("fieldset:visible input").first.check()
    widget.get_by_role("button", name="Continue").locator("visible=true").click()
    expect(widget.get_by_text("Your answers")).to_be_visible()
