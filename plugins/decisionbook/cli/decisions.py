"""What the commands on one decision share: finding it, and whether its data can be trusted."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from decisionbook.cli.data import entity_id, read, report
from decisionbook.cli.forge import unobeyed

if TYPE_CHECKING:
    from decisionbook.book import Reading
    from decisionbook.findings import Finding, Span
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
    if not data.is_dir():
        raise click.UsageError(f"There is no folder '{data}'; say where the data is with --data DIR.")
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
    """The errors in the files that the decision is read from, those of inner decisions and shared inputs included.

    Of the shared inputs only those count that are asked, unless the file that holds all of them cannot be read.
    """
    if not reading.errors:
        return []
    files: set[str] = set()
    asked: dict[str, set[str]] = {}
    todo, seen = [decision_id], {decision_id}
    while todo:
        one = reading.book.decisions.get(todo.pop())
        if one is None:
            continue
        files.add(one.span.file)
        for own in one.inputs.values():
            if own.shared:
                asked.setdefault(own.span.file, set()).add(own.shared)
        inner = {own.decision for own in one.inputs.values() if own.decision} - seen
        seen |= inner
        todo.extend(inner)
    entries = {file: _Entries(reading.texts[file], file, names) for file, names in asked.items()}

    def near(span: Span) -> bool:
        return span.file in files or (span.file in entries and entries[span.file].hold(span))

    return [found for each in reading.errors if (found := _seen_from(each, near, asked)) is not None]


def _seen_from(found: Finding, near: Callable[[Span], bool], asked: Collection[str]) -> Finding | None:
    """The finding, if it stands near: of two entities with one id both do, and all that YAML itself cannot read."""
    if found.code == "R002" and any(near(span) for span, _ in found.related):
        return found
    if found.code.startswith("Y") and found.span.file in asked:
        return found
    return found.seen_from(near)


class _Entries:
    """Where some of the entries of a file stand."""

    def __init__(self, text: str, file: str, names: set[str]) -> None:
        from decisionbook.load import load_text

        node, _ = load_text(text, file)
        known = node.children if node is not None and isinstance(node.children, dict) else {}
        places = {name: node.key_span_of((name,)) for name in known} if node is not None else {}
        self.starts = sorted((span.line, span.column, name in names) for name, span in places.items())

    def hold(self, span: Span) -> bool:
        """Whether a place is in one of them; in a file that cannot be read every place may be."""
        behind = bisect_right(self.starts, (span.line, span.column, True))
        return not self.starts or (behind > 0 and self.starts[behind - 1][2])


def end(reading: Reading, errors: list[Finding]) -> NoReturn:
    """Show what is wrong and exit with status 1."""
    report(errors or reading.errors, reading)
    click.echo("decisionbook: there is no answer to trust before this is mended.", err=True)
    sys.exit(1)
