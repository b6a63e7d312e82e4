"""A text while it is read: where its findings gather."""

from __future__ import annotations

import re
from typing import Any

from decisionbook.findings import Edit, Finding, Span, finding
from decisionbook.lines import Lines
from decisionbook.load import prose
from decisionbook.load.node import Node


class TooLargeError(Exception):
    """A limit was passed. ``finding`` says which, and where."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.message)
        self.finding = found


class Source:
    """``text`` is what the parser reads; ``lines`` knows its places and its file."""

    __slots__ = ("findings", "lines", "text")

    def __init__(self, text: str, lines: Lines) -> None:
        self.text = text
        self.lines = lines
        self.findings: list[Finding] = []

    def report(self, code: str, span: Span, message: str, fix: str, edit: Edit | None = None) -> None:
        self.findings.append(finding(code, span, message, fix, edit=edit))

    def too_large(self, event: Any, what: str) -> TooLargeError:
        """What to raise where an event passes a limit."""
        start = event.start_mark.index
        return TooLargeError(
            finding("Y009", self.lines.span(start, start + 1), what, "split the file or shorten the text")
        )

    def comma(self, node: Node, end: int) -> Node:
        """Report that commas broke the text from ``node`` to ``end``; that text as one node."""
        start = node.offsets[0]
        self.findings.append(prose.comma_finding(self.lines, start, end))
        whole = Node(prose.rejoined(self.text[start:end]), self.lines, (start, end))
        whole.key = node.key
        return whole

    def tight(self, key: Any, match: re.Match[str]) -> Node:
        """Report a key and a value without a blank between them, which brackets take for one word; the value."""
        start = key.start_mark.index
        place = start + match.start("value")
        edit = Edit(self.lines.span(place, place), " ")
        name = match["key"]
        message, fix = f"a space is missing after '{name}:'", f"write '{name}: ' with a space"
        self.report("Y001", self.lines.span(start, place), message, fix, edit)
        node = Node(match["value"], self.lines, (place, key.end_mark.index))
        node.key = (start, place - 1)
        return node

    def duplicates(self, twins: list[tuple[Any, Node, str]]) -> None:
        """Report keys that stand in their mapping already; where that begins with an ``id``, a dash is missing."""
        if len(twins) > 1 and twins[0][0].value == "id":
            key = twins[0][0]
            span = self.lines.span(key.start_mark.index, key.end_mark.index)
            message = f"duplicate key 'id', and {len(twins) - 1} more that stand above already"
            fix = "begin a new entry here, with '- ' in front of 'id'; or remove what stands twice"
            self.findings.append(finding("Y002", span, message, fix))
            return
        for key, first, first_name in twins:
            self._duplicate(key, first, first_name)

    def _duplicate(self, key: Any, first: Node, first_name: str) -> None:
        name = key.value
        span = self.lines.span(key.start_mark.index, key.end_mark.index)
        same = "" if name == first_name else f"; '{name}' and '{first_name}' are one"
        related = [(first.key_span, "first here")] if first.key_span else []
        fix = f"keep one of the two: remove or rename this '{name}'"
        self.findings.append(finding("Y002", span, f"duplicate key '{name}'{same}", fix, related=related))
