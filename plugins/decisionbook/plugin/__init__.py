"""The MkDocs plugin: reads the book, adds its pages to the site, and stops a build whose data has errors."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import get_build_datetime

from decisionbook.book import Reading
from decisionbook.cache import Cache, CachedRenderer
from decisionbook.excerpt import visible
from decisionbook.findings import Finding, as_errors, in_order
from decisionbook.markdown import DecisionbookExtension, Source, own_words
from decisionbook.model import Book, Kind
from decisionbook.pages import FOLDERS, path_of
from decisionbook.plugin import printing, publishing
from decisionbook.plugin.edition import Edition
from decisionbook.plugin.forge import lines_of
from decisionbook.plugin.forms import Forms, in_head
from decisionbook.plugin.searching import Shown, refine, shown
from decisionbook.plugin.sections import Searched
from decisionbook.plugin.settings import Settings, check_epoch
from decisionbook.plugin.site import (
    SiteHost,
    add_assets,
    asset_files,
    crowding,
    is_ours,
    shelved,
    straightened,
    withhold,
)
from decisionbook.plugin.suggest import suggestions
from decisionbook.publish.data import data_files
from decisionbook.publish.twins import Twins
from decisionbook.render import Renderer
from decisionbook.render.words import ENGLISH, Words

log = get_plugin_logger(__name__)

FOLDER = ".cache/decisionbook"
"""Where the cache lies, seen from `mkdocs.yml`."""
RARELY = (50_000, 20, 20)
"""When Python looks for cycles during a build: pages pile up until its end, and each look goes through them all."""


class DecisionbookPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Turns a folder of data into pages.

    A build with errors logs every finding and fails. Under ``mkdocs serve`` the server stays up: pages show the
    last book without errors, and above it what is wrong.
    """

    def __init__(self) -> None:
        self.serving = self.dirty = False
        self.threshold = gc.get_threshold()
        self.host = SiteHost()
        self.words: Words = ENGLISH
        self.good: Book | None = None
        self.cache: Cache | None = None
        self.errors: tuple[Finding, ...] = ()
        self.texts: dict[str, str] = {}
        self.entities: dict[str, tuple[Kind, str]] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a server runs; that this method is here keeps the plugin alive between builds."""
        self.serving, self.dirty = command == "serve", dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the data, and make the site know the blocks, the style sheet and the script."""
        self.words = self._words()
        if any(isinstance(one, DecisionbookExtension) for one in config.markdown_extensions):
            raise PluginError(
                "the plugin 'decisionbook' is set up twice; a site holds one book, so put all data into one folder"
            )
        check_epoch()
        publishing.check_feed(config, self.config.feed)
        self.suggestions = suggestions(self.config.suggest_uri, config, self.words)
        self.folder = Path(os.path.normpath(_beside(config) / self.config.data_))
        self._read(self._cache(config).read(shown_as=_shown(self.folder), today=self.clock))
        if self.folder.is_dir():
            config.watch.append(str(self.folder))
        self.renderer = self._renderer(config, self.good or Book())
        self.host = SiteHost(self.renderer if self.good else None)
        named = [name for name in config.markdown_extensions if name != "decisionbook.markdown"]
        ours = DecisionbookExtension(host=self.host, terms=self.config.terms)
        self.searched = Searched(config, dirty=self.dirty)
        config.markdown_extensions = [*named, ours, *self.searched.extensions()]
        for path in asset_files():
            (config.extra_css if path.endswith(".css") else config.extra_javascript).append(path)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages and put them into the navigation."""
        withhold(files, self.folder)
        add_assets(files, config)
        if self.config.print_view:
            printing.reserve(files, config)
        book = self.good or Book()
        shelves = shelved(book, files, config, self.words)
        if self.publishes:
            publishing.add_data(files, config, self.renderer.whole("data", data_files))
        if self.good or config.nav:
            shelves.arrange(files, config, self.config.menu_limit)
            crowded = crowding(config)
            if crowded:
                log.info("%s", crowded)
        self.host.paths = shelves.standing
        self.made = frozenset(shelves.standing.values())
        self.entities = {
            shelves.standing[path_of(kind, entity)]: (kind, entity)
            for kind in FOLDERS
            for entity in book.of(kind)
        }
        return files

    @event_priority(-100)
    def on_nav(self, nav: Navigation, **_: Any) -> None:
        """Keep the order of the pages for the print view, once other plugins have arranged them."""
        self.nav = nav

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: SitePage, **_: Any) -> None:
        """Note which page comes next, before other plugins change its lines."""
        whole = page.file.content_string
        offset = whole.count("\n") - markdown.count("\n") if whole.endswith(markdown) else 0
        path = page.file.abs_src_path
        source = Source(
            _shown(Path(path)) if path else page.file.src_uri,
            offset,
            self.entities.get(page.file.src_uri),
            terms=page.meta.get("terms", True) is not False,
        )
        self.host.turn_to(page.file.src_uri, source)
        own = is_ours(page.file) and page.file.src_uri in self.made
        self.searched.turn_to(page, own=own)
        if page.edit_url and is_ours(page.file):
            page.edit_url = straightened(page.edit_url)

    def on_page_content(self, html: str, *, page: SitePage, **_: Any) -> str | None:  # noqa: ARG002
        """Under ``mkdocs serve``, show what is wrong with the data and with this page above the page."""
        file = self.host.source.file
        wrong = (*self.errors, *(found for found in self.host.findings if found.span.file == file))
        if not self.serving or not wrong:
            return None
        panel = self.host.renderer or Renderer(Book(), today=self.today, words=self.words)
        return panel.findings(wrong, {**self.texts, **self.host.texts}) + html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Once every page is read, stop a build whose pages have errors, and write the print view."""
        self.files = files
        found = in_order(self.host.findings)
        self._log(found)
        if found and not self.serving:
            raise PluginError(f"{_count(found)} in the pages of this site; see above")
        if self.config.print_view and not self.serving:
            edition = Edition(config.site_name, self.today, self.live(config), self.good, self.words)
            language, without = self.config.language, self.config.print_without
            printing.fill(files, self.nav, edition, language, without, self.entities)

        if self.publishes and self.good:
            twins = Twins(self.good, today=self.today, words=self.words)
            twinned = publishing.Twinned(twins, self.host.paths, self.entities, self.renderer.whole)
            twinned.add(files, config, self.nav)
        if self.config.feed and not self.serving:
            publishing.add_feed(files, config, self.folder, self.config.feed)
        self.forms = Forms.of(files, self.entities, config.site_name, self.words)

    @event_priority(100)
    def _before_search(self, context: Any, *, page: SitePage, **_: Any) -> None:  # noqa: ARG002
        self.searched.hide(page)

    @event_priority(-100)
    def _behind_search(self, context: Any, *, page: SitePage, config: MkDocsConfig, **_: Any) -> None:  # noqa: ARG002
        """Once search has read a page, say below it in what other forms it stands, and where to suggest a change."""
        self.searched.show(page)
        more = self.suggestions.link(page, config) if self.suggestions is not None else None
        page.content = (page.content or "") + self.forms.foot(page, more)

    on_page_context = CombinedEvent(_before_search, _behind_search)

    def on_post_page(self, output: str, *, page: SitePage, **_: Any) -> str:
        """Name the other forms for programs too."""
        return in_head(output, self.forms.head(page))

    @event_priority(-50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Refine the search index, once it is written and before others copy it; keep what was made for later."""
        refine(Path(config.site_dir), self._places, self.searched.entries())
        if self.cache is not None:
            self.cache.save()

    def on_shutdown(self) -> None:
        """Leave Python's search for cycles as it was found."""
        gc.set_threshold(*self.threshold)
        gc.unfreeze()

    @property
    def publishes(self) -> bool:
        """Whether this build writes data and twins; a server leaves them out, to be quick."""
        return self.config.publish and not self.serving

    @property
    def today(self) -> date:
        """The date that decides what is stale; ``SOURCE_DATE_EPOCH`` makes builds repeatable."""
        given: date | None = self.config.today
        return given or get_build_datetime().date()

    def live(self, config: MkDocsConfig) -> str | None:
        """Where the live book stands, as far as its makers say."""
        return self.config.live or config.site_url or None

    @property
    def clock(self) -> date:
        """The day that findings go by: a build for an earlier day must not take its data for the future's."""
        given: date | None = self.config.today
        return given or max(self.today, datetime.now(UTC).date())

    def _places(self) -> Iterator[Shown]:
        return shown(self.renderer.book, self.renderer.found, self.files, self.host.paths, self.entities)

    def _words(self) -> Words:
        try:
            return own_words(self.config.words, self.config.language)
        except ValueError as error:
            raise PluginError(f"the plugin's setting 'words': {error}") from error

    def _read(self, reading: Reading) -> None:
        findings = as_errors(reading.findings) if self.config.strict else reading.findings
        self._log(findings)
        self.errors = tuple(found for found in findings if found.is_error)
        self.texts = dict(reading.texts)
        if not self.errors:
            self.good = reading.book
            if not self.serving:
                gc.freeze()  # the book stays until the end
                gc.set_threshold(*RARELY)
        elif not self.serving:
            raise PluginError(f"{_count(self.errors)} in the data of this book; see above")

    def _cache(self, config: MkDocsConfig) -> Cache:
        """What is known from earlier builds: of this process, and of those that wrote it down."""
        folder = _beside(config) / FOLDER if self.config.cache else None
        if self.cache is None or (self.cache.folder, self.cache.root) != (folder, self.folder):
            self.cache = Cache(folder, self.folder)
        return self.cache

    def _renderer(self, config: MkDocsConfig, book: Book) -> CachedRenderer:
        salt = repr((config.repo_url, config.edit_uri, config.docs_dir))
        return CachedRenderer(
            book,
            self._cache(config).kept,
            today=self.today,
            words=self.words,
            forge=lines_of(config),
            salt=salt,
        )

    def _log(self, findings: Iterable[Finding]) -> None:
        """Errors as errors, which ``--strict`` counts; warnings, and all that a server survives, as notes."""
        for found in findings:
            fix = f" (fix: {found.fix})" if found.fix else ""
            note = log.error if found.is_error and not self.serving else log.info
            said = f"{found.span}: {found.severity} {found.code} {found.message}{fix}"
            note("%s", visible(said))


def _beside(config: MkDocsConfig) -> Path:
    """The folder of `mkdocs.yml`."""
    return Path(config.config_file_path or ".").parent.absolute()


def _shown(path: Path) -> str:
    """A path as messages name it: relative to where the command runs."""
    return Path(os.path.relpath(path)).as_posix()


def _count(findings: tuple[Finding, ...]) -> str:
    return "1 error" if len(findings) == 1 else f"{len(findings)} errors"
