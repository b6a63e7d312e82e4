"""Warnings that authors let stand on one side only, or until another day."""

from __future__ import annotations

from collections.abc import Iterator

from decisionbook.diff.changes import Place, WaiverChange
from decisionbook.model import Decision, Entity, Kind, Waiver

Key = tuple[Place, str]
Days = tuple[str, str]


def waiver_changes(kind: Kind, before: Entity | None, after: Entity | None) -> Iterator[WaiverChange]:
    """What came, what went, and what ends on another day, of one entity that either side may lack.

    An entity is known by its id on the new side. A reason in other words is no change.
    """
    identity = after.id if after is not None else before.id if before is not None else ""
    old, new = (dict(_waivers(Place(kind, identity), one)) for one in (before, after))
    for (place, code), one in new.items():
        was = old.get((place, code))
        if was is None:
            yield WaiverChange("added", place, code, one.reason, ("", _day(one)), one.span)
        elif was.until != one.until:
            yield WaiverChange("changed", place, code, one.reason, (_day(was), _day(one)), one.span)
    for (place, code), one in old.items():
        if (place, code) not in new:
            yield WaiverChange("removed", place, code, one.reason, (_day(one), ""), one.span)


def _waivers(place: Place, entity: Entity | None) -> Iterator[tuple[Key, Waiver]]:
    """Those of the entity, and of the shared inputs that a decision asks, which are their own owners."""
    if entity is None:
        return
    for one in entity.waivers:
        yield (place, one.code), one
    for asked in entity.inputs.values() if isinstance(entity, Decision) else ():
        for one in asked.waivers:
            yield (Place("input", asked.shared or asked.id), one.code), one


def _day(one: Waiver) -> str:
    return one.until.isoformat() if one.until else "never"
