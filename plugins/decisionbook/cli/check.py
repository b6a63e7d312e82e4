"""`decisionbook check`: every finding in one run."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisionbook.cli.data import data_option, read, shown, width
from decisionbook.cli.forge import unobeyed

if TYPE_CHECKING:
    from decisionbook.book import Reading
    from decisionbook.findings import Finding

ROUNDS = 100
"""How often `--fix` reads again at most: mending one mistake may show another."""


@click.command(short_help="Report every finding in the data.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH...]")
@data_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How to show the findings.",
)
@click.option("--fix", is_flag=True, help="Mend what is safe to mend; comments and layout stay.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
def command(paths: tuple[Path, ...], data: Path, style: str, *, fix: bool, strict: bool) -> None:
    """Report every finding in the data, or only those in the files and folders PATH.

    The whole book is read in any case: an error in one file may come from another. Pages are checked as the site is
    built, and by `decisionbook pages`.
    """
    from decisionbook.findings import as_errors

    wanted = [_within(path, data) for path in paths]
    reading = _mended(data, wanted) if fix else read(data)
    findings = _wanted(reading, wanted)
    if strict:
        findings = list(as_errors(findings))
    click.echo(_shown(findings, reading, style), nl=False)
    _warn(data, reading)
    sys.exit(1 if any(found.is_error for found in findings) else 0)


def _shown(findings: Iterable[Finding], reading: Reading, style: str) -> str:
    from decisionbook import show

    if style == "json":
        text = show.as_json(findings)
    elif style == "github":
        from decisionbook.cli.changed import changed_lines

        text = show.as_github(findings, changed_lines(os.environ))
    elif style == "sarif":
        text = show.as_sarif(findings)
    else:
        text = unobeyed(show.as_text(findings, reading.texts, colour=sys.stdout.isatty(), width=width()))
    return text if text.endswith("\n") or not text else text + "\n"


def _warn(data: Path, reading: Reading) -> None:
    """Say what the configuration of the site beside the data will make of the book."""
    configuration = Path("mkdocs.yml")
    if configuration.is_file():
        from decisionbook.cli.crowding import crowding

        said = crowding(configuration, data, reading.book)
        if said:
            click.echo(f"note: {configuration}: {said}", err=True)


def _within(path: Path, data: Path) -> str:
    if not path.exists():
        message = f"There is no '{path}'."
        raise click.UsageError(message)
    if data.resolve().is_relative_to(path.resolve()):
        return shown(data)
    if not path.resolve().is_relative_to(data.resolve()):
        message = f"'{path}' is not in '{data}'; say where the data is with --data DIR."
        if path.suffix == ".md" or any(path.glob("*.md")):
            checked = "Pages are checked as the site is built, and by `decisionbook pages`."
            message = f"'{path}' is not in '{data}'. {checked}"
        raise click.UsageError(message)
    return shown(path)


def _is_in(file: str, wanted: list[str]) -> bool:
    if not wanted:
        return True
    here = shown(Path(file))
    return any(path in {here, "."} or here.startswith(f"{path}/") for path in wanted)


def _wanted(reading: Reading, wanted: list[str]) -> list[Finding]:
    """The findings as the wanted files see them: one mistake may stand in several files."""
    from decisionbook.findings import in_order

    seen = (found.seen_from(lambda span: _is_in(span.file, wanted)) for found in reading.findings)
    return list(in_order(found for found in seen if found is not None))


def _mended(data: Path, wanted: list[str]) -> Reading:
    """Apply the edits to the wanted files, read again, and say what was done."""
    from decisionbook.exchange.files import put
    from decisionbook.mend import mend

    reading = read(data)
    changed: set[str] = set()
    count = 0
    for _ in range(ROUNDS):
        mended = mend(reading.texts, reading.findings, lambda file: _is_in(file, wanted))
        if not mended:
            break
        for file, found in mended.items():
            put(Path(file).resolve(), found.text)
            count += found.places
        changed.update(mended)
        reading = read(data)
    if changed:
        places = f"{count} place{'s' * (count != 1)} in {len(changed)} file{'s' * (len(changed) != 1)}"
        click.echo(f"mended {places}: {', '.join(sorted(changed))}", err=True)
    return reading
