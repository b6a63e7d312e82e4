from __future__ import annotations

import re
from datetime import date

import pytest

from decisionbook.exchange.bundle import asked_elsewhere
from decisionbook.exchange.single import Origin, single_page
from decisionbook.render.words import LANGUAGES
from tests.render.book import BOOK, TODAY
from tests.site.links import Links

EVERY = [(kind, name) for kind in ("decision", "comparison", "checklist", "option") for name in BOOK.of(kind)]


def page(kind: str, name: str, origin: Origin | None = None) -> str:
    return single_page(BOOK, kind, name, today=TODAY, **({"origin": origin} if origin else {}))  # type: ignore[arg-type]


def test_there_is_something_to_look_at():
    assert {kind for kind, _ in EVERY} == {"decision", "comparison", "checklist", "option"}


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_a_page_holds_all_it_needs(kind, name):
    html = page(kind, name)
    links = Links(html)
    assert asked_elsewhere({"a.html": html.encode()}) == ()
    assert f'data-{kind}="{name}"' in html
    assert len(links.ids) == len(set(links.ids))
    schemes = {link.split(":")[0] for link in links.links if ":" in link and not link.startswith("#")}
    assert schemes <= {"http", "https", "mailto", "data"}
    wanted = {link[1:].split("?")[0] for link in links.links if link.startswith("#") and link != "#"}
    assert wanted <= set(links.ids)


def test_what_it_cites_stands_at_its_end():
    cited = {
        link.removeprefix("#source:")
        for kind, name in EVERY
        for link in Links(page(kind, name)).links
        if link.startswith("#source:")
    }
    assert cited
    assert all(BOOK.sources[name] for name in cited)


def test_links_lead_to_the_live_book_or_are_text():
    alone = page("option", "tune")
    linked = page(
        "option", "tune", Origin("Book", "en", lambda kind, name, part: f"https://a.example/{kind}/{name}")
    )
    assert "https://a.example/" not in alone
    assert 'href="https://a.example/option/rag"' in linked
    assert re.search(r'<a href="https://a.example/option/tune">The live book</a>', linked)
    assert "From “Book”, as of 20 November 2026." in linked


def test_a_page_speaks_the_book_s_language():
    html = single_page(
        BOOK, "option", "rag", today=TODAY, words=LANGUAGES["de"], origin=Origin(language="de")
    )
    assert '<html lang="de">' in html
    assert "Diese Kopie entstand aus den Daten vom 20. November 2026." in html


def test_an_unknown_entity_is_an_error():
    with pytest.raises(KeyError):
        single_page(BOOK, "option", "nothing", today=date(2026, 1, 1))


def test_a_page_that_is_shared_is_no_single_page():
    with pytest.raises(KeyError):
        page("source", next(iter(BOOK.sources)))
