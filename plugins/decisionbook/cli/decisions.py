"""What the commands on one decision share: finding it, and whether its data can be trusted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from decisionbook.cli.data import entity_id, read, report

if TYPE_CHECKING:
    from decisionbook.book import Reading
    from decisionbook.findings import Finding


def decision(data: Path, given: str) -> tuple[Reading, str, int]:
    """The book, the id of the decision that is meant, and the exit status that its data earn.

    Errors in the decision, or in one that it uses, are shown. Where a part of them could not be read there is
    nothing to trust: the command ends with status 1.
    """
    reading = read(data)
    book = reading.book
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
