"""`decisionbook import`: tables of other tools as data."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from decisionbook.cli.data import shown, width
from decisionbook.cli.forge import unobeyed

if TYPE_CHECKING:
    from decisionbook.exchange.csv_in import Type
    from decisionbook.exchange.imported import Imported
    from decisionbook.findings import Finding
    from decisionbook.model import HitPolicy

_SHARED = ("inputs.yml", "inputs.yaml")


@click.command(short_help="Read tables of other tools.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The data folder that the new files go to.",
)
@click.option(
    "--hit-policy",
    type=click.Choice(["first", "unique", "any", "priority", "collect", "rule-order", "output-order"]),
    help="With CSV: which of the lines that match a decision answers with; first if you do not say.",
)
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="NAME=TYPE",
    help="With CSV: what a column of a decision holds (boolean, number, integer, date or choice), or a criterion of a"
    " comparison (text, number, boolean or date), where its cells look otherwise. May be given several times.",
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
def command(
    file: Path, out: Path, hit_policy: HitPolicy | None, types: tuple[str, ...], *, force: bool
) -> None:
    """Read the decisions of a DMN file, or the decision or comparison of a CSV file, into the data folder DIR.

    What cannot be carried over without changing an answer is named, left out, and makes exit status 1.
    """
    from decisionbook.findings import in_order

    data = _start_of(file)
    imported = _read(file, data, out, hit_policy, types)
    texts, clashes = _merged(imported.files, out, force=force)
    findings = in_order((*(_in(out, each, imported.files) for each in imported.findings), *clashes))
    if findings:
        made = {shown(out / name): text for name, text in texts.items()}
        _report(findings, {**made, shown(file): data.decode("utf-8", "replace")})
    if clashes:
        sys.exit(1)
    from decisionbook.exchange.files import write_files

    for path in write_files(out, texts):
        click.echo(shown(path))
    for note in imported.notes:
        click.echo(f"decisionbook: {note}.", err=True)
    sys.exit(1 if any(found.is_error for found in findings) else 0)


def _start_of(file: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    from decisionbook.exchange.imported import MAX_BYTES

    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _read(
    file: Path, data: bytes, out: Path, hit_policy: HitPolicy | None, types: tuple[str, ...]
) -> Imported:
    from decisionbook.exchange.csv_in import import_csv
    from decisionbook.exchange.dmn_in import import_dmn

    suffix = file.suffix.lower()
    if suffix in {".dmn", ".xml"}:
        if hit_policy is not None:
            raise click.UsageError("--hit-policy goes with a CSV file; a DMN file says its own.")
        if types:
            raise click.UsageError("--type goes with a CSV file; a DMN file says its own.")
        return import_dmn(data, shown(file))
    if suffix in {".csv", ".tsv"}:
        known = _options(out)
        return import_csv(data, shown(file), options=known, hit_policy=hit_policy, types=_types(types))
    raise click.UsageError(f"'{file.name}' is neither a DMN nor a CSV file; name it FILE.dmn or FILE.csv.")


def _options(out: Path) -> dict[str, str]:
    """The options of a data folder by their ids, and by the names that only one of them has, in small letters."""
    from decisionbook.book import read_book

    files = {path.relative_to(out).as_posix() for path in out.glob("options/**/*.y*ml")}
    if not files:
        return {}
    called: dict[str, set[str]] = {}
    for option in read_book(out, only=files).book.options.values():
        for name in (option.name, option.short or option.name):
            called.setdefault(" ".join(name.lower().split()), set()).add(option.id)
    known = {name: min(ids) for name, ids in called.items() if len(ids) == 1}
    return known | {stem: stem for stem in (PurePath(file).stem for file in files)}


def _types(written: tuple[str, ...]) -> dict[str, Type]:
    from decisionbook.exchange.csv_in import TYPES

    types: dict[str, Type] = {}
    for each in written:
        name, _, said = each.rpartition("=")
        known = next((type_ for type_ in TYPES if type_ == said.strip().lower()), None)
        if not name.strip() or known is None:
            raise click.UsageError(f"--type is '{each}'; write NAME=TYPE, with one of {', '.join(TYPES)}.")
        types[name.strip()] = known
    return types


def _merged(texts: Mapping[str, str], out: Path, *, force: bool) -> tuple[dict[str, str], list[Finding]]:
    """The files to write, shared inputs behind those that are there; what stands in the way."""
    from decisionbook.exchange.shared import ClashError, joined
    from decisionbook.findings import finding

    wanted: dict[str, str] = {}
    clashes = []
    shared = next((name for name in _SHARED if (out / name).exists()), None)
    for name, text in texts.items():
        if name not in _SHARED or shared is None:
            if clash := _clash(out / name, force=force):
                clashes.append(clash)
            else:
                wanted[name] = text
            continue
        try:
            wanted[shared] = joined((out / shared).read_bytes(), text, shown(out / shared))
        except ClashError as error:
            clashes.append(finding("E005", error.span, str(error), error.fix))
    return wanted, clashes


def _clash(target: Path, *, force: bool) -> Finding | None:
    """What stands in the way of a new file: one at its place, or another one of its id."""
    from decisionbook.findings import Span, finding

    other = _other(target)
    if other is not None:
        message = f"{shown(other)} has the id '{target.stem}' already"
        return finding("E005", Span(shown(other)), message, "rename one of the two")
    if force or not target.exists():
        return None
    fix = "remove it, or add --force to write over it"
    return finding("E005", Span(shown(target)), f"{shown(target)} exists already", fix)


def _other(target: Path) -> Path | None:
    """A file that has the id of ``target`` elsewhere below its folder, or under its other ending."""
    same = (each for suffix in (".yml", ".yaml") for each in target.parent.rglob(f"{target.stem}{suffix}"))
    return next((each for each in sorted(same) if each != target), None)


def _in(out: Path, found: Finding, made: Mapping[str, str]) -> Finding:
    """The finding with its files as seen from here, where they are files that were made."""
    from decisionbook.findings import Span

    def seen(at: Span) -> Span:
        if at.file not in made:
            return at
        return Span(shown(out / at.file), at.line, at.column, at.end_line, at.end_column)

    related = tuple((seen(at), note) for at, note in found.related)
    return replace(found, span=seen(found.span), related=related)


def _report(findings: tuple[Finding, ...], texts: Mapping[str, str]) -> None:
    from decisionbook.show import as_text

    text = as_text(findings, texts, colour=sys.stderr.isatty(), width=width())
    click.echo(unobeyed(text), err=True)
