"""What a site's configuration makes of a book: whether its navigation will slow every build down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from decisionbook.cli.configuration import settings_of
from decisionbook.crowding import CROWDED, MENU_LIMIT, crowded
from decisionbook.model import KINDS

if TYPE_CHECKING:
    from decisionbook.model import Book


def crowding(configuration: Path, data: Path, book: Book) -> str | None:
    """What to say of the navigation that ``configuration`` gives the book in ``data``; ``None`` where it is fine.

    A configuration that is none, of another book or without the plugin is fine.
    """
    settings = settings_of(configuration)
    ours = _ours(settings.get("plugins"))
    beside = configuration.absolute().parent
    if ours is None or (beside / str(ours.get("data", "decision_data"))).resolve() != data.resolve():
        return None
    limit = ours.get("menu_limit", MENU_LIMIT)
    theme = settings.get("theme")
    named = theme if isinstance(theme, dict) else {"name": theme}
    docs = beside / str(settings.get("docs_dir", "docs"))
    try:
        own = list(_paths(settings["nav"])) if settings.get("nav") else list(docs.rglob("*.md"))
    except RecursionError:  # a navigation that holds itself is not ours to judge
        return None
    if len(own) + sum(len(book.of(kind)) + 1 for kind in KINDS) < CROWDED:
        return None
    count = len(own) + sum(_in_menu(book, limit if isinstance(limit, int) else MENU_LIMIT))
    features = named.get("features")
    return crowded(count, str(named.get("name")), features if isinstance(features, list) else ())


def _in_menu(book: Book, limit: int) -> Iterator[int]:
    """How many pages each part of the book has in a navigation."""
    from decisionbook.pages import EVIDENCE, FOLDERS, LISTS, generated

    for kind in FOLDERS:
        count = len(book.of(kind))
        yield 0 if not count else count + 1 if count <= limit else 1
    lists = {*LISTS.values(), EVIDENCE}
    yield sum(page.path in lists for page in generated(book))


def _paths(nav: Any) -> Iterator[str]:
    """The pages that a navigation names, without the shelves of the book, which are counted by themselves."""
    for item in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        if isinstance(item, str) and not item.endswith("/"):
            yield item
        else:
            yield from _paths(item)


def _ours(plugins: Any) -> Mapping[str, Any] | None:
    """The plugin's settings in the list or mapping of plugins; ``None`` where it is not there."""
    every = plugins.items() if isinstance(plugins, dict) else ()
    for item in plugins if isinstance(plugins, list) else ():
        every = (*every, *(item.items() if isinstance(item, dict) else [(item, None)]))
    for name, settings in every:
        if name == "decisionbook":
            return settings if isinstance(settings, dict) else {}
    return None
