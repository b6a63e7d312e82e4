"""Files that are made from the code say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisionbook.catalog import ALL
from decisionbook.schema import MODELS
from tools.findings_page import ROOMS, findings_page
from tools.format_page import format_page
from tools.reference import ROOT, written


@pytest.mark.parametrize("path", written(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_written_files_are_fresh(path: Path) -> None:
    assert path.read_bytes().decode("utf-8") == written()[path], "run: python tools/reference.py"


def test_no_schema_is_left_over() -> None:
    assert set((ROOT / "schema").iterdir()) == {path for path in written() if path.parent == ROOT / "schema"}


def test_every_code_has_a_room_a_row_and_a_section() -> None:
    page = findings_page()
    assert {code.code[0] for code in ALL} <= ROOMS.keys()
    assert all(f"| [{code.code}](#{code.code.lower()}) | {code.severity} |" in page for code in ALL)
    assert all(f"### {code.code}: {code.title} " in page for code in ALL)


def test_every_key_has_an_example() -> None:
    rows = [line.split(" | ") for line in format_page().splitlines() if line.startswith(("| `", "| **`"))]
    assert [row[0] for row in rows if len(row) < 4 or "`" not in row[3]] == []


def test_every_key_of_every_kind_is_described() -> None:
    page = format_page()
    assert all(f"`{key}`" in page for model in MODELS.values() for key in model.model_fields)
