"""The command that makes the offline book, from the configuration to the file."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from decisionbook.cli import bundle
from tests.site.test_publishing import signed
from tests.site.tiny import DATA, write

pytestmark = pytest.mark.slow

NOON = "1790000000"
LIVE = "https://live.example/tiny/"


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, in an environment of today or of SOURCE_DATE_EPOCH."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": NOON, **variables}
    return subprocess.run(
        [Path(sys.executable).with_name("decisionbook"), "bundle", *arguments],
        check=False, cwd=folder, env={name: value for name, value in environment.items() if value}, capture_output=True, text=True,
    )  # fmt: skip


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def text(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the tiny book, under the plain theme."""
    folder = tmp_path_factory.mktemp("bundle")
    write(folder, site_url=LIVE, repo_url="https://code.example/tiny")
    done = run(folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "dist/tiny-2026-09-21.zip\n"
    return folder / "dist" / "tiny-2026-09-21.zip"


def test_the_sum_beside_it_fits(made):
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    assert Path(f"{made}.sha256").read_text() == f"{digest}  {made.name}\n"


def test_it_opens_from_its_front_page_and_holds_every_page(made):
    assert {"index.html", "options/tea.html", "decisions/drink.html", "print.html"} <= set(names(made))
    assert {"search/search_index.js", "assets/javascripts/offline-search.js"} <= set(names(made))


def test_nothing_in_it_is_for_servers(made):
    served = {"404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json", "search/worker.js"}
    assert not served & set(names(made))
    assert not [name for name in names(made) if name.endswith((".map", ".gz", "/"))]


def test_every_page_says_how_old_it_is_and_where_the_live_book_stands(made):
    notice = f'as of 21 September 2026. <a href="{LIVE}">The live book</a>'
    for name in names(made):
        if name.endswith(".html") and name != "print.html":
            assert notice in text(made, name), name
    assert "data of 21 September 2026" in text(made, "print.html")
    assert "data of 21 September 2026" in text(made, "about-this-copy.html")


def test_pages_lead_to_the_page_about_the_copy(made):
    assert 'href="about-this-copy.html"' in text(made, "index.html")
    assert 'href="print.html"' in text(made, "about-this-copy.html")


def test_an_earlier_day_than_the_data_s_is_no_error(tmp_path):
    data = {
        **DATA,
        "glossary.yml": "leaf: {term: Leaf, definition: A leaf., checked: 2026-10-01, sources: []}\n",
    }
    write(tmp_path, data)
    assert run(tmp_path, SOURCE_DATE_EPOCH="0").returncode == 0
    assert (tmp_path / "dist" / "tiny-1980-01-01.zip").is_file()


@pytest.mark.parametrize("given", ["yesterday", "-1", "1e9"])
def test_a_moment_that_is_none_is_wrong_usage(tmp_path, given):
    write(tmp_path)
    done = run(tmp_path, SOURCE_DATE_EPOCH=given)
    assert done.returncode == 2
    assert f"SOURCE_DATE_EPOCH is '{given}'" in done.stderr


def test_without_a_configuration_it_says_so(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 2
    assert "There is no mkdocs.yml" in done.stderr


def test_without_mkdocs_it_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "mkdocs", None)
    done = CliRunner().invoke(bundle.command)
    assert done.exit_code == 2
    assert "pip install 'mkdocs<2'" in done.output


def test_errors_in_the_data_are_shown_and_leave_the_last_bundle(tmp_path):
    write(tmp_path, {**DATA, "options/tea.yml": "name: Tea\n"})
    (tmp_path / "book.zip").write_text("old")
    done = run(tmp_path, "--out", "book.zip")
    assert done.returncode == 1
    assert "decision_data/options/tea.yml:1:1: error S002" in done.stderr
    assert done.stdout == ""
    assert (tmp_path / "book.zip").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "book.zip",
        "decision_data",
        "docs",
        "mkdocs.yml",
    ]


def test_errors_in_the_pages_are_shown(tmp_path):
    write(tmp_path, home="# Home\n\n/// decison | drink\n///\n")
    done = run(tmp_path)
    assert done.returncode == 1
    assert "docs/index.md:3" in done.stderr


@pytest.mark.parametrize(
    ("configuration", "message"),
    [
        ("site_name: [", "error parsing"),
        ("site_name: A\nplugins: [nonesuch]", "nonesuch"),
        ("site_name: A\nnav: 3", "nav"),
        ("site_name: A\ndocs_dir: elsewhere", "elsewhere"),
    ],
)
def test_a_wrong_configuration_is_wrong_usage(tmp_path, configuration, message):
    write(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(configuration)
    done = run(tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_without_a_front_page_is_wrong_usage(tmp_path):
    write(tmp_path)
    (tmp_path / "docs" / "index.md").rename(tmp_path / "docs" / "other.md")
    done = run(tmp_path)
    assert done.returncode == 2
    assert "index.md" in done.stderr


@pytest.mark.parametrize(
    ("out", "message"), [("book.tar", "must end in .zip"), ("docs/book.zip", "lies among the pages")]
)
def test_places_where_no_bundle_can_be_are_wrong_usage(tmp_path, out, message):
    write(tmp_path)
    done = run(tmp_path, "--out", out)
    assert done.returncode == 2
    assert message in done.stderr


def test_the_configuration_and_the_data_may_lie_elsewhere(tmp_path):
    write(tmp_path / "a b")
    (tmp_path / "a b" / "decision_data").rename(tmp_path / "données")
    done = run(tmp_path, "-f", "a b/mkdocs.yml", "--data", "données", "--out", "x/book.zip")
    assert done.returncode == 0, done.stderr
    assert "options/tea.html" in names(tmp_path / "x" / "book.zip")


def test_what_pages_would_load_from_elsewhere_is_named(tmp_path):
    write(tmp_path, home="# Home\n\n![x](https://a.example/x.png)\n")
    done = run(tmp_path, "--out", "book.zip")
    assert done.returncode == 0
    assert "note: index.html shows nothing in place of https://a.example/x.png" in done.stderr


def test_a_site_without_the_plugin_can_be_bundled(tmp_path):
    write(tmp_path, home="# Home\n", plugins=["search"])
    done = run(tmp_path, "--out", "book.zip")
    assert done.returncode == 0, done.stderr
    assert "as of 21 September 2026" in text(tmp_path / "book.zip", "index.html")


def test_the_last_commit_dates_the_book(tmp_path):
    write(tmp_path)
    stamp = {"GIT_COMMITTER_DATE": "2026-10-02T03:04:05Z", "GIT_AUTHOR_DATE": "2026-10-02T03:04:05Z"}

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@a.example"]
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, env={**os.environ, **stamp}, check=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "Begin")
    for _ in range(2):
        assert run(tmp_path, SOURCE_DATE_EPOCH="").stdout == "dist/tiny-2026-10-02.zip\n"
    hook = {"GIT_DIR": str(tmp_path / "elsewhere"), "GIT_INDEX_FILE": ".git/index"}
    assert run(tmp_path, SOURCE_DATE_EPOCH="", **hook).stdout == "dist/tiny-2026-10-02.zip\n"
    signed(tmp_path)
    assert run(tmp_path, SOURCE_DATE_EPOCH="").stdout == "dist/tiny-2026-10-02.zip\n"
    (tmp_path / "docs" / "index.md").write_text("# Changed\n")
    assert run(tmp_path, SOURCE_DATE_EPOCH="").stdout != "dist/tiny-2026-10-02.zip\n"


def test_a_full_disk_is_named_and_leaves_the_last_bundle(tmp_path, monkeypatch):
    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    Path("book.zip").write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    done = CliRunner().invoke(bundle.command, ["--out", "book.zip"])
    assert done.exit_code == 2
    assert done.stderr == "decisionbook: the disk is full; the last book stays as it was\n"
    assert Path("book.zip").read_text() == "old"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_the_same_input_gives_the_same_bytes(tmp_path, theme):
    places = {
        "one": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        "an other ü#%": {"TZ": "Pacific/Pago_Pago", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
    }
    made: list[bytes] = []
    for name, surroundings in places.items():
        write(
            tmp_path / name,
            theme={"name": theme},
            markdown_extensions=["attr_list", "toc", "pymdownx.highlight"],
        )
        for path in sorted((tmp_path / name).rglob("*"), reverse=name == "one"):
            os.utime(path, (len(made) * 10**9, len(made) * 10**9))
        done = run(tmp_path / name, "--out", "book.zip", **surroundings)
        assert done.returncode == 0, done.stderr
        made.append((tmp_path / name / "book.zip").read_bytes())
    assert made[0] == made[1]
