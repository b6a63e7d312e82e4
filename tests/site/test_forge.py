"""From the page to the line of the data that it was written in."""

from __future__ import annotations

import re

import pytest
from mkdocs.config.defaults import MkDocsConfig

from decisionbook.findings import Span
from decisionbook.plugin.forge import lines_of
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
    assert "Source line" not in "".join(html.values())


def test_search_does_not_find_the_links(tmp_path) -> None:
    theme = {"name": "material", "font": False}
    config = built(write(tmp_path, theme=theme, edit_uri="https://example.org/edit/main/docs/"))
    from pathlib import Path

    assert "Source line" not in (Path(config.site_dir) / "search" / "search_index.json").read_text("utf-8")
