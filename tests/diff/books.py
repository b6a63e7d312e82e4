"""Folders of data in two versions, and their difference."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent

from decisionbook.book import read_book
from decisionbook.diff.changes import Difference
from decisionbook.diff.compare import compare
from decisionbook.diff.unread import Side

Files = Mapping[str, str]
TODAY = date(2026, 11, 20)

OPTION = "name: {0}\nsummary: What {0} is.\n"
DECISION = """
    title: Pick one
    inputs:
      fresh: {ask: Is it fresh?}
      volume: {ask: How often?, type: number, integer: yes}
    outcomes:
      keep: {title: Keep it}
      throw: {title: Throw it}
    hit_policy: first
    rules:
      - {id: busy, when: {volume: at least 100}, then: keep}
      - {id: stale, when: {fresh: no}, then: throw}
    otherwise: keep
    """
COMPARISON = """
    title: Two of them
    options: [a, b]
    criteria:
      - id: speed
        name: Speed
        type: number
        unit: s
        better: lower
        cells:
          a: {value: 14, sources: [s1], checked: 2026-04-10}
          b: 3
      - id: support
        name: Support
        levels: {none: None, partial: Partial, full: Full}
        cells: {a: none, b: full}
      - {id: idea, name: The idea, cells: {a: Simple., b: Clever.}}
    """
SOURCES = """
    s1: {title: One, kind: paper, published: 2024}
    s2: {title: Two, kind: report}
    """
PLAIN: Files = {
    "options/a.yml": OPTION.format("a"),
    "options/b.yml": OPTION.format("b"),
    "decisions/pick.yml": DECISION,
    "comparisons/two.yml": COMPARISON,
    "sources.yml": SOURCES,
}


def write(root: Path, files: Files) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return root


def changed(files: Files, **texts: tuple[str, str] | list[tuple[str, str]]) -> dict[str, str]:
    """The files with replacements: ``decisions__pick=("old", "new")``; each old text must stand there."""
    found = dict(files)
    for name, edits in texts.items():
        file = f"{name.replace('__', '/')}.yml"
        for old, new in [edits] if isinstance(edits, tuple) else edits:
            assert old in found[file], old
            found[file] = found[file].replace(old, new)
    return found


def side(root: Path, files: Files, label: str, shown_as: str) -> Side:
    return Side(label, read_book(write(root / label, files), shown_as=shown_as, today=TODAY))


def difference(tmp: Path, before: Files, after: Files, pages: Mapping[str, str] | None = None) -> Difference:
    sides = side(tmp, before, "old", "old:data"), side(tmp, after, "new", "data")
    return compare(*sides, pages)
