from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar
from xml.etree import ElementTree as ET

import pytest

from decisionbook.anchors import anchor, fragments
from decisionbook.domains import Choices
from decisionbook.findings import Span, finding
from decisionbook.model import KINDS, Book
from decisionbook.publish.twins import Twins
from decisionbook.render import Renderer
from decisionbook.render.words import ENGLISH, day, number, say
from tests.render.book import BOOK, CHOOSE, HERE, READY, TODAY
from tests.render.page import everything, parsed, render, text, with_attribute

T = TypeVar("T")
PAGES = everything(render())
HOSTILE = """<script>alert(1)</script>"'&amp;{{ 7*7 }}\x0b]]><!--[x](javascript:alert(1))"""


@pytest.mark.parametrize("name", PAGES)
def test_well_formed_with_ids_of_its_own(name: str) -> None:
    root = parsed(PAGES[name])
    ids = Counter(one.get("id") for one in root.iter() if one.get("id"))
    assert [name for name, times in ids.items() if times > 1] == []
    named = {one.get("id") for one in root.iter()}
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        assert {one.get(attribute) for one in root.iter() if one.get(attribute)} <= named


@pytest.mark.parametrize("name", PAGES)
def test_tables_have_a_class_and_nothing_runs(name: str) -> None:
    for one in parsed(PAGES[name]).iter():
        assert one.tag != "script"
        assert one.tag != "table" or one.get("class")
        assert not [
            attribute for attribute in one.attrib if attribute.startswith("on") or attribute == "style"
        ]


def poisoned(value: T, poison: str = HOSTILE) -> T:
    """The value with the poison in every text that is prose, a name or a label."""
    closed = {"id", "kind", "type", "status", "better", "rating", "option", "criterion", "input", "then", "hit_policy",
              "ask_order", "source", "published", "related", "file", "open", "shared", "decision", "cells"}  # fmt: skip
    if isinstance(value, Span | Choices | date | Decimal | bool | int) or value is None:
        return value
    if isinstance(value, str):
        return f"{value} {poison}"  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(poisoned(one) for one in value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: poisoned(one) for key, one in value.items()}  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: poisoned(getattr(value, field.name))
            for field in fields(value)
            if field.name not in closed
        }
        if changed.get("sources") and isinstance(changed["sources"], tuple):
            del changed["sources"]
        return replace(value, **changed)
    return value


def test_hostile_texts_stay_text() -> None:
    book = poisoned(BOOK)
    book = replace(book, sources={name: poisoned(one) for name, one in BOOK.sources.items()})
    for name, html in everything(Renderer(book, today=TODAY)).items():
        root = ET.fromstring(html)
        assert not list(root.iter("script")), name
        assert "alert(1)" in text(root), name
        for one in root.iter():
            assert not [key for key in one.attrib if key.startswith("on")]
            assert not one.get("href", "").lower().startswith("javascript"), name
        assert "49" not in text(root)


def test_checklist() -> None:
    root = parsed(PAGES["checklist ready"])
    assert root.get("data-checklist") == "ready"
    boxes = [one for one in root.iter("input") if one.get("type") == "checkbox"]
    assert [(box.get("value"), box.get("data-required")) for box in boxes] == [("agree", ""), ("cover", None)]
    labels = {one.get("for"): text(one) for one in root.iter("label")}
    assert [labels[box.get("id")] for box in boxes] == ["Labels hold. Required", "Failures are in."]
    assert with_attribute(PAGES["checklist ready"], "id", "agree").tag == "li"
    verdicts = {one.get("data-verdict"): text(one) for one in root.iter() if one.get("data-verdict")}
    assert verdicts == {
        "ready": "When every required item is done: Go.",
        "not-ready": "Not yet: Wait.",
    }
    assert [text(one) for one in root.iter("h2")] == ["Labels", "Items"]
    status = next(one for one in root.iter() if one.get("role") == "status")
    assert text(status) == ""


def test_scattered_items_stand_together_under_their_heading_and_the_rest_under_one_of_its_own() -> None:
    agree, cover = READY.items
    items = (agree, cover, replace(agree, id="more"), replace(cover, id="rest"))
    scattered = replace(BOOK, checklists={"ready": replace(READY, items=items)})
    root = parsed(render(scattered).checklist("ready"))
    assert [text(one) for one in root.iter("h2")] == ["Labels", "Items"]
    assert [box.get("value") for box in root.iter("input")] == ["agree", "more", "cover", "rest"]
    twin = Twins(scattered, today=TODAY).entity("checklist", scattered.checklists["ready"], lambda *_: "")
    assert [line for line in twin.splitlines() if line.startswith("#")] == ["## Labels", "## Items"]


def test_a_question_is_shown_alike_on_its_page_and_in_the_index() -> None:
    asked = replace(BOOK, decisions={"choose": replace(CHOOSE, question="Which *one*?", summary=None)})
    assert "Which <em>one</em>?" in render(asked).lead("choose")
    assert "Which <em>one</em>?" in render(asked).index("decision")


def test_checklist_without_required_items_asks_for_all() -> None:
    easy = replace(READY, items=tuple(replace(item, required=False) for item in READY.items))
    assert "When everything is done:" in render(replace(BOOK, checklists={"ready": easy})).checklist("ready")


def test_heading_levels_follow_the_host() -> None:
    assert "<h4>Labels</h4>" in render().checklist("ready", level=4)
    assert '<h3 id="x.choose-when">' in render().option("tune", prefix="x", level=3)


def test_option() -> None:
    root = parsed(PAGES["option tune"])
    assert root.get("data-option") == "tune"
    assert [(one.get("id"), text(one)) for one in root.iter("h2")] == [
        ("cues", "People say"),
        ("choose-when", "Choose it when"),
        ("avoid-when", "Avoid it when"),
        ("first-steps", "First steps"),
        ("decisions", "Decided in"),
        ("comparisons", "Compared in"),
        ("related", "Related"),
    ]
    links = {one.get("href"): text(one) for one in root.iter("a")}
    assert links["decision:choose"] == "Choose"
    assert links["comparison:two"] == "Tuning and retrieval"
    assert links["option:rag"] == "Retrieval"
    assert len(list(root.iter("ol"))) == 1


def test_option_with_nothing_but_a_summary() -> None:
    root = parsed(render(Book(options={"rag": replace(BOOK.options["rag"], related=())})).option("rag"))
    assert list(root.iter("h2")) == []


def test_index() -> None:
    root = parsed(PAGES["index option"])
    terms = [(text(one), one[0].get("href")) for one in root.iter("dt")]
    assert terms == [("Retrieval", "option:rag"), ("Fine-tuning", "option:tune")]
    assert [text(one) for one in root.iter("dd")] == ["Looks facts up.", "Trains further."]
    assert "Which one?" in PAGES["index decision"]
    assert "Nothing here yet." in render(Book()).index("term")


def test_glossary_holds_terms_and_options_by_the_alphabet() -> None:
    root = parsed(PAGES["glossary"])
    assert [one.get("id") for one in root.iter("dt")] == ["tune", "rag", "token"]
    assert "Also: tokens." in PAGES["glossary"]


def test_faq_marks_misconceptions() -> None:
    root = parsed(PAGES["faq"])
    assert [(one.get("id"), text(one)) for one in root.iter("h2")] == [
        ("pdf", "“Tune on PDFs?”"),
        ("cost", "What does it cost?"),
    ]
    assert PAGES["faq"].count("A common misconception") == 1


def test_what_people_wrongly_say_is_quoted_once() -> None:
    entries = [replace(BOOK.faq["pdf"], question=said) for said in ("It knows them.", "“It knows them.”")]
    book = replace(BOOK, faq={f"q{place}": entry for place, entry in enumerate(entries)})
    assert render(book).faq().count(">“It knows them.”</h2>") == 2


def test_sources() -> None:
    root = parsed(PAGES["sources"])
    labels = {one.get("id"): text(one) for one in root.iter("dt")}
    assert labels == {
        "essay": "An essay",
        "notes": "Doe and Roe",
        "paper": "Ovadia and others, 2024",
        "unread": "Unread",
    }
    entries = dict(zip(labels, root.iter("dd"), strict=True))
    assert "Ovadia, Brief, Elisha, November 2024. Paper." in text(entries["paper"])
    assert "read" not in text(entries["paper"])
    assert "Only its abstract was read." in text(entries["essay"])
    assert root.findall(".//dt/a")[0].get("href") == "https://example.org/?a=1&b=2"
    assert "javascript:alert(1)" in text(entries["notes"])
    assert "Nothing cites it." in text(entries["unread"])
    assert "Cited in 1 place Tuning and retrieval" in text(entries["notes"])


def test_findings_show_the_marked_part_of_the_line() -> None:
    place = Span("decision_data/x.yml", 2, 3, 2, 7)
    found = finding(
        "S001", place, "unknown key 'sorce'", "did you mean 'sources'?", related=[(HERE, "first here")]
    )
    html = render().findings([found], {"decision_data/x.yml": "a: 1\n  sorce: <b>\n"})
    root = parsed(html)
    mark = root.find(".//mark")
    assert mark is not None
    assert mark.text == "sorc"
    assert "1 finding in the data" in text(root)
    assert "decision_data/x.yml:2:3 error S001" in text(root)
    assert "did you mean 'sources'?" in text(root)
    assert "See decision_data/x.yml:1:1: first here" in text(root)
    assert "<b><b>" not in html


def test_findings_without_their_text() -> None:
    assert "<pre" not in render().findings([finding("S009", HERE, "no data")], {})


def test_links_find_their_anchors() -> None:
    for kind in KINDS:
        for name in BOOK.of(kind):
            page = PAGES.get(f"{kind} {name}")
            for fragment in fragments(BOOK, kind, name) if page else ():
                assert f' id="{anchor(kind, name, fragment)}"' in (page or ""), (kind, name, fragment)
    assert anchor("option", "rag", "choose_when") == "choose-when"
    assert anchor("term", "token", "") == "token"
    for kind, page in (("term", "glossary"), ("faq", "faq"), ("source", "sources")):
        for name in BOOK.of(kind):
            assert f' id="{name}"' in PAGES[page]


def test_fragments() -> None:
    assert {"updates", "updates--rag"} <= fragments(BOOK, "comparison", "two")
    assert fragments(BOOK, "decision", "choose") == {"stale", "otherwise"}
    assert fragments(BOOK, "checklist", "ready") == {"agree", "cover"}
    assert fragments(BOOK, "option", "rag") == frozenset()
    with pytest.raises(KeyError):
        fragments(BOOK, "term", "none")


def test_words() -> None:
    assert say(ENGLISH, "evidence.sources", count=1) == "1 source"
    assert say(ENGLISH, "evidence.sources", count=2) == "2 sources"
    assert number(ENGLISH, Decimal("-1234.50")) == "-1,234.50"
    assert day(ENGLISH, date(2026, 1, 2)) == "2 January 2026"
    with pytest.raises(KeyError):
        say(ENGLISH, "nothing")


def test_other_words_replace_all_of_ours() -> None:
    shouting = {key: f"«{value}»" for key, value in ENGLISH.items() if key != "months"} | {
        "months": ENGLISH["months"]
    }
    assert "«Unknown»" in Renderer(BOOK, today=TODAY, words=shouting).comparison("two")
    assert "«Required»" in Renderer(BOOK, today=TODAY, words=shouting).checklist("ready")
