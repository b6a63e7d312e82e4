from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from tests.site.links import Links, broken_links
from tests.site.tiny import DATA, HOME, built, pages, put, write

ENTITIES = [
    "checklists/pot",
    "comparisons/drinks",
    "decisions/drink",
    "options/coffee",
    "options/tea",
]
LISTS = ["checklists", "comparisons", "decisions", "evidence", "faq", "glossary", "options", "sources"]


@pytest.fixture(scope="module", params=["material", "mkdocs", "readthedocs"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("directories", [True, False])
def test_a_tiny_book_builds_strictly_and_every_link_leads_somewhere(tmp_path, theme, directories):
    name = {"name": theme, "font": False} if theme == "material" else {"name": theme}
    config = built(write(tmp_path, theme=name, use_directory_urls=directories))
    html = pages(config)
    ending = "/index.html" if directories else ".html"
    assert {f"{path}{ending}" for path in ENTITIES} <= html.keys()
    assert {
        f"{path}/index.html" for path in LISTS if path not in {"evidence", "faq", "glossary", "sources"}
    } <= html.keys()
    own = {path: re.sub(r"(?s)<(head|nav|header|footer)\b.*?</\1>", "", text) for path, text in html.items()}
    assert broken_links(Path(config.site_dir), own) == []
    assert not {path: Links(text).doubles for path, text in own.items() if Links(text).doubles}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The tiny book under the plain theme."""
    folder = tmp_path_factory.mktemp("site")
    config = built(write(folder))
    return Path(config.site_dir), pages(config)


def test_blocks_and_links_are_in_the_page(site):
    home = site[1]["index.html"]
    assert 'data-decision="drink"' in home
    assert 'data-comparison="drinks"' in home
    assert 'data-checklist="pot"' in home
    assert 'href="options/tea/#strengths"' in home
    assert 'href="decisions/drink/#sleep"' in home
    assert 'href="comparisons/drinks/#price--tea"' in home
    assert '<a href="faq/#why">Why tea?</a>' in home


def test_a_decision_s_page_holds_all_that_is_known_of_it(site):
    page = site[1]["decisions/drink/index.html"]
    for mark in ("data-decision", "data-rules", "data-map", "data-examples"):
        assert f'{mark}="drink"' in page
    assert 'id="sleep"' in page
    assert 'href="../../options/tea/"' in page


def test_a_decision_s_summary_stands_on_its_own_page_only(tmp_path):
    decision = DATA["decisions/drink.yml"]
    summary = "summary: See [tea](option:tea).\n        sources: [leaflet]"
    data = {**DATA, "decisions/drink.yml": decision.replace("inputs:", f"{summary}\n        inputs:", 1)}
    html = pages(built(write(tmp_path, data)))
    assert 'See <a href="../../options/tea/">tea</a>.' in html["decisions/drink/index.html"]
    assert "1 source" in html["decisions/drink/index.html"].split("data-decision")[0]
    assert "See <a" not in html["index.html"]


def test_an_old_id_leads_on(site):
    page = site[1]["options/espresso/index.html"]
    assert 'href="../coffee/"' in page
    assert "espresso" not in site[1]["sources/index.html"]


def test_search_finds_what_is_in_blocks_without_gluing_words(site):
    index = json.loads((site[0] / "search/search_index.json").read_text(encoding="utf-8"))
    text = " ".join(entry["text"] for entry in index["docs"])
    assert "Sleep matters." in text
    assert "Tea: Mild Coffee: Strong" in " ".join(text.split())


def test_style_and_script_are_files_named_after_their_content(site):
    names = [path.name for path in (site[0] / "assets").glob("decisionbook.*")]
    assert sorted(name.rsplit(".", 1)[1] for name in names) == ["css", "js"]
    for name in names:
        assert f'"assets/{name}"' in site[1]["index.html"]
        assert f'"../../assets/{name}"' in site[1]["options/tea/index.html"]


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("options/tea", "decision_data/options/tea.yml"),
        ("decisions/drink", "decision_data/decisions/drink.yml"),
        ("glossary", "decision_data/glossary.yml"),
        ("sources", "decision_data/sources.yml"),
        ("index.html", "docs/index.md"),
    ],
)
def test_edit_links_open_the_file_that_the_page_shows(tmp_path, page, file):
    theme = {"name": "material", "font": False, "features": ["content.action.edit"]}
    config = built(write(tmp_path, theme=theme, edit_uri="https://example.org/edit/main/docs/"))
    html = pages(config)
    text = html[page if page.endswith(".html") else f"{page}/index.html"]
    assert f'"https://example.org/edit/main/{file}"' in text


def test_an_index_has_no_edit_link(tmp_path):
    theme = {"name": "material", "font": False, "features": ["content.action.edit"]}
    html = pages(built(write(tmp_path, theme=theme, edit_uri="https://example.org/edit/main/docs/")))
    assert "example.org/edit" not in html["options/index.html"]


# --- pages of the author's own ----------------------------------------------------------------------------


MAKES = """\
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

@event_priority({priority})
def on_files(files, config):
    known = files.get_file_from_path("options/tea.md")
    if known is not None:
        files.remove(known)
    files.append(File.generated(config, "options/tea.md", content="# Made elsewhere\\n\\n## Strengths\\n"))
    return files
"""


@pytest.mark.parametrize("path", ["options/tea.md", "options/tea/index.md"])
def test_a_page_in_the_docs_wins_and_links_lead_to_it(tmp_path, path):
    file = write(tmp_path)
    put(tmp_path / "docs" / path, "# My tea\n\n## Strengths\n\n/// option | tea\n///\n")
    html = pages(built(file))
    assert "My tea" in html["options/tea/index.html"]
    assert 'href="options/tea/#strengths"' in html["index.html"]


@pytest.mark.parametrize("data", ["docs/data", "docs/../docs/data"])
def test_data_within_the_docs_is_not_published(tmp_path, data):
    file = write(tmp_path, {}, book={"data": data})
    for name, text in DATA.items():
        put(tmp_path / "docs" / "data" / name, text)
    config = built(file)
    assert "options/tea/index.html" in pages(config)
    assert list(Path(config.site_dir).rglob("*.yml")) == []


@pytest.mark.parametrize("priority", [50, -50])
def test_a_page_that_another_plugin_makes_is_not_taken_for_ours(tmp_path, priority):
    put(tmp_path / "hook.py", MAKES.format(priority=priority))
    file = write(tmp_path, hooks=["hook.py"])
    config = built(file)
    html = pages(config)["options/tea/index.html"]
    assert "Made elsewhere" in html
    assert "db-line" not in html
    twin = (Path(config.site_dir) / "options" / "tea" / "index.html.md").read_text("utf-8")
    assert twin == "# Made elsewhere\n\n## Strengths\n"


def test_a_second_book_in_one_site_is_refused_in_words(tmp_path):
    file = write(tmp_path, plugins=["search", {"decisionbook": {}}, {"decisionbook": {"data": "more"}}])
    config = load_config(str(file))
    with pytest.raises(PluginError, match="set up twice; a site holds one book"):
        config.plugins.on_config(config)


# --- navigation -------------------------------------------------------------------------------------------


def menu(html: str) -> list[str]:
    """The pages that the plain theme's menu names, in their order."""
    found = re.findall(r'<a href="([^"]*)" class="(?:dropdown-item|nav-link)[^"]*"', html)
    return [link for link in found if not link.startswith("#")]


def test_without_a_navigation_the_book_comes_last(site):
    links = menu(site[1]["index.html"])
    assert links[0] in {".", "./"}
    assert links[1:4] == ["decisions/", "decisions/drink/", "comparisons/"]
    assert links[-4:] == ["glossary/", "faq/", "sources/", "evidence/"]
    assert "options/espresso/" not in links


def test_an_author_s_navigation_says_where_pages_stand(tmp_path):
    nav = [{"Pick": "options/"}, {"Start": "index.md"}, {"Small": ["glossary/", "faq.md"]}]
    links = menu(pages(built(write(tmp_path, nav=nav)))["index.html"])
    assert links[:4] == ["options/", "options/coffee/", "options/tea/", "."] or links[3] == "./"
    assert links[4:6] == ["glossary/", "faq/"]
    assert {"decisions/drink/", "comparisons/drinks/", "checklists/pot/", "sources/"} <= set(links[6:])


def test_large_kinds_show_only_their_index(tmp_path):
    html = pages(built(write(tmp_path, book={"menu_limit": 1})))
    links = menu(html["index.html"])
    assert "options/" in links
    assert "options/tea/" not in links
    assert "decisions/drink/" in links
    assert "options/tea/index.html" in html


# --- mistakes ---------------------------------------------------------------------------------------------


def test_errors_in_the_data_stop_the_build_and_all_are_logged(tmp_path, caplog):
    data = {**DATA, "options/tea.yml": "name: Tea\n", "options/milk.yml": "nam: Milk\nsummary: x\n"}
    with pytest.raises(Abort):
        built(write(tmp_path, data))
    text = caplog.text
    assert "options/tea.yml:1" in text
    assert "options/milk.yml:1" in text
    assert not (tmp_path / "site" / "index.html").exists()


def test_mistakes_on_pages_stop_the_build_with_the_line_of_the_file(tmp_path, caplog):
    home = HOME + "\n/// decison | drink\n///\n\n[x](option:milk)\n"
    file = write(tmp_path, home=home)
    put(tmp_path / "docs" / "more.md", "# More\n\n/// option | te\n///\n")
    with pytest.raises(Abort):
        built(file)
    line = home.splitlines().index("/// decison | drink") + 1
    assert f"docs/index.md:{line}:5: error N003" in caplog.text
    assert f"docs/index.md:{line + 3}:5: error T003" in caplog.text
    assert "docs/more.md:3:14: error N001" in caplog.text
    assert "3 errors in the pages" in caplog.text


def test_warnings_are_notes_unless_strictness_is_asked_for(tmp_path, caplog):
    data = {**DATA, "sources.yml": DATA["sources.yml"] + "unused: {title: Unused, kind: book}\n"}
    built(write(tmp_path, data))
    assert "warning P004" in caplog.text
    with pytest.raises(Abort):
        built(write(tmp_path, data, book={"strict": True}))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"decision.contineu": "Weiter"}, "did you mean 'decision.continue'?"),
        ({"decision.continue": "Weiter {x}"}, "'decision.continue' may hold only the marks of 'Continue'"),
    ],
)
def test_words_of_one_s_own_are_checked(tmp_path, caplog, words, message):
    with pytest.raises(Abort):
        built(write(tmp_path, book={"words": words}))
    assert message in caplog.text


def test_words_of_one_s_own_are_shown(tmp_path):
    html = pages(built(write(tmp_path, book={"words": {"decision.continue": "Weiter"}})))
    assert ">Weiter</button>" in html["index.html"]
    assert ">Continue</button>" not in html["index.html"]


def test_the_interface_speaks_the_chosen_language(tmp_path):
    html = pages(built(write(tmp_path, book={"language": "de"})))
    assert ">Weiter</button>" in html["index.html"]
    assert "<h1" in html["options/index.html"]
    assert ">Optionen</h1>" in html["options/index.html"]


def test_the_extension_may_be_listed_beside_the_plugin(tmp_path):
    built(write(tmp_path, markdown_extensions=["decisionbook.markdown", "toc"]))


def test_two_builds_of_the_same_data_are_alike(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    file = write(tmp_path)
    first, second = (pages(built(file)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("given", ["abc", "", "-5", "1e3", "9" * 20, "253402300799"])
def test_an_epoch_that_is_none_stops_the_build_with_a_sentence(tmp_path, monkeypatch, caplog, given):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(Abort):
        built(write(tmp_path))
    assert "SOURCE_DATE_EPOCH is " in caplog.text
    assert "write whole seconds since 1970" in caplog.text


@pytest.mark.parametrize("given", [date(2026, 11, 21), datetime(2026, 11, 21, 8, tzinfo=UTC), "2026-11-21"])
def test_a_day_may_be_written_as_yaml_has_it(tmp_path, given):
    assert pages(built(write(tmp_path, book={"today": given})))


@pytest.mark.parametrize("given", ["2026-13-01", "yesterday", 5])
def test_a_day_that_is_none_is_named(tmp_path, given, caplog):
    with pytest.raises(Abort):
        built(write(tmp_path, book={"today": given}))
    assert f"{given!r} is no day" in caplog.text
