"""The other forms of a page, named in its head and at its foot where they are published."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from tests.site.test_publishing import committed, git
from tests.site.tiny import HOME, built, pages, put, write

TYPES = {"application/json": "JSON", "text/csv": "CSV", "text/markdown": "Markdown"}


class Named(HTMLParser):
    """The forms that a page names: in its head by media type, and outside of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.head: dict[str, str] = {}
        self.foot: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and given.get("rel", "").split() == ["alternate"]:
            self.head[given["type"]] = given["href"]
        elif tag == "a" and given.get("type") in TYPES:
            self.foot[given["type"]] = given["href"]


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_pages_name_their_forms_and_each_is_there(tmp_path, theme, directories):
    config = built(write(tmp_path, theme={"name": theme}, use_directory_urls=directories))
    found = {path: Named(html) for path, html in pages(config).items() if path != "404.html"}
    kinds = {
        path.replace("/index.html", ".html"): set(map(TYPES.get, one.foot)) for path, one in found.items()
    }
    assert kinds["decisions/drink.html"] == kinds["comparisons/drinks.html"] == {"JSON", "CSV", "Markdown"}
    assert kinds["options/tea.html"] == {"JSON", "Markdown"}
    assert kinds["glossary.html"] == {"Markdown"}
    assert kinds["index.html"] == kinds["options/espresso.html"] == set()
    for path, one in found.items():
        assert not one.foot or one.foot == one.head, path
        for address in one.head.values():
            assert (Path(config.site_dir) / normpath(join(dirname(path), address))).is_file(), (path, address)


def test_a_page_of_one_s_own_names_them_for_programs_only(tmp_path):
    file = write(tmp_path)
    put(tmp_path / "docs" / "options" / "tea.md", "# Tea\n\n/// option | tea\n///\n")
    html = pages(built(file))
    for path, kinds in (("options/tea/index.html", {"JSON", "Markdown"}), ("index.html", {"Markdown"})):
        one = Named(html[path])
        assert {TYPES[kind] for kind in one.head} == kinds
        assert one.foot == {}


def test_every_page_leads_to_the_feed_where_there_is_one(tmp_path):
    file = write(tmp_path, site_url="https://example.org/x/", book={"feed": 5})
    git(tmp_path, "init", "--quiet")
    committed(tmp_path, "Begin")
    put(tmp_path / "decision_data" / "options" / "milk.yml", "name: Milk\nsummary: White.\n")
    committed(tmp_path, "Add milk")
    html = pages(built(file))
    assert Named(html["index.html"]).head["application/atom+xml"] == "changes.xml"
    assert Named(html["options/tea/index.html"]).head["application/atom+xml"] == "../../changes.xml"


def test_nothing_is_named_where_nothing_is_published(tmp_path):
    html = pages(built(write(tmp_path, home=HOME, book={"publish": False, "print_view": True})))
    assert [path for path, text in html.items() if Named(text).head or Named(text).foot] == []


def test_neither_search_nor_the_print_view_hold_the_line(tmp_path):
    config = built(write(tmp_path, book={"print_view": True, "language": "de"}))
    assert "Diese Seite als " in pages(config)["options/tea/index.html"]
    for name in ("search/search_index.json", "print.html"):
        assert "Diese Seite als" not in (Path(config.site_dir) / name).read_text("utf-8")
