from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from decisionbook.model import Claim, Dispute, Evidence, Source
from decisionbook.render.citing import cited_by, evidence_of
from decisionbook.render.claims import citations, claim, evidence, label, summary
from decisionbook.render.context import Context
from decisionbook.render.renderer import Renderer
from decisionbook.render.statements import statements
from tests.render.book import BOOK, HERE, TODAY
from tests.render.page import CONTEXT, everything, parsed, text

PAST, FUTURE = date(2026, 1, 1), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (Evidence(("paper",)), "1 source"),
        (Evidence(("paper", "essay")), "2 sources"),
        (Evidence(("paper", "essay"), (Dispute("notes"),)), "2 sources, 1 against"),
        (Evidence(("paper",), (Dispute("paper"),)), "1 source, 1 against"),
        (Evidence(None, (Dispute("notes"), Dispute("paper"))), "2 against"),
        (Evidence(()), "No evidence found"),
        (Evidence((), (Dispute("notes"),)), "No evidence found, 1 against"),
        (Evidence(("paper",), expires=PAST), "1 source, out of date"),
        (Evidence(("paper",), expires=TODAY), "1 source, out of date"),
        (Evidence(("paper",), checked=date(2025, 11, 19)), "1 source, not checked lately"),
        (Evidence(("paper",), checked=date(2025, 11, 20)), "1 source"),
        (Evidence(None, expires=PAST), "Out of date"),
        (Evidence(None, expires=FUTURE), "Holds until 1 January 2027"),
    ],
)
def test_summary(behind: Evidence, expected: str) -> None:
    assert summary(CONTEXT, behind) == expected
    assert expected in text(parsed(evidence(CONTEXT, behind)))


def test_judgement_is_silent() -> None:
    assert evidence(CONTEXT, Evidence()) == ""
    assert evidence(CONTEXT, Evidence(checked=TODAY)) == ""
    assert claim(CONTEXT, Claim("A *b*.", Evidence(), HERE)).strip() == "A <em>b</em>."


def test_judgement_says_so_where_it_leads_to_its_line() -> None:
    judged = evidence(CONTEXT, Evidence(checked=TODAY), "data#L3")
    assert text(parsed(judged)) == "Judgement Line in the data"
    assert [link.get("href") for link in parsed(judged).iter("a")] == ["data#L3"]
    assert text(parsed(evidence(CONTEXT, Evidence(("paper",)), "data#L3"))).startswith("1 source ")


def test_what_claims_nothing_is_no_judgement() -> None:
    silent = parsed(evidence(CONTEXT, Evidence(), "data#L3", claimed=False))
    assert text(silent) == "… Line in the data"
    assert [one.get("aria-label") for one in silent.iter("summary")] == ["More about this"]
    assert text(parsed(evidence(CONTEXT, Evidence(("paper",)), claimed=False))).startswith("1 source ")


@pytest.mark.parametrize(
    "name", ["option tune", "option rag", "comparison two", "checklist ready", "cues", "sources"]
)
def test_pages_call_judgement_what_the_state_of_the_evidence_counts(name: str) -> None:
    page = everything(Renderer(BOOK, today=TODAY, forge=lambda span: "data"))[name]
    shown = [text(one) for one in parsed(page).iter("summary")]
    kind, _, entity = name.partition(" ")
    places = [one for one in statements(BOOK) if (one.kind, one.entity.id) == (kind, entity)]
    assert shown.count("Judgement") == sum(not one.evidence for one in places)
    assert ("…" in shown) == (name in {"comparison two", "sources"})


def test_sources_come_before_those_against_and_say_how_far_they_were_read() -> None:
    behind = Evidence(("essay",), (Dispute("notes", "Not *so*."),), checked=date(2026, 11, 1), expires=PAST)
    root = parsed(evidence(CONTEXT, behind))
    lines = [text(line) for line in root.iter("li")]
    assert lines == [
        "An essay, only its abstract was read Interest: Sells one.",
        "Against: Doe and Roe, known from others’ accounts: Not so.",
    ]
    assert [link.get("href") for link in root.iter("a")] == ["source:essay", "source:notes"]
    notes = root.find("p")
    assert notes is not None
    assert text(notes) == "Checked 1 November 2026. Held until 1 January 2026; read it as history."


@pytest.mark.parametrize(
    ("authors", "published", "expected"),
    [
        (None, "2024", "Title"),
        ("Ada", None, "Ada"),
        ("Ada", "2024-11-02", "Ada, 2024"),
        ("Ada, Bo", "2024", "Ada and Bo, 2024"),
        ("Ada, Bo, Cy", "2024", "Ada and others, 2024"),
        ("Ada et al.", "2024", "Ada and others, 2024"),
        ("Ada, Bo et al.", None, "Ada and others"),
    ],
)
def test_labels(authors: str | None, published: str | None, expected: str) -> None:
    source = Source("s", "Title", "paper", HERE, authors=authors, published=published)
    assert label(CONTEXT, source) == expected


def test_sources_with_one_label_show_their_titles() -> None:
    twin = replace(BOOK.sources["paper"], id="twin", title="Another paper")
    context = Context(replace(BOOK, sources={**BOOK.sources, "twin": twin}), TODAY)
    cited = citations(context, Evidence(("paper", "twin", "essay")))
    assert [one.label for one in cited] == ["A paper", "Another paper", "An essay"]


def test_who_cites_a_source() -> None:
    cited = cited_by(BOOK)
    assert [(kind, entity.id) for kind, entity in cited["paper"]] == [
        ("option", "tune"),
        ("comparison", "two"),
        ("decision", "choose"),
        ("checklist", "ready"),
    ]
    assert [(kind, entity.id) for kind, entity in cited["notes"]] == [("comparison", "two")]
    assert "unread" not in cited


def test_evidence_of_every_kind_is_found() -> None:
    for entity in (BOOK.terms["token"], BOOK.faq["pdf"], BOOK.decisions["choose"], BOOK.checklists["ready"]):
        assert list(evidence_of(entity))
    assert list(evidence_of(BOOK.sources["paper"])) == []
