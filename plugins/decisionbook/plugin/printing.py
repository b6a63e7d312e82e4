"""The print view of a site: all its pages as one document, a file of the site that pages can link to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from decisionbook.exchange.whole import Chapter, sheet, whole
from decisionbook.model import Kind
from decisionbook.plugin.edition import Edition, notice
from decisionbook.plugin.site import digest, is_ours

PRINTED = "print.html"


def reserve(files: Files, config: MkDocsConfig) -> None:
    """Make the site know the print view, unless it has a page of that name, so that links to it can be checked."""
    if all(file.dest_uri != PRINTED for file in files):
        text = sheet()
        files.append(File.generated(config, PRINTED, content=""))
        files.append(File.generated(config, _sheet_path(text), content=text))


def _sheet_path(text: str) -> str:
    """Where the style sheet of the print view stands; a change of its text changes the path."""
    return f"assets/decisionbook-print.{digest(text)}.css"


def fill(
    files: Files, nav: Navigation, edition: Edition, language: str, without: Sequence[str],
    entities: Mapping[str, tuple[Kind, str]],
) -> None:  # fmt: skip
    """Write the print view from the pages that the navigation shows, as they are once every page is read.

    ``without`` are patterns of the paths of pages to leave out; ``entities`` says which page shows which entity.
    """
    file = files.get_file_from_path(PRINTED)
    if file is None or not is_ours(file):
        return
    shown = (page for page in nav.pages if not any(fnmatch(page.file.src_uri, one) for one in without))
    about = Markup(notice(edition, "copy.made"))  # noqa: S704
    chapters = tuple(_chapters(shown, entities))
    style = _sheet_path(sheet())
    file.content_string = whole(
        edition.name, chapters, words=edition.words, language=language, about=about, style=style
    )


def _chapters(pages: Iterator[Page], entities: Mapping[str, tuple[Kind, str]]) -> Iterator[Chapter]:
    for page in pages:
        kind, entity = entities.get(page.file.src_uri, ("", ""))
        yield Chapter(
            page.file.url,
            str(page.title),
            page.content or "",
            tuple(str(section.title) for section in [*page.ancestors][::-1]),
            entity if kind == "decision" else None,
        )
