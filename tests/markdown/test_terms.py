"""The first use of a term on a page shows what it means."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest
from markdown import Markdown

from decisionbook.markdown import DecisionbookExtension, Source
from decisionbook.markdown.terms import LONGEST
from decisionbook.model import Book, Term
from tests.markdown.books import BOOK, HERE, claim, listening


def term(identity: str, name: str, *aliases: str, means: str = "What it is.") -> Term:
    return Term(identity, name, claim(means), HERE, aliases)


TERMS = {
    "token": term("token", "Token", "tokens", means="A *piece* of [text](term:text)."),
    "window": term("window", "Context window", "context length"),
    "context": term("context", "Context"),
    "lora": term("lora", "LoRA"),
    "text": term("text", "Text"),
}
HOLDS = replace(BOOK, terms=TERMS)


def tree(text: str, book: Book = HOLDS, **settings: object) -> Element:
    host = listening(Source("page.md"), book)
    html = Markdown(
        extensions=["attr_list", "admonition", DecisionbookExtension(host=host, **settings)]
    ).convert(text)
    assert host.findings == []
    return ET.fromstring(f"<main>{html}</main>")


def marked(text: str, book: Book = HOLDS, **settings: object) -> list[tuple[str, str]]:
    """The marked uses, each with where it leads."""
    links = tree(text, book, **settings).iter("a")
    return [
        ("".join(one.itertext()), one.get("href", "")) for one in links if "db-term" in one.get("class", "")
    ]


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("A token, another token, and *tokens*.", ["token"]),
        ("Tokens and tokenisers.", ["Tokens"]),
        ("tokenisers, mistoken, sub-token, token-wise, token_1", []),
        ("The context window is a context.", ["context window", "context"]),
        ("The context\nwindow.", ["context\nwindow"]),
        ("Use LoRA, not lora.", ["LoRA"]),
        ("A *token* in **context**.", ["token", "context"]),
        ("- a token\n- a context", ["token", "context"]),
        ("Before *emphasis* a token, then *more* context.", ["token", "context"]),
        ("## A token\n\nA token.", ["token"]),
        ("`token` and [token](https://example.org) and a token", ["token"]),
        ("    token\n\nNothing.", []),
        ("A &amp; token &lt;b&gt;.", ["token"]),
        ("!!! note \"Token\"\n    A token.", ["token"]),
        ("", []),
    ],
)  # fmt: skip
def test_the_first_use_in_prose(text: str, uses: list[str]) -> None:
    assert [used for used, _ in marked(text)] == uses


def test_what_a_use_says_and_where_it_leads() -> None:
    (link,) = (one for one in tree("A token.").iter("a"))
    assert link.attrib == {"href": "glossary/#token", "class": "db-term", "data-def": "A piece of text."}
    assert link.tail == "."


def test_an_author_s_own_link_is_a_first_use_too() -> None:
    assert marked("A [piece](term:token), a token.") == [("piece", "glossary/#token")]
    assert marked("## A [piece](term:token)\n\nA token.") == [("token", "glossary/#token")]


def test_the_text_around_stays_as_it_was() -> None:
    text = "One token, *two* tokens of context & three `tokens`; <b>done</b>."
    with_terms = "".join(tree(text).itertext())
    assert with_terms == "".join(tree(text, terms=False).itertext())


def test_definitions_keep_their_signs_and_have_an_end() -> None:
    means = 'Less & "more" &lt;b&gt; ' + "word " * 99
    shown = next(
        tree("A token.", replace(BOOK, terms={"token": term("token", "Token", means=means)})).iter("a")
    )
    said = shown.get("data-def", "")
    assert said.startswith('Less & "more" <b> word')
    assert said.endswith("word…")
    assert len(said) <= LONGEST + 1


def test_it_can_be_off() -> None:
    assert marked("A token.", terms=False) == []
    host = listening(Source("page.md", terms=False), HOLDS)
    assert "db-term" not in Markdown(extensions=[DecisionbookExtension(host=host)]).convert("A token.")


def test_data_on_a_page_explains_its_terms_but_not_its_controls() -> None:
    tea = replace(BOOK.options["tea"], summary=claim("A token."), strengths=(claim("A context."),))
    checklist = replace(
        BOOK.checklists["pot"], items=(replace(BOOK.checklists["pot"].items[0], claim=claim("A text.")),)
    )
    book = replace(HOLDS, options={**BOOK.options, "tea": tea}, checklists={"pot": checklist})
    page = "/// option | tea\n///\n\n/// checklist | pot\n///\n"
    assert [used for used, _ in marked(page, book)] == ["token", "context"]


def test_the_glossary_does_not_explain_itself() -> None:
    assert marked("/// glossary\n///\n") == []


def test_many_terms_cost_little() -> None:
    terms = {f"t{place}": term(f"t{place}", f"Word{place} thing") for place in range(5000)}
    book = replace(BOOK, terms=terms)
    text = " ".join(f"word{place} thing and" for place in range(2000))
    assert len(marked(text, book)) == 2000
