"""The settings of a site as they hold for its offline copy, and what a copy says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from decisionbook.plugin.edition import Edition, about, notice
from decisionbook.plugin.offline import SHIM, offline
from decisionbook.render.words import ENGLISH, LANGUAGES
from tests.render.book import BOOK, TODAY


def plugins(given: object) -> list[object]:
    made: list[object] = offline({"plugins": given})["plugins"]
    return made


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (None, [{"search": {}}]),
        (["search", {"tags": {"x": 1}}], [{"search": {}}, {"tags": {"x": 1}}]),
        ({"search": {"lang": "de"}, "tags": None}, [{"search": {"lang": "de"}}, {"tags": {}}]),
        (["material/social", "rss", {"mike": {}}, "material/offline", "search"], [{"search": {}}]),
        (["decisionbook"], [{"decisionbook": {"print_view": True, "publish": False, "feed": 0}}]),
        (
            [{"decisionbook": {"strict": True}}],
            [{"decisionbook": {"strict": True, "print_view": True, "publish": False, "feed": 0}}],
        ),
    ],
)
def test_plugins_for_the_web_do_not_run(given, made):
    assert plugins(given) == made


def test_the_data_may_lie_elsewhere():
    made = offline({"plugins": [{"decisionbook": {"data": "a"}}]}, Path("b"))
    assert made["plugins"] == [
        {"decisionbook": {"data": "b", "print_view": True, "publish": False, "feed": 0}}
    ]


def test_material_asks_for_no_fonts_and_moves_between_pages_as_files_do():
    theme = {
        "name": "material",
        "features": ["navigation.instant", "navigation.instant.progress", "toc.follow"],
    }
    made = offline(
        {"theme": theme, "extra": {"analytics": {}, "version": {}, "polyfills": ["a.js"], "own": 1}}
    )
    assert made["theme"] == {"name": "material", "font": False, "features": ["toc.follow"]}
    assert made["extra"] == {"own": 1, "polyfills": ["a.js", SHIM]}
    assert theme["features"][0] == "navigation.instant"


@pytest.mark.parametrize("name", ["mkdocs", "readthedocs"])
def test_plain_themes_ask_for_no_highlighting_and_no_statistics(name):
    made = offline({"theme": name})["theme"]
    assert made == {"name": name, "highlightjs": False, "analytics": {"gtag": None}}


def test_a_theme_of_one_s_own_stays_as_it_is():
    assert offline({"theme": {"name": None, "custom_dir": "x"}})["theme"] == {"name": None, "custom_dir": "x"}


@pytest.mark.parametrize(
    ("repository", "uri", "made"),
    [
        ("https://a.example/r", "edit/main/", "https://a.example/r/edit/main/"),
        ("https://a.example/r", "https://b.example/", "https://b.example/"),
        (None, "https://b.example/", "https://b.example/"),
        ("https://a.example/r", None, None),
    ],
)
def test_edit_links_outlive_the_repository_s_address(repository, uri, made):
    changed = offline({"repo_url": repository, "edit_uri": uri})
    assert "repo_url" not in changed
    assert changed["edit_uri"] == made


@pytest.mark.parametrize(
    ("settings", "live"),
    [
        ({"site_url": "https://a.example/", "repo_url": "https://b.example/"}, "https://a.example/"),
        ({"repo_url": "https://b.example/"}, "https://b.example/"),
        ({}, None),
    ],
)
def test_the_live_book_stands_where_the_site_does(settings, live):
    assert offline(settings)["site_url"] == live


def edition(live: str | None = "https://a.example/?a=1&b=2", language: str = "en") -> Edition:
    return Edition("A <b> book", TODAY, live, replace(BOOK, digest="470406f4d578"), LANGUAGES[language])


def test_the_foot_of_pages_says_how_old_and_where():
    assert notice(edition(), "copy.notice") == (
        "A copy to read without a network, as of 20 November 2026. "
        '<a href="https://a.example/?a=1&amp;b=2">The live book</a>.'
    )
    assert "<a" not in notice(edition(None), "copy.notice")


def test_the_page_about_a_copy_says_how_old_the_data_is():
    page = about(edition(), "print.html")
    for said in (
        "20 November 2026",
        "(<https://a.example/?a=1&b=2>)",
        "470406f4d578",
        "](print.html)",
        "not been checked",
    ):
        assert said in page, said
    assert "<b>" not in page
    assert ENGLISH["copy.no_live"] in about(edition(None), None).replace("&#46;", ".")


def test_a_site_without_data_says_what_it_can():
    page = about(Edition("Book", date(2026, 11, 20), None, None, ENGLISH), None)
    assert "20 November 2026" in page


def test_the_page_about_a_copy_speaks_the_book_s_language():
    assert "Über diese Kopie" in about(edition(language="de"), None)
