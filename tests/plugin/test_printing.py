"""The print view as a file of the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decisionbook.exchange.whole import sheet
from tests.site.tiny import HOME, built, put, write

LINKED = f"{HOME}\n[On one page](print.html)\n"


def printed(folder: Path, **book: object) -> str:
    config = built(
        write(folder, home=LINKED, book={"print_view": True, **book}, site_url="https://a.example/")
    )
    return (Path(config.site_dir) / "print.html").read_text("utf-8")


def test_it_holds_every_page_of_the_navigation_once(tmp_path):
    html = printed(tmp_path)
    for anchor in (
        "home",
        "options-tea",
        "decisions-drink",
        "comparisons-drinks",
        "checklists-pot",
        "glossary",
        "sources",
    ):
        assert html.count(f'<section id="{anchor}"') == 1, anchor
    assert html.count('data-decision="drink"') == 1
    assert 'href="#options-tea--strengths"' in html


def test_it_says_how_old_it_is_and_where_the_live_book_stands(tmp_path):
    html = printed(tmp_path, today=None, live="https://live.example/")
    assert "This copy was made from the data of" in html
    assert '<a href="https://live.example/">The live book</a>' in html
    assert '<a href="https://a.example/">The live book</a>' in printed(tmp_path)


def test_pages_can_be_left_out(tmp_path):
    html = printed(tmp_path, print_without=["options/*", "faq.md"])
    assert '<section id="options-tea"' not in html
    assert '<section id="faq"' not in html
    assert '<section id="decisions-drink"' in html
    assert 'href="options/tea/#strengths"' in html


def test_the_pages_stand_in_the_order_that_other_plugins_gave_them(tmp_path):
    put(
        tmp_path / "hook.py",
        "def on_nav(nav, config, files):\n    return type(nav)(nav.items, nav.pages[::-1])\n",
    )
    file = write(tmp_path, home=LINKED, book={"print_view": True}, hooks=["hook.py"])
    html = (Path(built(file).site_dir) / "print.html").read_text("utf-8")
    assert html.index('<section id="options-tea"') < html.index('<section id="home"')


def test_a_file_of_one_s_own_wins(tmp_path):
    put(tmp_path / "docs" / "print.html", "mine")
    assert printed(tmp_path) == "mine"


@pytest.mark.parametrize("book", [{}, {"print_view": False}])
def test_without_the_setting_there_is_none(tmp_path, book):
    config = built(write(tmp_path, book=book))
    assert not (Path(config.site_dir) / "print.html").exists()


def test_its_style_is_a_file_beside_it(tmp_path):
    """A strict policy forbids styles within pages; what authors write into tables stays."""
    html = printed(tmp_path)
    assert "<style" not in html
    (path,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', html)
    assert (tmp_path / "site" / path).read_text("utf-8") == sheet()
