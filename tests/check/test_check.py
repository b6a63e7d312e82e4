"""`decisionbook check`: its formats, its exit status, and what `--fix` leaves alone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner, Result

from decisionbook.cli.check import command

OPTION = """\
    # what it is
    name:   A      # aligned on purpose
    summary: >-
      What A is.

    strenghts:
      - It is fast.   # is it?
    sources: [studdy]
    """
SOURCES = """\
    study: {title: A study, kind: papr}   # one line

    other:
      title: Another
      kind: book
    """


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data = tmp_path / "decision_data"
    (data / "options").mkdir(parents=True)
    (data / "options" / "a.yml").write_text(dedent(OPTION), "utf-8")
    (data / "sources.yml").write_text(dedent(SOURCES), "utf-8")
    monkeypatch.chdir(tmp_path)
    return data


def check(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def codes(result: Result) -> list[str]:
    return [each["code"] for each in json.loads(result.stdout)["findings"]]


def test_every_finding_in_one_run(folder: Path) -> None:
    result = check("--format", "json")
    assert codes(result) == ["S001", "R001", "S004", "P004"]
    assert result.exit_code == 1
    assert json.loads(result.stdout)["errors"] == 3


def test_fix_mends_the_spans_and_nothing_else(folder: Path) -> None:
    result = check("--fix", "--format", "json")
    assert codes(result) == ["P004"]
    assert result.exit_code == 0
    assert (folder / "options" / "a.yml").read_text("utf-8") == dedent(OPTION).replace(
        "strenghts", "strengths"
    ).replace("studdy", "study")
    assert (folder / "sources.yml").read_text("utf-8") == dedent(SOURCES).replace("papr", "paper")
    assert "mended 3 places in 2 files" in result.stderr


def test_a_second_fix_changes_nothing(folder: Path) -> None:
    check("--fix")
    before = {path: path.read_bytes() for path in folder.rglob("*.yml")}
    assert "mended" not in check("--fix").stderr
    assert {path: path.read_bytes() for path in folder.rglob("*.yml")} == before


def test_one_misspelling_in_many_places_is_mended_everywhere(folder: Path) -> None:
    for name in "bcdefghij":
        text = f"name: {name}\nsummary: What it is.\nsources: [studdy]\n"
        (folder / "options" / f"{name}.yml").write_text(text, "utf-8")
    assert codes(check("--fix", "--format", "json")) == ["P004"]


def test_only_what_was_asked_for(folder: Path) -> None:
    assert codes(check("decision_data/sources.yml", "--format", "json")) == ["S004", "P004"]
    assert codes(check("decision_data/options", "--format", "json")) == ["S001", "R001"]
    assert check("elsewhere.yml").exit_code == 2
    assert check("decision_data/elsewhere.yml").exit_code == 2
    assert codes(check(".", "--format", "json")) == ["S001", "R001", "S004", "P004"]


@pytest.mark.parametrize(
    ("here", "data", "path", "file"),
    [
        (".", ".", "options", "options/a.yml"),
        ("options", "..", "a.yml", "../options/a.yml"),
        ("..", "decision_data", "./decision_data/options/a.yml", "decision_data/options/a.yml"),
    ],
)
def test_paths_are_as_seen_from_the_working_directory(
    folder: Path, monkeypatch: pytest.MonkeyPatch, here: str, data: str, path: str, file: str
) -> None:
    monkeypatch.chdir(folder / here)
    result = check("--data", data, path, "--format", "json")
    assert {found["file"] for found in json.loads(result.stdout)["findings"]} == {file}
    assert result.exit_code == 1


def test_strict_takes_warnings_for_errors(folder: Path) -> None:
    check("--fix")
    assert check().exit_code == 0
    strict = check("--strict", "--format", "json")
    assert (strict.exit_code, json.loads(strict.stdout)["errors"]) == (1, 1)


def test_annotations_on_changed_lines_come_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *arguments], cwd=folder.parent, check=True, capture_output=True)

    git("init", "--quiet", "--initial-branch=main")
    git("add", ".")
    git("commit", "--quiet", "-m", "Begin")
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    path = folder / "sources.yml"
    path.write_text(path.read_text("utf-8").replace("Another", "One more"), "utf-8")
    plain = [line.split("title=")[1][:4] for line in check("--format", "github").stdout.splitlines()]
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert plain == ["S001", "R001", "S004", "P004"]
    (folder / "options" / "a.yml").touch()
    path.write_text(path.read_text("utf-8").replace("other:", "others:"), "utf-8")
    ranked = [line.split("title=")[1][:4] for line in check("--format", "github").stdout.splitlines()]
    assert ranked == ["P004", "S001", "R001", "S004"]


def test_sarif_names_every_rule(folder: Path) -> None:
    run = json.loads(check("--format", "sarif").stdout)["runs"][0]
    assert [result["ruleId"] for result in run["results"]] == ["S001", "R001", "S004", "P004"]
