"""Fixtures of the rules: a folder of data, pages included, written out in one text.

    === options/a.yml
    name: A
    === options/b.yml latin-1
    name: Café
    === options/c.yml -> a.yml
    === docs/index.md
    # Home

A head may name an encoding, or, behind an arrow, what a link leads to. Files below docs/ are pages, files below
imports/ come from other tools, all others are data.
"""

from __future__ import annotations

import re
from contextlib import chdir
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from decisionbook.book import read_book
from decisionbook.cli.import_ import command
from decisionbook.findings import Finding, in_order
from decisionbook.markdown import Source, problems
from decisionbook.render import Renderer
from decisionbook.show import as_text

TODAY = date(2026, 11, 20)
SOUND = "no errors, no warnings"
_HEAD = re.compile(r"^=== (?P<path>.+?)(?: (?P<encoding>latin-1)| -> (?P<target>\S+))?$", re.MULTILINE)


def write(given: str, folder: Path) -> None:
    """The files of a fixture, below ``folder``."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    heads = list(_HEAD.finditer(given))
    ends = [*(head.start() for head in heads[1:]), len(given) + 1][: len(heads)]
    for head, end in zip(heads, ends, strict=True):
        name = head["path"]
        path = folder / name if name.startswith(("docs/", "imports/")) else folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (given + "\n")[head.end() + 1 : end]
        if head["target"]:
            path.symlink_to(head["target"])
        else:
            path.write_bytes(text.encode(head["encoding"] or "utf-8"))


def said(given: str, folder: Path) -> str:
    """What a fixture makes the command line say: of its data and pages, or of importing its one file."""
    write(given, folder)
    imported = sorted((folder / "imports").glob("*"))
    if imported:
        return _of_import(imported[0], folder)
    reading = read_book(folder / "data", shown_as="data", today=TODAY)
    found: list[Finding] = list(reading.findings)
    texts = dict(reading.texts)
    renderer = Renderer(reading.book, today=TODAY)
    for page in sorted((folder / "docs").rglob("*.md")):
        name = page.relative_to(folder).as_posix()
        texts[name] = page.read_text("utf-8")
        found.extend(problems(texts[name], renderer, Source(name)))
    return as_text(in_order(found), texts)


def _of_import(file: Path, folder: Path) -> str:
    with chdir(folder):
        arguments = [file.relative_to(folder).as_posix(), "--out", "data"]
        result = CliRunner().invoke(command, arguments)
    assert result.exit_code in {0, 1}, result.output
    return result.stderr.rstrip("\n") or SOUND
