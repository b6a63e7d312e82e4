"""A small book made by hand, so that these tests need no files."""

from __future__ import annotations

from datetime import date

from markdown import Markdown

from decisionbook.findings import Span
from decisionbook.markdown import DecisionbookExtension, Source
from decisionbook.markdown.host import Listening
from decisionbook.model import (
    Book,
    Cell,
    Checklist,
    Claim,
    Column,
    Comparison,
    Criterion,
    Evidence,
    Faq,
    Item,
    Option,
    Term,
)
from decisionbook.render import Renderer

HERE = Span("data.yml")
TODAY = date(2026, 11, 21)


def claim(text: str) -> Claim:
    return Claim(text, Evidence(), HERE)


def option(name: str, title: str, **more: object) -> Option:
    return Option(name, title, claim(f"{title} & more."), HERE, **more)  # type: ignore[arg-type]


def comparison() -> Comparison:
    columns = (
        Column("tea", "Tea", None, "tea", None, HERE),
        Column("coffee", "Coffee", None, "coffee", None, HERE),
    )

    def row(name: str, title: str) -> Criterion:
        cells = {
            column.id: Cell(
                column.id, name, f"{title} of [it](option:{column.id})", None, None, None, Evidence(), HERE
            )
            for column in columns
        }
        return Criterion(name, title, "text", cells, HERE)

    return Comparison("drinks", "Drinks", columns, (row("taste", "Taste"), row("price", "Price")), HERE)


BOOK = Book(
    options={
        "coffee": option("coffee", "Coffee", old_ids=("espresso",)),
        "tea": option("tea", "Tea", strengths=(claim("Calm."),)),
    },
    comparisons={"drinks": comparison()},
    checklists={
        "pot": Checklist("pot", "Is the pot ready?", (Item("hot", claim("It is hot."), True, HERE),), HERE)
    },
    terms={"leaf": Term("leaf", "Leaf", claim("Part of a plant."), HERE)},
    faq={"why": Faq("why", "question", "Why tea?", claim("Because."), HERE)},
)


def listening(source: Source | None = None, book: Book = BOOK) -> Listening:
    return Listening(Renderer(book, today=TODAY), source or Source("docs/page.md"))


def convert(text: str, host: Listening | None = None, extensions: tuple[str, ...] = ()) -> str:
    """The page's HTML; what is wrong with it is in ``host.findings``."""
    extension = DecisionbookExtension(host=host or listening())
    return Markdown(extensions=[*extensions, extension]).convert(text)


def wrong(text: str, extensions: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with a page, one ``line:column code message | fix`` each."""
    host = listening()
    convert(text, host, extensions)
    return [f"{f.span.line}:{f.span.column} {f.code} {f.message} | {f.fix}" for f in host.findings]
