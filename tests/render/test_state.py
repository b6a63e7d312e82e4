"""Every statement, the state of the evidence, and the phrases that lead to options."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from decisionbook.anchors import fragments
from decisionbook.model import KINDS, Book, Dispute, Evidence, Term
from decisionbook.render import Renderer
from decisionbook.render.state import LONGEST, MOST_OPEN
from decisionbook.render.statements import statements, statements_of
from tests.render.book import BOOK, HERE, TODAY, claim
from tests.render.page import parsed, render, text, with_attribute

OLD = date(2024, 1, 2)


def terms(*evidence: Evidence) -> Book:
    every = {
        f"t{place}": Term(f"t{place}", f"T{place}", replace(claim(f"Text {place}."), evidence=one), HERE)
        for place, one in enumerate(evidence)
    }
    return Book(terms=every, sources=BOOK.sources)


def listed(book: Book, state: str) -> list[str]:
    """The addresses of the statements that the page lists below a heading."""
    root = parsed(Renderer(book, today=TODAY).evidence())
    found: list[str] = []
    heading = ""
    for one in root.iter():
        heading = one.get("id", "") if one.tag == "h2" else heading
        if one.tag == "li" and heading == state:
            found.append(next(link.get("href", "") for link in one.iter("a")))
    return found


def counts(book: Book) -> dict[str, str]:
    root = parsed(Renderer(book, today=TODAY).evidence())
    rows = [[text(cell) for cell in row] for row in root.iter("tr")]
    return {row[0]: row[1] for row in rows[1:]}


@pytest.mark.parametrize(
    ("evidence", "states"),
    [
        (Evidence(("paper",), expires=TODAY), {"expired", "single"}),
        (Evidence(("paper",), expires=date(2026, 11, 21)), {"single"}),
        (Evidence(("paper",), checked=OLD), {"stale", "single"}),
        (Evidence(("paper",), checked=OLD, expires=OLD), {"expired", "single"}),
        (Evidence(None, checked=OLD), {"judgement"}),
        (Evidence(("paper", "essay")), set()),
        (Evidence(("paper", "paper")), {"single"}),
        (Evidence(("paper",), (Dispute("essay"),)), {"disputed"}),
        (Evidence(()), {"none"}),
        (Evidence((), (Dispute("essay"),)), {"disputed"}),
        (Evidence(None, (Dispute("essay"),)), {"disputed"}),
        (Evidence(), {"judgement"}),
    ],
)
def test_in_which_states_a_statement_is(evidence: Evidence, states: set[str]) -> None:
    book = terms(evidence)
    every = ("expired", "stale", "disputed", "none", "single", "judgement")
    assert {state for state in every if listed(book, state)} == states
    assert sum(int(count) for count in counts(book).values()) == len(states)


def test_who_disputes_and_what_it_says() -> None:
    root = parsed(render().evidence())
    item = next(one for one in root.iter("li") if "Against" in text(one))
    assert "Updates, RAG" in text(item)
    assert "Against: Doe and Roe: Not always." in text(item)
    assert [one.get("href") for one in item.iter("a")] == ["comparison:two#updates--rag", "source:notes"]


def test_judgement_is_counted_by_entity() -> None:
    item = next(one for one in parsed(render().evidence()).iter("li") if "Fine-tuning: " in text(one))
    assert text(item) == "Fine-tuning: 3 of 5"


def test_a_source_that_ends_is_out_of_date() -> None:
    sources = {"paper": replace(BOOK.sources["paper"], expires=OLD)}
    assert listed(Book(sources=sources), "expired") == ["source:paper"]


def test_many_are_folded_and_long_ones_cut() -> None:
    few, many = terms(*[Evidence(())] * MOST_OPEN), terms(*[Evidence(())] * (MOST_OPEN + 1))
    assert "<details" not in Renderer(few, today=TODAY).evidence()
    assert Renderer(many, today=TODAY).evidence().count("<details") == MOST_OPEN + 1
    long = Book(terms={"t": Term("t", "T", replace(claim("word " * 99), evidence=Evidence(())), HERE)})
    shown = next(one for one in parsed(Renderer(long, today=TODAY).evidence()).iter("li"))
    assert text(shown).endswith("word…")
    assert len(text(shown)) <= LONGEST + 1


def test_every_statement_has_a_place_to_link_to() -> None:
    seen = set()
    for one in statements(BOOK):
        seen.add(one.kind)
        assert not one.fragment or one.fragment in fragments(BOOK, one.kind, one.entity.id), one.address
    assert seen == set(KINDS) - {"source"}


def test_a_statement_is_listed_once() -> None:
    assert [one.fragment for one in statements_of(BOOK.decisions["choose"])] == ["stale"]
    cells = [one.fragment for one in statements_of(BOOK.comparisons["two"])]
    assert len(cells) == len(set(cells))
    assert "updates--wait" not in cells
    assert all(one.key != "option.cues" for one in statements(BOOK))


def test_a_phrase_leads_to_every_option_that_lists_it() -> None:
    shared = replace(BOOK.options["rag"], cues=BOOK.options["tune"].cues)
    root = parsed(Renderer(replace(BOOK, options={**BOOK.options, "rag": shared}), today=TODAY).cues())
    rows = [[text(cell) for cell in row] for row in root.iter("tr")]
    assert rows == [["People say", "Option"], ["It should sound like us.", "Retrieval, Fine-tuning"]]


def test_phrases_of_a_book_without_any() -> None:
    assert "Nothing here yet." in Renderer(Book(), today=TODAY).cues()
    assert with_attribute(render().cues(), "data-cues", "").tag == "section"
