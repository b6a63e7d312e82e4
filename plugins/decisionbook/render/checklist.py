"""A checklist: items to tick on the screen or on paper."""

from __future__ import annotations

from markupsafe import Markup

from decisionbook.model import Checklist, Item
from decisionbook.render.context import Context


def checklist(context: Context, found: Checklist, prefix: str, level: int) -> Markup:
    """The items under their groups, with reasons, evidence and what follows when they are done."""
    return context.fill(
        "checklist.html",
        checklist=found,
        groups=groups(context, found),
        required=sum(item.required for item in found.items),
        prefix=prefix,
        level=level,
    )


def groups(context: Context, found: Checklist) -> tuple[tuple[str | None, tuple[Item, ...]], ...]:
    """The items by heading, headings in the order of their first item; ``None`` where no item names one."""
    named: dict[str | None, list[Item]] = {}
    for item in found.items:
        named.setdefault(item.group, []).append(item)
    rest = None if named.keys() == {None} else context.say("checklist.ungrouped")
    return tuple((name or rest, tuple(items)) for name, items in named.items())
