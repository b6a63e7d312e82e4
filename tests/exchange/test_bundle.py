"""What goes into an offline book, and what its pages may ask for."""

from __future__ import annotations

import json

import pytest

from decisionbook.exchange.bundle import POLICY, asked_elsewhere, bundled


def index(*languages: str) -> bytes:
    return json.dumps({"config": {"lang": list(languages)}, "docs": []}).encode()


def names(*paths: str, **site: bytes) -> set[str]:
    return set(bundled(dict.fromkeys(paths, b"") | site))


@pytest.mark.parametrize(
    "path",
    [
        "404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt", "objects.inv", "CNAME", ".nojekyll", "a/.DS_Store",
        "_headers", "feed_rss_created.xml", "js/theme.js.map", "css/x.min.css.map", "a.html.br", "search/worker.js",
    ],
)  # fmt: skip
def test_what_only_servers_and_developers_use_stays_out(path):
    assert names("index.html", path) == {"index.html"}


@pytest.mark.parametrize(
    "path",
    ["a/404.html", "data.csv", "img/map.png", "a/sitemap.xml.html", "search/main.js", "sitemap/index.html"],
)
def test_everything_else_goes_in(path):
    assert names("index.html", path) == {"index.html", path}


def test_the_search_index_becomes_a_script():
    files = bundled({"search/search_index.json": index("en")})
    assert files == {"search/search_index.js": b"var __index = " + index("en")}


PACKS = (
    "assets/javascripts/lunr/tinyseg.js", "assets/javascripts/lunr/min/lunr.de.min.js",
    "assets/javascripts/lunr/min/lunr.fr.min.js", "assets/javascripts/lunr/min/lunr.multi.min.js",
    "assets/javascripts/lunr/min/lunr.stemmer.support.min.js",
)  # fmt: skip


def test_search_in_english_needs_no_language_pack():
    assert set(bundled({**dict.fromkeys(PACKS, b""), "search/search_index.json": index("en")})) == {
        "search/search_index.js"
    }


def test_search_keeps_the_packs_of_its_languages():
    kept = bundled({**dict.fromkeys(PACKS, b""), "search/search_index.json": index("en", "de")})
    assert set(kept) == {"search/search_index.js", *PACKS} - {PACKS[2]}


def test_fonts_for_browsers_of_the_past_stay_out_where_there_is_a_newer_one():
    assert names("f/a.woff2", "f/a.woff", "f/a.ttf", "f/a.svg", "f/b.woff", "a.svg") == {
        "f/a.woff2", "f/b.woff", "a.svg",
    }  # fmt: skip


def test_pages_are_told_to_load_nothing_from_elsewhere():
    page = b'<!doctype html><head><meta charset="utf-8"><title>T</title></head>\xff'
    expected = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>'
    made = bundled({"index.html": page})["index.html"]
    assert expected.encode() in made
    assert made.endswith(b"</head>\xff")


def test_hints_for_servers_and_crawlers_leave_the_pages():
    page = (
        b'<link rel="preconnect" href="https://a.example"><link rel="stylesheet" href="a.css">'
        b'<link rel="canonical" href="https://b.example"><link rel="next" href="n.html">'
    )
    made = bundled({"index.html": page})["index.html"]
    assert made == b'<link rel="stylesheet" href="a.css"><link rel="next" href="n.html">'


@pytest.mark.parametrize(
    ("path", "mark"),
    [("a.js", b"//# sourceMappingURL=a.js.map"), ("a.css", b"/*# sourceMappingURL=a.css.map */")],
)
def test_scripts_and_styles_name_no_source_maps(path, mark):
    assert bundled({path: b"x;\n" + mark + b"\n"}) == {path: b"x;"}
    assert bundled({path: mark + b"\nx;\n"}) == {path: mark + b"\nx;\n"}


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="https://a.example/x">',
        '<img src="//a.example/x">',
        '<img srcset="x.png 1x, https://a.example/x 2x">',
        '<script src="https://a.example/x"></script>',
        '<link rel="stylesheet" href="https://a.example/x">',
        '<iframe src="https://a.example/x"></iframe>',
        '<video poster="https://a.example/x"></video>',
        '<p style="background: url(https://a.example/x)">',
    ],
)
def test_what_a_page_would_load_from_elsewhere_is_found(markup):
    assert [path for path, _ in asked_elsewhere({"a.html": markup.encode()})] == ["a.html"]


def test_what_a_style_sheet_would_load_from_elsewhere_is_found():
    style = b"@import \"https://a.example/1\"; a { background: url('//a.example/2') } b { background: url(x.png) }"
    assert asked_elsewhere({"a.css": style}) == (("a.css", "//a.example/2"), ("a.css", "https://a.example/1"))


def test_links_and_files_of_the_book_are_no_requests_elsewhere():
    page = b'<a href="https://a.example">a</a><img src="../x.png"><img src="data:,"><script>"https://a.example"</script>'
    assert asked_elsewhere({"a.html": page, "a.js": b"'https://a.example'"}) == ()
