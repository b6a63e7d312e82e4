"""What all kinds of entities share."""

from __future__ import annotations

from pydantic import Field

from decisionbook.schema.part import Backed
from decisionbook.schema.scalars import Id, Text
from decisionbook.schema.waiver import Waivers


class Entity(Backed):
    """A thing with an id of its own."""

    owner: Text | None = None
    """Who looks after it."""
    aliases_of_id: tuple[Id, ...] = ()
    """Ids it had before; links to them still work."""
    waive: Waivers = Field(default_factory=dict)
    """Warnings that may stand here: code to the reason why, or to `reason` and `until`."""
