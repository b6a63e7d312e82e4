"""What the settings of the plugin say about the words of the interface and the terms of the glossary."""

from __future__ import annotations

import pytest
from mkdocs.exceptions import Abort

from tests.site.tiny import HOME, built, pages, put, write

LEAF = "# Page\n\nA leaf.\n"


def test_a_book_in_german(tmp_path):
    html = pages(built(write(tmp_path, book={"language": "de"})))
    assert "Weiter</button>" in html["index.html"]
    assert "Glossar" in html["glossary/index.html"]
    assert "Stand der Belege" in html["evidence/index.html"]
    assert "Continue</button>" not in "".join(html.values())


def test_own_words_go_before_those_of_the_language(tmp_path):
    book = {"language": "de", "words": {"decision.continue": "Fortfahren"}}
    html = pages(built(write(tmp_path, book=book)))["index.html"]
    assert "Fortfahren</button>" in html
    assert "Nicht sicher" in html


def test_a_language_that_is_not_there(tmp_path):
    with pytest.raises(Abort):
        built(write(tmp_path, book={"language": "tlh"}))


@pytest.mark.parametrize(
    ("terms", "front", "marked"),
    [(True, "", True), (False, "", False), (True, "---\nterms: false\n---\n", False)],
)
def test_terms_on_a_page(tmp_path, terms, front, marked):
    file = write(tmp_path, home=HOME, book={"terms": terms})
    put(tmp_path / "docs" / "page.md", front + LEAF)
    page = pages(built(file))["page/index.html"]
    assert ('href="../glossary/#leaf"' in page) is marked
    assert ('data-def="Part of a plant."' in page) is marked
