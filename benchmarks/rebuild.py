"""What a second build, and one after a change, spend in our own stages, from reading to markup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks import sites
from benchmarks.measure import Figure, progress, work


def measure(folder: Path, sizes: list[int], rounds: int) -> Iterator[Figure]:  # noqa: ARG001 - all suites take it
    for size in sizes:
        named = f"{size} entities"
        config = sites.ours(folder / str(size), size)
        site = str(folder / "site")
        progress(f"three builds of {size} entities")
        first = work("build", str(config), site)["ours"]
        again = work("build", str(config), site)["ours"]
        changed = min((folder / str(size) / "decision_data" / "options").glob("*.yml"))
        changed.write_text(
            changed.read_text(encoding="utf-8").replace(" the ", " its own ", 1), encoding="utf-8"
        )
        after = work("build", str(config), site)["ours"]
        yield Figure("rebuild", "our stages, first build", named, first, "s")
        yield Figure("rebuild", "unchanged / first", named, again / first, "x", 0.1)
        yield Figure("rebuild", "one file changed / first", named, after / first, "x")
