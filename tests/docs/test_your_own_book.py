"""'Your own book in ten minutes' works as it is written, with the wheel of this source."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.docs.walk import follow

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "publishing" / "your-own-book.md"


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel of this source."""
    folder = tmp_path_factory.mktemp("wheels")
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True, cwd=folder)
    return folder


def environment(wheels: Path) -> dict[str, str]:
    """One in which pip finds the wheel and takes what it requires for installed."""
    path = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if ".venv" not in part)
    return {
        "PATH": path,
        "HOME": str(wheels),
        "PYTHONUTF8": "1",
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_FIND_LINKS": str(wheels),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }


def see_dependencies(folder: Path) -> None:
    """Let the page's environment see what Decisionbook requires, and its commands, but not this source."""
    (packages,) = (folder / ".venv" / "lib").glob("python*/site-packages")
    (packages / "required.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    mkdocs = folder / ".venv" / "bin" / "mkdocs"
    mkdocs.write_text(f'#!/bin/sh\nexec {folder}/.venv/bin/python -m mkdocs "$@"\n', "utf-8")
    mkdocs.chmod(0o755)


@pytest.mark.slow
def test_the_page_can_be_followed(tmp_path: Path, wheels: Path) -> None:
    done = []
    for command, expected, printed in follow(PAGE.read_text("utf-8"), tmp_path, environment(wheels)):
        done.append(command)
        wrong = any(": error " in line for line in expected)
        assert printed.rstrip().endswith("== 1" if wrong else "== 0"), f"{command}\n{printed}"
        lines = iter(printed.splitlines())
        assert all(line in lines for line in expected), f"{command}\n{printed}"
        if command.startswith("pip install"):
            see_dependencies(tmp_path)
    assert {"mkdocs build --strict", "decisionbook check"} <= set(done)
    place = subprocess.run(
        [tmp_path / ".venv" / "bin" / "python", "-c", "import decisionbook; print(decisionbook.__file__)"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert Path(place.strip()).is_relative_to(tmp_path)
    assert 'data-decision="drink"' in (tmp_path / "site" / "index.html").read_text("utf-8")
