"""One task in a process of its own: `python -m benchmarks.worker TASK ARGUMENT...`. It prints what it cost as JSON."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time
from typing import Literal

SPENT: dict[str, float] = {}
TODAY = date(2026, 11, 20)


def _libyaml(folder: str) -> Callable[[], object]:
    import yaml

    files = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).rglob("*.yml"))]

    def parse() -> None:
        for text in files:
            yaml.load(text, Loader=yaml.CSafeLoader)

    return parse


def _read(folder: str) -> Callable[[], object]:
    from decisionbook.book import read_book

    return lambda: read_book(Path(folder), shown_as="decision_data", today=TODAY)


def _build(config: str, site: str, command: Literal["build", "serve"] = "build") -> Callable[[], object]:
    """A build of a site; ``ours`` is what of it was spent in our own stages, from reading to markup."""
    import logging

    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.disable(logging.CRITICAL)
    _watch()
    settings = load_config(config, site_dir=site)

    def work() -> None:
        settings.plugins.on_startup(command=command, dirty=False)
        build(settings)

    return work


def _watch() -> None:
    """Add up the time that our stages take; one inside another counts once."""
    from decisionbook.cache import CachedRenderer
    from decisionbook.plugin import DecisionbookPlugin

    for name in ("on_config", "on_files", "on_env", "on_post_build"):
        setattr(DecisionbookPlugin, name, _timed(getattr(DecisionbookPlugin, name)))
    for name in (
        "decision",
        "lead",
        "comparison",
        "checklist",
        "option",
        "index",
        "cues",
        "glossary",
        "sources",
    ):
        setattr(CachedRenderer, name, _timed(getattr(CachedRenderer, name)))


def _timed(function: Callable[..., object]) -> Callable[..., object]:
    def timed(*given: object, **named: object) -> object:
        if SPENT.get("open"):
            return function(*given, **named)
        SPENT["open"] = 1
        start = process_time()
        try:
            return function(*given, **named)
        finally:
            SPENT["ours"] = SPENT.get("ours", 0) + process_time() - start
            SPENT["open"] = 0

    return timed


def _nothing() -> Callable[[], object]:
    return lambda: None


TASKS: dict[str, Callable[..., Callable[[], object]]] = {
    "libyaml": _libyaml,
    "read": _read,
    "nothing": _nothing,
    "build": _build,
}


def main() -> None:
    name, *arguments = sys.argv[1:]
    task = TASKS[name](*arguments)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = process_time()
    kept = task()
    cpu = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"cpu": cpu, "memory": (peak - before) * 1024, "ours": SPENT.get("ours", 0.0)}))
    del kept


if __name__ == "__main__":
    main()
