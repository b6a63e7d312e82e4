"""`decisionbook pages`: the generated pages as Markdown, for hosts that run no MkDocs plugin."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisionbook.cli.data import data_option, read, report, shown, today
from decisionbook.cli.forge import unobeyed
from decisionbook.cli.speech import speech_options, words_of

if TYPE_CHECKING:
    from decisionbook.book import Reading
    from decisionbook.findings import Finding
    from decisionbook.pages import Page
    from decisionbook.render.words import Words

MANIFEST = ".decisionbook-pages.json"
"""Names the files that this command wrote, with their marks, so that it never touches any other."""


@click.command(short_help="Write the generated pages as Markdown.")
@data_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The folder of the site's Markdown pages.",
)
@click.option(
    "--suggest-uri",
    metavar="URL",
    help="Where readers suggest a change of a page; {title}, {page} and {source} in it say which.",
)
@speech_options
def command(data: Path, out: Path, suggest_uri: str | None, language: str, words: Path | None) -> None:
    """Write a page for every entity, an index for each kind, and the shared lists, into DIR.

    Beside them stand assets/decisionbook.css and assets/decisionbook.js, which the site has to load.
    A page of yours at the same path stays and wins, and so does one that you changed. Pages that an earlier
    run wrote and that are no longer wanted are removed. The other pages in DIR are checked: their blocks and
    links must name what there is.
    """
    from decisionbook.pages import generated

    said = words_of(language, words)
    _check_address(suggest_uri)
    reading = read(data)
    if reading.errors:
        report(reading.errors, reading)
        sys.exit(1)
    wanted = {
        page.path: page.markdown + _suggestion(page, suggest_uri, said)
        for page in generated(reading.book, words=said)
    }
    kept, changed = _write(out, {**wanted, **_assets()})
    for path in kept:
        click.echo(f"kept your own {shown(out / path)}", err=True)
    for path in changed:
        again = "have it written anew" if path in wanted else "be rid of it: nothing asks for it any more"
        click.echo(f"kept {shown(out / path)}, which was changed by hand; delete it to {again}", err=True)
    kept += changed
    findings, texts = _check(out, set(wanted) - set(kept), reading)
    if findings:
        from decisionbook.show import as_text

        click.echo(unobeyed(as_text(findings, texts)), err=True)
    click.echo(f"{len(set(wanted) - set(kept))} pages in {shown(out)}", err=True)
    sys.exit(1 if any(found.is_error for found in findings) else 0)


def _check_address(pattern: str | None) -> None:
    from decisionbook.suggest import check

    if not pattern:
        return
    try:
        check(pattern)
    except ValueError as error:
        raise click.UsageError(f"--suggest-uri {error}.") from None


def _suggestion(page: Page, pattern: str | None, words: Words) -> str:
    """A link below a page that shows data; empty where none is wanted."""
    from decisionbook.render.words import say
    from decisionbook.suggest import address

    if not pattern or page.source is None or page.moved:
        return ""
    name = page.path.removesuffix(".md")
    there = address(pattern, title=page.title, page=name, source=page.source.file)
    return f"\n[{say(words, 'part.suggest')}](<{there}>)\n"


def _assets() -> dict[str, str]:
    from decisionbook import assets

    return {"assets/decisionbook.css": assets.style(), "assets/decisionbook.js": assets.script()}


def _write(out: Path, wanted: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Write the files. Returns the paths where a person's own file stays, and those of ours that a person changed."""
    from decisionbook.exchange.files import put, write_files

    manifest = out / MANIFEST
    ours = _listed(manifest) if manifest.is_file() else {}
    changed = sorted(path for path in ours if _is_changed(_below(out, path), ours[path], wanted.get(path)))
    kept = sorted(path for path in wanted if path not in ours and (out / path).exists())
    mine = set(wanted) - {*kept, *changed}
    gone = [_below(out, path) for path in sorted(ours.keys() - set(wanted) - set(changed))]
    new = {path: wanted[path] for path in sorted(mine) if _differs(_below(out, path), wanted[path])}
    # Stopped half-way, the next run must know its own pages from those of a person.
    put(manifest, _list({**ours, **dict.fromkeys(mine, "")}))
    write_files(out, new)
    for path in gone:
        path.unlink(missing_ok=True)
    put(
        manifest, _list({path: _mark(wanted[path]) for path in mine} | {path: ours[path] for path in changed})
    )
    return kept, changed


def _differs(target: Path, text: str) -> bool:
    return not target.is_file() or target.read_bytes() != text.encode()


def _is_changed(target: Path, mark: str, text: str | None) -> bool:
    """Whether the file is neither what was written nor what is to be written."""
    if not mark or not target.is_file():
        return False
    found = _mark(target.read_bytes().decode("utf-8", "replace"))
    return found != mark and (text is None or found != _mark(text))


def _mark(text: str) -> str:
    """A hash of a text, whatever ends its lines: git may have changed that."""
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:16]


def _list(marks: Mapping[str, str]) -> str:
    return json.dumps(marks, indent=0, sort_keys=True) + "\n"


def _listed(manifest: Path) -> dict[str, str]:
    """The files that were written, each with its mark; without one until it is written, or by a list of names alone."""
    try:
        found = json.loads(manifest.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, list) and all(isinstance(name, str) for name in found):
        return dict.fromkeys(found, "")
    if not isinstance(found, dict) or not all(isinstance(mark, str) for mark in found.values()):
        raise click.UsageError(f"{shown(manifest)} is damaged; remove it, and the pages that it should name.")
    return found


def _below(out: Path, path: str) -> Path:
    target = out / path
    if not target.resolve().is_relative_to(out.resolve()):
        raise click.UsageError(f"'{path}' in {out / MANIFEST} leads out of {out}.")
    return target


def _check(out: Path, generated: set[str], reading: Reading) -> tuple[list[Finding], dict[str, str]]:
    from decisionbook.markdown import Source, problems
    from decisionbook.render import Renderer

    renderer = Renderer(reading.book, today=today())
    findings: list[Finding] = []
    texts: dict[str, str] = {}
    for file, text in _pages(out, generated):
        texts[file] = text
        findings.extend(problems(text, renderer, Source(file)))
    return findings, texts


def _pages(out: Path, generated: set[str]) -> Iterator[tuple[str, str]]:
    for path in sorted(out.rglob("*.md")):
        if path.relative_to(out).as_posix() not in generated:
            yield shown(path), path.read_text(encoding="utf-8", errors="replace")
