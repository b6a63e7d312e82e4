"""What the README shows is what happens: its data is taken from the page, and its commands are run."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[1] / "README.md"


@cache
def blocks(language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the README's decision and nothing else."""
    decisions = tmp_path / "decision_data" / "decisions"
    decisions.mkdir(parents=True)
    (decisions / "queue.yml").write_text(blocks("yaml")[0], "utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("decisionbook")), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def shown(number: int) -> tuple[list[str], str]:
    """The arguments of a command in the README, and what the page says it prints."""
    command, _, output = blocks("console")[number].partition("\n")
    return shlex.split(command.removeprefix("$ decisionbook ")), output


def test_about_twenty_lines() -> None:
    assert 18 <= blocks("yaml")[0].count("\n") <= 25


def test_the_data_is_without_fault(folder: Path) -> None:
    checked = run(folder, "check", "--format", "json")
    assert (checked.returncode, json.loads(checked.stdout)["findings"]) == (0, [])


def test_the_answer_is_the_one_shown(folder: Path) -> None:
    arguments, output = shown(0)
    answered = run(folder, *arguments)
    assert json.loads(answered.stdout) == json.loads(output)


def test_the_gap_is_found_as_shown(folder: Path) -> None:
    file = folder / "decision_data" / "decisions" / "queue.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("at most 100", "under 100"), "utf-8")
    arguments, output = shown(1)
    checked = run(folder, *arguments)
    assert checked.returncode == 1
    assert output.strip() in checked.stdout


def test_the_proof_says_that_it_is_complete(folder: Path) -> None:
    proof = json.loads(run(folder, "analyze", "queue", "--format", "json").stdout)
    assert (proof["complete"], proof["overlaps"], proof["dead_rules"]) == (True, [], [])
    assert proof["questions"]["worst"] == 2
