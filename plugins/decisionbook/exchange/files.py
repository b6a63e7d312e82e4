"""Writing files so that an interruption leaves every old file whole, and nothing outside a folder is touched."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_files(root: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write each text to its path below ``root``; the paths in their order.

    All texts stand beside their places before the first is moved into its own: a full disk leaves every old file.
    Raises ``OSError``, also for a path that a link leads out of ``root``, and then leaves no half of a file behind.
    """
    targets = {root / name: text for name, text in texts.items()}
    for target in targets:
        _keep_inside(root, target)
    ready: list[tuple[Path, Path]] = []
    try:
        for target, text in targets.items():
            ready.append((_beside(target, text), target))
        for part, target in ready:
            part.replace(target)
    finally:
        for part, _ in ready:
            part.unlink(missing_ok=True)
    return tuple(targets)


def put(target: Path, content: str | bytes) -> None:
    """Write a file in its place at once. Raises ``OSError``.

    The file keeps its mode, and a link becomes a file.
    """
    part = _beside(target, content)
    try:
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _beside(target: Path, content: str | bytes) -> Path:
    """A new file beside ``target`` that holds the content: a name that could be guessed might be a link elsewhere."""
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    number, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
        part.chmod(mode)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _keep_inside(root: Path, target: Path) -> None:
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise PermissionError(errno.EACCES, "a link leads out of the folder", str(target))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
