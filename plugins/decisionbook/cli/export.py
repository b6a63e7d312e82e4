"""`decisionbook export`: the book for other tools."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from decisionbook.cli.data import data_option, read, report, shown, today
from decisionbook.cli.speech import speech_options, words_of

if TYPE_CHECKING:
    from decisionbook.model import Book, Kind
    from decisionbook.render.words import Words

_NEVER = re.compile(r"[\s<>\"'`\\]")
"""What no address holds as it is."""
PAGE = "{page}"
"""What stands for the path of a page in the address of a site."""


@click.command(short_help="Write the book for other tools.")
@data_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["json", "csv", "dmn", "html", "markdown", "atom"]),
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
    help="With html and atom: where the site of the book stands. Pages name it, and their links lead there. {page} in"
    " it is for the path of a page, if that does not end the address: https://example.org/{page}.html",
)
@click.option(
    "--name",
    metavar="TEXT",
    help="With html, markdown and atom: what the book is called, if not as its folder.",
)
@click.option(
    "--commits",
    type=click.IntRange(min=1),
    metavar="N",
    default=20,
    show_default=True,
    help="With atom: how many of the last commits to look through.",
)
@speech_options
def command(data: Path, style: str, out: Path, **said: Any) -> None:
    """Write the book into DIR as JSON (everything, with its schemas), CSV (rules and comparisons), DMN (decisions),
    HTML (pages alone), Markdown (pages for readers of text, and llms.txt, which lists them) or Atom (a feed of what
    changed in meaning, from git).

    What stands in DIR under other names stays.
    """
    from decisionbook.cli.progress import Progress
    from decisionbook.exchange.dmn_rows import UnwritableError
    from decisionbook.exchange.files import write_files

    _check_live(style, said["live"])
    said["words"] = words_of(said["language"], said["words"])
    edition = Edition(**said)
    reading = read(data)
    if reading.errors:
        report(reading.errors, reading)
        click.echo("decisionbook: nothing is written before this is mended.", err=True)
        sys.exit(1)
    lost: list[str] = []
    with Progress(sys.stderr) as progress:
        progress.tell(f"writing the book as {style}")
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
    commits: int
    """How far back a feed looks."""

    def address(self, kind: Kind, entity: str, fragment: str) -> str:
        """Where the live book shows an entity or its part."""
        from decisionbook.pages import address_of

        page, mark, part = address_of(kind, entity, fragment).partition("#")
        live = self.live or ""
        if PAGE in live:
            return live.replace(PAGE, page.rstrip("/")) + mark + part
        return f"{live.rstrip('/')}/{page}{mark}{part}"


def _check_live(style: str, live: str | None) -> None:
    if live is not None and style not in {"html", "atom"}:
        raise click.UsageError("--live goes with --format html and --format atom.")
    if style == "atom" and (live is None or PAGE in live):
        raise click.UsageError("A feed names itself by its address: say with --live where it will stand.")
    if live is not None and not _is_address(live):
        raise click.UsageError(f"--live is '{live}'; it must be an address that begins with https://.")
    if style == "atom" and ("?" in (live or "") or "#" in (live or "")):
        raise click.UsageError(
            f"--live is '{live}'; a feed stands in a folder, so leave out what follows ? or #."
        )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not _NEVER.search(text)


def _json(book: Book, lost: list[str], unwritable: type[Exception]) -> Mapping[str, str]:  # noqa: ARG001
    from decisionbook.exchange.json_out import json_files
    from decisionbook.publish.schema import schema_files

    return {**json_files(book), **schema_files()}


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


def _atom(book: Book, edition: Edition) -> Mapping[str, str]:
    from decisionbook.diff.revisions import RevisionError
    from decisionbook.publish.feed import FEED, atom, changes

    try:
        found = changes(Path(book.root), edition.commits)
    except RevisionError as error:
        raise click.UsageError(f"There is nothing to tell changes from: {error}") from error
    if not found:
        click.echo("decisionbook: the history holds no change in meaning.", err=True)
        return {}
    name = edition.name or Path(book.root).name
    site = f"{(edition.live or '').rstrip('/')}/"
    return {FEED: atom(name, site, site + FEED, name, found)}


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
_WRITTEN_OUT = {"html": _html, "markdown": _markdown, "atom": _atom}
"""Those that say something of their own beside what the book says."""
