"""What all kinds of entities share."""

from __future__ import annotations

from decisionbook.schema.part import Backed
from decisionbook.schema.scalars import FileId, Text
from decisionbook.schema.waiver import Waivable


class Entity(Waivable, Backed):
    """A thing with an id of its own."""

    owner: Text | None = None
    """Who looks after it."""
    aliases_of_id: tuple[FileId, ...] = ()
    """Ids it had before; links to them still work."""
