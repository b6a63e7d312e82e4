"""The sections that search keeps of our pages, taken from the tree, against what Material's own parser finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from markdown import Markdown
from markdown.util import AMP_SUBSTITUTE
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]
from mkdocs.structure.pages import Page

from decisionbook.plugin.sections import Searched, UnfinishedError, sections
from tests.site.test_searching import THEMES, entries, index_of

Read = list[tuple[str | None, str, str]]


def ours(root: Element) -> Read:
    return [(one.id, *_plain("".join(one.title), "".join(one.text))) for one in sections(root)]


def theirs(html: str) -> Read:
    parser = Parser()
    parser.feed(html)
    parser.close()
    return [(one.id, *_plain("".join(one.title), "".join(one.text))) for one in parser.data]


def _plain(title: str, text: str) -> tuple[str, str]:
    """Without elements that hold nothing: their parser drops only the first of them."""
    return title.strip(), re.sub(r"<(\w+)>\s*</\1>", "", text).strip()


@pytest.mark.parametrize(
    "html",
    [
        '<h1 id="a">A <em>b</em><a class="headerlink" href="#a">#</a></h1>\n<p>One\ntwo.</p>\n<p>Three</p>',
        '<p>Before.</p><h2 id="b">B</h2><ul>\n<li>x</li>\n<li><p>y</p></li>\n</ul>',
        '<h1 id="a">A</h1><div><h2 id="b">B</h2><p>in</p></div><p>behind</p><h2 id="c">C</h2><p>last</p>',
        '<h1 id="a">A</h1><section><div><h3 id="b">B</h3><p>in</p></div><p>of A</p></section>',
        "<h1>No id</h1><p>text</p>",
        '<h1 id="a">A</h1><pre><code>x\n  y</code></pre><p>z <code>k</code></p>',
        '<h1 id="a">A</h1><form data-search-exclude=""><p>no</p></form><p>yes</p>',
        '<h1 id="a">A</h1><script>no()</script><style>no</style><p>yes<br/>and<img src="x" alt=""/></p>',
        '<h1 id="a">A</h1><table><tr><td>1</td> <td>2</td></tr></table>',
        '<h1 id="a">A &lt;b&gt;</h1><p>x &lt; y &amp; z</p>',
    ],
)
def test_sections_are_those_of_material(html: str) -> None:
    assert ours(fromstring(f"<div>{html}</div>")) == theirs(html)


def test_parts_that_search_leaves_out_end_where_they_end() -> None:
    """Material's parser takes the end of any element of that name within for the end."""
    found = ours(fromstring('<div><div data-search-exclude=""><div>no</div>no</div><p>yes</p></div>'))
    assert found == [(None, "", "<p>yes</p>")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("&lt;b>", "&lt;b&gt;"),
        (f"{AMP_SUBSTITUTE}amp;lt;", "&amp;lt;"),
        ("AT&T &copy 2", "AT&amp;T &amp;copy 2"),
    ],
)
def test_a_text_is_kept_as_a_page_shows_it(text: str, shown: str) -> None:
    root = Element("div")
    root.text = text
    assert ours(root) == [(None, "", shown)]
    html = Markdown().serializer(root).removeprefix("<div>").removesuffix("</div>")
    assert theirs(html.replace(AMP_SUBSTITUTE, "&")) == ours(root)


def test_a_page_with_texts_still_to_come_is_left_to_the_search_plugin() -> None:
    root = Element("div")
    root.text = "\x02wzxhzdk:0\x03"
    with pytest.raises(UnfinishedError):
        sections(root)


def _both(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, dict[str, Any]]]:
    settings: dict[str, Any] = {
        "theme": THEMES["material"],
        "markdown_extensions": ["attr_list", {"toc": {"permalink": True}}],
    }
    yield entries(index_of(folder / "tree", **settings))
    monkeypatch.setattr(Searched, "turn_to", lambda *_, **__: None)
    yield entries(index_of(folder / "html", **settings))


def test_the_index_of_a_site_is_the_same_either_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree, html = _both(tmp_path, monkeypatch)
    assert tree.keys() == html.keys()
    for location, entry in html.items():
        assert tree[location]["title"] == entry["title"]
        assert _plain("", tree[location]["text"]) == _plain("", entry["text"]), location


def test_search_does_not_read_our_pages_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    feed = Parser.feed

    def noted(self: Any, html: str) -> None:
        read.append(html)
        feed(self, html)

    monkeypatch.setattr(Parser, "feed", noted)
    found = entries(index_of(tmp_path, theme=THEMES["material"]))
    assert len(read) == 1  # the page in docs/
    assert {"options/tea/", "decisions/drink/", "glossary/", ""} <= found.keys()


def test_settings_for_search_are_as_before_when_a_page_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, object] = {}
    show = Searched.show

    def noted(self: Searched, page: Page) -> None:
        show(self, page)
        seen[page.file.src_uri] = page.meta.get("search")

    monkeypatch.setattr(Searched, "show", noted)
    index_of(tmp_path, theme=THEMES["material"])
    assert seen["options/tea.md"] is None
    assert seen["options/espresso.md"] == {"exclude": True}  # leads to the page of the new name
