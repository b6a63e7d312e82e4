"""The same input gives the same bytes, wherever and whenever, and in whatever order the files lie on the disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile import book
from tests.site.tiny import HOME, write

SURROUNDINGS = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4242",
        "COLUMNS": "37",
    },
)
MOMENT = "1780000000"
COMMANDS = (
    "decisionbook check --format json",
    "decisionbook check",
    "decisionbook analyze rules --format json",
    "decisionbook tree rules --format svg",
    "decisionbook evaluate rules truth=no --format json",
    "decisionbook export --format json --out out/json",
    "decisionbook export --format csv --out out/csv",
    "decisionbook export --format html --out out/html",
    "decisionbook pages --out out/pages",
    "mkdocs build --quiet --site-dir out/site",
)


def run(command: str, folder: Path, surroundings: dict[str, str]) -> str:
    """What a command prints in a folder."""
    program, *arguments = command.split()
    entry = {"decisionbook": "decisionbook.cli:main", "mkdocs": "mkdocs.__main__:cli"}[program]
    module, _, name = entry.partition(":")
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; from {module} import {name}; sys.argv[0] = '{program}'; {name}()", *arguments],
        cwd=folder, env={**os.environ, **surroundings, "SOURCE_DATE_EPOCH": MOMENT, "PYTHONUTF8": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def scattered(source: Path, target: Path) -> Path:
    """A copy whose files were made in another order, at another time."""
    for number, path in enumerate(sorted(source.rglob("*"), reverse=True)):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            os.utime(copy, (number * 1000, number * 1000))
    return target


@pytest.mark.slow
def test_two_machines_make_the_same_bytes(tmp_path: Path) -> None:
    data = book.as_files(book.data(book.turning()))
    first = tmp_path / "one"
    write(first, data, home=HOME.split("# Home")[0] + "# Home\n", book={"print_view": True}, validation={})
    second = scattered(first, tmp_path / "a longer place" / "zwei")
    printed = [
        [run(command, folder, surroundings) for command in COMMANDS]
        for folder, surroundings in zip((first, second), SURROUNDINGS, strict=True)
    ]
    assert printed[0] == printed[1]
    made = [
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in (folder / "out").rglob("*")
            if path.is_file()
        }
        for folder in (first, second)
    ]
    assert len(made[0]) > 60
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []
