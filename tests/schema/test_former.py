"""A key that was renamed is read under its old name, with a warning that says and mends what to write."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from decisionbook.book import read_book
from decisionbook.cli import decisionbook
from decisionbook.schema.option import Option
from tests.site.tiny import put

TEA = "name: Tea\nsummary: Leaves.\npros: [Calm.]\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Option, "former", {"pros": "strengths", "synopsis": "summary"})
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "decision_data" / "options" / "tea.yml", TEA)
    return tmp_path


def codes(folder: Path) -> list[tuple[str, str, str]]:
    found = read_book(folder / "decision_data").findings
    return [(one.severity, one.code, one.message) for one in found]


def test_it_is_a_warning_and_the_value_is_read(folder: Path) -> None:
    assert codes(folder) == [("warning", "S010", "'pros' is called 'strengths' by now")]
    option = read_book(folder / "decision_data").book.options["tea"]
    assert [claim.text for claim in option.strengths] == ["Calm."]


def test_a_required_key_is_not_missing(folder: Path) -> None:
    put(folder / "decision_data" / "options" / "tea.yml", TEA.replace("summary", "synopsis"))
    assert [code for _, code, _ in codes(folder)] == ["S010", "S010"]


def test_both_names_are_an_error(folder: Path) -> None:
    put(folder / "decision_data" / "options" / "tea.yml", f"{TEA}strengths: [Cheap.]\n")
    (found,) = read_book(folder / "decision_data").errors
    assert (found.code, found.fix) == ("S001", "'strengths' is there already; remove this")


def test_mending_writes_the_new_name(folder: Path) -> None:
    done = CliRunner().invoke(decisionbook, ["check", "--fix"], catch_exceptions=False)
    assert done.exit_code == 0
    written = (folder / "decision_data" / "options" / "tea.yml").read_text()
    assert written == TEA.replace("pros", "strengths")
    assert codes(folder) == []
