"""A checklist: items to tick on the screen or on paper."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from decisionbook.model import Checklist
from decisionbook.render.context import Context


def checklist(context: Context, found: Checklist, prefix: str, level: int) -> Markup:
    """The items under their groups, with reasons, evidence and what follows when they are done."""
    return context.fill(
        "checklist.html",
        checklist=found,
        groups=tuple((name, tuple(items)) for name, items in groupby(found.items, lambda item: item.group)),
        required=sum(item.required for item in found.items),
        prefix=prefix,
        level=level,
    )
