"""A folder as a zip whose bytes depend on nothing but what the folder holds, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = int(datetime(1980, 1, 1, tzinfo=UTC).timestamp())
LATEST = 2**32 - 1
"""The first moment that a zip can name, and the last that the compressed site map can, in seconds since 1970."""

MODE = 0o100644
UNIX = 3


def zipped(files: Mapping[str, bytes], moment: int) -> bytes:
    """A zip of ``files``, which map a path with forward slashes to what stands there.

    Entries are sorted and carry ``moment`` (seconds since 1970, UTC) as their date, so that the same files give
    the same bytes on every machine with the same zlib.
    """
    when = datetime.fromtimestamp(within(moment), UTC).timetuple()[:6]
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = ZipInfo(path, when)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = UNIX
            entry.external_attr = MODE << 16
            archive.writestr(entry, files[path])
    return out.getvalue()


def within(moment: int) -> int:
    """The moment, or the nearest one that an archive can name."""
    return min(max(moment, EARLIEST), LATEST)


def publish(target: Path, content: bytes) -> tuple[Path, str]:
    """Write ``content`` to ``target`` and its sha256 beside it, as ``sha256sum --check`` reads it.

    Returns the file of the sum and the sum. Both are written under other names first: whoever stops this, or a
    full disk, leaves what stood there whole. Raises ``OSError``.
    """
    digest = sha256(content).hexdigest()
    beside = target.with_name(f"{target.name}.sha256")
    ready: list[Path] = []
    try:
        ready.append(_written(target, content))
        ready.append(_written(beside, f"{digest}  {target.name}\n".encode()))
        ready[0].replace(target)
        ready[1].replace(beside)
    finally:
        for part in ready:
            part.unlink(missing_ok=True)
    return beside, digest


def _written(target: Path, content: bytes) -> Path:
    """A new file beside ``target`` that holds ``content``, safely on the disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with cast("BinaryIO", os.fdopen(number, "wb")) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
