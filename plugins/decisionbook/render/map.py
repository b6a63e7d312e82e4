"""A decision at a glance: its questions drawn from left to right, its results in one column.

Shallow decisions stand in columns, the first answer running straight on. Deeper ones are drawn as steps, each
question on a row of its own and a little further in, so that no drawing is wider than a page. A question that
several answers lead to is drawn once; elsewhere its number stands for it. Lengths are in CSS pixels at a text
size of 14.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decisionbook.render.outline import Branch, Point

LINE = 18
GAP = 28
LABEL = 12
CHARACTER = 7
BOLD = 8
"""A character of the question that one is at."""
COLUMN = 204
DEEPEST_IN_COLUMNS = 3
RESULT_CHARACTERS = 20
MOST_POINTS = 60
"""Questions and results beyond which a page shows the outline alone: nobody takes in more at a glance."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot with its text: a question (hollow), a result (solid), or a pointer to a question drawn elsewhere.

    ``way`` names how one comes there.
    """

    kind: str
    x: int
    y: int
    lines: tuple[str, ...]
    to: str
    way: str

    @property
    def height(self) -> int:
        return len(self.lines) * LINE + 10

    @property
    def width(self) -> int:
        return 20 + max(len(line) for line in self.lines) * CHARACTER


@dataclass(frozen=True, slots=True)
class Line:
    """A way from a question to a mark. ``path`` is SVG path data, ``label`` the answer as far as it fits.

    ``way`` is that of the mark.
    """

    path: str
    label: str
    x: int
    y: int
    way: str


@dataclass(slots=True)
class Drawing:
    """Marks and lines, and the size of the whole."""

    width: int
    height: int = 0
    marks: list[Mark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def drawing_of(root: Point, most: int | None = MOST_POINTS) -> Drawing | None:
    """The drawing of an outline, or ``None`` where it has more than ``most`` questions and results."""
    points = list(points_of(root))
    if most is not None and len(points) > most:
        return None
    depth = _depth(root)
    shape = _columns(depth, _room(root, depth)) if depth <= DEEPEST_IN_COLUMNS else _steps(depth)
    pen = _Pen(shape, numbered=any(point.kind == "again" for point in points))
    pen.drawing.height = pen.place(root, 0, 30) - GAP // 2
    return pen.drawing


def points_of(point: Point) -> Iterator[Point]:
    """The point and all below it, as they are read."""
    yield point
    for branch in point.branches:
        yield from points_of(branch.to)


def _depth(point: Point) -> int:
    """The questions on the longest way."""
    if point.kind != "question":
        return 0
    return 1 + max((_depth(branch.to) for branch in point.branches), default=0)


@dataclass(frozen=True, slots=True)
class _Shape:
    """``pitch`` is how much further in a question stands than the one before, ``results`` where results begin."""

    pitch: int
    characters: int
    results: int
    straight: bool


def _columns(depth: int, room: int) -> _Shape:
    return _Shape(COLUMN, characters=19, results=max(depth, 1) * COLUMN + room, straight=True)


def _room(point: Point, depth: int) -> int:
    """What the answers of the last column need beyond its width, as far as a page has it."""
    if depth > 1:
        return max((_room(branch.to, depth - 1) for branch in point.branches), default=0)
    longest = max((len(branch.label) for branch in point.branches), default=0)
    return max(0, min(longest, 20) * CHARACTER - 20)


def _steps(depth: int) -> _Shape:
    pitch = max(10, min(36, 220 // (depth - 1)))
    return _Shape(pitch, characters=46, results=(depth - 1) * pitch + 46 * CHARACTER + 40, straight=False)


class _Pen:
    def __init__(self, shape: _Shape, *, numbered: bool) -> None:
        self.shape = shape
        self.numbered = numbered
        self.drawing = Drawing(width=shape.results + 32 + RESULT_CHARACTERS * CHARACTER)

    def place(self, point: Point, depth: int, y: int) -> int:
        """Draw a point and all that follows from it; returns the first row that is still free."""
        mark = self._mark(point, depth, y)
        self.drawing.marks.append(mark)
        below = y + len(mark.lines) * LINE + GAP - 8
        if point.kind != "question":
            return below
        start = y if self.shape.straight else below
        return max(below, self._branches(mark, point.branches, depth, start))

    def _branches(self, mark: Mark, branches: tuple[Branch, ...], depth: int, y: int) -> int:
        for place, branch in enumerate(branches):
            straight = self.shape.straight and place == 0
            if self.shape.straight and place == 1:
                y = max(y, mark.y + len(mark.lines) * LINE + GAP - 8)
            if not self.shape.straight and branch.to.kind != "result":
                y += LABEL
            self.drawing.lines.append(self._line(mark, branch, depth, y, straight=straight))
            y = self.place(branch.to, depth + 1, y)
        return y

    def _mark(self, point: Point, depth: int, y: int) -> Mark:
        result = point.kind == "result"
        x = self.shape.results if result else depth * self.shape.pitch
        text = f"{point.number}. {point.text}" if self.numbered and not result else point.text
        if point.kind == "again":
            return Mark("again", x, y, (_cut(f"→ {text}", self.shape.characters),), point.to, point.way)
        lines = wrap(text, RESULT_CHARACTERS if result else self.shape.characters)
        return Mark(point.kind, x, y, tuple(lines) or ("",), point.to, point.way)

    def _line(self, mark: Mark, branch: Branch, depth: int, y: int, *, straight: bool) -> Line:
        end = self.shape.results if branch.to.kind == "result" else (depth + 1) * self.shape.pitch
        if self.shape.straight:
            bend = mark.x + 170
            longest = max(len(line) for line in mark.lines)
            start = f"M{mark.x + min(20 + longest * BOLD, bend - 6 - mark.x)} {mark.y}"
            path = (
                f"{start}H{end + 2}" if straight else f"{start}H{bend - 6}q6 0 6 6V{y - 6}q0 6 6 6H{end + 2}"
            )
            x = bend + 8
        else:
            path = f"M{mark.x + 7} {mark.y + 5}V{y - 6}q0 6 6 6H{end + 2}"
            x = mark.x + 20
        above = 8 if self.shape.straight or branch.to.kind == "result" else LABEL
        room = COLUMN - 10 if self.shape.straight and branch.to.kind != "result" else self.shape.results - x
        return Line(path, _cut(branch.label, room // CHARACTER), x, y - above, branch.to.way)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(1, most - 1)].rstrip() + "…"
