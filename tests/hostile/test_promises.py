"""The page of promises names only what there is."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_promise_names_a_test_that_exists() -> None:
    page = (ROOT / "docs" / "contributing" / "promises.md").read_text("utf-8")
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    functions = set(re.findall(r"`(test_\w+)`", page))
    assert len(functions) > 10
    assert [name for name in functions if f"def {name}(" not in tests] == []
    files = re.findall(r"`((?:tests|tools|\.github)/[\w./-]+)`", page)
    assert [name for name in files if not (ROOT / name).is_file()] == []
    rows = [line for line in page.splitlines() if line.startswith("| ") and "Held by" not in line]
    assert [
        row for row in rows if "`" not in row.rsplit("|", 2)[1] and row.rsplit("|", 2)[1].strip() != "both"
    ] == []
