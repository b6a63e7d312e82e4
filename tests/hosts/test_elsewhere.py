"""A book of another team: what `pip install decisionbook` and three lines of configuration give."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from decisionbook.book import read_book
from decisionbook.decide import prove
from tests.hosts.example import EXAMPLE, ROOT, copied
from tests.site.links import broken_links
from tests.site.tiny import built, pages

PAGES = {
    "decisions/choose-store",
    "comparisons/stores",
    "checklists/before-launch",
    *(f"options/{one}" for one in ("embedded", "relational", "document", "key-value")),
}
LISTS = {"decisions/index", "comparisons/index", "options/index", "checklists/index"}


def test_three_lines_are_enough():
    lines = (EXAMPLE / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    assert lines[2:] == ["plugins:", "  - search", "  - decisionbook"]


def test_the_data_is_without_fault():
    reading = read_book(EXAMPLE / "decision_data")
    assert reading.findings == ()
    proof = prove(reading.book, "choose-store").as_json()
    assert (proof["complete"], proof["overlaps"], proof["dead_rules"]) == (True, [], [])


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_it_builds_strictly_and_links_lead_somewhere(tmp_path, theme, directories):
    name = {"name": theme, "font": False} if theme == "material" else {"name": theme}
    config = built(copied(tmp_path, theme=name, use_directory_urls=directories))
    html = pages(config)
    assert {f"{path}/index.html" if directories else f"{path}.html" for path in PAGES} <= html.keys()
    assert {f"{path}.html" for path in LISTS} <= html.keys()
    content = {path: re.sub(r"(?s)<(nav|header|footer)\b.*?</\1>", "", text) for path, text in html.items()}
    assert broken_links(Path(config.site_dir), content) == []


def test_no_address_depends_on_where_the_site_lies(tmp_path):
    """Sub-paths and versions: every page but the one for errors names its parts from where it lies itself."""
    html = pages(built(copied(tmp_path, site_url="https://example.org/team/1.0/")))
    home = html.pop("404.html")
    assert 'href="/team/1.0/assets/decisionbook.' in home
    rooted = {path for path, text in html.items() if re.search(r'(?:href|src)="/', text)}
    assert rooted == set()


def test_it_speaks_another_language(tmp_path):
    theme = {"name": "mkdocs", "locale": "de"}
    html = pages(built(copied(tmp_path, theme=theme, book={"language": "de"})))
    assert ">Weiter</button>" in html["index.html"]
    assert ">Continue</button>" not in html["index.html"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source, built without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    arguments = ["--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder, ROOT]
    run(sys.executable, "-m", "pip", "wheel", "--quiet", *arguments, cwd=folder)
    (made,) = folder.glob("decisionbook-*.whl")
    return made


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_wheel_carries_every_part_of_the_package(wheel):
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("decisionbook/")}
    source = ROOT / "plugins"
    wanted = {
        path.relative_to(source).as_posix()
        for path in (source / "decisionbook").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted <= packed
    assert {Path(name).suffix for name in packed if "/assets/min/" in name} == {".css", ".js"}


@pytest.mark.slow
def test_the_wheel_alone_builds_the_book(wheel, tmp_path):
    """In an environment of its own, which sees the packages that Decisionbook requires but not this source."""
    home, here = tmp_path / "environment", tmp_path / "book"
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=tmp_path)
    python = home / "bin" / "python"
    packages = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
    )
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=tmp_path,
    )
    (packages / "required.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    copied(here)
    place = run(python, "-c", "import decisionbook; print(decisionbook.__file__)", cwd=here)
    assert Path(place.strip()).is_relative_to(packages)
    run(home / "bin" / "decisionbook", "check", "--strict", cwd=here)
    run(python, "-m", "mkdocs", "build", "--quiet", cwd=here)
    site = here / "site"
    assert 'data-decision="choose-store"' in (site / "index.html").read_text(encoding="utf-8")
    assert {path.suffix for path in (site / "assets").glob("decisionbook.*")} == {".css", ".js"}
    html = {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")
    }
    assert broken_links(site, html) == []
