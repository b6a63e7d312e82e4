"""A folder with what was known of a book at the end of the last build."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from decisionbook import __version__
from decisionbook.book import Reading, read_book
from decisionbook.cache.blobs import UnreadableError, dumped, loaded
from decisionbook.cache.markup import Kept, marks_of
from decisionbook.exchange.files import put
from decisionbook.load import collector_paused
from decisionbook.load.limits import MAX_FILES

FORMAT = "2"
IGNORE = "# Made by Decisionbook; safe to delete.\n*\n"


@dataclass(slots=True)
class Cache:
    """Readings and markup of the data in ``root``. They lie in ``folder``; without one only memory keeps them.

    Whatever decides the result is compared: the bytes and names of all files, the day, this version of
    Decisionbook with its files, and that of Python.
    """

    folder: Path | None
    root: Path
    kept: Kept = field(default_factory=Kept)
    _key: str = ""
    _last: Reading | None = None
    _saved: bool = False

    def read(self, *, shown_as: str, today: date) -> Reading:
        """As ``read_book``. ``kept`` then holds the markup that is still right for the book, if it has no errors."""
        key = _key_of(self.root, shown_as, today)
        if self._last is None:
            self._load()
        if self._last is not None and key and key == self._key:
            return self._last
        reading = read_book(self.root, shown_as=shown_as, today=today)
        if not reading.errors:
            self.kept.renew(marks_of(reading.book))
        self._key, self._last, self._saved = key, reading, False
        return reading

    def save(self) -> None:
        """Write what was asked for since the book was read, for the next build. A folder that cannot be written, or
        that is a link, leaves that build without.
        """
        reading, folder = self._last, self.folder
        if folder is None or reading is None or reading.errors or (self._saved and not self.kept.made):
            return
        if folder.is_symlink() or folder.parent.is_symlink():
            return
        stored = (_stamp(), self._key, dumped(reading), self.kept.used(), dict(self.kept.marks))
        with suppress(OSError):
            put(folder / ".gitignore", IGNORE)
            data = dumped(stored)
            put(folder / self._name, sha256(data).digest() + data)
            self._saved, self.kept.made = True, 0

    @property
    def _name(self) -> str:
        return f"book-{sha256(os.fsencode(self.root.absolute())).hexdigest()[:12]}"

    def _load(self) -> None:
        """Take up what the last build left, if this very version left it."""
        stored = _bytes(self.folder / self._name) if self.folder else None
        if stored is None:
            return
        with suppress(OSError, UnreadableError, ValueError), collector_paused():
            stamp, key, reading, markup, marks = loaded(_whole(stored), tuple)
            if stamp == _stamp():
                self._last = loaded(reading, Reading)
                self._key, self._saved = key, True
                self.kept = Kept(markup, marks)


def _whole(stored: bytes) -> bytes:
    """What stands behind its own hash. Raises ``UnreadableError`` where a disk or an interruption changed it."""
    digest, data = stored[: sha256().digest_size], stored[sha256().digest_size :]
    if sha256(data).digest() != digest:
        raise UnreadableError("this is not what was written")
    return data


def _key_of(root: Path, shown_as: str, today: date) -> str:
    """A hash of all that a reading is made from; empty where files are not plain files, which need a closer look."""
    every = sha256(repr((shown_as, today, root.absolute())).encode())
    for count, path in enumerate(sorted(root.rglob("*"))):
        data = _bytes(path) if count < MAX_FILES else None
        if data is None:
            return ""
        every.update(f"{path.relative_to(root)}\0{len(data)}\0".encode(errors="surrogateescape"))
        every.update(data)
    return every.hexdigest()


def _bytes(path: Path) -> bytes | None:
    """The content of a plain file, nothing for a folder, ``None`` for what is neither or cannot be read."""
    with suppress(OSError):
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode):
            return path.read_bytes()
        if stat.S_ISDIR(mode):
            return b""
    return None


@cache
def _stamp() -> str:
    """This version of everything that makes a reading and markup of data. In a checkout its files change."""
    package = Path(__file__).parents[1]
    every = sha256(f"{FORMAT} {__version__} {sys.version} {package}".encode())
    for path in sorted(package.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            state = path.stat()
            every.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return every.hexdigest()
