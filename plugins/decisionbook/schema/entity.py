"""What all kinds of entities share."""

from __future__ import annotations

from decisionbook.schema.part import Backed
from decisionbook.schema.scalars import Date, FileId, Text
from decisionbook.schema.waiver import Waivable


class Entity(Waivable, Backed):
    """A thing with an id of its own."""

    checked: Date | None = None
    """The day it was last held against its sources, and so was each part of it that names no other day."""
    owner: Text | None = None
    """Who looks after it."""
    aliases_of_id: tuple[FileId, ...] = ()
    """Ids it had before; links to them still work."""
