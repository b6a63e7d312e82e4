"""Writing files so that an interruption leaves every old file whole, and nothing outside a folder is touched."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_files(root: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write each text to its path below ``root``, in order; the paths that were written.

    Raises ``OSError``, also for a path that a link leads out of ``root``, and then leaves no half of a file behind.
    """
    targets = {root / name: text for name, text in texts.items()}
    for target in targets:
        _keep_inside(root, target)
    for target, text in targets.items():
        put(target, text)
    return tuple(targets)


def put(target: Path, text: str) -> None:
    """Write a text in the file's place at once; the file keeps its mode, and a link becomes a file. Raises ``OSError``.

    The text stands under a new name first: a name that could be guessed might be a link that leads elsewhere.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    number, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(text.encode("utf-8"))
        part.chmod(mode)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _keep_inside(root: Path, target: Path) -> None:
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise PermissionError(errno.EACCES, "a link leads out of the folder", str(target))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
