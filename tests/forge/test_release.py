"""A release from end to end: what the workflow would run for a tag, with a folder as the forge and a `gh` that copies."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from decisionbook import __version__
from tools.release_notes import CHANGES, VERSION

ROOT = Path(__file__).resolve().parents[2]
# Each makes an environment of its own, twice.
pytestmark = [pytest.mark.nightly, pytest.mark.timeout(1800)]

GH = """#!/bin/sh
case "$1 $2" in
"run download") cp -r "$KEPT"/. . ;;
"release create")
    for word; do case "$word" in release/*) cp "$word" "$PUBLISHED/" ;; notes.md) cp notes.md "$PUBLISHED/" ;; esac; done ;;
*) exit 2 ;;
esac
"""


def git(folder: Path, *words: str) -> None:
    person = ["-c", "user.name=A Person", "-c", "user.email=person@example.org"]
    subprocess.run(["git", *person, "-C", str(folder), *words], check=True, capture_output=True)


def with_a_day(folder: Path) -> None:
    """Head the first part of the changelog as released, where it is not."""
    changes = folder / CHANGES
    changes.write_text(changes.read_text("utf-8").replace("(unreleased)", "(2026-12-01)", 1), "utf-8")


@dataclass(frozen=True, slots=True)
class Forge:
    """A repository with a tag, and what runs of the workflow leave behind."""

    top: Path
    tag: str

    @property
    def published(self) -> Path:
        return self.top / "published"

    def run(self, leave_out: str) -> None:
        """Run every step of every job but those called `leave_out`."""
        flow = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8"))
        for name, job in flow["jobs"].items():
            work = self.top / name
            work.mkdir()
            for step in job["steps"]:
                if step["name"] != leave_out:
                    self._step(step, work)

    def _step(self, step: dict[str, Any], work: Path) -> None:
        if "run" in step:
            subprocess.run(["bash", "-e", "-c", step["run"]], cwd=work, env=self._environment(), check=True)
            return
        assert step["uses"].startswith("actions/upload-artifact@")
        paths = [work / path for path in step["with"]["path"].split()]
        start = Path(os.path.commonpath(paths))
        for path in paths:
            kept = self.top / "kept" / path.relative_to(start)
            kept.parent.mkdir(exist_ok=True)
            shutil.copytree(path, kept) if path.is_dir() else shutil.copy(path, kept)

    def _environment(self) -> dict[str, str]:
        mine = {
            name: text for name, text in os.environ.items() if not name.startswith(("GIT_", "VIRTUAL_ENV"))
        }
        return {
            **mine,
            "PATH": f"{self.top / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "KEPT": str(self.top / "kept"),
            "PUBLISHED": str(self.published),
            "GITHUB_SERVER_URL": self.top.as_uri(),
            "GITHUB_REPOSITORY": "team/book",
            "GITHUB_REF": f"refs/tags/{self.tag}",
            "GITHUB_REF_NAME": self.tag,
            "GITHUB_RUN_ID": "1",
        }


def forge(top: Path, tag: str) -> Forge:
    """What is committed here, ready for a release, and tagged."""
    repository = top / "team" / "book"
    repository.parent.mkdir(parents=True)
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(repository)], check=True)
    with_a_day(repository)
    git(repository, "commit", "--quiet", "--allow-empty", "-am", "Date the release")
    git(repository, "tag", tag)
    (top / "published").mkdir()
    (top / "bin").mkdir()
    (top / "bin" / "gh").write_text(GH, "utf-8")
    (top / "bin" / "gh").chmod(0o755)
    return Forge(top, tag)


def python(folder: Path, path: Path, *words: str) -> str:
    """What Python prints in a folder with the packages of `path` before all others."""
    environment = {**os.environ, "PYTHONPATH": str(path)}
    ran = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return ran.stdout


def test_a_tag_becomes_a_release(tmp_path: Path) -> None:
    made = forge(tmp_path, f"v{__version__}")
    made.run(leave_out="Test")
    names = {path.name for path in made.published.iterdir()}
    wheel = f"decisionbook-{__version__}-py3-none-any.whl"
    files = {wheel, f"decisionbook-{__version__}.tar.gz", "book.zip", "sbom.json"}
    assert names == {*files, "SHA256SUMS", "notes.md"}
    sums = dict(line.split("  ")[::-1] for line in (made.published / "SHA256SUMS").read_text().splitlines())
    assert sums == {name: hashlib.sha256((made.published / name).read_bytes()).hexdigest() for name in files}

    again = tmp_path / "elsewhere"
    subprocess.run(["git", "clone", "--quiet", str(tmp_path / "team" / "book"), str(again)], check=True)
    subprocess.run(["make", "release"], cwd=again, check=True, stdout=subprocess.DEVNULL)
    for name in files:
        assert (again / "dist" / "release" / name).read_bytes() == (made.published / name).read_bytes()

    installed = tmp_path / "installed"
    pip = f"-m pip install --quiet --no-deps --no-index --target {installed} {made.published / wheel}"
    subprocess.run([sys.executable, *pip.split()], check=True)
    assert python(again, installed, "-c", "import decisionbook; print(decisionbook.__file__)").startswith(
        str(installed)
    )
    assert (
        json.loads(python(again, installed, "-m", "decisionbook", "check", "--format", "json"))["findings"]
        == []
    )


def test_a_tag_of_another_version_is_no_release(tmp_path: Path) -> None:
    made = forge(tmp_path, "v99.0.0")
    with pytest.raises(subprocess.CalledProcessError):
        made.run(leave_out="Test")
    assert list(made.published.iterdir()) == []
    assert not (tmp_path / "kept").exists()
    assert f'"{__version__}"' in (tmp_path / "build" / VERSION).read_text("utf-8")
