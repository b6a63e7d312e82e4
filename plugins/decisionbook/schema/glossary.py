"""A word and what it means."""

from __future__ import annotations

from decisionbook.schema.entity import Entity
from decisionbook.schema.scalars import Prose, Text


class Term(Entity):
    """A word and what it means: an entry of `glossary.yml`."""

    what = "this term"

    term: Text
    """The word as it is written."""
    aliases: tuple[Text, ...] = ()
    """Other forms of the word that pages use."""
    definition: Prose
    """What it means."""
