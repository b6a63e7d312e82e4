"""Writing files so that an interruption leaves every old file whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write_files(root: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write each text to its path below ``root``, in order, beside its place first; the paths that were written.

    Raises ``OSError``, and then leaves no half of a file behind.
    """
    written = []
    for name, text in texts.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.part")
        try:
            beside.write_bytes(text.encode("utf-8"))
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
        written.append(target)
    return tuple(written)
