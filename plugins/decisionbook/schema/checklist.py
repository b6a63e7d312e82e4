"""Items to tick before something is done."""

from __future__ import annotations

from pydantic import Field

from decisionbook.schema.entity import Entity
from decisionbook.schema.part import Backed, Part
from decisionbook.schema.scalars import Bool, Id, Prose, Text


class Item(Backed):
    """One thing to check."""

    bare = "text"
    what = "this item"

    id: Id | None = None
    """Its id within the checklist; ticks in a page's address and links need it to stay the same."""
    text: Prose
    """What must be true."""
    group: Text | None = None
    """A heading that it stands under."""
    required: Bool = False
    """Whether the verdict waits for it."""
    why: Prose | None = None
    """Why it matters."""


class Verdicts(Part):
    """What the checklist says once it is filled in."""

    what = "this"

    ready: Text | None = None
    """When every required item is ticked."""
    not_ready: Text | None = None
    """While one is open."""


class Checklist(Entity):
    """Items to tick: `checklists/<id>.yml`."""

    what = "this checklist"

    title: Text
    """Its title."""
    summary: Prose | None = None
    """What it is for."""
    items: tuple[Item, ...] = Field(min_length=1)
    """The items, in order."""
    verdicts: Verdicts | None = None
    """What it says when the required items are ticked, and until then."""
