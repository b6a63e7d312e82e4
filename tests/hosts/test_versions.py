"""A book in versions, as mike keeps them: every version is a whole site below a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.hosts.built import MATERIAL
from tests.hosts.example import copied
from tests.hosts.markup import Parts
from tests.site.links import broken_links
from tests.site.test_publishing import committed, git

pytestmark = pytest.mark.slow

SITE = "https://example.org/team/"
ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = "decisions/choose-store/index.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What stands on the branch for pages after two versions were deployed, `latest` being the second."""
    folder = tmp_path_factory.mktemp("book")
    copied(folder, site_url=SITE, theme=MATERIAL, book={"feed": 5}, extra={"version": {"provider": "mike"}})
    git(folder, "init", "--quiet")
    for name, value in (("user.name", "Ada"), ("user.email", "ada@example.org")):
        git(folder, "config", name, value)
    committed(folder, "Begin")
    file = folder / "decision_data" / "options" / "paper.yml"
    deployed(folder, "1.0")
    file.write_text("name: Paper\nsummary: It needs no power.\n", "utf-8")
    committed(folder, "Add paper")
    deployed(folder, "2.0")
    out = tmp_path_factory.mktemp("site")
    archive = subprocess.run(["git", "archive", "gh-pages"], cwd=folder, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", out], input=archive.stdout, check=True)
    return out


def deployed(folder: Path, version: str) -> None:
    room = Path(sys.executable).parent
    surroundings = {**os.environ, "PATH": f"{room}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [room / "mike", "deploy", "--update-aliases", version, "latest"],
        cwd=folder, env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def pages(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.html")}


def test_each_version_is_a_site_of_its_own(site):
    listed = json.loads((site / "versions.json").read_text("utf-8"))
    assert [(one["version"], one["aliases"]) for one in listed] == [("2.0", ["latest"]), ("1.0", [])]
    assert not (site / "1.0" / "options" / "paper").exists()
    for version in ("2.0", "latest"):
        assert (site / version / "options" / "paper" / "index.html").is_file()


@pytest.mark.parametrize("version", ["1.0", "2.0", "latest"])
def test_widgets_links_and_data_of_a_version_stand_in_its_folder(site, version, tmp_path):
    alone = tmp_path / "alone"
    shutil.copytree(site / version, alone)
    html = pages(alone)
    assert Parts(html[PAGE], "data-decision", PAGE).found
    assert broken_links(alone, html) == []
    assert not [path for path, text in html.items() if path != "404.html" and 'href="/' in text]
    index = json.loads((alone / "data" / "v1" / "index.json").read_text("utf-8"))
    assert all((alone / "data" / "v1" / one["file"]).is_file() for one in index["decisions"])


@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_whole_addresses_name_the_version(site, version):
    """Those of lists that are read elsewhere, and of the feed; only the second version has a change to tell."""
    listed = (site / version / "llms.txt").read_text("utf-8")
    assert f"({SITE}{version}/{PAGE}.md)" in listed
    assert listed.count(SITE) == listed.count(f"{SITE}{version}/")
    feed = site / version / "changes.xml"
    assert feed.is_file() is (version == "2.0")
    if feed.is_file():
        links = [link.get("href") for link in ET.parse(feed).getroot().iter(f"{ATOM}link")]
        assert set(links) == {f"{SITE}{version}/", f"{SITE}{version}/changes.xml"}
