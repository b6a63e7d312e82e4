"""What the commands share: the option that names the data, and reading it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from decisionbook.cli.forge import unobeyed

if TYPE_CHECKING:
    from decisionbook.book import Reading
    from decisionbook.findings import Finding

Function = TypeVar("Function", bound=Callable[..., Any])


def data_option(function: Function) -> Function:
    """The option ``--data DIR``."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        default=Path("decision_data"),
        show_default=True,
        metavar="DIR",
        help="The folder with the data.",
    )(function)


def read(data: Path) -> Reading:
    """The book below ``data``, with findings that name files as seen from the working directory."""
    from decisionbook.book import read_book
    from decisionbook.cli.progress import Progress

    with Progress(sys.stderr) as progress:
        # A build that is dated back must not take what was checked since for a mistake.
        day = max(today(), datetime.now(UTC).date())
        return read_book(data, shown_as=shown(data), today=day, tell=progress.tell)


def today() -> date:
    """The reader's own day; ``SOURCE_DATE_EPOCH`` fixes it for builds that must come out the same."""
    moment = epoch()
    return date.today() if moment is None else datetime.fromtimestamp(moment, UTC).date()  # noqa: DTZ011


def epoch() -> int | None:
    """The seconds since 1970 that ``SOURCE_DATE_EPOCH`` says; ``None`` where it says nothing.

    What is no such number is wrong usage.
    """
    from decisionbook import moment

    try:
        return moment.epoch()
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def shown(path: Path) -> str:
    """The path as seen from the working directory, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def report(findings: Iterable[Finding], reading: Reading) -> None:
    """Show findings on standard error, for commands whose result goes to standard output."""
    from decisionbook.show import as_text

    text = as_text(findings, reading.texts, colour=sys.stderr.isatty(), width=width(sys.stderr))
    click.echo(unobeyed(text), err=True, nl=not text.endswith("\n"))


def width(stream: TextIO | None = None) -> int | None:
    """The columns of the terminal that ``stream`` (default: standard output) goes to; ``None`` for a file or pipe."""
    import shutil

    return shutil.get_terminal_size().columns if (stream or sys.stdout).isatty() else None


def entity_id(given: str, known: Collection[str], what: str) -> str:
    """``given`` where it is known; else an error of usage that names the close one."""
    if given in known:
        return given
    from decisionbook.spelling import did_you_mean

    many = f"{what.removesuffix('y')}ies" if what.endswith("y") else f"{what}s"
    raise click.UsageError(f"There is no {what} '{given}'; {did_you_mean(given, sorted(known), many)}")
