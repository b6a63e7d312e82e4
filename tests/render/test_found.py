"""What a search should find: every question, outcome, cell and term, at an id that is on the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from decisionbook.model import Kind
from decisionbook.render import Renderer
from decisionbook.render.found import Found, listed
from tests.render.decisions import CHAIN, FIRST, GATE, TODAY, book_of
from tests.render.page import parsed, render


def by_anchor(found: tuple[Found, ...]) -> dict[str, Found]:
    return {one.anchor: one for one in found}


def ids(html: str) -> set[str]:
    return {one.get("id", "") for one in parsed(html).iter()}


def test_every_cell_and_criterion_of_a_comparison() -> None:
    renderer = render()
    found = by_anchor(renderer.found("comparison", "two"))
    table = renderer.book.comparisons["two"]
    cells = {f"{row.id}--{column.id}" for row in table.criteria for column in table.columns}
    assert found.keys() == {"", *(row.id for row in table.criteria), *cells}
    assert found.keys() - {""} <= ids(renderer.comparison("two"))
    assert found["time--rag"] == Found("time--rag", "Time", "RAG: 5 to 15 minutes")
    assert found["audit--wait"].text == "WAIT: Unknown"
    assert found["updates--rag"].text == "RAG: Good. Change the store."
    assert found["updates"].text == "What must happen when a fact changes? Knowledge"


def test_own_questions_and_outcomes_of_a_decision(first: Renderer) -> None:
    found = by_anchor(first.found("decision", "choose"))
    assert found.keys() - {""} <= ids(first.decision("choose"))
    titles = {one.title: one.text for one in found.values()}
    assert titles["Choose an approach"] == "Which technique?"
    assert titles["Does it need fresh facts?"] == "Prices and policies. Yes, No"
    assert titles["Result: Retrieval"] == "Looks facts up. Weights go stale. Measure retrieval alone."


def test_what_another_decision_asks_is_found_there(chain: Renderer) -> None:
    outer = [one.title for one in chain.found("decision", "plan")]
    inner = [one.title for one in chain.found("decision", "gate")]
    assert "How large is it?" in inner
    assert "How large is it?" not in outer
    assert "Is it urgent?" in outer


def test_a_question_that_stands_in_two_places_is_found_once(chain: Renderer) -> None:
    titles = [one.title for one in chain.found("decision", "plan")]
    assert len(titles) == len(set(titles))


def test_an_option_by_its_short_name() -> None:
    book = render().book
    short = replace(book.options["rag"], short="RAG")
    found = render(replace(book, options={**book.options, "rag": short})).found("option", "rag")
    assert found == (Found("", "Retrieval · RAG", None),)


def test_terms_and_sources_on_the_page_they_share() -> None:
    renderer = render()
    shown: dict[Kind, str] = {"term": renderer.glossary(), "source": renderer.sources()}
    found = [(kind, one) for kind, entity in listed(renderer.book) for one in renderer.found(kind, entity)]
    assert {kind for kind, _ in found} == {"term", "source"}
    assert all(one.anchor in ids(shown[kind]) and one.title and one.text for kind, one in found)


@pytest.fixture
def first(tmp_path: Path) -> Renderer:
    return Renderer(book_of(tmp_path, choose=FIRST), today=TODAY)


@pytest.fixture
def chain(tmp_path: Path) -> Renderer:
    return Renderer(book_of(tmp_path, plan=CHAIN, gate=GATE), today=TODAY)
