"""The data folder as it was at a git revision, in a temporary folder of its own.

Nothing of the working tree is touched: git writes the folder of that revision into an archive, which is unpacked
without links that lead out of it.
"""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile


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
            top = _git(here, "rev-parse", "--show-toplevel")
        except FileNotFoundError:
            raise RevisionError("git is not installed, so only folders can be compared.") from None
        if top is None:
            raise RevisionError(f"'{here}' is in no git repository, so only folders can be compared.")
        return cls(Path(top).resolve())

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
        try:
            return path.resolve().relative_to(self.root).as_posix()
        except ValueError:
            raise RevisionError(f"'{path}' is not in the repository '{self.root}'.") from None

    def has_folder(self, commit: str, path: str) -> bool:
        """Whether the commit holds a folder at ``path``; ``.`` is the top."""
        return _git(self.root, "cat-file", "-t", _tree(commit, path)) == "tree"

    @contextmanager
    def folder(self, commit: str, path: str) -> Iterator[Path]:
        """The folder as it was, while the context lasts. Raises ``RevisionError`` where it cannot be unpacked."""
        with TemporaryDirectory(prefix="decisionbook-") as name, TemporaryFile() as archive:
            command = ["git", "archive", "--format=tar", _tree(commit, path)]
            done = subprocess.run(command, cwd=self.root, stdout=archive, stderr=subprocess.PIPE, check=False)
            if done.returncode:
                said = done.stderr.decode("utf-8", "replace").strip()
                raise RevisionError(f"git cannot archive '{path}' at {commit[:12]}: {said}")
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


def _tree(commit: str, path: str) -> str:
    return f"{commit}:{'' if path == '.' else path}"


def _git(folder: Path, *arguments: str) -> str | None:
    """What a command of git prints, ``None`` where it fails."""
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "surrogateescape").strip() if done.returncode == 0 else None
