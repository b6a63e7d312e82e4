from __future__ import annotations

from html import escape

import pytest
from markdown import Markdown

from decisionbook.publish.marks import harmless, led, plain_text, table

HOSTILE = [
    "a <script>x</script> b",
    "[x](javascript:alert(1)) y",
    "![p](javascript:x)",
    "[x](<javascript:y>)",
    "a <img src=x onerror=y>",
    "[q]: javascript:x\n\n[q]",
    "<javascript:alert(1)>",
    "<!-- x -->",
]


def html(text: str) -> str:
    return Markdown().convert(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_pages_show_as_text_is_text_for_every_reader(text):
    shown = html(harmless(text))
    assert not {mark for mark in ("<script", "<img", "<!--", 'href="', 'src="') if mark in shown}
    assert harmless(text) != text


def test_ends_of_elements_are_text_too():
    assert harmless("a <b>c</b> d") == "a &lt;b>c&lt;/b> d"
    assert harmless("<javascript:x> [y](<javascript:z>)") == "&lt;javascript:x> [y]\\(&lt;javascript:z>)"


@pytest.mark.parametrize(
    "text", ["`<b>` and *x*", "<https://x.example>", "[x](https://x.example)", "a < b", "[x]: no"]
)
def test_the_rest_stays_as_it_is(text):
    assert harmless(text) == text or html(harmless(text)) == f"<p>{text}</p>"


def test_links_lead_and_take_titles():
    def link(kind, entity, part):
        return f"{kind}/{entity}.md"

    text = led(
        "[a](option:rag#x) [](term:leaf) `[b](option:rag)`", link, lambda kind, entity: f"The {entity}|"
    )
    assert text == "[a](option/rag.md) [The leaf|](term/leaf.md) `[b](option:rag)`"


def test_names_stay_names():
    name = "*a* _b_ [c](d) `e` <f> &lt; &#9731; A & B | \\"
    assert html(plain_text(name)) == f"<p>{escape(name)}</p>"


def test_a_table_has_the_cells_it_was_given():
    text = table(["a", "b"], [["x | y", "z\nw"], ["\\|", ""]])
    assert text.splitlines() == ["| a | b |", "| --- | --- |", "| x \\| y | z w |", "| \\| |  |"]
    shown = Markdown(extensions=["tables"]).convert(text)
    assert shown.count("<td>") == 4
    assert "<td>x | y</td>" in shown
