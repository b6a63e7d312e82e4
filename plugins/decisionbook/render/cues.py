"""From what people say to the option that answers it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from decisionbook.model import Claim, Option
from decisionbook.render.context import Context


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase, and the options that list it: usually one."""

    says: Claim
    options: tuple[Option, ...]


def cues(context: Context) -> Markup:
    """Every phrase of the book's options with the options it speaks for, as a table that can be filtered."""
    found: dict[str, Cue] = {}
    for option in context.book.options.values():
        for claim in option.cues:
            known = found.get(claim.text)
            found[claim.text] = Cue(claim, (*known.options, option) if known else (option,))
    return context.fill("cues.html", cues=tuple(found.values()))
