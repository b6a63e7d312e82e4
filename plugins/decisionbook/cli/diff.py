"""`decisionbook diff`: what changed in meaning."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisionbook.cli.data import data_option, shown, today
from decisionbook.cli.forge import unobeyed

if TYPE_CHECKING:
    from decisionbook.diff.unread import Side


@click.command(short_help="Say what changed in meaning between two versions.")
@click.argument("base", metavar="BASE")
@click.argument("head", required=False, metavar="[HEAD]")
@data_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to show the difference.",
)
@click.option(
    "--docs",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder of the pages that may link to the data.  [default: docs, beside the data]",
)
def command(base: str, head: str | None, data: Path, style: str, docs: Path | None) -> None:
    """Say what changed in meaning from BASE to HEAD: which combinations of answers end elsewhere, which cells hold
    something else, what stands behind claims, which findings came and went.

    BASE and HEAD are git revisions, data folders, or folders that hold the data folder. Without HEAD, BASE is held
    against the working tree. A difference is no error: the exit status is 1 only where a side has errors.
    """
    from decisionbook.cli.progress import Progress
    from decisionbook.diff.compare import compare
    from decisionbook.diff.plain import as_json
    from decisionbook.diff.revisions import RevisionError
    from decisionbook.diff.text import as_markdown, as_text

    with Progress(sys.stderr) as progress:
        try:
            progress.tell(f"reading {base}")
            before, _ = _side(base, data, docs, old=True)
            progress.tell(f"reading {head or 'the working tree'}")
            after, pages = _side(head, data, docs, old=False)
        except RevisionError as error:
            raise click.UsageError(str(error)) from None
        progress.tell(f"comparing {len(before.reading.files):,} files with {len(after.reading.files):,}")
        difference = compare(before, after, pages)
    formats = {"text": as_text, "markdown": as_markdown, "json": as_json}
    said = formats[style](difference)
    click.echo(unobeyed(said) if style == "text" else said, nl=False)
    sys.exit(1 if difference.has_errors else 0)


def _side(name: str | None, data: Path, docs: Path | None, *, old: bool) -> tuple[Side, Mapping[str, str]]:
    """A side, and the texts of its pages as seen from the working directory. Raises ``RevisionError``."""
    if name is None:
        return _from_folder("the working tree", data, docs)
    folder = _folder(name, data)
    if folder is None:
        return _from_revision(name, data, docs, old=old)
    return _from_folder(shown(Path(name)), folder, docs)


def _folder(name: str, data: Path) -> Path | None:
    """The data folder that a name means: itself, or the one in it; ``None`` for a revision.

    A branch may be called as a folder is, such as `docs`: it is meant where that folder has no data.
    """
    path = Path(name)
    if not name or not path.is_dir():
        return None
    inside = path / data
    if not data.is_absolute() and inside.is_dir():
        return inside
    return path if _may_be_data(path) or not _is_revision(name, data) else None


def _may_be_data(folder: Path) -> bool:
    from decisionbook.load.folder import FOLDERS, LISTS, SUFFIXES

    files = (folder / f"{name}{suffix}" for name in LISTS for suffix in SUFFIXES)
    return any(folder.joinpath(name).is_dir() for name in FOLDERS) or any(file.is_file() for file in files)


def _is_revision(name: str, data: Path) -> bool:
    from decisionbook.diff.revisions import Repository, RevisionError

    try:
        return bool(Repository.around(data).commit(name))
    except RevisionError:
        return False


def _from_folder(label: str, folder: Path, docs: Path | None) -> tuple[Side, Mapping[str, str]]:
    from decisionbook.book import read_book
    from decisionbook.diff.revisions import texts
    from decisionbook.diff.unread import Side

    pages = docs or folder.parent / "docs"
    found = {f"{shown(pages)}/{file}": text for file, text in texts(pages).items()}
    return Side(label, read_book(folder, shown_as=shown(folder), today=today())), found


def _from_revision(name: str, data: Path, docs: Path | None, *, old: bool) -> tuple[Side, Mapping[str, str]]:
    """Files of the old side are named as git names them, ``main:decision_data/faq.yml``."""
    from decisionbook.book import read_book
    from decisionbook.diff.revisions import Repository, texts
    from decisionbook.diff.unread import Side

    repository = Repository.around(data)
    commit = repository.commit(name)
    pages = docs or data.parent / "docs"
    with repository.folder(commit, data) as folder:
        shown_as = f"{name}:{repository.inside(data)}" if old else shown(data)
        side = Side(name, read_book(folder, shown_as=shown_as, today=today()))
    if old or not repository.holds(pages):
        return side, {}
    with repository.folder(commit, pages) as folder:
        return side, {f"{shown(pages)}/{file}": text for file, text in texts(folder).items()}
