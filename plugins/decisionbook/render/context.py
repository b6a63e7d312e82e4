"""What every renderer is given: the book, the words of the interface, today's date and the templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from decisionbook import prose
from decisionbook.findings import Span
from decisionbook.model import Book, Evidence, Kind
from decisionbook.render.words import ENGLISH, Words, day, say

Forge = Callable[[Span], str | None]
"""The address of a line of the data where people can look at it and change it, if it has one."""


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one rendering. ``today`` decides what counts as expired or stale."""

    book: Book
    today: date
    words: Words = field(default_factory=lambda: ENGLISH)
    forge: Forge | None = None

    def fill(self, template: str, **values: object) -> Markup:
        """The template's text with ``values``, escaped.

        Templates always have ``book``, ``words`` and ``today``, and the functions ``say``, ``day``, ``blocks``,
        ``inline``, ``tight`` and ``evidence``.
        """
        page = environment().get_template(template)
        given = {
            "book": self.book,
            "words": self.words,
            "today": self.today,
            "say": self.say,
            "day": self.day,
            "blocks": self.blocks,
            "inline": self.inline,
            "tight": self.tight,
            "evidence": self.evidence,
        }
        return Markup(page.render(**given, **values))  # noqa: S704

    def say(self, key: str, /, **values: object) -> str:
        """A text of the interface; see ``words.say``."""
        return say(self.words, key, **values)

    def day(self, when: date) -> str:
        return day(self.words, when)

    def blocks(self, text: str) -> Markup:
        """Prose as paragraphs, lists and code."""
        return prose.to_html(text, titles=self.title)

    def inline(self, text: str) -> Markup:
        """Prose as phrasing content, for places that hold no paragraphs."""
        return prose.to_html(text, inline=True, titles=self.title)

    def tight(self, text: str) -> Markup:
        """Prose without a paragraph of its own where one is enough."""
        return prose.tight(text, titles=self.title)

    def evidence(
        self, evidence: Evidence, span: Span | None = None, part: str | None = None, claimed: bool = True
    ) -> Markup:
        """What stands behind a claim, folded, and where it was written; empty where nothing is to be said.

        ``part`` is the address of what it belongs to on this page. What is not ``claimed`` is no judgement either.
        """
        from decisionbook.render.claims import evidence as render

        return render(self, evidence, self.line(span), part, claimed=claimed)

    def line(self, span: Span | None) -> str | None:
        """The address of a line of the data, where the host knows one."""
        return self.forge(span) if self.forge is not None and span is not None else None

    def title(self, kind: Kind, entity: str) -> str | None:
        """What an entity is called, ``None`` where there is none of this id."""
        found = self.book.of(kind).get(entity)
        return None if found is None else found.title


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
