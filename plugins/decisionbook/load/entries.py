"""The entries of one mapping, and the mistakes that only show beside their neighbours."""

from __future__ import annotations

import re
from sys import intern
from typing import Any

from decisionbook.findings import Finding
from decisionbook.load.node import Node
from decisionbook.load.parser import SCALAR
from decisionbook.load.source import Source

_TRUTHS = {
    spelling: word in {"yes", "true"}
    for word in ("yes", "true", "no", "false")
    for spelling in (word, word.title(), word.upper())
}

_TIGHT = re.compile(r"(?P<key>[A-Za-z0-9_-]+):(?P<value>[^\s/].*)")


class Entries:
    """A mapping while it is read. The first of two equal keys stays; ``yes`` and ``true`` are equal.

    ``odd`` holds a finding for each key that is no text.
    """

    __slots__ = ("_broken", "_flow", "_last", "_merged", "_source", "_truths", "_twins", "children", "odd")

    def __init__(self, source: Source, *, flow: bool) -> None:
        self._source = source
        self._flow = flow
        self._last: str | None = None
        self._broken: int | None = None
        self._merged: list[Node] = []
        self._truths: dict[bool, str] | None = None
        self._twins: list[tuple[Any, Node, str]] = []
        self.children: dict[str, Node] = {}
        self.odd: list[Finding] = []

    def add(self, key: Any, child: Node) -> None:
        """Take an entry, or report that its key stands there already."""
        self._mend()
        name = intern(key.value)
        self._last = None
        if name == "<<" and not key.style and (child.children or (child.text or "*").startswith("*")):
            self._merged.append(child)  # without a value an alias was reported
            return
        tight = _TIGHT.fullmatch(name) if child.text is None and child.children is None else None
        if tight and self._flow and not key.style:
            child = self._source.tight(key, tight)
            name = intern(tight["key"])
        twin = self._twin(name)
        if twin is not None:
            self._twins.append((key, self.children[twin], twin))
            return
        child.key = child.key or (key.start_mark.index, key.end_mark.index)
        self.children[name] = child
        self._last = name

    def continues(self, key: Any, value: Any) -> bool:
        """Whether the key is really the rest of the text before it, which a comma ended."""
        if not self._flow or self._last is None or type(value) is not SCALAR:
            return False
        if value.value or value.style or value.anchor or value.tag:
            return False
        before = self.children[self._last]
        if before.text is None or before.quoted:
            return False
        if ":" in self._source.text[key.end_mark.index : value.start_mark.index]:
            return False
        self._broken = key.end_mark.index
        return True

    def close(self) -> None:
        """Finish the mapping: what ``<<`` merged stands behind its own entries."""
        self._mend()
        self._source.duplicates(self._twins)
        for node in self._merged:
            if isinstance(node.children, dict):
                for name, child in node.children.items():
                    self.children.setdefault(name, child)

    def _mend(self) -> None:
        if self._broken and self._last is not None:
            whole = self._source.comma(self.children[self._last], self._broken)
            self.children[self._last] = whole
        self._broken = None

    def _twin(self, name: str) -> str | None:
        """The key that stands there already and means the same."""
        if name in self.children:
            return name
        truth = _TRUTHS.get(name)
        if truth is None:
            return None
        if self._truths is None:
            self._truths = {}
        first = self._truths.setdefault(truth, name)
        return first if first != name else None
