"""`decisionbook export`: the book for other tools."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from decisionbook.cli.data import data_option, entity_id, read, report, shown, today

if TYPE_CHECKING:
    from decisionbook.model import Book, Kind
    from decisionbook.render.words import Words

PAGE = "{page}"
"""What stands for the path of a page in the address of a site."""


@click.command(short_help="Write the book for other tools.")
@data_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["json", "csv", "dmn", "html", "markdown"]),
    required=True,
    help="What to write.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The folder that the files go to; files of the same names are replaced.",
)
@click.option(
    "--live",
    metavar="URL",
    help="With html: where the site of the book stands. Pages name it, and their links lead there. {page} in it is for"
    " the path of a page, if that does not end the address: https://example.org/{page}.html",
)
@click.option(
    "--name", metavar="TEXT", help="With html and markdown: what the book is called, if not as its folder."
)
@click.option(
    "--language",
    default="en",
    show_default=True,
    metavar="CODE",
    help="With html and markdown: the language of what stands beside your own texts.",
)
def command(data: Path, style: str, out: Path, live: str | None, name: str | None, language: str) -> None:
    """Write the book into DIR as JSON (everything), CSV (rules and comparisons), DMN (decisions), HTML (pages
    alone) or Markdown (pages for readers of text, and llms.txt, which lists them).

    What stands in DIR under other names stays.
    """
    from decisionbook.exchange.dmn_rows import UnwritableError
    from decisionbook.exchange.files import write_files

    edition = _edition(style, live, name, language)
    reading = read(data)
    if reading.errors:
        report(reading.errors, reading)
        click.echo("decisionbook: nothing is written before this is mended.", err=True)
        sys.exit(1)
    lost: list[str] = []
    if style in _WRITTEN_OUT:
        texts = _WRITTEN_OUT[style](reading.book, edition)
    else:
        texts = _WRITERS[style](reading.book, lost, UnwritableError)
    for path in write_files(out, texts):
        click.echo(shown(path))
    for message in lost:
        click.echo(f"decisionbook: not written: {message}.", err=True)
    sys.exit(1 if lost else 0)


@dataclass(frozen=True, slots=True)
class Edition:
    """What exported pages say of the book: its name and where it stands, if that is known, in which language."""

    name: str | None
    live: str | None
    language: str
    words: Words

    def address(self, kind: Kind, entity: str, fragment: str) -> str:
        """Where the live book shows an entity or its part."""
        from decisionbook.pages import address_of

        page, mark, part = address_of(kind, entity, fragment).partition("#")
        live = self.live or ""
        if PAGE in live:
            return live.replace(PAGE, page.rstrip("/")) + mark + part
        return f"{live.rstrip('/')}/{page}{mark}{part}"


def _edition(style: str, live: str | None, name: str | None, language: str) -> Edition:
    from decisionbook.render.words import LANGUAGES

    if live is not None and style != "html":
        raise click.UsageError("--live goes with --format html.")
    if live is not None and (urlsplit(live).scheme not in {"http", "https"} or not urlsplit(live).netloc):
        raise click.UsageError(f"--live is '{live}'; it must be an address that begins with https://.")
    return Edition(name, live, language, LANGUAGES[entity_id(language, LANGUAGES, "language")])


def _json(book: Book, lost: list[str], unwritable: type[Exception]) -> Mapping[str, str]:  # noqa: ARG001
    from decisionbook.exchange.json_out import json_files

    return json_files(book)


def _csv(book: Book, lost: list[str], unwritable: type[Exception]) -> Mapping[str, str]:
    from decisionbook.exchange.csv_out import comparison_csv, decision_csv

    comparisons = {f"comparisons/{one.id}.csv": comparison_csv(one) for one in book.comparisons.values()}
    return {**comparisons, **_decisions(book, decision_csv, "csv", lost, unwritable)}


def _dmn(book: Book, lost: list[str], unwritable: type[Exception]) -> Mapping[str, str]:
    from decisionbook.exchange.dmn_out import to_dmn

    return _decisions(book, to_dmn, "dmn", lost, unwritable)


def _html(book: Book, edition: Edition) -> Mapping[str, str]:
    from decisionbook.exchange.json_out import FOLDERS
    from decisionbook.exchange.single import Origin, single_page

    kinds: tuple[Kind, ...] = ("option", "comparison", "decision", "checklist")
    origin = Origin(edition.name, edition.language, edition.address if edition.live else None)
    return {
        f"{FOLDERS[kind]}/{identity}.html": single_page(
            book, kind, identity, today=today(), words=edition.words, origin=origin
        )
        for kind in kinds
        for identity in book.of(kind)
    }


def _markdown(book: Book, edition: Edition) -> Mapping[str, str]:
    from decisionbook.publish.folder import markdown_files

    name = edition.name or Path(book.root).name
    return markdown_files(book, name, today=today(), words=edition.words)


def _decisions(
    book: Book,
    writer: Callable[[Book, str], str],
    suffix: str,
    lost: list[str],
    unwritable: type[Exception],
) -> dict[str, str]:
    texts = {}
    for identity in book.decisions:
        try:
            texts[f"decisions/{identity}.{suffix}"] = writer(book, identity)
        except unwritable as error:
            lost.append(str(error))
    return texts


_WRITERS = {"json": _json, "csv": _csv, "dmn": _dmn}
_WRITTEN_OUT = {"html": _html, "markdown": _markdown}
"""Those that say something of their own beside what the book says."""
