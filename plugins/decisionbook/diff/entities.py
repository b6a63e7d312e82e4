"""What entities of all kinds have beside their texts: an owner, the ids that they had, what they are related to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisionbook.diff.changes import PartChange
from decisionbook.diff.pairs import Pairs
from decisionbook.diff.parts import Settings, setting_changes
from decisionbook.model import Entity, Kind, Option


def of_entity(kind: Kind, before: Entity, after: Entity, options: Pairs[Option]) -> Iterator[PartChange]:
    """The settings of an entity that changed."""
    settings = _settings(before, after, options)
    yield from setting_changes(None, kind, after.id, after.span, settings)


def _settings(before: Entity, after: Entity, options: Pairs[Option]) -> tuple[Settings, Settings]:
    """The settings of both sides. Of options, only those that both sides have: the others tell of themselves."""
    known = {after.id, before.id} if before.id != after.id else set()
    old, new = (
        {"owner": one.owner or "nobody", "former ids": _listed(set(one.old_ids) - known)}
        for one in (before, after)
    )
    if isinstance(before, Option) and isinstance(after, Option):
        old["related"] = _listed({options.now(one) for one in before.related if one in options.new})
        new["related"] = _listed({one for one in after.related if one in options.old})
    return old, new


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids)) or "none"
