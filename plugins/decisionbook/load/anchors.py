"""Anchors, aliases and tags: reported, and read in a way that spares their file further findings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from decisionbook.findings import Edit, Finding, Span, finding
from decisionbook.load.limits import MAX_SHARED
from decisionbook.load.node import Node
from decisionbook.load.quoting import quoted
from decisionbook.load.source import Source

_TAG = re.compile(r"([^\s,\[\]{}]+)( *)")


@dataclass(slots=True)
class Anchor:
    """``size`` counts the values under the anchor; it is ``None`` until the last of them was read."""

    name: str
    span: Span
    values_before: int
    aliases_before: int
    node: Node | None = None
    size: int | None = None
    has_alias: bool = False
    uses: list[Span] = field(default_factory=list)


class Anchors:
    """The anchors of one file. An alias is never followed into another alias, so nothing can multiply."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._named: dict[str, Anchor] = {}
        self._every: list[Anchor] = []
        self._aliases = 0
        self._shared = 0

    def findings(self) -> list[Finding]:
        """One finding for each anchor, with the places that use it."""
        return [_finding(anchor) for anchor in self._every]

    def open(self, event: Any, values: int) -> Anchor | None:
        """Note the tag and the anchor of an event, of which ``values`` were read by now."""
        if event.tag:
            self._tag(event)
        if not event.anchor:
            return None
        source = self._source
        start = source.text.index("&" + event.anchor, event.start_mark.index)
        span = source.lines.span(start, start + len(event.anchor) + 1)
        anchor = Anchor(event.anchor, span, values, self._aliases)
        self._named[event.anchor] = anchor
        self._every.append(anchor)
        return anchor

    def close(self, anchor: Anchor, node: Node, values: int) -> None:
        """Note the value of an anchor once it is read."""
        anchor.node = node
        anchor.size = values - anchor.values_before + 1
        anchor.has_alias = self._aliases > anchor.aliases_before

    def alias(self, event: Any) -> Node:
        """The anchored value where it is small and holds no alias itself, else nothing."""
        self._aliases += 1
        node = Node(None, self._source.lines, (event.start_mark.index, event.end_mark.index))
        anchor = self._named.get(event.anchor)
        if anchor is None:
            return self._text(node, "*" + event.anchor)
        anchor.uses.append(node.span)
        if anchor.size is None or anchor.node is None or anchor.has_alias:
            return node
        self._shared += anchor.size
        if self._shared <= MAX_SHARED:
            node.data, node.children = anchor.node.text, anchor.node.children
        return node

    def _text(self, node: Node, text: str) -> Node:
        edit = Edit(node.span, quoted(text))
        message = f"'{text}' is read as an alias, and nothing has the anchor '&{text[1:]}'"
        self._source.report("Y003", node.span, message, f"quote the text: {edit.text}", edit)
        node.data = text
        return node

    def _tag(self, event: Any) -> None:
        source = self._source
        start = source.text.index("!", event.start_mark.index)
        match = _TAG.match(source.text, start)
        written, blanks = match.groups() if match else ("!", "")
        span = source.lines.span(start, start + len(written))
        whole = source.lines.span(start, start + len(written) + len(blanks))
        edit = Edit(whole, "") if written.startswith("!!") else None
        fix = "remove it; if the '!' belongs to the text, quote the text"
        source.report("Y004", span, f"the tag '{written}' cannot set a type; the schema does", fix, edit)


def _finding(anchor: Anchor) -> Finding:
    sign = f"'&{anchor.name}'"
    if not anchor.uses:
        fix = f"remove {sign}; if it belongs to the text, quote the text"
        return finding("Y003", anchor.span, f"the anchor {sign} is not used", fix)
    times = "once" if len(anchor.uses) == 1 else f"{len(anchor.uses)} times"
    message = f"the anchor {sign} is repeated {times} by '*{anchor.name}'; data takes no anchors"
    related = [(use, "used here") for use in anchor.uses[:5]]
    return finding("Y003", anchor.span, message, "write the value out in each place", related=related)
