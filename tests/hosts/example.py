"""The book under examples/: three lines of configuration on a subject of its own, built elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "data-store"


def copied(folder: Path, **settings: Any) -> Path:
    """A copy of the example with more settings; returns the path of its configuration.

    ``book`` are those of the plugin.
    """
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    file = folder / "mkdocs.yml"
    given: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    book: Mapping[str, Any] | None = settings.pop("book", None)
    if book is not None:
        given["plugins"] = ["search", {"decisionbook": book}]
    file.write_text(yaml.safe_dump({**given, **settings}, sort_keys=False), encoding="utf-8")
    return file
