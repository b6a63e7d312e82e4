"""A book as files of a MkDocs site, and the site as the extension's host."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.utils import nest_paths

from decisionbook import assets
from decisionbook.anchors import anchor
from decisionbook.crowding import crowded
from decisionbook.findings import Finding
from decisionbook.markdown import Source
from decisionbook.model import Book, Kind
from decisionbook.pages import (
    EVIDENCE,
    FOLDERS,
    LISTS,
    Page,
    file_address,
    generated,
    index_of,
    path_of,
)
from decisionbook.plugin.menu import Shelf, arranged, paths_in
from decisionbook.render import Renderer
from decisionbook.render.words import Words, say

NAME = "decisionbook"
"""What MkDocs calls the plugin."""


@dataclass(slots=True)
class SiteHost:
    """Leads links to the Markdown files of pages, so that MkDocs checks them, and collects what is wrong.

    ``paths`` maps the path of a generated page to the file that stands there. ``texts`` holds pages with findings.
    """

    renderer: Renderer | None = None
    source: Source = field(default_factory=Source)
    page: str = ""
    paths: Mapping[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def turn_to(self, page: str, source: Source) -> None:
        """Begin with another page, whose path in the docs folder is ``page``."""
        self.page, self.source = page, source

    def address(self, kind: Kind, entity: str, fragment: str) -> str:
        path = self.paths.get(path_of(kind, entity), path_of(kind, entity))
        return file_address(self.page, path, anchor(kind, entity, fragment))

    def report(self, findings: tuple[Finding, ...], text: str) -> None:
        self.findings.extend(findings)
        self.texts[self.source.file] = text


def asset_files() -> Mapping[str, str]:
    """The style sheet and the script by path; a change of their text changes the path."""
    texts = {"css": assets.style(), "js": assets.script()}
    return {f"assets/decisionbook.{digest(text)}.{kind}": text for kind, text in texts.items()}


def digest(text: str) -> str:
    """A short hash of a text, for the name of the file that holds it."""
    return sha256(text.encode()).hexdigest()[:8]


def is_ours(file: File) -> bool:
    """Whether the book gave the site this file; other plugins give it files as well."""
    return file.generated_by == NAME


def withhold(files: Files, folder: Path) -> None:
    """Keep the data out of the site, where its folder lies within the docs."""
    for file in list(files):
        if file.abs_src_path and Path(file.abs_src_path).is_relative_to(folder):
            files.remove(file)


@dataclass(frozen=True, slots=True)
class Shelves:
    """The generated pages of a book, and the file of the docs folder that stands at the path of each."""

    pages: tuple[Page, ...]
    standing: Mapping[str, str]
    words: Words

    def arrange(self, files: Files, config: MkDocsConfig, limit: int) -> None:
        """Put the pages into the navigation; those that it leaves out are still built and found by search.

        A kind with more than ``limit`` entities shows only its index.
        """
        shelves = tuple(self._shelves(files, limit))
        nav = config.nav
        if nav is None:
            ours = {*self.standing.values(), *(path for shelf in shelves for path in shelf.paths)}
            nav = nest_paths(path for path in _in_menu(files) if path not in ours)  # type: ignore[no-untyped-call]
        config.nav = arranged(nav, shelves)
        reached = set(paths_in(config.nav))
        for path in self.standing.values():
            file = files.get_file_from_path(path)
            if file is not None and path not in reached:
                file.inclusion = InclusionLevel.NOT_IN_NAV

    def _shelves(self, files: Files, limit: int) -> Iterator[Shelf]:
        for kind, folder in FOLDERS.items():
            index = index_of(kind)
            entities = [path for path in self._current() if path.startswith(f"{folder}/") and path != index]
            shown = [index, *(entities if len(entities) <= limit else ())] if entities else []
            paths = (*(self.standing[path] for path in shown), *self._beside(files, folder))
            yield Shelf(folder, say(self.words, f"index.{kind}"), paths)
        for listed, path in LISTS.items():
            paths = (self.standing[path],) if path in self.standing else ()
            yield Shelf(path.removesuffix(".md"), say(self.words, f"index.{listed}"), paths, several=False)
        evidence = (self.standing[EVIDENCE],) if EVIDENCE in self.standing else ()
        yield Shelf("evidence", say(self.words, "index.evidence"), evidence, several=False)

    def _current(self) -> Iterator[str]:
        return (page.path for page in self.pages if not page.moved)

    def _beside(self, files: Files, folder: str) -> tuple[str, ...]:
        """Pages that the author put into the folder of a kind."""
        known = set(self.standing.values())
        return tuple(path for path in _in_menu(files) if path.startswith(f"{folder}/") and path not in known)


def crowding(config: MkDocsConfig) -> str | None:
    """What to say of the navigation of a site, if it is so large that the build slows down."""
    return crowded(sum(1 for _ in paths_in(config.nav)), config.theme.name, config.theme.get("features", ()))


def shelved(book: Book, files: Files, config: MkDocsConfig, words: Words) -> Shelves:
    """Add the book's pages to the site, save those for which the docs hold one."""
    pages = generated(book, words=words)
    taken = {file.dest_uri: file for file in files.documentation_pages()}
    standing: dict[str, str] = {}
    for page in pages:
        file = File.generated(config, page.path, content=page.markdown)
        own = taken.get(file.dest_uri)
        standing[page.path] = own.src_uri if own else file.src_uri
        if own is None:
            file.edit_uri = _edit_uri(page, config)
            files.append(file)
    return Shelves(pages, standing, words)


def add_assets(files: Files, config: MkDocsConfig) -> None:
    """Add the style sheet and the script to the site."""
    for path, text in asset_files().items():
        files.append(File.generated(config, path, content=text))


def _edit_uri(page: Page, config: MkDocsConfig) -> str | None:
    """The data file, seen from the docs folder, as edit links want it.

    It is a part of an address: themes write it into their pages as it is, and folders may be called anything.
    """
    if page.source is None:
        return None
    return quote(Path(os.path.relpath(page.source.file, config.docs_dir)).as_posix())


def straightened(address: str) -> str:
    """The address without ``..``: MkDocs joins edit links from their parts as they are."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=posixpath.normpath(parts.path)))


def _in_menu(files: Files) -> Iterator[str]:
    """The pages that a navigation may hold, in the order of one that MkDocs makes itself."""
    found = sorted(files.documentation_pages(), key=file_sort_key)
    return (file.src_uri for file in found if file.inclusion.is_in_nav())  # type: ignore[no-untyped-call]
