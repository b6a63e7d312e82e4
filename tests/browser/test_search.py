"""The search boxes of the themes, in a browser: what is found leads to its anchor, in view and not behind a header."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_offline import bundle, heard
from tests.site.tiny import DATA, built, write

pytestmark = pytest.mark.browser

OPTIONS = [f"o{place}" for place in range(6)]
ROWS = "\n".join(
    f"  - id: row-{place}\n    name: Row {place}\n    cells: {{"
    + ", ".join(f"{option}: zebra{place}{option}" for option in OPTIONS)
    + "}"
    for place in range(25)
)
WIDE = {
    **DATA,
    "comparisons/wide.yml": "title: Wide\noptions:\n"
    + "".join(f"  {option}: {{name: Option {option}}}\n" for option in OPTIONS)
    + f"criteria:\n{ROWS}\n",
}
MATERIAL = {"name": "material", "font": False, "features": ["search.highlight"]}

FOUND = [
    ("late", "decisions/drink", "db-drink.n0"),
    ("sleep matters", "decisions/drink", "db-drink.o-tea"),
    ("leaf plant", "glossary", "leaf"),
    ("leaflet article", "sources", "leaflet"),
    ("why tea", "faq", "why"),
    ("cheap", "options/tea", "strengths"),
    ("strong coffee", "comparisons/drinks", "taste--coffee"),
    ("zebra2o5", "comparisons/wide", "row-2--o5"),
    ("zebra14o0", "comparisons/wide", "row-14--o0"),
    ("zebra24o4", "comparisons/wide", "row-24--o4"),
]


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = tmp_path_factory.mktemp("material")
    return serve(Path(built(write(folder, WIDE, theme=MATERIAL)).site_dir))


def looked_up(page: Page, words: str, anchor: str) -> None:
    """Ask Material's search box, and follow the result that leads to ``anchor``."""
    if page.locator(".md-search__input").is_hidden():
        page.locator("label[for=__search]").first.click()
    # One key asks once: a list that is answered letter by letter is taken away under the pointer.
    page.locator(".md-search__input").fill(words)
    page.locator(".md-search__input").press("End")
    link = page.locator(f'.md-search-result__link[href$="#{anchor}"]')
    expect(link).to_have_count(1, timeout=30_000)  # the index is read in a worker
    more = page.locator(".md-search-result__more", has=link)
    if more.count():
        more.locator("summary").click()
    link.click()
    expect(page).to_have_url(re.compile(re.escape(f"#{anchor}") + "$"))


def assert_seen(page: Page, anchor: str) -> None:
    part = page.locator(f'[id="{anchor}"]')
    expect(part).to_be_in_viewport()
    header = page.locator(".md-header").bounding_box()
    page.wait_for_function(
        """([anchor, bottom]) => {
          const box = document.getElementById(anchor).getBoundingClientRect();
          return box.top >= bottom - 1 && box.left >= 0 && box.right <= innerWidth + 1;
        }""",
        arg=[anchor, header["y"] + header["height"] if header else 0],
    )


@pytest.mark.parametrize(("words", "path", "anchor"), FOUND)
def test_every_kind_is_found_at_its_anchor(
    page: Page, material: str, words: str, path: str, anchor: str
) -> None:
    page.goto(f"{material}/")
    looked_up(page, words, anchor)
    assert f"/{path}/" in page.url
    assert_seen(page, anchor)


@pytest.mark.parametrize(("words", "path", "anchor"), FOUND[-3:])
def test_a_cell_is_found_on_a_phone(
    new_page: Callable[..., Page], material: str, words: str, path: str, anchor: str
) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{material}/")
    looked_up(page, words, anchor)
    assert f"/{path}/" in page.url
    expect(page.locator(f'[id="{anchor}"]')).to_be_in_viewport()
    expect(page.locator(f"thead th[data-option={anchor[-2:]}]")).to_be_in_viewport()


def test_a_cell_that_was_found_has_its_column_s_name_in_view_and_the_words_marked(
    page: Page, material: str
) -> None:
    page.goto(f"{material}/")
    looked_up(page, "zebra14o5", "row-14--o5")
    expect(page.locator("thead th[data-option=o5]")).to_be_in_viewport()
    expect(page.locator("[id=row-14] th .db-name")).to_be_in_viewport()
    expect(page.locator("[id=row-14--o5] mark")).to_have_text("zebra14o5")


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_a_cell_is_found_in_the_offline_book(theme: str, page: Page, tmp_path: Path) -> None:
    write(tmp_path / "site", WIDE, theme=MATERIAL if theme == "material" else {"name": theme})
    zipfile.ZipFile(bundle(tmp_path / "site", tmp_path / "book.zip")).extractall(tmp_path / "out")
    page.goto((tmp_path / "out" / "index.html").as_uri())
    if theme == "material":
        looked_up(page, "zebra14o5", "row-14--o5")
    else:
        page.get_by_role("link", name="Search").click()
        page.locator("#mkdocs-search-query").fill("zebra14o5")
        link = heard(page, page.locator('#mkdocs-search-results a[href$="#row-14--o5"]'))
        expect(link).to_have_text("Row 14")
        link.click()
    expect(page).to_have_url(re.compile("comparisons/wide.html.*#row-14--o5$"))
    expect(page.locator("[id=row-14--o5]")).to_be_in_viewport()
    expect(page.locator("thead th[data-option=o5]")).to_be_in_viewport()
