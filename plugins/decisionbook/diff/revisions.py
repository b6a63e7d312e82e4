"""The data folder as it was at a git revision, in a temporary folder of its own.

Nothing of the working tree is touched: git writes the folder of that revision into an archive, which is unpacked
without links that lead out of it.
"""

from __future__ import annotations

import os
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO


class RevisionError(ValueError):
    """A revision that cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A git working tree. ``root`` is its top folder, links resolved."""

    root: Path

    @classmethod
    def around(cls, path: Path) -> Repository:
        """The repository that holds ``path``, which itself may be missing. Raises ``RevisionError``."""
        here = path.resolve()
        while not here.is_dir() and here != here.parent:
            here = here.parent
        try:
            done = _run(here, "rev-parse", "--show-toplevel")
        except FileNotFoundError:
            raise RevisionError("git is not installed, so only folders can be compared.") from None
        if done.returncode:
            raise RevisionError(
                f"git finds no repository at '{here}', so only folders that exist can be compared: {_said(done)}"
            )
        return cls(Path(_text(done.stdout)).resolve())

    def commit(self, revision: str) -> str:
        """The hash of the commit that a revision names. Raises ``RevisionError``."""
        if not revision or revision.startswith("-"):
            raise RevisionError(f"'{revision}' is no revision: a revision does not begin with '-'.")
        wanted = f"{revision}^{{commit}}"
        found = _git(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
        if found:
            return found
        message = f"There is no revision and no folder '{revision}'."
        if _git(self.root, "rev-parse", "--is-shallow-repository") == "true":
            message += " This clone is shallow; fetch the history first, with `git fetch --unshallow`."
        raise RevisionError(message)

    def inside(self, path: Path) -> str:
        """The path as git names it. Raises ``RevisionError`` for one outside."""
        if not self.holds(path):
            raise RevisionError(f"'{path}' is not in the repository '{self.root}'.")
        return path.resolve().relative_to(self.root).as_posix()

    def holds(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self.root)

    @contextmanager
    def folder(self, commit: str, path: Path) -> Iterator[Path]:
        """The folder as it was, while the context lasts; a path to nothing where the commit does not have it.

        Raises ``RevisionError`` where it lies outside the repository or cannot be unpacked.
        """
        inside = self.inside(path)
        tree = f"{commit}:{'' if inside == '.' else inside}"
        with TemporaryDirectory(prefix="decisionbook-") as name, TemporaryFile() as archive:
            if _git(self.root, "cat-file", "-t", tree) != "tree":
                yield Path(name, "missing")
                return
            done = _run(self.root, "archive", "--format=tar", tree, stdout=archive)
            if done.returncode:
                raise RevisionError(f"git cannot archive '{path}' at {commit[:12]}: {_said(done)}")
            archive.seek(0)
            try:
                with tarfile.open(fileobj=archive) as tar:
                    tar.extractall(name, filter="data")
            except (tarfile.TarError, OSError) as error:
                raise RevisionError(f"'{path}' at {commit[:12]} cannot be unpacked: {error}") from None
            yield Path(name)


def texts(folder: Path, suffix: str = ".md") -> Mapping[str, str]:
    """The files below a folder with this ending, by their path in it; what is no text is passed over."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob(f"*{suffix}")) if folder.is_dir() else ():
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8", errors="replace")
    return found


def _git(folder: Path, *arguments: str) -> str | None:
    """What a command of git prints, ``None`` where it fails."""
    done = _run(folder, *arguments)
    return _text(done.stdout) if done.returncode == 0 else None


_LOCAL = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What git sets for its hooks, relative to the folder that it runs them in."""


def _run(
    folder: Path, *arguments: str, stdout: IO[bytes] | int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    surroundings = {name: value for name, value in os.environ.items() if name not in _LOCAL} | {"LC_ALL": "C"}
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=surroundings, stdout=stdout, stderr=subprocess.PIPE, check=False
    )


def _text(output: bytes) -> str:
    return output.decode("utf-8", "surrogateescape").rstrip("\r\n")


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The first line of what git had to say against it."""
    return next(iter(done.stderr.decode("utf-8", "replace").strip().splitlines()), "no reason given")
