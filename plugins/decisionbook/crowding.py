"""When a navigation is so large that it slows every build down, and what helps."""

from __future__ import annotations

from collections.abc import Collection

MENU_LIMIT = 50
"""Entities of a kind up to which a navigation shows them all, if a site says nothing else."""

CROWDED = 300
"""Pages in a navigation from which on it takes most of a build: the time grows with their square."""


def crowded(count: int, theme: str | None, features: Collection[str]) -> str | None:
    """What to say of a navigation so large that every page, which carries it whole, is built slowly; else ``None``."""
    if count <= CROWDED or "navigation.prune" in features:
        return None
    cure = "let fewer pages into it with the plugin's 'menu_limit'"
    if theme == "material":
        cure += ", or add 'navigation.prune' to the theme's features"
    return (
        f"the navigation names {count} pages, and each page carries all of it: the build slows down; {cure}"
    )
