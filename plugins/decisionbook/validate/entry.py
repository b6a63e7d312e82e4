"""One entity as its author wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from decisionbook.findings import Span
from decisionbook.load import Node
from decisionbook.schema import Authored
from decisionbook.schema.walk import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """One entity of an author: its kind, its id where the file gives one, and its data with positions.

    ``value`` is ``None`` where too little of it could be read. ``damaged`` says that parts were taken out, so
    that what is missing now may not be the author's mistake. ``dropped`` are the paths of parts that were there and
    have been reported.
    """

    kind: str
    id: str
    node: Node
    span: Span
    value: Authored | None = None
    damaged: bool = False
    dropped: frozenset[Path] = frozenset()
