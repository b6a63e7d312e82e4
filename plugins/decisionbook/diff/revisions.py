"""The data folder as it was at a git revision, in a temporary folder of its own.

Nothing of the working tree is touched: git hands over the files of that revision as they were committed. An archive
would do less: what is compared says in its own `.gitattributes` which of its files an archive leaves out or changes.
"""

from __future__ import annotations

import os
import re
import subprocess
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
        if not revision:
            raise RevisionError("'' is no revision: name one, such as `main` or `HEAD~1`.")
        if revision[0] in "-^":
            raise RevisionError(
                f"'{revision}' is no revision: a revision does not begin with '{revision[0]}'."
            )
        wanted = f"{revision}^{{commit}}"
        found = _git(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
        if found:
            return found
        raise RevisionError(f"There is no revision and no folder '{revision}'.{self._advice(revision)}")

    def _advice(self, revision: str) -> str:
        """What may help where there is no such revision."""
        dots = re.fullmatch(r"(.*?)(\.{2,3})(.*)", revision)
        if dots:
            base, head = dots[1] or "HEAD", dots[3] or "HEAD"
            if dots[2] == "...":
                return f" Since the two parted: `decisionbook diff $(git merge-base {base} {head}) {head}`."
            return f" Give the two ends one by one: `decisionbook diff {base} {head}`."
        if _git(self.root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
            return " This repository has no commit yet."
        message = ""
        if _git(self.root, "show-ref", "--verify", "--quiet", f"refs/remotes/origin/{revision}") is not None:
            message += f" Did you mean 'origin/{revision}'?"
        if _git(self.root, "rev-parse", "--is-shallow-repository") == "true":
            message += " This clone is shallow; fetch the history first, with `git fetch --unshallow`."
        return message

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
        with TemporaryDirectory(prefix="decisionbook-") as name:
            if _git(self.root, "cat-file", "-t", tree) != "tree":
                yield Path(name, "missing")
                return
            try:
                self._unpack(tree, Path(name))
            except (OSError, ValueError) as error:
                raise RevisionError(f"'{path}' at {commit[:12]} cannot be unpacked: {error}") from None
            yield Path(name)

    def _unpack(self, tree: str, into: Path) -> None:
        """Write the files of a tree, then its links. Raises ``OSError``, and ``ValueError`` for what cannot be had."""
        entries = sorted(
            _entries(_output(self.root, "ls-tree", "-r", "-z", tree)), key=lambda each: each.is_link
        )
        with TemporaryFile() as wanted:
            wanted.write("".join(f"{entry.object}\n" for entry in entries).encode())
            wanted.seek(0)
            command = ["git", "cat-file", "--batch", "--buffer"]
            with subprocess.Popen(
                command, cwd=self.root, env=surroundings(), stdin=wanted, stdout=subprocess.PIPE
            ) as git:
                assert git.stdout is not None  # noqa: S101 - it is a pipe
                for entry in entries:
                    _write(entry, into, git.stdout)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file or a link of a tree: its path below the tree, and the name of the object that holds its content."""

    path: str
    object: str
    is_link: bool


def _entries(listed: bytes) -> Iterator[_Entry]:
    """The files and links that git lists; other repositories inside this one are passed over."""
    for record in listed.split(b"\0")[:-1]:
        about, _, name = record.partition(b"\t")
        mode, kind, identity = about.decode("ascii").split()
        path = os.fsdecode(name)
        if kind == "blob":
            if any(part in {"", ".", ".."} for part in path.split("/")) or not Path(path).parts:
                raise ValueError(f"a file is called {path!r}")
            yield _Entry(path, identity, is_link=mode == "120000")


def _write(entry: _Entry, into: Path, stream: IO[bytes]) -> None:
    """Write the next object of the stream, which is what the entry holds. Links come last: none is written through."""
    said = stream.readline().split()
    if said[1:2] != [b"blob"]:
        raise ValueError(f"git does not have the file {entry.path!r}")
    target = into / entry.path
    target.parent.mkdir(parents=True, exist_ok=True)
    parts = _parts(stream, int(said[2]))
    if entry.is_link:
        _link(target, os.fsdecode(b"".join(parts)), into)
        return
    with target.open("xb") as file:
        file.writelines(parts)


def _parts(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """So many bytes of the stream, piece by piece, and the line end behind them. Raises ``ValueError`` at its end."""
    while size:
        part = stream.read(min(size, _CHUNK))
        if not part:
            raise ValueError("git stopped amid a file")
        size -= len(part)
        yield part
    stream.read(1)


def _link(place: Path, target: str, into: Path) -> None:
    """Make a link that does not lead out of the folder. Raises ``ValueError`` for others."""
    if not Path(os.path.normpath(place.parent / target)).is_relative_to(into):
        raise ValueError(f"the link {place.relative_to(into).as_posix()!r} leads out of the folder")
    place.symlink_to(target)


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


_CHUNK = 1 << 20


def surroundings() -> dict[str, str]:
    """The environment for a git that is to find the repository by its folder, whoever runs us."""
    return {name: value for name, value in os.environ.items() if name not in _LOCAL} | {"LC_ALL": "C"}


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=surroundings(), capture_output=True, check=False
    )


def _output(folder: Path, *arguments: str) -> bytes:
    """What a command of git prints. Raises ``ValueError`` where it fails."""
    done = _run(folder, *arguments)
    if done.returncode:
        raise ValueError(_said(done))
    return done.stdout


def _text(output: bytes) -> str:
    return output.decode("utf-8", "surrogateescape").rstrip("\r\n")


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The first line of what git had to say against it."""
    return next(iter(done.stderr.decode("utf-8", "replace").strip().splitlines()), "no reason given")
