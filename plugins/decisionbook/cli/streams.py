"""The three streams of a command, whatever its caller left of them."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class _Pipe(io.FileIO):
    """A stream to a reader who may go away: what is written then is written to nobody, and no error."""

    left = False

    def write(self, data: WriteableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            self.left = True
            away(self.fileno())
            return super().write(data)


def open_all() -> None:
    """Give standard input, output and error what commands rely on.

    One that the caller closed is opened so that no file takes its number: output to it, or input from it, is then an
    ``OSError``, and messages are lost. All write UTF-8. A reader who goes away changes nothing of the exit status.
    """
    if sys.stdin is None:
        sys.stdin = _opened(os.O_WRONLY, "r")
    if sys.stdout is None:
        sys.stdout = _opened(os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _opened(os.O_WRONLY, "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stdout = _patient(sys.stdout)
    sys.stderr = _patient(sys.stderr)


def reader_left() -> bool:
    """Whether nobody reads standard output any more."""
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    return isinstance(raw, _Pipe) and raw.left


def away(number: int) -> None:
    """Lead what is still to be written to an open file nowhere, so that the end of Python does not fail at it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def said(error: OSError) -> str:
    """What a person is told of a file or stream that could not be used."""
    if error.errno == errno.EBADF and not error.filename:
        return "standard output or standard input is closed"
    place = error.filename2 or error.filename or ""  # of a move, where it was to end
    return f"{error.strerror or error}: {place}".rstrip(": ")


def _opened(flags: int, mode: str) -> io.TextIOWrapper:
    """A stream in place of a closed one; the system gives it the lowest free number, which is that one's."""
    number = os.open(os.devnull, flags)
    os.set_inheritable(number, True)
    return io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(number, mode))
        if mode == "w"
        else io.BufferedReader(io.FileIO(number, mode)),
        encoding="utf-8",
        errors="backslashreplace",
    )


def _patient(stream: TextIO) -> TextIO:
    """The stream, for a reader who may go away; as it is where it goes to a terminal, or to a test."""
    real = stream in {sys.__stdout__, sys.__stderr__}
    if not real or not isinstance(stream, io.TextIOWrapper) or stream.isatty():
        return stream
    stream.flush()
    raw = _Pipe(stream.fileno(), "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=stream is sys.__stderr__,
    )
