from __future__ import annotations

import re

from markupsafe import Markup

from decisionbook import assets
from decisionbook.exchange.long_walks import MOST_QUESTIONS
from decisionbook.exchange.whole import Chapter, unscripted, whole
from decisionbook.render.words import ENGLISH
from tests.site.links import Links


def joined(*chapters: Chapter) -> str:
    return whole("Book", chapters, words=ENGLISH, language="en", about=Markup("As of today."), style="a.css")


def main(*chapters: Chapter) -> str:
    """What stands behind the contents."""
    return joined(*chapters).split("</nav>")[1].split("</main>")[0]


HOME = Chapter("index.html", "Home", '<h1 id="home">Home</h1><p><a href="options/rag/#why">why</a></p>')
RAG = Chapter(
    "options/rag/", "RAG", '<h1 id="rag">RAG</h1><h2 id="why">Why</h2><a href="../../">up</a>', ("Options",)
)


def test_links_between_pages_lead_within():
    page = main(HOME, RAG)
    assert '<a href="#options-rag--why">' in page
    assert '<a href="#home">up</a>' in page


def test_every_address_of_a_page_is_one():
    for link in ("rag.html", "./rag.html#", "../options/rag.html", "../options/./rag.html"):
        chapter = Chapter("options/index.html", "Options", f'<h1>O</h1><a href="{link}">x</a>')
        assert '<a href="#options-rag">x</a>' in main(
            chapter, Chapter("options/rag.html", "RAG", "<h1>R</h1>")
        ), link


def test_other_files_are_named_from_the_root_and_other_sites_stay():
    html = '<h1>A</h1><img src="../../img/a%20b.png"><a href="../../data.csv?x#y">d</a><a href="https://a.example/">e</a>'
    page = main(Chapter("a/b/", "A", html))
    assert '<img src="img/a%20b.png">' in page
    assert '<a href="data.csv?x#y">' in page
    assert '<a href="https://a.example/">' in page


def test_no_two_ids_are_alike_and_every_link_leads_somewhere():
    one = '<h1 id="t">T</h1><label for="i" id="l">l</label><input id="i" aria-labelledby="l t"><a href="#i">i</a>'
    page = joined(Chapter("a/", "A", one), Chapter("a.html", "B", one), Chapter("a-b/", "C", one))
    links = Links(page)
    assert len(links.ids) == len(set(links.ids))
    assert {link[1:] for link in links.links if link.startswith("#")} <= set(links.ids)
    assert 'for="a--i"' in page
    assert 'aria-labelledby="a--l a--t"' in page


def test_headings_stand_one_below_the_other():
    page = joined(HOME, RAG)
    assert re.findall(r"<h(\d)[^>]*>([^<]*)", page) == [
        ("1", "Book"), ("2", "Contents"), ("2", "Home"), ("2", "Options"), ("3", "RAG"), ("4", "Why"),
    ]  # fmt: skip


def test_sections_are_named_once_and_again_when_they_come_again():
    def chapter(name: str, *parts: str) -> Chapter:
        return Chapter(f"{name}/", name, f"<h1>{name}</h1>", parts)

    page = main(
        chapter("a", "X", "Y"),
        chapter("b", "X", "Y"),
        chapter("c", "X", "Z"),
        chapter("d"),
        chapter("e", "X"),
    )
    assert re.findall(r"<h(\d)[^>]*>([^<]*)", page) == [
        ("2", "X"), ("3", "Y"), ("4", "a"), ("4", "b"), ("3", "Z"), ("4", "c"), ("2", "d"), ("2", "X"), ("3", "e"),
    ]  # fmt: skip


def test_a_page_without_a_title_gets_one():
    assert "<h3>A &amp; B</h3>" in main(Chapter("a/", "A & B", "<p>x</p>", ("Part",)))


def test_the_questions_of_a_decision_stand_once():
    widget = '<div class="db" data-decision="d" data-graphs="{}"><form><div>Q?</div></form></div>'
    page = main(
        Chapter("index.html", "Home", f"<h1>H</h1>{widget}<p>after</p>"),
        Chapter("decisions/d/", "Decide", f"<h1>D</h1>{widget}", (), "d"),
    )
    assert page.count("Q?") == 1
    assert '<p><a href="#decisions-d">See “Decide”.</a></p><p>after</p>' in page
    assert "data-graphs" not in page
    assert 'data-decision="d"' in page


def test_what_only_a_pointer_or_a_script_reads_is_left_out():
    page = main(
        Chapter("a/", "A", '<a title="T" data-url="u" data-option="o" href="https://a.example/">t</a>')
    )
    assert '<a data-option="o" href="https://a.example/">t</a>' in page


def test_everything_is_open_and_nothing_runs():
    html = '<h1>A</h1><details><summary>s</summary>x</details><script>bad()</script><a class="headerlink" href="#a">¶</a>'
    page = main(Chapter("a/", "A", html))
    assert '<details open="">' in page
    assert "bad()" not in page
    assert "¶" not in page


def test_the_style_takes_scripts_for_off():
    style = unscripted(assets.style())
    assert "scripting" in assets.style()
    assert "scripting" not in style


def walk(questions: int) -> str:
    """A page whose questions lead on to one another, to a result and to two together; its map leads to each."""
    form = '<form class="db-question" id="n{0}"><a href="#n{1}">on</a></form>'
    forms = "".join(form.format(at, at + 1) for at in range(questions))
    results = "".join(
        f'<section class="db-result" id="o{at}" data-outcomes="{ids}"><p>{ids}</p></section>'
        for at, ids in enumerate(("x", "x y"))
    )
    links = "".join(f'<a href="#{part}">{part}</a>' for part in ("n0", "o0", "o1"))
    return f'<h1>D</h1><div class="db" data-decision="d">{forms}{results}</div><p id="map">{links}</p>'


def test_a_walk_that_is_too_long_for_paper_is_left_to_the_rules():
    chapters = (
        Chapter("d/", "D", walk(MOST_QUESTIONS + 1), decision="d"),
        Chapter("e/", "E", '<h1>E</h1><a href="../d/#n3">three</a><a href="../d/#map">map</a>'),
    )
    page = main(*chapters)
    assert page.count("Too many ways lead through the questions") == 1
    assert "<form" not in page
    assert "<p>x</p>" in page
    assert "<p>x y</p>" not in page
    assert '<a href="#d">n0</a><a href="#d--o0">o0</a><a href="#d">o1</a>' in page
    assert '<a href="#d">three</a><a href="#d--map">map</a>' in page


def test_a_walk_of_usual_length_is_printed_whole():
    page = main(Chapter("d/", "D", walk(MOST_QUESTIONS), decision="d"))
    assert page.count("<form") == MOST_QUESTIONS
    assert "<p>x y</p>" in page
    assert "Too many ways" not in page
