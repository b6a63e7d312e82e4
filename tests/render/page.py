"""Rendered pages as trees, and what is asked of them."""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from decisionbook.model import Book
from decisionbook.render import Renderer
from decisionbook.render.context import Context
from tests.render.book import BOOK, TODAY

CONTEXT = Context(BOOK, TODAY)


def render(book: Book = BOOK) -> Renderer:
    return Renderer(book, today=TODAY)


def parsed(html: str) -> Element:
    """The one root of well-formed markup."""
    return ET.fromstring(html)


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def with_attribute(html: str, name: str, value: str) -> Element:
    return next(one for one in parsed(html).iter() if one.get(name) == value)


def everything(renderer: Renderer) -> dict[str, str]:
    """Each thing that the renderer shows of its book, but for decisions, by a name of its own."""
    book = renderer.book
    return {
        **{f"comparison {name}": renderer.comparison(name) for name in book.comparisons},
        **{f"checklist {name}": renderer.checklist(name) for name in book.checklists},
        **{f"option {name}": renderer.option(name) for name in book.options},
        **{
            f"index {kind}": renderer.index(kind)
            for kind in ("option", "comparison", "decision", "checklist", "term", "faq", "source")
        },
        "glossary": renderer.glossary(),
        "faq": renderer.faq(),
        "sources": renderer.sources(),
        "cues": renderer.cues(),
        "state": renderer.evidence(),
    }
