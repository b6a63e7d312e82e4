"""Imported files as the book that they make."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from decisionbook.book import Reading, read_book


def reading_of(files: Mapping[str, str]) -> Reading:
    """The files in a folder, read as any other data."""
    with TemporaryDirectory() as place:
        for path, text in files.items():
            target = Path(place, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return read_book(Path(place), shown_as="data")
