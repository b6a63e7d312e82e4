"""What a proposal says about itself does not decide what is compared, nor where its files are written."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from decisionbook.cli import decisionbook
from tests.hostile.test_files import contents
from tests.site.tiny import DATA, put

NEW = "name: New\nsummary: $Format:%H$ x\n"
ATTRIBUTES = "options/new.yml export-ignore\ndecisions export-ignore\n*.yml export-subst ident eol=crlf\n"


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    own = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *own, *arguments], cwd=folder, check=True, capture_output=True, input=given)
    return done.stdout.decode().strip()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a book, and everything in it committed."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "project"
    for name, text in DATA.items():
        put(root / "decision_data" / name, text)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "first")
    monkeypatch.chdir(root)
    return root


def told(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(decisionbook, ["diff", *arguments], catch_exceptions=False)
    return done.exit_code, done.output


@pytest.mark.parametrize("place", ["decision_data/.gitattributes", ".gitattributes"])
def test_no_attribute_hides_or_changes_what_is_proposed(project: Path, place: str) -> None:
    lead = "" if place.count("/") else "decision_data/"
    put(project / place, "".join(f"{lead}{row}\n" for row in ATTRIBUTES.splitlines()))
    put(project / "decision_data" / "options" / "new.yml", NEW)
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "second")
    _, said = told("HEAD~1", "HEAD")
    assert "+ option new" in said
    assert "decision drink" not in said
    assert "No change in meaning" in told("HEAD")[1]
    assert "reworded" not in told("HEAD")[1]


def tree(folder: Path, entries: list[tuple[str, bytes, str]]) -> str:
    """The hash of a tree that holds entries (mode, name, hash), which git itself would not make."""
    data = b"".join(
        mode.encode() + b" " + name + b"\0" + bytes.fromhex(identity) for mode, name, identity in entries
    )
    return git(folder, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=data)


@pytest.mark.parametrize("name", [b"..", b".", b"../../x", b"a/../../x"])
def test_no_tree_is_written_out_of_its_folder(project: Path, tmp_path: Path, name: bytes) -> None:
    blob = git(project, "hash-object", "-w", "--stdin", given=b"name: Evil\nsummary: x\n")
    inner = tree(project, [("100644", b"evil.yml", blob)])
    data = tree(project, [("40000" if b"/" not in name else "100644", name, blob if b"/" in name else inner)])
    commit = git(project, "commit-tree", tree(project, [("40000", b"decision_data", data)]), "-m", "evil")
    before = contents(tmp_path)
    code, said = told("HEAD", commit)
    assert code == 2
    assert "cannot be unpacked" in said
    assert contents(tmp_path) == before


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_nothing_is_written_through_a_link_of_a_tree(project: Path, tmp_path: Path) -> None:
    """A link and a folder of one name, where the link leads to a folder beside."""
    aside = tmp_path / "aside"
    aside.mkdir()
    blob = git(project, "hash-object", "-w", "--stdin", given=b"name: Evil\nsummary: x\n")
    link = git(project, "hash-object", "-w", "--stdin", given=os.fsencode(aside))
    inner = tree(project, [("100644", b"evil.yml", blob)])
    data = tree(project, [("120000", b"options", link), ("40000", b"options", inner)])
    commit = git(project, "commit-tree", tree(project, [("40000", b"decision_data", data)]), "-m", "evil")
    code, said = told("HEAD", commit)
    assert code == 2
    assert "cannot be unpacked" in said
    assert contents(aside) == {}


def test_a_file_that_git_does_not_have_is_an_error_that_says_so(project: Path) -> None:
    identity = git(project, "rev-parse", "HEAD:decision_data/options/tea.yml")
    kept = project / ".git" / "objects" / identity[:2] / identity[2:]
    kept.unlink()
    code, said = told("HEAD")
    assert code == 2
    assert "git does not have the file 'options/tea.yml'" in said
