"""One task in a process of its own: `python -m benchmarks.worker TASK ARGUMENT...`. It prints what it cost as JSON."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time

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


def _nothing() -> Callable[[], object]:
    return lambda: None


TASKS: dict[str, Callable[..., Callable[[], object]]] = {
    "libyaml": _libyaml,
    "read": _read,
    "nothing": _nothing,
}


def main() -> None:
    name, *arguments = sys.argv[1:]
    task = TASKS[name](*arguments)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = process_time()
    kept = task()
    cpu = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"cpu": cpu, "memory": (peak - before) * 1024}))
    del kept


if __name__ == "__main__":
    main()
