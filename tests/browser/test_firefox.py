"""The book in Firefox, where one is installed: ways through decisions, the keyboard, narrow pages, the offline book."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser import firefox as found
from tests.browser.test_book import CLICK, MOST, book, ways
from tests.browser.test_offline import ODD, ROOT, bundle, elsewhere

pytestmark = [pytest.mark.browser, pytest.mark.nightly, pytest.mark.timeout(600)]

RESULT = """(outcomes) => [...document.querySelectorAll("[data-outcomes]")].some((each) =>
  each.dataset.outcomes === outcomes && each.checkVisibility())"""
ASKED = """(input) => {
  const asked = [...document.querySelectorAll("form.db-now fieldset")].filter((each) => each.checkVisibility());
  return asked.length === 1 && asked[0].dataset.input === input;
}"""


@pytest.fixture(scope="session")
def started() -> Iterator[found.Firefox]:
    path = found.find()
    if path is None:
        pytest.skip("no Firefox is installed (Debian and Ubuntu: firefox-esr, firefox)")
    with found.Firefox(path) as running:
        yield running


@pytest.fixture
def firefox(started: found.Firefox) -> Iterator[found.Firefox]:
    """A fresh page; faults of its scripts fail the test."""
    started.do("fresh")
    yield started
    assert started.do("faults") == []


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("firefox") / ODD
    zipfile.ZipFile(bundle(ROOT, folder.with_name("book.zip"))).extractall(folder)
    return folder


@pytest.mark.parametrize("decision", book().decisions)
def test_ways(decision: str, firefox: found.Firefox, site: str) -> None:
    every = list(ways(decision))
    firefox.do("goto", f"{site}/decisions/{decision}/")
    firefox.until("() => document.querySelector('form.db-now fieldset')")
    for path, result in every[:: max(1, len(every) // MOST)]:
        assert firefox.evaluate(CLICK, path) == " ".join(result.outcomes), path


def test_the_keyboard_history_and_reload(firefox: found.Firefox, site: str) -> None:
    firefox.do("goto", f"{site}/decisions/choose-approach/")
    firefox.until(ASKED, "needs_fresh_knowledge")
    firefox.evaluate("() => document.querySelector('form.db-now input').focus()")
    firefox.do("press", " ")
    firefox.do("press", "Enter")
    firefox.until(RESULT, "rag")
    address = firefox.evaluate("() => location.href")
    assert "needs_fresh_knowledge=yes" in address
    firefox.do("reload")
    firefox.until(RESULT, "rag")
    firefox.evaluate("() => history.back()")
    firefox.until(ASKED, "needs_fresh_knowledge")
    firefox.do("goto", address)
    firefox.until(RESULT, "rag")


@pytest.mark.parametrize(
    "page",
    ["", "decisions/choose-approach/", "comparisons/fine-tuning-and-rag/", "comparisons/full-lora-qlora/",
     "options/rag/", "checklists/data/", "glossary/", "faq/", "sources/", "evidence/"],
)  # fmt: skip
def test_no_page_scrolls_sideways_on_a_narrow_screen(page: str, firefox: found.Firefox, site: str) -> None:
    firefox.do("fresh", {"width": 320, "height": 640})
    firefox.do("goto", f"{site}/{page}")
    assert "404" not in firefox.evaluate("() => document.body.innerText.slice(0, 500)")
    assert firefox.evaluate("() => innerWidth") == 320
    assert firefox.evaluate("() => document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    "page", ["decisions/choose-approach/", "comparisons/fine-tuning-and-rag/", "checklists/data/"]
)
def test_no_barrier_is_found(page: str, firefox: found.Firefox, site: str) -> None:
    firefox.do("goto", f"{site}/{page}")
    script = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    firefox.evaluate("(text) => { (0, eval)(text); }", script)
    found_by_axe = firefox.evaluate(
        "() => axe.run('article').then((done) => done.violations.map((each) => each.id))"
    )
    assert found_by_axe == []


def test_the_offline_book_asks_nobody(firefox: found.Firefox, unpacked: Path) -> None:
    pages = sorted(unpacked.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        firefox.do("goto", page.as_uri())
    assert elsewhere(firefox.do("asked")) == []


def test_what_a_page_asks_for_is_seen(
    firefox: found.Firefox, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    (tmp_path / "a.txt").write_text("a")
    address = f"{serve(tmp_path)}/a.txt"
    page = tmp_path / "page.html"
    page.write_text(f"<title>x</title><img alt='' src={json.dumps(address)}>")
    firefox.do("goto", page.as_uri())
    assert elsewhere(firefox.do("asked")) == [address]


def test_the_offline_book_works(firefox: found.Firefox, unpacked: Path) -> None:
    firefox.do("goto", (unpacked / "decisions" / "choose-approach.html").as_uri())
    firefox.until(ASKED, "needs_fresh_knowledge")
    assert firefox.evaluate(CLICK, [["needs_fresh_knowledge", "yes"]]) == "rag"
    firefox.do("reload")
    firefox.until(RESULT, "rag")
    firefox.do("goto", (unpacked / "checklists" / "data.html").as_uri())
    firefox.evaluate("() => document.querySelector('[data-checklist] input[type=checkbox]').click()")
    firefox.until("() => document.querySelector('.db-progress').textContent.includes('1 of')")
    firefox.do("goto", (unpacked / "comparisons" / "fine-tuning-and-rag.html").as_uri())
    every = firefox.evaluate(
        "() => document.querySelectorAll('[data-comparison] tbody tr[data-criterion]').length"
    )
    firefox.evaluate("() => document.querySelector('[data-comparison] input[type=search]').focus()")
    firefox.do("type", "update")
    firefox.until(
        """(every) => {
          const rows = [...document.querySelectorAll("[data-comparison] tbody tr[data-criterion]")];
          const seen = rows.filter((each) => each.checkVisibility()).length;
          return seen > 0 && seen < every;
        }""",
        every,
    )


def test_the_search_of_the_offline_book(firefox: found.Firefox, unpacked: Path) -> None:
    firefox.do("goto", (unpacked / "options" / "rag.html").as_uri())
    firefox.evaluate("() => document.querySelector('[data-md-component=search-query]').focus()")
    firefox.do("type", "six-month correction")
    firefox.until("() => document.querySelector('.md-search-result__link')")
    firefox.evaluate("() => document.querySelector('.md-search-result__link').click()")
    firefox.until("() => location.href.includes('six-month-correction')")
    assert elsewhere(firefox.do("asked")) == []
