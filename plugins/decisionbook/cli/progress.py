"""What is being done, for somebody who waits at a terminal."""

from __future__ import annotations

import os
from threading import Event, Thread
from time import monotonic
from typing import Self, TextIO

PATIENCE = 1.0
"""Seconds that a command may take before it says what it does."""


class Progress:
    """Shows on one line what is being done and for how long, and takes the line away at the end.

    Nothing is shown of what is done within a second, and nothing anywhere but on a terminal, nor where ``CI`` is set.
    """

    def __init__(self, stream: TextIO, patience: float = PATIENCE) -> None:
        self.stream = stream
        self.patience = patience
        self.doing = ""
        self._ended = Event()
        self._thread: Thread | None = None

    @property
    def shows(self) -> bool:
        """Whether somebody is told."""
        return self._thread is not None

    def tell(self, doing: str) -> None:
        """Say what is being done from now on."""
        self.doing = doing

    def __enter__(self) -> Self:
        if self.stream.isatty() and not os.environ.get("CI"):
            self._thread = Thread(target=self._show, daemon=True)
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _show(self) -> None:
        start = monotonic()
        shown = False
        while not self._ended.wait(self.patience):
            shown = True
            self.stream.write(f"\r\x1b[K{self.doing}, {monotonic() - start:.0f} s")
            self.stream.flush()
        if shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
