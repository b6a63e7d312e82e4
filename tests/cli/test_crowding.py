"""`check` says when the configuration of a site beside the data will blow up the navigation."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.utils.yaml import yaml_load

from decisionbook.book import read_book
from decisionbook.cli import decisionbook
from decisionbook.cli.configuration import settings_of
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


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (f"plugins: [{{decisionbook: {{menu_limit: {MANY}}}}}]\n", "menu_limit"),
        ("theme: {name: material, font: false}\n", "navigation.prune"),
        ("theme: {name: material, features: [navigation.prune]}\n", None),
        ("plugins: [search]\n", None),
        (f"plugins: {{decisionbook: {{menu_limit: !ENV [NO_SUCH, {MANY}]}}}}\n", "menu_limit"),
        ("plugins: {decisionbook: {menu_limit: !ENV BOOK_LIMIT}}\n", None),
        ("plugins: {decisionbook: {data: !ENV [NO_SUCH, BOOK_DATA, here]}}\n", "menu_limit"),
        ("plugins: {decisionbook: {data: !ENV [NO_SUCH, elsewhere]}}\n", None),
        ("plugins: {decisionbook: {data: !ENV {a: b}}}\n", None),
        ("plugins: {decisionbook: {data: !ENV []}}\n", None),
        ("plugins: {decisionbook: {data: !ENV [[a], elsewhere]}}\n", None),
    ],
)
def test_a_configuration_is_read_with_what_it_inherits(
    folder: Path, monkeypatch: pytest.MonkeyPatch, own: str, said: str | None
) -> None:
    monkeypatch.setenv("BOOK_DATA", "decision_data")
    monkeypatch.setenv("BOOK_LIMIT", "1")
    put(
        folder / "base/mkdocs.yml",
        f"plugins: {{decisionbook: {{menu_limit: {MANY}}}}}\ntheme: {{name: mkdocs}}\n",
    )
    put(folder / "mkdocs.yml", f"INHERIT: base/mkdocs.yml\n{own}")
    book = read_book(folder / "decision_data").book
    found = crowding(folder / "mkdocs.yml", folder / "decision_data", book)
    assert (said in (found or "")) if said else found is None


@pytest.mark.parametrize("parent", ["mkdocs.yml", "gone.yml", "[a]", "docs", "3"])
def test_an_odd_parent_ends_nothing(folder: Path, parent: str) -> None:
    put(folder / "mkdocs.yml", f"INHERIT: {parent}\n{PLUGIN}")
    book = read_book(folder / "decision_data").book
    assert "menu_limit" in (crowding(folder / "mkdocs.yml", folder / "decision_data", book) or "")


def test_settings_are_those_that_a_build_reads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONE", "200")
    monkeypatch.setenv("TEXT", "'5'")
    put(folder / "up/up.yml", "a: 1\nextra: {x: {y: 1}, l: [1, 2]}\nplugins: [search]\n")
    put(folder / "up.yml", "INHERIT: up/up.yml\nextra: {x: {z: !ENV ONE}}\nb: !ENV [NONE, TWO, 1.5]\n")
    own = "INHERIT: up.yml\nextra: {l: [!ENV TEXT, !ENV [TWO, ONE, 3]]}\nplugins: {a: {b: !ENV [NONE, no]}}\nc: !ENV NONE\n"
    put(folder / "mkdocs.yml", own)
    with (folder / "mkdocs.yml").open("rb") as file:
        assert settings_of(folder / "mkdocs.yml") == yaml_load(file)


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
