"""YAML events to a tree of nodes, with what the parser would let pass in silence."""

from __future__ import annotations

from sys import intern
from typing import Any

from decisionbook.findings import Edit, Finding, finding
from decisionbook.lines import Lines
from decisionbook.load import prose
from decisionbook.load.anchors import Anchors
from decisionbook.load.characters import harmless, named, suspicious, visible
from decisionbook.load.entries import Entries
from decisionbook.load.limits import MAX_DEPTH, MAX_TEXT, MAX_VALUES
from decisionbook.load.node import Node
from decisionbook.load.parser import (
    ALIAS,
    DOCUMENT,
    MAPPING,
    MAPPING_END,
    SCALAR,
    SEQUENCE_END,
    STREAM_END,
    events,
)
from decisionbook.load.quoting import quoted
from decisionbook.load.source import Source

SHORT = 30
"""Characters up to which equal texts are kept once."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Reader:
    """Reads the first document of a text.

    Raises ``yaml.MarkedYAMLError`` where the text is not YAML and ``TooLargeError`` where it passes a limit;
    ``findings`` then holds what was seen until there, and ``flow`` how many brackets are open.
    """

    def __init__(self, text: str, lines: Lines) -> None:
        self.text = text
        self.flow = 0
        self._source = Source(text, lines)
        self._lines = lines
        self._next: Any = (events(text) if text.isascii() else visible(events(text))).__next__
        self._values = 0
        self._anchors = Anchors(self._source)
        self._comments = prose.comment_starts(text)
        self._escapes = "\\" in text

    @property
    def findings(self) -> list[Finding]:
        return self._source.findings

    def document(self) -> Node | None:
        """The data, or ``None`` where the text holds none."""
        self._next()
        if type(self._next()) is STREAM_END:
            return None
        node = self._node(self._next(), 0)
        self._next()
        following = self._next()
        if type(following) is DOCUMENT:
            start = following.start_mark.index
            span = self._lines.span(start, max(following.end_mark.index, start + 1))
            fix = "put it into a file of its own, or remove the '---'"
            self._source.report("Y011", span, "a second document begins here", fix)
        self.findings.extend(self._anchors.findings())
        return node

    # --- Values ---------------------------------------------------------------------------------------

    def _node(self, event: Any, depth: int) -> Node:
        self._values += 1
        if self._values > MAX_VALUES:
            raise self._source.too_large(event, f"more than {MAX_VALUES:,} values in one file")
        kind = type(event)
        if kind is SCALAR:
            return self._scalar(event)
        if kind is ALIAS:
            return self._anchors.alias(event)
        if depth >= MAX_DEPTH:
            raise self._source.too_large(event, f"more than {MAX_DEPTH} levels inside one another")
        anchor = self._anchors.open(event, self._values) if event.anchor or event.tag else None
        self.flow += event.flow_style
        node = self._mapping(event, depth) if kind is MAPPING else self._sequence(event, depth)
        self.flow -= event.flow_style
        if anchor:
            self._anchors.close(anchor, node, self._values)
        return node

    def _scalar(self, event: Any) -> Node:
        value = event.value
        if len(value) > MAX_TEXT:
            raise self._source.too_large(event, f"a text of more than {MAX_TEXT:,} characters")
        if len(value) <= SHORT:
            value = intern(value)  # ids and answers come again and again
        place = (event.start_mark.index, event.end_mark.index)
        if event.style:
            if event.style in "|>":
                place = (place[0], place[0] + len(self.text[slice(*place)].rstrip()))
            node = Node(value, self._lines, place, quoted=True)
            if self._escapes and event.style == '"':
                self._check_escapes(node, value)
        else:
            data = None if value in _NULLS else value
            node = Node(data, self._lines, place)
            if place[1] in self._comments:
                self._cut(node)
        if event.anchor or event.tag:
            anchor = self._anchors.open(event, self._values)
            if not value and not event.style:
                node.data = event.tag or f"&{event.anchor}"  # a text that should have been quoted
            if anchor:
                self._anchors.close(anchor, node, self._values)
        return node

    def _sequence(self, event: Any, depth: int) -> Node:
        children: list[Node] = []
        while type(item := self._next()) is not SEQUENCE_END:
            children.append(self._node(item, depth + 1))
        end = item.end_mark.index if event.flow_style or not children else children[-1].offsets[1]
        if event.flow_style and len(children) > 1:
            children = self._joined(children)
        return Node(None, self._lines, (event.start_mark.index, end), children, flow=event.flow_style)

    def _mapping(self, event: Any, depth: int) -> Node:
        entries = Entries(self._source, flow=event.flow_style)
        start = last = event.start_mark.index
        while type(key := self._next()) is not MAPPING_END:
            if type(key) is not SCALAR:
                last = self._odd_key(entries, key, depth)
                continue
            if key.anchor or key.tag:
                self._anchors.open(key, self._values)
            if event.flow_style and self.text[key.start_mark.index - 1] == "?":
                self._swallowed(key)
            value = self._next()
            if entries.continues(key, value):
                continue
            child = self._node(value, depth + 1)
            last = child.offsets[1]
            entries.add(key, child)
        end = key.end_mark.index if event.flow_style else last
        entries.close()
        if entries.odd and not entries.children and event.flow_style:
            return self._braces(start, end)
        self.findings.extend(entries.odd)
        return Node(None, self._lines, (start, end), entries.children, flow=event.flow_style)

    # --- What an author cannot have meant -------------------------------------------------------------

    def _odd_key(self, entries: Entries, key: Any, depth: int) -> int:
        """Read past an entry whose key is no text; the end of its value. An alias is reported as such."""
        node = self._node(key, depth + 1)
        if type(key) is not ALIAS:
            fix = "write a word as the key; quote the text if its brackets belong to it"
            entries.odd.append(finding("Y001", node.span, "a list or a mapping cannot be a key", fix))
        return self._node(self._next(), depth + 1).offsets[1]

    def _braces(self, start: int, end: int) -> Node:
        """``{{ text }}`` as the text that it was meant to be."""
        text = self.text[start:end]
        node = Node(text, self._lines, (start, end))
        edit = Edit(node.span, quoted(text))
        message = "braces begin a mapping here, not a text"
        self._source.report("Y001", node.span, message, f"quote it: {edit.text}", edit)
        return node

    def _swallowed(self, key: Any) -> None:
        """The parser takes the ``?`` of a text such as ``[?x]`` for a sign of its own, and drops it."""
        node = Node(None, self._lines, (key.start_mark.index - 1, key.end_mark.index))
        message = "a text cannot begin with '?' inside brackets without quotes"
        self._source.report("Y001", node.span, message, "quote the text")

    def _cut(self, node: Node) -> None:
        start, end = node.offsets
        found = prose.cut(self.text, start, end)
        if found is None:
            return
        node.data, meant_end = found
        start = start if end > start else self.text.index("#", start)
        flow = self.flow > 0
        self.findings.append(prose.cut_finding(self._lines, start, meant_end, found[0], flow=flow))

    def _joined(self, children: list[Node]) -> list[Node]:
        """The items of a list, with those as one that a comma broke."""
        texts = [None if child.quoted else child.text for child in children]
        for first, last in reversed(prose.runs_of_prose(texts)):
            children[first : last + 1] = [self._source.comma(children[first], children[last].offsets[1])]
        return children

    def _check_escapes(self, node: Node, value: str) -> None:
        char = suspicious(value)
        if char and char not in self.text[slice(*node.offsets)]:
            message = f"an escape writes the invisible {named(char)}"
            self._source.report("Y012", node.span, message, "remove the escape")
            node.data = harmless(value)
