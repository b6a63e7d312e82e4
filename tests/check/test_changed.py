"""Which lines a pull request touches."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from decisionbook.cli.changed import changed_lines

BASE = {"GITHUB_BASE_REF": "main"}


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone whose branch changed lines 2 and 3 of a file, removed its line 6, and added a file."""
    origin = tmp_path / "origin"
    (origin / "book").mkdir(parents=True)
    (origin / "book" / "a.yml").write_text("1\n2\n3\n4\n5\n6\n7\n", "utf-8")
    git(origin, "init", "--quiet", "--initial-branch=main")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "-m", "Begin")
    git(tmp_path, "clone", "--quiet", "origin", "clone")
    clone = tmp_path / "clone"
    git(clone, "checkout", "--quiet", "-b", "topic")
    (clone / "book" / "a.yml").write_text("1\n++ two\nthree\n4\n5\n7\n", "utf-8")
    (clone / "book" / "café.yml").write_text("1\n", "utf-8")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "-m", "Change")
    monkeypatch.chdir(clone)
    return clone


EXPECTED = {("book/a.yml", 2), ("book/a.yml", 3), ("book/a.yml", 5), ("book/café.yml", 1)}


def test_lines_since_the_branch_left_its_base(clone: Path) -> None:
    assert changed_lines(BASE) == EXPECTED


def test_paths_are_seen_from_the_working_directory(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone / "book")
    assert changed_lines(BASE) == {(file.removeprefix("book/"), line) for file, line in EXPECTED}


def test_what_the_base_did_meanwhile_is_no_change(clone: Path) -> None:
    origin = clone.parent / "origin"
    (origin / "book" / "b.yml").write_text("1\n", "utf-8")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "-m", "Go on")
    git(clone, "fetch", "--quiet")
    assert changed_lines(BASE) == EXPECTED


def test_hunks_that_a_setting_joins_are_parted(clone: Path) -> None:
    git(clone, "config", "diff.interHunkContext", "9")
    assert changed_lines(BASE) == EXPECTED


def test_the_merge_alone_is_enough(clone: Path) -> None:
    git(clone, "checkout", "--quiet", "-B", "merged", "main")
    git(clone, "merge", "--quiet", "--no-ff", "-m", "Merge", "topic")
    git(clone, "update-ref", "-d", "refs/remotes/origin/main")
    assert changed_lines(BASE) == EXPECTED


def test_without_a_pull_request_there_are_none(clone: Path) -> None:
    assert changed_lines({}) == set()
    assert changed_lines({"GITHUB_BASE_REF": "--output=x"}) == set()


def test_without_git_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert changed_lines(BASE) == set()
    monkeypatch.setenv("PATH", "")
    assert changed_lines(BASE) == set()
