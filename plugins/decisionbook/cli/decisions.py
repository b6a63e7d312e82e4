"""What the commands on one decision share: finding it, and whether its data can be trusted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from decisionbook.cli.data import entity_id, read, report
from decisionbook.cli.forge import unobeyed

if TYPE_CHECKING:
    from decisionbook.book import Reading
    from decisionbook.findings import Finding
    from decisionbook.model import Book


Function = TypeVar("Function", bound=Callable[..., Any])

LISTED = 30
"""Decisions that are listed for who names none."""


def decision_argument(function: Function) -> Function:
    """The argument ID; without it the decisions are listed."""
    return click.argument("identity", metavar="ID", required=False)(function)


def decision(data: Path, given: str | None) -> tuple[Reading, str, int]:
    """The book, the id of the decision that is meant, and the exit status that its data earn.

    Errors in the decision, or in one that it uses, are shown. Where a part of them could not be read there is
    nothing to trust: the command ends with status 1.
    """
    reading = read(data)
    book = reading.book
    if given is None or "=" in given:
        raise click.UsageError(_which(book, data))
    renamed = {old: one.id for one in book.decisions.values() for old in one.old_ids}
    wanted = renamed.get(given, given)
    if wanted not in book.decisions and wanted in reading.damaged:
        end(reading, [found for found in reading.errors if Path(found.span.file).stem == wanted])
    wanted = entity_id(wanted, book.decisions.keys(), "decision")
    errors = touching(reading, wanted)
    if wanted in reading.damaged:
        end(reading, errors)
    if errors:
        report(errors, reading)
    return reading, wanted, 1 if errors else 0


def _which(book: Book, data: Path) -> str:
    """What to say to who names no decision: which there are, and how one is named."""
    from decisionbook.excerpt import visible

    if not book.decisions:
        return f"There is no decision in '{data}'; say where the data is with --data DIR."
    every = sorted(book.decisions.values(), key=lambda one: one.id)
    longest = max(len(one.id) for one in every[:LISTED])
    rows = [f"  {visible(f'{one.id:{longest}}  {one.title}')}" for one in every[:LISTED]]
    more = [f"  and {len(every) - LISTED:,} more"] if len(every) > LISTED else []
    path = click.get_current_context().command_path
    return unobeyed(
        "\n".join(
            ["Which decision? Name its ID:", "", *rows, *more, "", f"For example: {path} {every[0].id}"]
        )
    )


def touching(reading: Reading, decision_id: str) -> list[Finding]:
    """The errors in the files that the decision is read from, those of inner decisions and shared inputs included."""
    files = set()
    todo, seen = [decision_id], {decision_id}
    while todo:
        one = reading.book.decisions.get(todo.pop())
        if one is None:
            continue
        files.add(one.span.file)
        files.update(own.span.file for own in one.inputs.values())
        inner = {own.decision for own in one.inputs.values() if own.decision} - seen
        seen |= inner
        todo.extend(inner)
    return [found for each in reading.errors if (found := each.seen_from(files.__contains__)) is not None]


def end(reading: Reading, errors: list[Finding]) -> NoReturn:
    """Show what is wrong and exit with status 1."""
    report(errors or reading.errors, reading)
    click.echo("decisionbook: there is no answer to trust before this is mended.", err=True)
    sys.exit(1)
