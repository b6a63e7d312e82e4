"""The bibliography that claims cite."""

from __future__ import annotations

from typing import Literal

from decisionbook.schema.scalars import Date, Id, Prose, Published, Text, Url
from decisionbook.schema.waiver import Waivable


class Source(Waivable):
    """A work that claims cite: an entry of `sources.yml`."""

    what = "this source"

    title: Text
    """Its title."""
    kind: Literal["paper", "documentation", "article", "book", "report", "standard", "data"]
    """What sort of work it is."""
    authors: Text | None = None
    """Who wrote it."""
    published: Published | None = None
    """When: a year, a month or a date."""
    publisher: Text | None = None
    """Where it appeared."""
    url: Url | None = None
    """Where it can be read."""
    status: Literal["primary", "abstract", "secondary"] | None = None
    """How far it was read: the work itself, its abstract, or somebody's report of it."""
    interest: Prose | None = None
    """A stake of its author in what it says."""
    finding: Prose | None = None
    """What it found, in a sentence."""
    checked: Date | None = None
    """The day it was last read."""
    expires: Date | None = None
    """The day on which it stops being right, if that is known."""
    owner: Text | None = None
    """Who looks after the entry."""
    aliases_of_id: tuple[Id, ...] = ()
    """Ids it had before; citations of them still work."""
