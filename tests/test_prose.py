from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisionbook import prose


def shown(text: str) -> str:
    """What a reader sees of a text."""
    return "".join(ET.fromstring(f"<div>{prose.to_html(text)}</div>").itertext()).strip()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain & simple", "<p>plain &amp; simple</p>"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("`<x> & y`", "<p><code>&lt;x&gt; &amp; y</code></p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- a\n- b", "<ul><li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol><li>a</li>\n<li>b</li>\n</ol>"),
        ("```js\n<b>\n\n[x](option:y)\n```", "<pre><code>&lt;b&gt;\n\n[x](option:y)\n</code></pre>"),
        ("[RAG](option:rag#weak)", '<p><a href="option:rag#weak">RAG</a></p>'),
        ("[RAG](OPTION:rag)", '<p><a href="option:rag">RAG</a></p>'),
        ("<https://a.example>", '<p><a href="https://a.example">https://a.example</a></p>'),
        ("a  \nb", "<p>a<br />b</p>"),
        ("![alt](https://a.example/x.png)", '<p><a href="https://a.example/x.png">alt</a></p>'),
        ("1 &lt; 2 &copy; &bogus;", "<p>1 &lt; 2 © &amp;bogus;</p>"),
        ("", ""),
    ],
)
def test_blocks(text: str, html: str) -> None:
    assert prose.to_html(text) == html


def test_inline_holds_no_blocks() -> None:
    assert prose.to_html("one\n\n- *two*", inline=True) == "one - <em>two</em>"


def test_tight_drops_a_lone_paragraph_only() -> None:
    assert prose.tight("a *b*") == "a <em>b</em>"
    assert prose.tight("a") == "a"
    assert prose.tight("a\n\nb") == "<p>a</p>\n<p>b</p>"


def test_links_without_text_take_the_title() -> None:
    titles = {("option", "rag"): "Retrieval & co"}.get
    text = "[](option:rag) and [](option:none)"
    linked = prose.to_html(text, titles=lambda kind, name: titles((kind, name)))
    assert 'href="option:rag">Retrieval &amp; co</a>' in linked
    assert 'href="option:none">none</a>' in linked
    assert "Retrieval" not in prose.to_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "<div>\n\n*x*\n\n</div>",
        '<img src=x onerror="alert(1)">',
        "<!-- comment -->",
        "# no heading",
        "> no quote",
        "para {: onclick=alert(1) }",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](data:text/html,x)",
        "[x](vbscript:x)",
        "[x][y]\n\n[y]: javascript:alert(1)",
    ],
)
def test_everything_else_is_text(text: str) -> None:
    html = prose.to_html(text)
    tree = ET.fromstring(f"<div>{html}</div>")
    assert {element.tag for element in tree.iter()} <= {"div", "p", "em"}
    assert "".join(shown(text).replace("*", "").split()) == "".join(text.replace("*", "").split())


@pytest.mark.parametrize(
    "address",
    [
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "javascript&#58;alert(1)",
        "&#106;avascript:x",
        " javascript:x",
    ],
)
def test_disguised_schemes_are_no_links(address: str) -> None:
    assert "href" not in prose.to_html(f"[x]({address})")


def test_no_link_within_a_link() -> None:
    tree = ET.fromstring(f"<div>{prose.to_html('[a [b](option:b)](option:a)')}</div>")
    assert [link.find(".//a") for link in tree.iter("a")] == [None]


def test_links_come_with_their_place() -> None:
    text = "é [a](option:rag#weak) `[b](option:no)` and [c](term:token)\n\n    [d](option:code)"
    found = prose.links(text)
    assert [(link.kind, link.id, link.fragment) for link in found] == [
        ("option", "rag", "weak"),
        ("term", "token", ""),
    ]
    assert [text[link.start : link.end] for link in found] == ["option:rag#weak", "term:token"]


def test_problems_come_with_their_place() -> None:
    text = "a <b>c</b> `<i>` 1 < 2 [x](javascript:y) [z](https://a.example) <https://b.example>"
    found = prose.problems(text)
    assert [(problem.what, text[problem.start : problem.end]) for problem in found] == [
        ("html", "<b>"),
        ("scheme", "javascript:"),
    ]


def test_an_end_tag_is_a_problem_only_without_its_start_tag() -> None:
    text = "<b><i>x</i></B> </b> <script>y</script>"
    assert [problem.text for problem in prose.problems(text)] == ["<b>", "<i>", "</b>", "<script>"]


def test_an_unsafe_address_between_angle_brackets_is_a_problem() -> None:
    text = "<javascript:alert(1)> <JAVASCRIPT:x> `<data:x>` <std::vector> <mailto:a@b.example>"
    assert [problem.text for problem in prose.problems(text)] == ["javascript", "JAVASCRIPT"]
    assert "href" not in prose.to_html("<javascript:alert(1)>")


def test_fenced_code_holds_neither_links_nor_problems() -> None:
    text = "```\n<b> [x](option:y) [z](javascript:q)\n```"
    assert prose.links(text) == ()
    assert prose.problems(text) == ()


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "[x](" * 2_000, "*a **b " * 2_000, "`" * 20_001, "- " * 1_500 + "x"]
)
def test_odd_texts_do_not_hang(text: str) -> None:
    assert prose.to_html(text)
    prose.links(text)
    prose.problems(text)


MARKS = st.sampled_from(
    [*"*_`[]()<>&!#-\\ \n\t:;\"'", "](", "option:rag", "javascript:", "<b>", "```", "  \n", "1. ", "a"]
)


@given(st.lists(MARKS, max_size=40).map("".join))
def test_every_text_becomes_safe_well_formed_html(text: str) -> None:
    for html in (prose.to_html(text), prose.to_html(text, inline=True), prose.tight(text)):
        tree = ET.fromstring(f"<div>{html}</div>")
        for link in tree.iter("a"):
            assert prose.scheme(link.get("href", "")) in {None, *prose.SAFE_SCHEMES}


@given(st.lists(MARKS, max_size=40).map("".join))
def test_links_agree_with_the_page(text: str) -> None:
    tree = ET.fromstring(f"<div>{prose.to_html(text)}</div>")
    on_page = [link.get("href", "") for link in tree.iter("a")]
    entities = [address for address in on_page if address.startswith("option:")]
    assert [
        f"{link.kind}:{link.id}" + (f"#{link.fragment}" if link.fragment else "")
        for link in prose.links(text)
    ] == [address.rstrip("#") for address in entities]
    assert all(text[link.start :].lower().startswith(f"{link.kind}:") for link in prose.links(text))


PIECES = st.sampled_from(
    [
        "a",
        "*b*",
        "[x](a/b)",
        '[y](#z "t")',
        "![i](<p q>)",
        "[h](//h.e)",
        "[n]()",
        "`[c](d)`",
        "[o](option:rag)",
        "\\[e](f)",
        "[](g)",
        "\n\n    [code](h)\n\n",
        "[k](a&amp;b)",
    ]
)


@given(st.lists(PIECES, max_size=20).map(" ".join))
def test_relative_links_agree_with_the_page(text: str) -> None:
    """On the page they are the links whose address has no scheme."""
    tree = ET.fromstring(f"<div>{prose.to_html(text)}</div>")
    on_page = [link.get("href", "") for link in tree.iter("a")]
    expected = [address for address in on_page if prose.scheme(address) is None]
    found = prose.relative(text)
    assert [problem.text for problem in found] == expected
    places = [text[problem.start : problem.end] for problem in found]
    assert all(place == problem.text for place, problem in zip(places, found, strict=True) if problem.text)


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    ET.fromstring(f"<div>{prose.to_html(text)}</div>")
    prose.links(text)
    prose.problems(text)
    prose.relative(text)


def test_a_text_too_deep_to_parse_does_not_change_how_others_are_read() -> None:
    assert prose.to_html("- " * 3000 + "x").startswith("- - ")
    assert prose.to_html("So *much* for that.") == "<p>So <em>much</em> for that.</p>"
    assert [link.id for link in prose.links("See [this](option:rag).")] == ["rag"]


@pytest.mark.parametrize(
    "text", ['[x]("(/ and more text', "[x](' (a and more text", '[x]("(/ and * more text']
)
def test_a_quote_that_opens_a_bracket_makes_no_link_up_to_the_end(text: str) -> None:
    assert "<a" not in prose.to_html(text)
    assert shown(text) == text


@pytest.mark.parametrize("text", ["2*3**4*5 apples", "*a**b*c", "x**2*y*z", "a *b **c* d", "2*a**2 + 3*b*c"])
def test_signs_that_are_no_emphasis_lose_nothing(text: str) -> None:
    kept = shown(text).replace("*", "")
    assert kept == text.replace("*", "")
    assert prose.to_html(f"{text} and *so* on").endswith(" and <em>so</em> on</p>")
