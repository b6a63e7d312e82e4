"""An alternative that can be chosen."""

from __future__ import annotations

from decisionbook.schema.entity import Entity
from decisionbook.schema.part import Claim
from decisionbook.schema.scalars import Prose, Ref, Text


class Option(Entity):
    """An alternative that can be chosen: `options/<id>.yml`."""

    what = "this option"

    name: Text
    """Its full name."""
    short: Text | None = None
    """A short name for narrow columns."""
    aliases: tuple[Text, ...] = ()
    """Other names people know it by."""
    summary: Prose
    """What it is, in a sentence or two."""
    cues: tuple[Claim, ...] = ()
    """What people say when they need it."""
    choose_when: tuple[Claim, ...] = ()
    """When it is the right choice."""
    avoid_when: tuple[Claim, ...] = ()
    """When it is the wrong one."""
    strengths: tuple[Claim, ...] = ()
    """What it does well."""
    weaknesses: tuple[Claim, ...] = ()
    """What it does badly or costs."""
    failure_modes: tuple[Claim, ...] = ()
    """How it goes wrong, with the symptom that shows it."""
    first_steps: tuple[Claim, ...] = ()
    """What to do first, in order."""
    related: tuple[Ref, ...] = ()
    """Ids of options that a reader may also want; the link goes both ways."""
