"""What browser tests need is found, or missed with an advice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import chromium

ROOT = Path(__file__).parents[2]


def ran(**changes: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **changes}
    command = [sys.executable, "-m", "tools.chromium"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_path_that_a_person_names_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "mine"
    mine.write_text("#!/bin/sh\n")
    mine.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert chromium.find() == mine
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    assert chromium.find() is None


@pytest.mark.skipif(shutil.which("false") is None, reason="stands in for a Node.js that does not start")
def test_a_playwright_that_does_not_start_is_no_browser(tmp_path: Path) -> None:
    done = ran(PLAYWRIGHT_NODEJS_PATH=shutil.which("false") or "", CHROMIUM=str(tmp_path / "none"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.endswith(f"-- {chromium.DRIVER_ADVICE}\n")
