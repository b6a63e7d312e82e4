"""From the page to the line of the data that it was written in."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from decisionbook.findings import Span
from decisionbook.plugin.forge import lines_of
from decisionbook.plugin.suggest import suggestions
from decisionbook.render.words import ENGLISH
from tests.site.tiny import DATA, built, pages, write

SPAN = Span("decision_data/options/tea.yml", 3)


def address(edit_uri: str, repo_url: str = "") -> str | None:
    config = MkDocsConfig()
    config.docs_dir = "docs"
    config.edit_uri, config.repo_url = edit_uri, repo_url
    line = lines_of(config)
    return line(SPAN) if line else None


@pytest.mark.parametrize(
    ("edit_uri", "repo_url", "expected"),
    [
        ("https://github.com/a/b/edit/main/docs/", "", "https://github.com/a/b/blob/main/{}#L3"),
        ("edit/main/docs/", "https://github.com/a/b", "https://github.com/a/b/blob/main/{}#L3"),
        ("blob/main/docs", "https://github.com/a/b/", "https://github.com/a/b/blob/main/{}#L3"),
        ("https://git.example/a/b/-/edit/main/docs/", "", "https://git.example/a/b/-/blob/main/{}#L3"),
        ("https://git.example/a/b/_edit/main/docs/", "", "https://git.example/a/b/src/branch/main/{}#L3"),
        ("src/default/docs/?mode=edit", "https://bitbucket.org/a/b", "https://bitbucket.org/a/b/src/default/{}#lines-3"),
        ("https://example.org/wiki/", "", None),
        ("", "", None),
        ("edit/main/docs/", "", None),
    ],
)  # fmt: skip
def test_addresses(edit_uri: str, repo_url: str, expected: str | None) -> None:
    assert address(edit_uri, repo_url) == (expected and expected.format("decision_data/options/tea.yml"))


def lines(html: str) -> set[tuple[str, int]]:
    """The files and lines that a page leads to."""
    found = re.findall(r'href="https://example\.org/blob/main/decision_data/([\w./-]+)#L(\d+)"', html)
    return {(file, int(line)) for file, line in found}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("site")
    return pages(built(write(folder, edit_uri="https://example.org/edit/main/docs/")))


def numbered(file: str, needle: str) -> tuple[str, int]:
    """The line of a data file that holds some text."""
    return file, next(n for n, line in enumerate(DATA[file].splitlines(), 1) if needle in line)


def test_every_cell_rule_item_claim_and_term_leads_to_its_line(site: dict[str, str]) -> None:
    table = site["comparisons/drinks/index.html"]
    for needle in ("tea: Low", "tea: Mild"):
        assert numbered("comparisons/drinks.yml", needle) in lines(table)
    cells = re.findall(r"(?s)<td data-criterion.*?</td>", table)
    assert cells
    assert all(lines(cell) for cell in cells)
    rules = lines(site["decisions/drink/index.html"])
    assert {
        numbered("decisions/drink.yml", f"late: {answer}" + "}, then") for answer in ("yes", "no")
    } <= rules
    assert numbered("checklists/pot.yml", "It is hot") in lines(site["checklists/pot/index.html"])
    assert numbered("options/tea.yml", "Calm.") in lines(site["options/tea/index.html"])
    assert numbered("glossary.yml", "leaf") in lines(site["glossary/index.html"])
    assert numbered("faq.yml", "why") in lines(site["faq/index.html"])
    assert numbered("sources.yml", "leaflet") in lines(site["sources/index.html"])


def test_a_site_without_a_forge_has_no_such_links(tmp_path) -> None:
    html = pages(built(write(tmp_path)))
    assert "Line in the data" not in "".join(html.values())


def test_search_does_not_find_the_links(tmp_path) -> None:
    theme = {"name": "material", "font": False}
    config = built(write(tmp_path, theme=theme, edit_uri="https://example.org/edit/main/docs/"))
    assert "Line in the data" not in (Path(config.site_dir) / "search" / "search_index.json").read_text(
        "utf-8"
    )


def suggested(html: str) -> list[str]:
    """Where a page leads those who suggest a change."""
    return [unescape(found) for found in re.findall(r'href="([^"]*)">Suggest a change</a>', html)]


@pytest.mark.parametrize(
    ("edit_uri", "repo_url", "expected"),
    [
        ("https://github.com/a/b/edit/main/docs/", "", "https://github.com/a/b/issues/new?title={title}&body={page}"),
        ("blob/main/docs", "https://github.com/a/b/", "https://github.com/a/b/issues/new?title={title}&body={page}"),
        ("", "https://github.example/a/b/", "https://github.example/a/b/issues/new?title={title}&body={page}"),
        ("https://git.example/a/b/_edit/main/docs/", "", "https://git.example/a/b/issues/new?title={title}&body={page}"),
        (
            "edit/main/docs/",
            "https://gitlab.com/a/b",
            "https://gitlab.com/a/b/-/issues/new?issue[title]={title}&issue[description]={page}",
        ),
        (
            "https://git.example/a/b/-/edit/main/docs/",
            "",
            "https://git.example/a/b/-/issues/new?issue[title]={title}&issue[description]={page}",
        ),
        ("src/default/docs/?mode=edit", "https://bitbucket.org/a/b", None),
        ("https://example.org/edit/main/docs/", "", None),
        ("edit/main/docs/", "", None),
        ("", "", None),
    ],
)  # fmt: skip
def test_a_forge_is_asked_for_an_issue_in_its_own_way(
    edit_uri: str, repo_url: str, expected: str | None
) -> None:
    config = MkDocsConfig()
    config.docs_dir, config.edit_uri, config.repo_url = "docs", edit_uri, repo_url
    found = suggestions(None, config, ENGLISH)
    assert (found and found.pattern.partition("%0A")[0]) == expected


def test_a_page_leads_to_an_issue_that_names_it(tmp_path) -> None:
    data = {
        **DATA,
        "options/tea.yml": DATA["options/tea.yml"].replace("name: Tea", "name: 'Tea & \"{milk}\" <b>'"),
    }
    edit = "https://github.com/a/b/edit/main/docs/"
    site = pages(built(write(tmp_path, data, edit_uri=edit, site_url="https://book.example/x/")))
    (address,) = suggested(site["options/tea/index.html"])
    asked = parse_qs(urlsplit(address).query)
    assert asked["title"] == ['Tea & "{milk}" <b>']
    page, source, _, question = asked["body"][0].splitlines()
    assert (page, source) == ("https://book.example/x/options/tea/", "decision_data/options/tea.yml")
    assert question.startswith("What should it say")
    for shown in ("glossary", "faq", "sources", "decisions/drink", "checklists/pot", "comparisons/drinks"):
        assert len(suggested(site[f"{shown}/index.html"])) == 1
    assert suggested(site["index.html"]) == suggested(site["options/index.html"]) == []


def test_forms_and_the_suggestion_share_a_line(tmp_path) -> None:
    for publish in (True, False):
        book = {"suggest_uri": "mailto:book@example.org", "publish": publish}
        tea = pages(built(write(tmp_path / str(publish), book=book)))["options/tea/index.html"]
        (foot,) = re.findall(r'<footer class="db".*?</footer>', tea)
        line = re.sub("<[^>]+>", "", foot)
        assert line == ("This page as JSON, Markdown · Suggest a change" if publish else "Suggest a change")
        assert tea.count("Suggest a change") == 1


def test_the_address_for_suggestions_can_be_any(tmp_path) -> None:
    book = {"suggest_uri": "mailto:book@example.org?subject={title}&body={page}%20{source}"}
    site = pages(built(write(tmp_path, book=book)))
    assert suggested(site["options/tea/index.html"]) == [
        "mailto:book@example.org?subject=Tea&body=options%2Ftea%2F%20decision_data%2Foptions%2Ftea.yml"
    ]


def test_an_empty_address_is_for_no_suggestions(tmp_path) -> None:
    site = pages(built(write(tmp_path, repo_url="https://github.com/a/b", book={"suggest_uri": ""})))
    assert "Suggest a change" not in "".join(site.values())


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("https://example.org/?x={file}", "has {file}; it may have {title}, {page}, {source}"),
        ("https://example.org/?x={title", "expected '}'"),
        ("https://example.org/?x={title.__class__}", "has {title.__class__}; it may have"),
        ("https://example.org/?x={title!r}", "it may have"),
        ("javascript:alert('{title}')", "must begin with one of: https, http, mailto"),
    ],
)
def test_an_address_for_suggestions_that_cannot_be_one(tmp_path, caplog, given: str, message: str) -> None:
    with pytest.raises(Abort):
        built(write(tmp_path, book={"suggest_uri": given}))
    assert message in caplog.text


def test_neither_search_nor_print_holds_the_suggestion(tmp_path) -> None:
    config = built(write(tmp_path, repo_url="https://github.com/a/b", book={"print_view": True}))
    for file in ("search/search_index.json", "print.html"):
        assert "Suggest a change" not in (Path(config.site_dir) / file).read_text("utf-8")
