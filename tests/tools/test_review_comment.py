"""The comment on a pull request: what it says, and that the data cannot speak through it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools.review_comment import FAILED, MARKER, MOST, comment

OPTION = "name: {0}\nsummary: What {0} is.\n"
TABLE = "title: Both\noptions: [a, b]\ncriteria:\n  - id: speed\n    name: Speed\n    cells: {{a: Fast, b: {0}}}\n"


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def write(folder: Path, cell: str, more: str = "") -> None:
    files = {
        "options/a": OPTION.format("A"),
        "options/b": OPTION.format("B"),
        "comparisons/c": TABLE.format(cell) + more,
    }
    for name, text in files.items():
        path = folder / "decision_data" / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "Change")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    write(tmp_path, "Slow")
    git(tmp_path, "tag", "base")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_change_of_a_cell(folder: Path) -> None:
    write(folder, "Slower")
    said = comment("base", "HEAD")
    assert said.startswith(MARKER)
    assert "**The check passes: no errors, no warnings.**" in said
    assert "`Slow` → `Slower`" in said
    assert "<details>" not in said


def test_a_change_that_fails(folder: Path) -> None:
    write(folder, "Slower", "takeway: None\n")
    said = comment("base", "HEAD")
    assert "**The check fails: 1 error, no warnings; 1 fixable.**" in said
    assert "decision_data/comparisons/c.yml:7:1: error S001 unknown key 'takeway'" in said


def test_what_is_in_the_working_tree_plays_no_part(folder: Path) -> None:
    (folder / "decision_data" / "options" / "a.yml").write_text("nonsense: [", "utf-8")
    assert "**The check passes" in comment("base", "HEAD")


@pytest.mark.parametrize("head", ["nowhere", "--help"])
def test_a_failure_does_not_read_like_a_result(
    folder: Path, head: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = comment("base", head)
    assert FAILED in said
    assert "The check" not in said
    assert "RevisionError" in capsys.readouterr().err


def test_data_cannot_leave_its_code(folder: Path) -> None:
    write(folder, "Slow", "```` </details> @everyone <img src=x>: `````\n")
    said = comment("base", "HEAD")
    opened = next(line for line in said.splitlines() if line.endswith("text") and line.startswith("`"))
    fence = opened.removesuffix("text")
    inside = said.partition(opened)[2].partition(f"\n{fence}\n")[0]
    assert "@everyone" in inside
    assert "@everyone" not in said.replace(inside, "").replace("`@everyone", "")
    assert fence not in inside


@pytest.mark.slow
def test_a_comment_fits(folder: Path) -> None:
    rows = "".join(
        f"  - {{id: c{number}, nme: Row, cells: {{a: {number}, b: x}}}}\n" for number in range(3000)
    )
    write(folder, "Slow", rows)
    said = comment("base", "HEAD")
    assert len(said) <= MOST + 1
    assert said.rstrip().endswith("*CI*.")
    assert said.count("</details>") == 1


def test_a_comment_says_how_much_it_leaves_out(folder: Path) -> None:
    def table(value: int) -> str:
        return "".join(
            f"  - {{id: c{number}, name: Row {number}, cells: {{a: {value}, b: 日本語の文}}}}\n"
            for number in range(2000)
        )

    write(folder, "Slow", table(1))
    write(folder, "Slow", table(2))
    said = comment("HEAD~1", "HEAD")
    assert len(said) <= MOST + 1
    shown = said.count("`a x c")
    assert 0 < shown < 2000
    assert f"**Cut here to fit: {2000 - shown:,} on values.**" in said
    # A workflow hands it on in a variable, and Linux takes no longer one.
    assert len(said.encode()) < 128 * 1024
