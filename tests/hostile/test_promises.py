"""The page of promises names only what there is."""

from __future__ import annotations

import re
from pathlib import Path

from tests.hostile.searches import SEARCHES

ROOT = Path(__file__).resolve().parents[2]


def test_every_promise_names_a_test_that_exists() -> None:
    page = (ROOT / "docs" / "contributing" / "promises.md").read_text("utf-8")
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    functions = set(re.findall(r"`(test_\w+)`", page))
    assert len(functions) > 10
    assert [name for name in functions if f"def {name}(" not in tests] == []
    files = re.findall(r"`((?:tests|tools|\.github)/[\w./-]+)`", page)
    assert [name for name in files if not (ROOT / name).is_file()] == []
    rows = [line.rsplit("|", 2)[1].strip() for line in page.splitlines() if line.startswith("| ")]
    heads, counts = {"Held by", "every night"}, re.compile(r"\**[\d,]+\**")
    assert [
        cell
        for cell in rows
        if "`" not in cell and cell not in {*heads, "both"} and not counts.fullmatch(cell)
    ] == []


def test_the_numbers_of_cases_are_those_of_the_searches() -> None:
    page = (ROOT / "docs" / "contributing" / "promises.md").read_text("utf-8")
    rows = re.findall(r"^\| ([\w ]*) \|.*\| \**([\d,]+)\** \| \**([\d,]+)\** \|$", page, re.MULTILINE)
    stated = {name: (int(day.replace(",", "")), int(night.replace(",", ""))) for name, day, night in rows}
    day, night = (sum(counts) for counts in zip(*SEARCHES.values(), strict=True))
    assert stated == {**SEARCHES, "all of them": (day, night)}
    assert day >= 20_000
    assert night >= 1_000_000
