"""Reading, checking and proving a book's data, against libyaml's reading of the same files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.books import write
from benchmarks.measure import ROOT, Figure, interleaved, progress, run


def measure(folder: Path, sizes: list[int], rounds: int) -> Iterator[Figure]:
    for size in sizes:
        progress(f"data of {size} entities")
        data = folder / f"book-{size}" / "decision_data"
        count = write(data, size)
        tasks = {"libyaml": ("libyaml", str(data)), "ours": ("read", str(data))}
        seen = interleaved(tasks, rounds)
        ours, theirs, megabytes = seen["ours"], seen["libyaml"], count / 1e6
        entities = f"{size} entities, {megabytes:.1f} MB"
        yield Figure("data", "libyaml alone", entities, theirs["cpu"], "s")
        yield Figure("data", "load to proof", entities, ours["cpu"], "s")
        yield Figure("data", "load to proof / libyaml", entities, ours["cpu"] / theirs["cpu"], "x", 4)
        yield Figure("data", "throughput", entities, megabytes / ours["cpu"], "MB/s", 1, "more")
        yield Figure("data", "memory / files", entities, ours["memory"] / count, "x", 12)
    yield from _start(rounds)


def _start(rounds: int) -> Iterator[Figure]:
    progress("start of the command")
    command = (sys.executable, "-m", "decisionbook")
    book = [run((*command, "check"), folder=ROOT).cpu for _ in range(rounds)]
    help_ = [run((*command, "--help"), folder=ROOT).cpu for _ in range(rounds)]
    yield Figure("data", "`decisionbook check`, whole process", "this book", median(book), "s", 0.5)
    yield Figure("data", "`decisionbook --help`", "", median(help_), "s")
