"""What comes of a file of another tool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from decisionbook.findings import Finding

MAX_BYTES = 8_000_000
"""Bytes of one file."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Texts by path below the data folder, and what happened on the way.

    Findings name the file that was read, or a path in ``files`` where the fault is the content's own. ``notes`` are
    what was decided on the way, a sentence each.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
