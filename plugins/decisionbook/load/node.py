"""Plain data with the place of every value and key."""

from __future__ import annotations

from typing import Any

from decisionbook.findings import Span
from decisionbook.lines import Lines
from decisionbook.load.limits import MAX_BYTES

Data = dict[str, "Data"] | list["Data"] | str | None
Path = tuple[str | int, ...]

_HALF = MAX_BYTES.bit_length()
_END = (1 << _HALF) - 1


class Node:
    """A value that an author wrote.

    ``data`` is what validation reads: ``dict``, ``list``, ``str`` or ``None``, with every scalar as the text that
    YAML gives. ``children`` holds the same values as nodes, in a dict or a list like ``data``; a scalar has none.
    ``quoted`` marks text in quotes or a block (``|``, ``>``), which is never a number; ``flow`` marks ``{…}`` and
    ``[…]``. ``offsets`` are the characters of the file that the value covers, ``key`` those of its key in a mapping.
    """

    # A book holds a node for every dozen bytes of text: a place is one number here rather than three objects.
    __slots__ = ("_key", "_lines", "_place", "children", "data", "flow", "quoted")

    def __init__(
        self,
        data: Data,
        lines: Lines,
        offsets: tuple[int, int],
        children: dict[str, Node] | list[Node] | None = None,
        *,
        quoted: bool = False,
        flow: bool = False,
    ) -> None:
        self.data = data
        self._lines = lines
        self._place = offsets[0] << _HALF | offsets[1]
        self.children = children
        self.quoted = quoted
        self.flow = flow
        self._key = 0

    @property
    def offsets(self) -> tuple[int, int]:
        return self._place >> _HALF, self._place & _END

    @property
    def key(self) -> tuple[int, int] | None:
        return (self._key >> _HALF, self._key & _END) if self._key else None

    @key.setter
    def key(self, offsets: tuple[int, int] | None) -> None:
        self._key = offsets[0] << _HALF | offsets[1] if offsets else 0

    @property
    def span(self) -> Span:
        return self._lines.span(self._place >> _HALF, self._place & _END)

    @property
    def key_span(self) -> Span | None:
        """Where the key of this value stands; ``None`` in a list and at the top of a file."""
        return self._lines.span(self._key >> _HALF, self._key & _END) if self._key else None

    def find(self, path: Path) -> Node | None:
        """The node at exactly ``path``."""
        here: Node | None = self
        for segment in path:
            here = here.child(segment) if here else None
        return here

    def at(self, path: Path) -> Node:
        """The deepest node on the way to ``path``; segments that the data lacks are skipped."""
        here = self
        for segment in path:
            inside: Any = here.children
            if inside:
                try:
                    here = inside[segment]
                except (KeyError, IndexError, TypeError):
                    continue
        return here

    def child(self, segment: str | int) -> Node | None:
        """The value under a key or an index, if there is one."""
        inside = self.children
        if isinstance(inside, dict):
            return inside.get(segment) if isinstance(segment, str) else None
        if isinstance(inside, list) and isinstance(segment, int) and 0 <= segment < len(inside):
            return inside[segment]
        return None

    def span_of(self, path: Path) -> Span:
        """Where the value at ``path`` stands, or the deepest value on the way there."""
        return self.at(path).span

    def key_span_of(self, path: Path) -> Span:
        """Where the key of the value at ``path`` stands; the value itself where it has no key."""
        node = self.at(path)
        return node.key_span or node.span

    # --- Changes that let the rest of an entity be read after a mistake was reported ------------------

    def remove(self, key: str | int) -> None:
        """Take the entry out; nothing happens where there is none."""
        if self.child(key) is None:
            return
        for inside in (self.data, self.children):
            del inside[key]  # type: ignore[arg-type, union-attr]

    def rename(self, old: str, new: str) -> None:
        """Give an entry another key, in its place."""
        if isinstance(self.data, dict) and isinstance(self.children, dict):
            _rename(self.data, old, new)
            _rename(self.children, old, new)

    def replace(self, key: str | int, value: Data) -> None:
        """Set an entry to ``value``. It keeps its place; a new one stands where this node does."""
        old = self.child(key)
        node = (old or self).like(value)
        node.key = old.key if old else None
        if old is not None and isinstance(node.children, list) and value == [old.data]:
            node.children = [old]
        self.data[key] = value  # type: ignore[index]
        self.children[key] = node  # type: ignore[index]

    def like(self, data: Data) -> Node:
        """``data`` as nodes that all stand where this one stands."""
        made = Node(data, self._lines, self.offsets, quoted=self.quoted and isinstance(data, str))
        if isinstance(data, dict):
            made.children = {key: self.like(value) for key, value in data.items()}
        elif isinstance(data, list):
            made.children = [self.like(value) for value in data]
        return made


def _rename(entries: dict[str, object] | dict[str, Data] | dict[str, Node], old: str, new: str) -> None:
    renamed = [(new if key == old else key, value) for key, value in entries.items()]
    entries.clear()
    entries.update(renamed)  # type: ignore[arg-type]
