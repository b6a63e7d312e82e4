"""`check` says when the configuration of a site beside the data will blow up the navigation."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from decisionbook.book import read_book
from decisionbook.cli import decisionbook
from decisionbook.cli.crowding import crowding
from decisionbook.crowding import CROWDED
from decisionbook.plugin.site import crowding as in_a_build
from tests.site.tiny import built, put

MANY = CROWDED - 2
"""Options that make a crowded navigation, together with their index, the glossary and the front page."""

PLUGIN = f"plugins:\n  - search\n  - decisionbook: {{menu_limit: {MANY}}}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(MANY):
        put(tmp_path / f"decision_data/options/o{number}.yml", f"name: O{number}\nsummary: One.\n")
    put(tmp_path / "docs/index.md", "# Home\n")
    return tmp_path


@pytest.mark.parametrize(
    ("configuration", "said"),
    [
        (f"theme: {{name: material, font: false}}\n{PLUGIN}", "navigation.prune"),
        (f"theme: {{name: material, features: [navigation.prune]}}\n{PLUGIN}", None),
        (f"theme: {{name: material, features: 5}}\n{PLUGIN}", "navigation.prune"),
        (f"nav: &whole [*whole]\n{PLUGIN}", None),
        (f"theme: mkdocs\n{PLUGIN}", "menu_limit"),
        (f"nav: [index.md, options/]\n{PLUGIN}", "names 301 pages"),
        (f"nav: [{{Home: index.md}}, {{More: [{{All: options/}}]}}]\n{PLUGIN}", "names 301 pages"),
        (f"markdown_extensions: [{{x: {{y: !!python/name:os.system }}}}]\n{PLUGIN}", "menu_limit"),
        (f"plugins: {{decisionbook: {{menu_limit: {MANY}}}}}\n", "menu_limit"),
        ("plugins: [decisionbook]\n", None),
        (f"plugins: [{{decisionbook: {{menu_limit: {MANY}, data: other}}}}]\n", None),
        ("plugins: [search]\n", None),
        ("plugins: [\n", None),
        ("- no configuration\n", None),
        ("plugins: {decisionbook: {menu_limit: many}}\ntheme: 3\nnav: 4\n", None),
    ],
)
def test_a_crowded_navigation_is_spoken_of(folder: Path, configuration: str, said: str | None) -> None:
    file = folder / "mkdocs.yml"
    put(file, configuration)
    book = read_book(folder / "decision_data").book
    found = crowding(file, folder / "decision_data", book)
    assert (said in (found or "")) if said else found is None


def test_check_says_it_beside_its_findings(folder: Path) -> None:
    put(folder / "mkdocs.yml", f"site_name: S\n{PLUGIN}")
    result = CliRunner().invoke(decisionbook, ["check", "--format", "json"])
    assert result.exit_code == 0
    assert "note: mkdocs.yml: the navigation names 301 pages" in result.stderr
    assert "navigation" not in result.stdout


def test_a_build_says_the_same(folder: Path) -> None:
    file = folder / "mkdocs.yml"
    put(file, f"site_name: S\ntheme: mkdocs\n{PLUGIN}")
    book = read_book(folder / "decision_data").book
    assert in_a_build(built(file)) == crowding(file, folder / "decision_data", book)
