"""What reading a book leaves behind in memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

LEFT = """
import gc, sys
from datetime import date
from pathlib import Path
from decisionbook.book import read_book

gc.disable()
read_book(Path(sys.argv[1]), today=date(2026, 11, 20))  # what is made once, by imports
gc.collect()
read_book(Path(sys.argv[1]), today=date(2026, 11, 20))
print(gc.collect())
"""


@pytest.mark.parametrize("data", ["decision_data", "tests/data/every-key"])
def test_reading_leaves_nothing_to_the_search_for_cycles(data: str) -> None:
    """Commands switch that search off: what a cycle holds of a large book's proofs would stay until their end."""
    command = [sys.executable, "-c", LEFT, data]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"
