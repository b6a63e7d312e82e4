from __future__ import annotations

import pytest

from decisionbook.exchange.markup import Tag, changed

WHOLE = """<!doctype html>
<html lang=en><head><meta charset="utf-8"><!-- a < b --><style>a > b { content: "<p>" }</style></head>
<body><p class='x' hidden>&amp; &lt;p&gt; &#8212; <br/><img src="a&amp;b.png" alt>
<svg viewBox="0 0 1 1"><circle cx="1"/></svg><script>if (a < b && "</p>") c();</script>
<p>unclosed<li>too</ul> a < b </body></html>
"""


def same(tag: Tag) -> Tag:
    return tag


def test_what_is_not_changed_stays_to_the_letter():
    assert changed(WHOLE, same) == WHOLE


def test_blanks_around_line_ends_become_one_unless_they_show():
    before = "<p>a \n\n  b\u00a0\n\u00a0c  d</p>\n  <pre>\n  x\n\n<b>\n  y</b>\n\n  z</pre>\n\n<script>\n\n  a</script>\n\n<p>\n\n</p>"
    after = "<p>a\nb\u00a0\n\u00a0c  d</p>\n<pre>\n  x\n\n<b>\n  y</b>\n\n  z</pre>\n<script>\n\n  a</script>\n<p>\n</p>"
    assert changed(before, same, tight=True) == after
    assert changed(before, same) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<h1>a <b>c</b></h1><h2>d</h2>", "<h3>a <b>c</b></h3><h2>d</h2>"),
        ("<h1>a<p>b</h1>c", "<h3>a<p>b</h3>c"),
        ("</h1>a", "</h1>a"),
    ],
)
def test_a_renamed_element_ends_under_its_new_name(before, after):
    def change(tag: Tag) -> Tag:
        return Tag("h3", tag.attributes) if tag.name == "h1" else tag

    assert changed(before, change) == after


def test_new_attributes_are_escaped_and_others_kept():
    def change(tag: Tag) -> Tag:
        return tag.having(href='?a=1&b="2"') if tag.name == "a" else tag

    assert changed('<a HREF="x" class=c download>t</a>', change) == (
        '<a href="?a=1&amp;b=&quot;2&quot;" class="c" download>t</a>'
    )
    assert changed('<a href="x" />', change) == '<a href="?a=1&amp;b=&quot;2&quot;" />'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a<x>b<x>c</x><p>d</p>&amp;<br>e</x>f", "aNf"),
        ("a<x/>b", "aNb"),
        ("a<x>b<p>c</x>d", "aNd"),
        ("<p>a<x>b</p>c</x>d</p>", "<p>aNd</p>"),
    ],
)
def test_a_text_stands_in_place_of_an_element_and_all_it_holds(before, after):
    assert changed(before, lambda tag: "N" if tag.name == "x" else tag) == after


def test_elements_that_hold_nothing_can_be_replaced():
    assert changed("a<link rel=icon>b", lambda tag: "" if tag.name == "link" else tag) == "ab"


def test_script_and_style_within_a_dropped_element_go_with_it():
    assert changed("<x><script>'</x>'</script>b</x>c", lambda tag: "" if tag.name == "x" else tag) == "c"
