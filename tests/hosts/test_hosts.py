"""One book under every host: what blocks become is the same, and links lead to the same pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.hosts.example import EXAMPLE, ROOT, copied
from tests.hosts.markup import Parts
from tests.site.links import broken_links

PARTS = {
    "index.html": "data-decision",
    "decisions/choose-store/index.html": "data-decision",
    "comparisons/stores/index.html": "data-comparison",
    "checklists/before-launch/index.html": "data-checklist",
    "options/relational/index.html": "data-option",
}
MATERIAL = {"name": "material", "font": False}
MKDOCS = {"mkdocs": {"name": "mkdocs"}, "readthedocs": {"name": "readthedocs"}, "material": MATERIAL}
# What the page on hosts tells people to write.
PAGE = (ROOT / "docs" / "publishing" / "hosts.md").read_text(encoding="utf-8")
PLUGIN, SETTINGS = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
ZENSICAL = {"site_name": "Where should the data live?", "theme": {"font": False}, **SETTINGS}


def run(folder: Path, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", command, *arguments]
    surroundings = {**os.environ, "DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(program, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    """The folder of the site that a host makes of the example."""

    @cache
    def make(host: str, theme: str) -> Path:
        folder = tmp_path_factory.mktemp(f"{host}-{theme}")
        if host == "zensical":
            done = zensical(folder)
        else:
            copied(folder, theme=MKDOCS[theme])
            done = run(folder, host, "build", "--strict")
        assert done.returncode == 0, done.stderr
        return folder / "site"

    return make


def zensical(folder: Path) -> subprocess.CompletedProcess[str]:
    """No plugin runs here: the pages are written first, and the extension does the blocks."""
    copied(folder).write_text(yaml.safe_dump(ZENSICAL), encoding="utf-8")
    command = Path(sys.executable).with_name("decisionbook")
    written = subprocess.run(
        [command, "pages", "--out", "docs"], cwd=folder, capture_output=True, check=False
    )
    assert written.returncode == 0, written.stderr
    return run(folder, "zensical", "build", "--strict")


def test_the_page_on_hosts_shows_the_lines_of_the_example():
    assert {"plugins": yaml.safe_load((EXAMPLE / "mkdocs.yml").read_text("utf-8"))["plugins"]} == PLUGIN


HOSTS = [
    ("mkdocs", "readthedocs"),
    ("mkdocs", "material"),
    ("properdocs", "mkdocs"),
    ("properdocs", "material"),
    ("zensical", "its own"),
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
