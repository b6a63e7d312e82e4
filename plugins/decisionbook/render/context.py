"""What every renderer is given: the book, the words of the interface, today's date and the templates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from decisionbook.model import Book
from decisionbook.render.words import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one rendering. ``today`` decides what counts as expired or stale."""

    book: Book
    today: date
    words: Words = field(default=ENGLISH)

    def fill(self, template: str, **values: object) -> Markup:
        """The template's text with ``values``, escaped; ``book``, ``words`` and ``today`` are always there."""
        page = environment().get_template(template)
        return Markup(page.render(book=self.book, words=self.words, today=self.today, **values))  # noqa: S704


@cache
def environment() -> Environment:
    """The templates: autoescaped, undefined names are errors, block lines leave no white space."""
    return Environment(
        loader=PackageLoader("decisionbook", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
