"""`decisionbook export`: the book for other tools."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisionbook.cli.data import data_option, read, report, shown, today

if TYPE_CHECKING:
    from decisionbook.model import Book, Kind


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
def command(data: Path, style: str, out: Path) -> None:
    """Write the book into DIR as JSON (everything), CSV (rules and comparisons), DMN (decisions), HTML (pages
    alone) or Markdown (pages for readers of text, and llms.txt, which lists them).

    What stands in DIR under other names stays.
    """
    from decisionbook.exchange.dmn_rows import UnwritableError
    from decisionbook.exchange.files import write_files

    reading = read(data)
    if reading.errors:
        report(reading.errors, reading)
        click.echo("decisionbook: nothing is written before this is mended.", err=True)
        sys.exit(1)
    lost: list[str] = []
    texts = _WRITERS[style](reading.book, lost, UnwritableError)
    for path in write_files(out, texts):
        click.echo(shown(path))
    for message in lost:
        click.echo(f"decisionbook: not written: {message}.", err=True)
    sys.exit(1 if lost else 0)


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


def _html(book: Book, lost: list[str], unwritable: type[Exception]) -> Mapping[str, str]:  # noqa: ARG001
    from decisionbook.exchange.json_out import FOLDERS
    from decisionbook.exchange.single import single_page

    kinds: tuple[Kind, ...] = ("option", "comparison", "decision", "checklist")
    return {
        f"{FOLDERS[kind]}/{identity}.html": single_page(book, kind, identity, today=today())
        for kind in kinds
        for identity in book.of(kind)
    }


def _markdown(book: Book, lost: list[str], unwritable: type[Exception]) -> Mapping[str, str]:  # noqa: ARG001
    from decisionbook.publish.folder import markdown_files

    return markdown_files(book, Path(book.root).name, today=today())


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


_WRITERS = {"json": _json, "csv": _csv, "dmn": _dmn, "html": _html, "markdown": _markdown}
