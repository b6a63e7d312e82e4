"""What entities of all kinds have beside their texts: an owner, the ids that they had, what they are related to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from decisionbook.diff.changes import PartChange
from decisionbook.diff.pairs import Pairs
from decisionbook.model import Entity, Kind, Option


def of_entity(kind: Kind, before: Entity, after: Entity, options: Pairs[Option]) -> Iterator[PartChange]:
    """The settings of an entity that changed."""
    old, new = _settings(before, after, options)
    for name, now in new.items():
        if old[name] != now:
            yield PartChange("changed", kind, after.id, after.span, None, old[name], now, name)


def _settings(
    before: Entity, after: Entity, options: Pairs[Option]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The settings of both sides. Of options, only those that both sides have: the others tell of themselves."""
    known = {after.id, before.id} if before.id != after.id else set()
    former = [_listed(set(one.old_ids) - known) for one in (before, after)]
    related = ["none", "none"]
    if isinstance(before, Option) and isinstance(after, Option):
        was = {options.now(one) for one in before.related if one in options.new}
        related = [_listed(was), _listed({one for one in after.related if one in options.old})]
    keys = ("owner", "former ids", "related")
    owners = [one.owner or "nobody" for one in (before, after)]
    old, new = (dict(zip(keys, values, strict=True)) for values in zip(owners, former, related, strict=True))
    return old, new


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids)) or "none"
