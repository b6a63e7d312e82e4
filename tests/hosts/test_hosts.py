"""One book under every host: what blocks become is the same, and links lead to the same pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.hosts.built import PLUGIN, ZENSICAL, run, site_of
from tests.hosts.example import EXAMPLE, copied
from tests.hosts.markup import Parts
from tests.site.links import broken_links

PARTS = {
    "index.html": "data-decision",
    "decisions/choose-store/index.html": "data-decision",
    "comparisons/stores/index.html": "data-comparison",
    "checklists/before-launch/index.html": "data-checklist",
    "options/relational/index.html": "data-option",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    """The folder of the site that a host makes of the example."""

    @cache
    def make(host: str, theme: str) -> Path:
        return site_of(tmp_path_factory.mktemp(f"{host}-{theme}"), host, theme)

    return make


def test_the_page_on_hosts_shows_the_lines_of_the_example():
    assert {"plugins": yaml.safe_load((EXAMPLE / "mkdocs.yml").read_text("utf-8"))["plugins"]} == PLUGIN


HOSTS = [
    ("mkdocs", "readthedocs"),
    ("mkdocs", "material"),
    ("properdocs", "mkdocs"),
    ("properdocs", "readthedocs"),
    ("properdocs", "material"),
    ("zensical", "its own"),
    ("zensical", "zensical.toml"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("host", "theme"), HOSTS)
def test_every_host_shows_the_same_parts(made, host, theme):
    reference, site = made("mkdocs", "mkdocs"), made(host, theme)
    for path, mark in PARTS.items():
        wanted, found = (Parts(text(folder, path), mark, path).found for folder in (reference, site))
        assert wanted
        assert wanted[0][0] == found[0][0]
        assert found == wanted, path


@pytest.mark.slow
@pytest.mark.parametrize(("host", "theme"), HOSTS)
def test_every_host_serves_the_style_and_the_script(made, host, theme):
    site = made(host, theme)
    html = {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")
    }
    for kind in ("css", "js"):
        (file,) = site.glob(f"assets/decisionbook*.{kind}")
        assert f"../../assets/{file.name}" in html["decisions/choose-store/index.html"]
    linked = [link for link in broken_links(site, html) if "decisionbook" in link or "options" in link]
    assert linked == []


def text(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_mistake_stops_zensical_with_the_line_of_the_file(tmp_path):
    file = tmp_path / "docs" / "bad.md"
    file.parent.mkdir()
    file.write_text("---\ntitle: Bad\n---\n\n# Bad\n\n/// decision | choose-stor\n///\n", encoding="utf-8")
    copied(tmp_path).write_text(yaml.safe_dump(ZENSICAL), encoding="utf-8")
    done = run(tmp_path, "zensical", "build")
    assert done.returncode == 1
    assert "docs/bad.md:7:16: error N001 there is no decision 'choose-stor'" in done.stderr
