"""What the site publishes beside its pages: data before the pages are read, twins and a feed behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from decisionbook import prose
from decisionbook.diff.revisions import RevisionError
from decisionbook.model import Book, Kind
from decisionbook.pages import EVIDENCE, FOLDERS, LISTS, Shelved
from decisionbook.plugin.site import is_ours
from decisionbook.plugin.twins import TwinPages, says_itself, twin_path
from decisionbook.publish.data import FOLDER
from decisionbook.publish.feed import FEED, atom, changes
from decisionbook.publish.llms import TWIN, Entry, llms_txt
from decisionbook.publish.twins import Twins
from decisionbook.render.shelves import about
from decisionbook.render.words import say
from decisionbook.schema.json_schema import VERSION, schema_texts

log = get_plugin_logger(__name__)

LLMS = "llms.txt"


def add_data(files: Files, config: MkDocsConfig, data: Mapping[str, str]) -> None:
    """Add the data of the book by path, and the schemas that its authors' editors read."""
    schemas = {f"schema/{VERSION}/{name}.json": text for name, text in schema_texts().items()}
    _add(files, config, {**schemas, **data})


def check_feed(config: MkDocsConfig, count: int) -> None:
    """Raises ``PluginError`` where a feed is wanted and its address is not known, or of less than no commits."""
    if count < 0:
        raise PluginError(
            f"the plugin's setting 'feed' is {count}; write how many commits to look at, 0 for no feed"
        )
    if count and not config.site_url:
        raise PluginError("the plugin's setting 'feed' needs 'site_url': a feed names itself by its address")


def add_feed(files: Files, config: MkDocsConfig, folder: Path, count: int) -> None:
    """Add the feed of the last ``count`` changes; a note in the log where there is no history to tell them from."""
    try:
        found = changes(folder, count)
    except RevisionError as error:
        log.info("no feed of changes: %s", error)
        return
    if not found:
        log.info("no feed of changes: the history holds none")
        return
    site = str(config.site_url).rstrip("/") + "/"
    name = config.site_author or config.site_name
    _add(files, config, {FEED: atom(config.site_name, site, site + FEED, name, found)})


@dataclass(frozen=True, slots=True)
class Twinned:
    """What the twins are made from. ``entities`` says which page shows which entity, by the path of its file."""

    twins: Twins
    standing: Mapping[str, str]
    entities: Mapping[str, tuple[Kind, str]]
    keep: Callable[[str, Callable[[Book], Mapping[str, str]]], Mapping[str, str]]
    """Remembers texts that are made from all of the book, by a name for whatever else decides them."""

    def add(self, files: Files, config: MkDocsConfig, nav: Navigation) -> None:
        """Add a twin for every page that is published and `llms.txt`, which lists them."""
        pages = list(_pages(files, nav))
        writer = TwinPages(self.twins, files, self.standing, {page.file.src_uri for page in pages})
        texts = {twin_path(page.file): text for page, text in self._texts(writer, pages)}
        sections: dict[str, list[Entry]] = {}
        site = config.site_url.rstrip("/") + "/" if config.site_url else ""
        for page in pages:
            entry = Entry(str(page.title), site + quote(twin_path(page.file)), self._about(page))
            sections.setdefault(self._section(page), []).append(entry)
        book = [say(self.twins.context.words, f"index.{kind}") for kind in FOLDERS]
        ordered = {name: sections[name] for name in (*book, *sections) if name in sections}
        data = [Entry("JSON", f"{site}{FOLDER}/index.json")]
        ordered[say(self.twins.context.words, "publish.data")] = data
        listed = llms_txt(config.site_name, config.site_description or "", ordered)
        _add(files, config, {**texts, LLMS: listed})

    def _texts(self, writer: TwinPages, pages: list[Page]) -> Iterator[tuple[Page, str]]:
        """The twin of each page. Those of pages that the book gave itself say what the book says."""
        own = [page for page in pages if page.file.src_uri in self.entities and is_ours(page.file)]
        places = sorted((path, self.standing[path]) for path in self.standing)
        name = f"twins {[page.file.dest_uri for page in own]} {places}"
        kept = self.keep(
            name, lambda book: {page.file.dest_uri: self._own(writer, page, book) for page in own}
        )
        for page in pages:
            text = kept.get(page.file.dest_uri)
            yield page, writer.written(page) if text is None else text

    def _own(self, writer: TwinPages, page: Page, book: Book) -> str:
        kind, entity = self.entities[page.file.src_uri]
        return writer.own(page, _SHELVED[kind], book.of(kind)[entity])

    def _section(self, page: Page) -> str:
        kind = self.entities.get(page.file.src_uri, ("", ""))[0]
        words = self.twins.context.words
        if kind:
            return say(words, f"index.{kind}")
        return say(words, "publish.lists" if self._is_list(page) else "publish.pages")

    def _is_list(self, page: Page) -> bool:
        return page.file.src_uri in {self.standing.get(path) for path in (*LISTS.values(), EVIDENCE)}

    def _about(self, page: Page) -> str:
        kind, entity = self.entities.get(page.file.src_uri, (None, ""))
        if kind is None:
            return str(page.meta.get("description") or "")
        return prose.plain(about(self.twins.book.of(kind)[entity]) or "")


_SHELVED: Mapping[Kind, Shelved] = {kind: kind for kind in FOLDERS}


def _pages(files: Files, nav: Navigation) -> Iterator[Page]:
    """The pages of the navigation in its order, then the others that are published, as far as they have twins."""
    every = {page.file.src_uri: page for page in nav.pages}
    for file in files.documentation_pages():
        if file.page is not None and file.inclusion.is_included():  # type: ignore[no-untyped-call]
            every.setdefault(file.src_uri, file.page)
    return (page for page in every.values() if not _hidden(page) and says_itself(page.markdown or ""))


def _hidden(page: Page) -> bool:
    """Whether the front matter keeps the page out of search, whatever else it may say there."""
    search = page.meta.get("search")
    return isinstance(search, Mapping) and bool(search.get("exclude"))


def _add(files: Files, config: MkDocsConfig, texts: Mapping[str, str]) -> None:
    """Put texts into the site, save where a file stands already. Twins bear another name until they are written,
    else MkDocs took them for pages.
    """
    taken = {file.dest_uri for file in files}
    for path, text in texts.items():
        if path not in taken:
            file = File.generated(config, f"{path}.txt" if path.endswith(TWIN) else path, content=text)
            file.dest_uri = file.url = path
            files.append(file)
