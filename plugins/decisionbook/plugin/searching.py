"""Lets the search of a site lead to single questions, outcomes, cells and terms, not only to headings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decisionbook.model import Book, Kind
from decisionbook.pages import LISTS
from decisionbook.plugin.site import is_ours
from decisionbook.render.found import Found, listed

log = get_plugin_logger(__name__)

INDEX = "search/search_index.json"
"""Where the search plugins of MkDocs and Material write what they found."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of the book; ``own`` says that the book made the page."""

    page: Page
    found: tuple[Found, ...]
    own: bool

    def parts(self) -> Iterator[Found]:
        """Those that are on the page: of an author's own page, only what it embeds."""
        content = self.page.content or ""
        return (one for one in self.found if one.anchor and (self.own or f'id="{one.anchor}"' in content))


def shown(
    book: Book,
    found: Callable[[Kind, str], tuple[Found, ...]],
    files: Files,
    standing: Mapping[str, str],
    entities: Mapping[str, tuple[Kind, str]],
) -> Iterator[Shown]:
    """What stands where: the pages of ``entities`` by their file, and the shared lists."""
    places: dict[str, tuple[Found, ...]] = {path: found(*entity) for path, entity in entities.items()}
    shared: dict[Kind, list[Found]] = {}
    for kind, entity in listed(book):
        shared.setdefault(kind, []).extend(found(kind, entity))
    places.update((standing[LISTS[kind]], tuple(parts)) for kind, parts in shared.items())
    for path, parts in places.items():
        file = files.get_file_from_path(path)
        if file is not None and file.page is not None:
            yield Shown(file.page, parts, own=is_ours(file))


def refine(
    site: Path,
    places: Callable[[], Iterator[Shown]],
    read: Iterable[dict[str, Any]] = (),
) -> None:
    """Give every part an entry of its own in the index of ``site``, which the search plugin has just written.

    The entry of a page that the book made then says what the page is about, and no longer all that is on it. Pages
    that search leaves out stay out. An index that was built ahead is left as it is. ``read`` are
    the entries of pages that the search plugin has been spared.
    """
    path = site / INDEX
    try:
        index = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    wanted = index["config"].get("indexing", "full")
    if "index" in index or wanted == "titles":
        log.info("search finds pages and headings only: its index is built ahead, or holds titles only")
        return
    index["docs"] += read
    entries = {entry["location"]: entry for entry in index["docs"]}
    form = _form(index["config"])
    index["docs"] += [entry for place in places() for entry in _refined(entries, place, form)]
    if wanted == "sections":
        index["docs"] = [{**entry, "text": ""} for entry in index["docs"]]
    path.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")


def _refined(
    entries: Mapping[str, dict[str, Any]], place: Shown, form: Callable[[str], str]
) -> Iterator[dict[str, Any]]:
    """The entries of the parts; that of the page is changed in place."""
    url = place.page.url
    own = entries.get(url)
    if own is None:
        return
    if place.own:
        _say_what_it_is_about(entries, place, form)
    for part in place.parts():
        location = f"{url}#{part.anchor}"
        if location not in entries:
            yield {**own, "location": location, "title": form(part.title), "text": form(part.text or "")}


def _say_what_it_is_about(
    entries: Mapping[str, dict[str, Any]], place: Shown, form: Callable[[str], str]
) -> None:
    """Change the entry of a page, and that of its title, which MkDocs keeps beside it."""
    whole = next((one for one in place.found if not one.anchor), Found("", str(place.page.title), ""))
    url = place.page.url
    for location in (url, *(url + item.url for item in place.page.toc.items[:1])):
        entry = entries.get(location, {})
        entry["title"] = form(whole.title)
        if whole.text is not None:
            entry["text"] = form(whole.text)


def _form(config: Mapping[str, Any]) -> Callable[[str], str]:
    """Material's index holds HTML, that of MkDocs plain text."""
    return (lambda text: escape(text, quote=False)) if "fields" in config else str
