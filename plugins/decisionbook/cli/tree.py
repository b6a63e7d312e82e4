"""`decisionbook tree`: the questions that a decision asks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisionbook.cli.data import data_option, width
from decisionbook.cli.decisions import decision, decision_argument
from decisionbook.cli.forge import unobeyed

if TYPE_CHECKING:
    from decisionbook.model import Book


@click.command(short_help="Show the questions that a decision asks.")
@decision_argument
@data_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "svg", "mermaid"]),
    default="text",
    show_default=True,
)
def command(identity: str | None, data: Path, style: str) -> None:
    """Show the compiled questions of the decision ID: what is asked, in which order, and where each answer leads."""
    from decisionbook.decide import CycleError, TooLargeError

    reading, wanted, status = decision(data, identity)
    try:
        click.echo(_drawn(reading.book, wanted, style))
    except (CycleError, TooLargeError) as error:
        click.echo(f"decisionbook: {error}", err=True)
        status = 1
    sys.exit(status)


def _drawn(book: Book, decision_id: str, style: str) -> str:
    if style == "svg":
        from decisionbook.render.standalone import map_svg

        return map_svg(book, decision_id)
    from decisionbook.decide import text

    if style == "json":
        return text.tree_as_json(book, decision_id)
    if style == "mermaid":
        return text.tree_as_mermaid(book, decision_id)
    return unobeyed(text.tree_as_text(book, decision_id, width=width() or 80))
