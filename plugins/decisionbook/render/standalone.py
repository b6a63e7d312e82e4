"""The map of a decision as an SVG document of its own, for the command line and for other documents."""

from __future__ import annotations

from datetime import date

from decisionbook.model import Book
from decisionbook.render.context import Context
from decisionbook.render.decision import compiled
from decisionbook.render.map import drawing_of
from decisionbook.render.outline import outline_of


def map_svg(book: Book, decision_id: str) -> str:
    """The drawing with its own colours, light and dark, and without links.

    Raises ``KeyError`` for an unknown decision and ``TooLargeError`` for one whose map nobody could take in.
    """
    context = Context(book, date.min)
    decision = book.decisions[decision_id]
    drawing = drawing_of(outline_of(compiled(context, decision, "map")), most=None)
    return str(context.fill("map.svg", decision=decision, drawing=drawing))
