from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, tostring

import pytest
from markdown import Markdown

from decisionbook.markdown import DecisionbookExtension, Source
from decisionbook.markdown.elements import fill, parsed
from decisionbook.markdown.links import drawn, rewrite
from tests.markdown.books import BOOK, convert, listening, wrong


class Seen(HTMLParser):
    """The elements of a page as a browser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def having(self, name: str) -> list[str | None]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]

    @property
    def hrefs(self) -> list[str | None]:
        return [attributes.get("href") for tag, attributes in self.elements if tag == "a"]


@pytest.mark.parametrize(
    ("block", "attribute", "value"),
    [
        ("/// comparison | drinks\n///", "data-comparison", "drinks"),
        ("/// checklist | pot\n///", "data-checklist", "pot"),
        ("/// Checklist | pot\n///", "data-checklist", "pot"),
        ("/// option | tea\n///", "data-option", "tea"),
    ],
)
def test_a_block_becomes_the_part_that_it_names(block, attribute, value):
    assert value in Seen(convert(block)).having(attribute)


@pytest.mark.parametrize("block", ["index | options", "index | option", "glossary", "faq"])
def test_lists_name_their_entries(block):
    expected = "Why tea?" if block == "faq" else "Coffee"
    assert expected in convert(f"/// {block}\n///")


def test_an_old_id_still_shows_the_entity():
    assert wrong("/// option | espresso\n///") == []
    assert "Coffee &amp; more." in convert("/// option | espresso\n///")


def test_a_part_of_a_comparison_has_the_chosen_rows_and_columns_only():
    html = convert("/// comparison | drinks\n    criteria: [price]\n    options: tea\n///")
    cells = [each for tag, each in Seen(html).elements if tag == "td"]
    assert [(cell["data-option"], cell["data-criterion"]) for cell in cells] == [("tea", "price")]


def test_a_column_is_chosen_by_its_old_id_too():
    block = "/// comparison | drinks\n    criteria: [price]\n    options: [espresso, tea, coffee]\n///"
    cells = [each for tag, each in Seen(convert(block)).elements if tag == "td"]
    assert [cell["data-option"] for cell in cells] == ["coffee", "tea"]
    assert wrong(block) == []


@pytest.mark.parametrize("extensions", [(), ("fenced_code",), ("pymdownx.superfences",)])
@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_blocks_within_fenced_code_are_code(fence, extensions):
    text = f"{fence}\n/// checklist | pot\n///\n\n/// decison | x\n///\n{fence}\n"
    html = convert(text, extensions=extensions)
    assert "data-checklist" not in html
    assert "/// checklist | pot" in html
    assert wrong(text, extensions) == []


def test_blocks_within_indented_code_are_code():
    assert wrong("Text\n\n    /// decison | x\n    ///\n") == []
    assert wrong("Text with `/// decison | x` in it and \\/// decison | x\n") == []


@pytest.mark.parametrize(
    ("text", "extensions"),
    [
        ("- item\n\n    /// checklist | pot\n    ///\n", ()),
        ("/// details | More\n\n/// checklist | pot\n///\n\n///\n", ("pymdownx.blocks.details",)),
        ("//// tab | One\n\n/// checklist | pot\n///\n\n////\n", ("pymdownx.blocks.tab",)),
        ("!!! note\n    /// checklist | pot\n    ///\n", ("admonition",)),
    ],
)
def test_blocks_stand_within_other_blocks(text, extensions):
    assert "pot" in Seen(convert(text, extensions=extensions)).having("data-checklist")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("/// admonition | Title\ntext\n///", "admonition"),
        ("/// details | option\ntext\n///", "details"),
        ("/// tab | comparison\ntext\n///", "tab"),
        ("/// html | div.option\ntext\n///", "html"),
        ("/// caption\ntext\n///", "caption"),
        ("/// define\nterm\n\n- text\n///", "definition"),
    ],
)
def test_blocks_of_others_are_left_alone(text, name):
    extension = f"pymdownx.blocks.{name}"
    assert convert(text, extensions=(extension,)) == Markdown(extensions=[extension]).convert(text)
    assert wrong(text, (extension,)) == []
    assert wrong(text) == []


def test_headings_of_a_block_enter_the_table_of_contents_below_their_heading():
    md = Markdown(extensions=["toc", DecisionbookExtension(host=listening())])
    md.convert("# A\n\n## B\n\n/// option | tea\n///\n")
    (top,) = md.toc_tokens  # type: ignore[attr-defined]
    (section,) = top["children"]
    assert [each["name"] for each in section["children"]] == ["Strengths", "Compared in"]


def test_abbreviations_reach_the_text_of_a_block_but_not_its_buttons():
    html = convert("/// checklist | pot\n///\n\n*[hot]: over 90\n*[Clear]: no\n", extensions=("abbr",))
    assert '<abbr title="over 90">hot</abbr>' in html
    assert '<abbr title="no">' not in html


def test_no_two_ids_are_alike():
    text = "/// checklist | pot\n///\n\n/// comparison | drinks\n///\n\n/// option | tea\n///\n\n"
    ids = Seen(convert(text * 3)).having("id")
    assert ids
    assert len(ids) == len(set(ids))


def test_an_entity_s_own_page_has_the_ids_that_links_lead_to():
    host = listening(Source("docs/comparisons/drinks.md", own=("comparison", "drinks")))
    text = "/// comparison | drinks\n///\n\n/// comparison | drinks\n///\n"
    ids = Seen(convert(text, host)).having("id")
    assert "taste" in ids
    assert len(ids) == len(set(ids))


def test_one_parser_converts_many_pages():
    host = listening()
    md = Markdown(extensions=[DecisionbookExtension(host=host)])
    first = md.convert("/// checklist | pot\n///")
    md.convert("Text")
    assert md.reset().convert("/// checklist | pot\n///") == first
    md.convert("\n/// checklist | pott\n///")
    assert [found.span.line for found in host.findings] == [2]


# --- links ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("[a](option:tea)", "options/tea/"),
        ("[a](option:espresso)", "options/coffee/"),
        ("[a](option:tea#strengths)", "options/tea/#strengths"),
        ("[a](comparison:drinks#taste)", "comparisons/drinks/#taste"),
        ("[a](comparison:drinks#taste--tea)", "comparisons/drinks/#taste--tea"),
        ("[a](checklist:pot#hot)", "checklists/pot/#hot"),
        ("[a](term:leaf)", "glossary/#leaf"),
        ("[a](term:tea)", "options/tea/"),
        ("[a](faq:why)", "faq/#why"),
        ("[a][b]\n\n[b]: option:tea", "options/tea/"),
        ("[a](https://example.org/option:x)", "https://example.org/option:x"),
        ("[a](other.md#option:x)", "other.md#option:x"),
    ],
)
def test_links_lead_to_pages(link, address):
    host = listening()
    assert Seen(convert(link, host)).hrefs == [address]
    assert host.findings == []


def test_links_without_a_text_take_the_name():
    assert convert("[](option:tea), [](faq:why) and [**x**](option:tea)") == (
        '<p><a href="options/tea/">Tea</a>, <a href="faq/#why">Why tea?</a> and '
        '<a href="options/tea/"><strong>x</strong></a></p>'
    )


def test_links_within_data_lead_to_pages():
    assert "options/coffee/" in Seen(convert("/// comparison | drinks\n///")).hrefs


def test_a_link_to_nothing_becomes_text():
    assert convert("[x](option:milk)", listening()) == "<p><span>x</span></p>"


# --- elements -------------------------------------------------------------------------------------------


def written(markup: str, extensions: tuple[str, ...] = ()) -> str:
    """The markup after its way through the tree and the serializer of Python-Markdown."""
    md = Markdown(extensions=list(extensions))
    place = Element("div")
    fill(place, markup)
    html = md.serializer(place)
    for step in md.postprocessors:
        html = step.run(html)
    return html


@pytest.mark.parametrize(
    "markup",
    [
        "<p>a &amp;lt;b&amp;gt; &amp;amp; &amp; &lt;b&gt; &amp;#60;</p>",
        '<p title="&amp;lt;x&amp;quot;">x</p>',
        "<div><span>one</span> <span>two</span> three</div>",
        '<svg viewBox="0 0 1 1"><a href="#x"><text>x</text></a></svg>',
    ],
)
def test_markup_survives_its_way_through_the_page(markup):
    assert written(markup) == markup


def test_several_roots_are_wrapped_and_text_outside_is_kept():
    assert tostring(parsed("<p>a</p> <p>b</p>"), "unicode") == "<div><p>a</p> <p>b</p></div>"
    assert tostring(parsed("<p>a</p>b"), "unicode") == "<div><p>a</p>b</div>"
    assert tostring(parsed("\n<p>a</p>\n"), "unicode").strip() == "<p>a</p>"


def test_names_keep_their_prefixes():
    markup = '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><a xlink:href="#x">x</a></svg>'
    assert tostring(parsed(markup), "unicode") == markup


def test_links_of_drawings_are_plain_while_links_are_checked_and_prefixed_at_the_end():
    root = parsed(
        '<div><svg><a xlink:href="option:tea"><text>T</text></a><a xlink:href="#x">x</a></svg><a href="#y">y</a></div>'
    )
    rewrite(root, BOOK, listening())
    assert [link.get("href") for link in root.iter("a")] == ["options/tea/", "#x", "#y"]
    drawn(root)
    assert [dict(link.attrib) for link in root.iter("a")] == [
        {"xlink:href": "options/tea/"},
        {"xlink:href": "#x"},
        {"href": "#y"},
    ]
