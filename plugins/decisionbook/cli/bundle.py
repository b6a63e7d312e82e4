"""`decisionbook bundle`: the offline book."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from decisionbook.cli.data import epoch, shown

DATA_ERRORS = 3
"""The exit status with which the build says that the data or the pages have errors."""


@click.command(short_help="Make the offline book.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE.zip",
    help="The file to write; without it, or for a folder, the book's name and the date of its data make the name.",
)
@click.option(
    "--config-file",
    "-f",
    "configuration",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("mkdocs.yml"),
    show_default=True,
    metavar="FILE",
    help="The configuration of the site.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder with the data, if not the site's.",
)
def command(out: Path | None, configuration: Path, data: Path | None) -> None:
    """Build the site and pack it so that `index.html` opens from any folder, with search and without a network.

    Its path goes to standard output, and its sha256 into a file beside it. The same input gives the same bytes:
    SOURCE_DATE_EPOCH, or else the last commit, or else today, is the date of everything in it.
    """
    from decisionbook.exchange.archive import publish, zipped
    from decisionbook.exchange.bundle import asked_elsewhere, bundled

    if find_spec("mkdocs") is None:
        raise click.UsageError("MkDocs builds the site, and is not installed: `pip install 'mkdocs<2'`.")
    if not configuration.is_file():
        raise click.UsageError(
            f"There is no {shown(configuration)}; run this beside it, or name it with --config-file."
        )
    if out is not None and out.suffix != ".zip" and not _is_folder(out):
        raise click.UsageError(f"'{out}' must end in .zip, or be a folder.")
    moment = _moment(configuration.absolute().parent)
    try:
        made, site = _built(configuration, data, moment)
        target = _target(out, made["name"], moment)
        if target.resolve().is_relative_to(Path(made["docs"]).resolve()):
            raise click.UsageError(
                f"'{shown(target)}' lies among the pages, so the next book would hold this one."
            )
        files = bundled(site)
        beside, digest = publish(target, zipped(files, moment))
    except OSError as error:
        _explain(error, out)
        sys.exit(2)
    for path, address in asked_elsewhere(files):
        click.echo(f"note: {path} shows nothing in place of {address}: copy it into the book", err=True)
    if made["live"] is None:
        click.echo(
            "note: set 'site_url', or the plugin's 'live', so that pages say where the live book is", err=True
        )
    size = target.stat().st_size / 1000
    click.echo(f"{len(files)} files, {size:,.0f} kB; sha256 {digest} in {shown(beside)}", err=True)
    click.echo(shown(target))


def _built(configuration: Path, data: Path | None, moment: int) -> tuple[Mapping[str, Any], dict[str, bytes]]:
    """What was built, and every file of it. Ends the command where the build does not succeed."""
    from decisionbook.cli.progress import Progress
    from decisionbook.exchange.bundle import read_site

    with tempfile.TemporaryDirectory(prefix="decisionbook-") as folder:
        site = Path(folder) / "site"
        arguments = [configuration.absolute(), site, *([data.absolute()] if data else [])]
        with Progress(sys.stderr) as progress:
            progress.tell("building the site of the book")
            built = subprocess.run(
                [sys.executable, "-P", "-m", "decisionbook.plugin.offline", *arguments],
                cwd=configuration.absolute().parent, env=_surroundings(moment), stdout=subprocess.PIPE, check=False,
            )  # fmt: skip
        if built.returncode != 0:
            sys.exit(1 if built.returncode == DATA_ERRORS else 2)
        if not (site / "index.html").is_file():
            raise click.UsageError(
                "The site has no front page; write an index.md into the folder of its pages."
            )
        return json.loads(built.stdout.splitlines()[-1]), read_site(site)


def _surroundings(moment: int) -> dict[str, str]:
    """The environment of the build, without what differs from machine to machine."""
    fixed = {
        "SOURCE_DATE_EPOCH": str(moment),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONIOENCODING": "utf-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
    return {**os.environ, **fixed}


def _moment(folder: Path) -> int:
    """The moment that the book is of, in seconds since 1970: the one set, or of the last commit, or of this day."""
    from decisionbook.exchange.archive import within

    given = epoch()
    if given is not None:
        return within(given)
    committed = _git(folder, "log", "--no-show-signature", "-1", "--format=%ct")
    if committed and _git(folder, "status", "--porcelain", "--untracked-files=no", ".") == "":
        return within(int(committed))
    today = datetime.now(UTC).date()
    return int(datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp())


def _git(folder: Path, *arguments: str) -> str | None:
    """What git answers; ``None`` where there is no git, or nothing that it keeps."""
    from decisionbook.diff.revisions import surroundings

    try:
        asked = subprocess.run(
            ["git", *arguments], cwd=folder, env=surroundings(), capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return asked.stdout.strip() if asked.returncode == 0 else None


def _target(out: Path | None, name: str, moment: int) -> Path:
    if out is not None and not _is_folder(out):
        return out
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain) or ["book"]
    day = datetime.fromtimestamp(moment, UTC).date().isoformat()
    return (out or Path("dist")) / f"{'-'.join(words)}-{day}.zip"


def _is_folder(path: Path) -> bool:
    return path.is_dir() or path.suffix == ""


def _explain(error: OSError, out: Path | None) -> None:
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    what = "the disk is full" if full else (error.strerror or str(error))
    place = error.filename2 or error.filename  # of a move, where it was to end
    where = f" ({shown(Path(place))})" if isinstance(place, str) and not full else ""
    kept = "; the last book stays as it was" if out is not None and out.is_file() else ""
    click.echo(f"decisionbook: {what}{where}{kept}", err=True)
