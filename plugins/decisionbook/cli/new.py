"""`decisionbook new`: the beginning of an entity."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisionbook.cli.data import data_option, shown

if TYPE_CHECKING:
    from decisionbook.load import Document

PUBLISHED = "https://decisionbook.github.io/decisionbook/schema/1"
"""Where the JSON Schemas are, for books that do not keep them beside their data."""

KIND_NAMES = ("option", "comparison", "decision", "checklist", "term", "faq", "source", "input")


@click.command(short_help="Begin an option, a decision, a term and so on.")
@click.argument("kind", type=click.Choice(KIND_NAMES), metavar="KIND")
@click.argument("identity", metavar="ID")
@data_option
@click.option(
    "--in", "tables", multiple=True, metavar="COMPARISON", help="Add the new option to it; may be repeated."
)
def command(kind: str, identity: str, data: Path, tables: tuple[str, ...]) -> None:
    """Begin an entity of a KIND: option, comparison, decision, checklist, term, faq, source or input.

    The first four become a file, the others an entry of the small file of their kind. Every key stands there with
    what it is for; `decisionbook check` accepts it as soon as those without a value have one. Nothing is overwritten.
    """
    from decisionbook.exchange.files import write_files
    from decisionbook.insert import InsertError
    from decisionbook.scaffold import FILE_KINDS

    _check_id(kind, identity)
    if tables and kind != "option":
        raise click.UsageError("Only an option can be added to comparisons with --in.")
    _check_free(kind, identity, data)
    try:
        texts = {_table(name, data): "" for name in dict.fromkeys(tables)}
        texts = {path: _with_column(path, identity) for path in texts}
        make = _new_file if kind in FILE_KINDS else _new_entry
        texts = {**make(kind, identity, data), **texts}
    except InsertError as error:
        raise click.UsageError(f"Nothing was written: {error}.") from None
    for path in write_files(data, {path.relative_to(data).as_posix(): text for path, text in texts.items()}):
        click.echo(shown(path))
    _say(kind, len(tables))


def _say(kind: str, tables: int) -> None:
    click.echo("Fill in the keys without a value, then run `decisionbook check`.", err=True)
    if tables:
        click.echo(f"The cells of the new {kind} are `unknown` until you fill them.", err=True)


# --- Ids ----------------------------------------------------------------------------------------------


def _check_id(kind: str, identity: str) -> None:
    from decisionbook.scaffold import FILE_KINDS
    from decisionbook.schema.scalars import ID_PATTERN, file_id_problem, meant_id

    problem = file_id_problem(identity) if kind in FILE_KINDS else None
    if problem:
        raise click.UsageError(f"{problem[0]}; {problem[1]}.")
    if re.fullmatch(ID_PATTERN, identity):
        return
    message = (
        f"'{identity}' is not an id: use a-z, 0-9 and single '-' or '_', such as '{meant_id(identity)}'."
    )
    raise click.UsageError(message)


def _check_free(kind: str, identity: str, data: Path) -> None:
    """Raises where the id leads somewhere already, also as an old id; an option is a term already."""
    from decisionbook.resolve.names import Names
    from decisionbook.validate import validate

    names = Names(validate(_documents(data))[0])
    alike = {"option": ("option", "term"), "term": ("term", "option"), "input": ("inputs",)}
    for shelf in alike.get(kind, (kind,)):
        taken = names.of(shelf).get(identity)
        for entry in [taken] if taken else names.of(shelf).values():
            if taken or identity in getattr(entry.value, "aliases_of_id", ()):
                what = "shared input" if shelf == "inputs" else shelf
                message = f"There is the {what} '{entry.id}' already, at {entry.span}; choose another id."
                raise click.UsageError(message)


def _documents(data: Path) -> tuple[Document, ...]:
    from decisionbook.load import load_folder

    return load_folder(data, shown_as=shown(data)).documents if data.is_dir() else ()


# --- Texts --------------------------------------------------------------------------------------------


def _new_file(kind: str, identity: str, data: Path) -> dict[Path, str]:
    from decisionbook.scaffold import KINDS, file_text

    folder = data / KINDS[kind]
    taken = next((path for path in _files(folder) if path.stem == identity), None)
    if taken:
        raise click.UsageError(f"{shown(taken)} is there already; nothing was written.")
    return {folder / f"{identity}.yml": file_text(kind, _schema(kind, folder, data))}


def _new_entry(kind: str, identity: str, data: Path) -> dict[Path, str]:
    """The small file with one more entry. Raises ``InsertError``."""
    from decisionbook.insert import with_entry
    from decisionbook.scaffold import KINDS, entry_text, modeline

    names = [data / f"{KINDS[kind]}{suffix}" for suffix in (".yml", ".yaml")]
    path = next((name for name in names if name.exists()), names[0])
    entry = entry_text(kind, identity)
    if not path.exists():
        return {path: f"{modeline(_schema(kind, data, data))}\n{entry}"}
    return {path: with_entry(_text(path), entry, shown(path))}


def _schema(kind: str, folder: Path, data: Path) -> str:
    """Where the JSON Schema is: beside the data, where a folder of that name is kept, or where it is published."""
    from decisionbook.scaffold import schema_name

    beside = data.resolve().parent / "schema"
    if not beside.is_dir():
        return f"{PUBLISHED}/{schema_name(kind)}.json"
    return Path(os.path.relpath(beside / f"{schema_name(kind)}.json", folder.resolve())).as_posix()


def _table(name: str, data: Path) -> Path:
    """The file of a comparison."""
    from decisionbook.spelling import did_you_mean

    known = {path.stem: path for path in _files(data / "comparisons")}
    if name not in known:
        raise click.UsageError(f"There is no comparison '{name}'; {did_you_mean(name, known, 'comparisons')}")
    return known[name]


def _with_column(path: Path, option: str) -> str:
    from decisionbook.insert import with_column

    return with_column(_text(path), option, shown(path))


# --- Files --------------------------------------------------------------------------------------------


def _files(folder: Path) -> list[Path]:
    """The YAML files below a folder."""
    from decisionbook.load.folder import SUFFIXES

    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


def _text(path: Path) -> str:
    """The text of a file, its line ends and byte order mark as they are. Raises ``InsertError``."""
    from decisionbook.insert import InsertError

    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise InsertError(f"{shown(path)} is not UTF-8") from None
