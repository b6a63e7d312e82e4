from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import Any

import pytest
import yaml
from markdown import Markdown

from decisionbook.findings import Span
from decisionbook.markdown import Source as Written
from decisionbook.markdown import problems
from decisionbook.model import Book, Column, Comparison, Decision, Example, Source, Step
from decisionbook.pages import address_of, escaped, generated, path_of
from decisionbook.render import Renderer
from tests.markdown.books import BOOK, HERE, TODAY, claim, option


def front(markdown: str) -> Any:
    return yaml.safe_load(markdown.split("---\n")[1])


def test_every_entity_and_index_has_a_page_in_the_order_of_a_menu():
    assert [page.path for page in generated(BOOK)] == [
        "comparisons/index.md",
        "comparisons/drinks.md",
        "options/index.md",
        "options/coffee.md",
        "options/tea.md",
        "checklists/index.md",
        "checklists/pot.md",
        "glossary.md",
        "faq.md",
        "options/espresso.md",
    ]


def test_phrases_stand_on_the_index_of_options_and_sources_lead_to_their_state():
    tea = replace(BOOK.options["tea"], cues=(claim("It is late."),))
    leaflet = Source("leaflet", "A leaflet", "article", HERE)
    book = replace(BOOK, options={**BOOK.options, "tea": tea}, sources={"leaflet": leaflet})
    pages = {page.path: page.markdown for page in generated(book)}
    assert "/// cues\n///" in pages["options/index.md"]
    assert "[What is out of date, disputed, thinly sourced or judgement](evidence.md)" in pages["sources.md"]
    assert "/// evidence\n///" in pages["evidence.md"]
    assert all("/// cues" not in page.markdown for page in generated(BOOK))


def test_an_empty_book_has_no_pages():
    assert generated(Book()) == ()


def test_pages_have_no_mistakes_of_their_own():
    renderer = Renderer(BOOK, today=TODAY)
    for page in generated(BOOK):
        assert problems(page.markdown.split("---\n", 2)[2], renderer, Written(page.path)) == ()


def test_an_old_id_leads_on():
    (page,) = (page for page in generated(BOOK) if page.path == "options/espresso.md")
    assert page.moved
    assert "[Coffee](option:coffee)" in page.markdown
    assert front(page.markdown)["search"] == {"exclude": True}


def test_an_old_id_that_was_given_away_has_no_page_of_its_own():
    options = {"a": option("a", "A", old_ids=("b",)), "b": option("b", "B")}
    assert [page.path for page in generated(Book(options=options))].count("options/b.md") == 1


def test_a_decision_shows_its_questions_first_and_examples_only_where_there_are_any():
    bare = Decision("d", "D", {}, {}, HERE, question="Which one?")
    example = Example("E", {}, ("x",), HERE, HERE)
    for decision, parts in ((bare, 4), (replace(bare, examples=(example,)), 5)):
        _, page = generated(Book(decisions={"d": decision}))
        assert page.markdown.count("/// decision | d") == parts
        assert ("show: examples" in page.markdown) == bool(decision.examples)
        assert page.markdown.index("/// decision | d\n///") < page.markdown.index("## ")
        assert front(page.markdown) == {"title": "D", "description": "Which one?"}
        assert "## The rules\n" in page.markdown


def test_a_flow_chart_is_headed_by_its_steps():
    drawn = Decision("d", "D", {}, {}, HERE, steps={"a": Step("a", "a", (), HERE)})
    _, page = generated(Book(decisions={"d": drawn}))
    assert "## The steps\n" in page.markdown
    assert "## The rules\n" not in page.markdown


@pytest.mark.parametrize(("options", "hidden"), [(3, None), (4, ["toc"])])
def test_wide_tables_take_the_room_of_the_table_of_contents(options: int, hidden: list[str] | None):
    columns = tuple(Column(f"o{place}", "O", None, None, None, HERE) for place in range(options))
    (page,) = (
        page
        for page in generated(Book(comparisons={"c": Comparison("c", "C", columns, (), HERE)}))
        if page.path == "comparisons/c.md"
    )
    assert front(page.markdown).get("hide") == hidden


@pytest.mark.parametrize(
    "title", ['A: "b"', "# no", "a *b* _c_ `d` <e> [f](g) &amp; {h}", "日本 | $x$ ~~y~~ :z:", "  a\n b  "]
)
def test_titles_are_shown_as_they_stand(title):
    _, page = generated(Book(options={"a": option("a", title)}))[:2]
    assert unescape(front(page.markdown)["title"]) == title
    assert not set(front(page.markdown)["title"]) & set('<>"')
    body = page.markdown.split("---\n", 2)[2].split("///")[0]
    extensions = ["pymdownx.tilde", "pymdownx.caret", "pymdownx.emoji", "attr_list", "smarty", "toc"]
    heading = Markdown(extensions=extensions)
    heading.convert(body)
    (token,) = heading.toc_tokens  # type: ignore[attr-defined]
    assert unescape(token["name"]).replace("“", '"').replace("”", '"') == " ".join(title.split())


def test_descriptions_are_plain_text():
    noted = replace(option("a", "A"), summary=claim("Use *it* with [RAG](option:a) & <b>."))
    page = generated(Book(options={"a": noted}))[1]
    assert front(page.markdown)["description"] == "Use it with RAG & &lt;b&gt;."
    asked = Decision("d", "D", {}, {}, HERE, question="Which *one*?")
    assert front(generated(Book(decisions={"d": asked}))[1].markdown)["description"] == "Which one?"


def test_sources_of_pages_are_the_data_files():
    tea = replace(option("tea", "Tea"), span=Span("data/options/tea.yml", 1, 1, 3, 1))
    pages = {page.path: page.source for page in generated(replace(BOOK, options={"tea": tea}))}
    assert pages["options/tea.md"] == tea.span
    assert pages["options/index.md"] is None
    assert pages["glossary.md"] == Span("data.yml")


def test_addresses_match_the_paths():
    assert path_of("option", "tea") == "options/tea.md"
    assert address_of("option", "tea", "choose_when") == "options/tea/#choose-when"
    assert address_of("term", "leaf") == "glossary/#leaf"
    assert address_of("decision", "d") == "decisions/d/"


def test_escaped_text_holds_no_marks():
    assert escaped("a_b") == "a&#95;b"
