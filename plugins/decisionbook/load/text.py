"""One text or file at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import yaml

from decisionbook.findings import Finding, Span, finding, in_order, without_floods
from decisionbook.lines import Lines
from decisionbook.load import characters
from decisionbook.load.limits import MAX_BYTES, MAX_SAME
from decisionbook.load.node import Node
from decisionbook.load.reader import Reader
from decisionbook.load.source import TooLargeError
from decisionbook.load.syntax import explain
from decisionbook.load.tabs import Tabs

Loaded = tuple[Node | None, tuple[Finding, ...]]


def load_bytes(data: bytes, file: str) -> Loaded:
    """The data of a file as it lies on disk. ``file`` is the name that findings give it."""
    _, node, findings = read_bytes(data, file)
    return node, findings


def read_bytes(data: bytes, file: str) -> tuple[str | None, Node | None, tuple[Finding, ...]]:
    """The text of a file beside its data; the text is ``None`` where the file is too large to be decoded."""
    if len(data) > MAX_BYTES:
        return None, None, (too_large(file),)
    text, problems = characters.decode(data, file)
    node, findings = load_text(text, file)
    if problems:
        findings = (*problems, *(f for f in findings if f.code != "Y012"))
    return text, node, in_order(findings)


def load_text(text: str, file: str) -> Loaded:
    """The data of a text and what is wrong with it, in order.

    The node is ``None`` where the text holds no data, is not YAML or passes a limit; a finding tells the last two.
    """
    if len(text) > MAX_BYTES:
        return None, (too_large(file),)
    lines = Lines(text, file)
    readable, invisible = characters.check(lines)
    tabs = Tabs(readable, lines)
    node, findings = (None, ()) if tabs.too_many else _read(tabs.cleaned, lines, tabs)
    return node, without_floods(in_order([*invisible, *tabs.findings(), *findings]), MAX_SAME)


def too_large(file: str) -> Finding:
    """A finding for a file that is not even read."""
    message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
    return finding("Y009", Span(file), message, "split it; one file holds one entity")


def _read(text: str, lines: Lines, tabs: Tabs) -> Loaded:
    reader = Reader(text, lines)
    try:
        with collector_paused():
            return reader.document(), tuple(reader.findings)
    except TooLargeError as error:
        return None, (*reader.findings, error.finding)
    except yaml.MarkedYAMLError as error:
        found = reader.findings
        if not tabs.indent and not _explained(error, found):
            said = explain(error, text, lines, flow=reader.flow > 0)
            found = [
                *(f for f in found if f.code != "Y001" or f.span.line != said.span.line),
                said,
            ]
        return None, tuple(found)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Reading makes many objects and no cycles: looking for cycles meanwhile takes two fifths of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _explained(error: yaml.MarkedYAMLError, found: Iterable[Finding]) -> bool:
    """Whether a text cut by a comment is why the parser stopped: just above, or inside the open brackets."""
    if error.problem_mark is None:
        return False
    last = error.problem_mark.line + 1
    brackets = "flow" in (error.context or "") and error.context_mark is not None
    first = error.context_mark.line + 1 if brackets and error.context_mark else last - 1
    return any(f.code == "Y007" and first <= f.span.line <= last for f in found)
