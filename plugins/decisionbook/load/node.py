"""Plain data with the place of every value and key."""

from __future__ import annotations

from typing import Any

from decisionbook.findings import Span
from decisionbook.lines import Lines
from decisionbook.load.limits import MAX_BYTES

Data = dict[str, "Data"] | list["Data"] | str | None
Path = tuple[str | int, ...]

_BITS = MAX_BYTES.bit_length()
_MASK = (1 << _BITS) - 1
_PLACE = (1 << 2 * _BITS) - 1
_QUOTED, _FLOW = 1, 2


class Node:
    """A value that an author wrote.

    ``data`` is what validation reads: ``dict``, ``list``, ``str`` or ``None``, with every scalar as the text that
    YAML gives. ``children`` holds the same values as nodes, in a dict or a list like ``data``; a scalar has none.
    ``quoted`` marks text in quotes or a block (``|``, ``>``), which is never a number; ``flow`` marks ``{…}`` and
    ``[…]``. ``offsets`` are the characters of the file that the value covers, ``key`` those of its key in a mapping.
    """

    # A book holds a node for every two dozen bytes of text: places and marks are one number here rather than six
    # objects, and the data of mappings and lists is made when it is asked for.
    __slots__ = ("_lines", "_text", "_where", "children")

    def __init__(
        self,
        data: str | None,
        lines: Lines,
        offsets: tuple[int, int],
        children: dict[str, Node] | list[Node] | None = None,
        *,
        quoted: bool = False,
        flow: bool = False,
    ) -> None:
        self._text = data
        self._lines = lines
        self._where = (offsets[0] << _BITS | offsets[1]) << 2 | (flow and _FLOW) | quoted
        self.children = children

    @property
    def data(self) -> Data:
        inside = self.children
        if inside is None:
            return self._text
        if isinstance(inside, dict):
            return {
                key: node._text if node.children is None else node.data  # noqa: SLF001 - of its own kind
                for key, node in inside.items()
            }
        return [node._text if node.children is None else node.data for node in inside]  # noqa: SLF001

    @data.setter
    def data(self, text: str | None) -> None:
        self._text = text

    @property
    def text(self) -> str | None:
        """The text of a scalar; ``None`` where nothing is written, and for a mapping or a list."""
        return self._text

    @property
    def lines(self) -> Lines:
        """The lines of its file."""
        return self._lines

    @property
    def quoted(self) -> bool:
        return bool(self._where & _QUOTED)

    @property
    def flow(self) -> bool:
        return bool(self._where & _FLOW)

    @property
    def offsets(self) -> tuple[int, int]:
        place = self._where >> 2
        return place >> _BITS & _MASK, place & _MASK

    @property
    def key(self) -> tuple[int, int] | None:
        place = self._where >> 2 + 2 * _BITS
        return (place >> _BITS, place & _MASK) if place else None

    @key.setter
    def key(self, offsets: tuple[int, int] | None) -> None:
        place = offsets[0] << _BITS | offsets[1] if offsets else 0
        self._where = place << 2 + 2 * _BITS | self._where & (_PLACE << 2 | 3)

    @property
    def span(self) -> Span:
        return self._lines.span(*self.offsets)

    @property
    def key_span(self) -> Span | None:
        """Where the key of this value stands; ``None`` in a list and at the top of a file."""
        key = self.key
        return self._lines.span(*key) if key else None

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
        if self.child(key) is not None:
            del self.children[key]  # type: ignore[arg-type, union-attr]

    def rename(self, old: str, new: str) -> None:
        """Give an entry another key, in its place."""
        if isinstance(self.children, dict):
            renamed = [(new if key == old else key, value) for key, value in self.children.items()]
            self.children.clear()
            self.children.update(renamed)

    def replace(self, key: str | int, value: Data) -> None:
        """Set an entry to ``value``. It keeps its place; a new one stands where this node does."""
        old = self.child(key)
        node = (old or self).like(value)
        node.key = old.key if old else None
        if old is not None and isinstance(node.children, list) and value == [old.data]:
            node.children = [old]
        self.children[key] = node  # type: ignore[index]

    def like(self, data: Data) -> Node:
        """``data`` as nodes that all stand where this one stands."""
        text = data if isinstance(data, str) else None
        made = Node(text, self._lines, self.offsets, quoted=self.quoted and text is not None)
        if isinstance(data, dict):
            made.children = {key: self.like(value) for key, value in data.items()}
        elif isinstance(data, list):
            made.children = [self.like(value) for value in data]
        return made
