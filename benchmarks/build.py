"""Building a site of a book, against sites that show the same without any data behind them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

from benchmarks import peer_sites, sites
from benchmarks.measure import Figure, progress, run

BUILD = ("-m", "mkdocs", "build", "-q", "-f")
PEERS = ("mkdocs-material", "mkdocs-macros-plugin", "mkdocs-table-reader-plugin")


def measure(folder: Path, sizes: list[int], rounds: int, *, peers: bool) -> Iterator[Figure]:
    other = _installed(folder / "peers") if peers else None
    if other is None:
        print(
            "build    mkdocs-macros and table-reader: skipped; --peers installs them for the run",
            file=sys.stderr,
        )
    seen: dict[int, dict[str, float]] = {}
    for size in sizes:
        seen[size] = _measured(folder / str(size), size, rounds, other)
        yield from _figures(size, seen[size])
    if {1000, 3000} <= seen.keys():
        ratio = seen[3000]["ours"] / seen[1000]["ours"]
        yield Figure("build", "3,000 entities / 1,000", "", ratio, "x", 3.3)


def _measured(folder: Path, size: int, rounds: int, other: str | None) -> dict[str, float]:
    """The median CPU seconds of a build of each kind of site."""
    progress(f"build of {size} entities: making the sites")
    ours = sites.ours(folder / "ours", size)
    data = folder / "ours" / "decision_data"
    run([sys.executable, *BUILD, str(sites.captured(folder / "ours")), "-d", str(folder / "site")])
    commands: dict[str, tuple[str, Path]] = {
        "ours": (sys.executable, ours),
        "pasted": (sys.executable, sites.pasted(folder / "pasted", folder / "ours" / "kept")),
        "tables": (sys.executable, peer_sites.hand_written(folder / "tables", data)),
    }
    if other:
        commands["macros"] = (other, peer_sites.macros(folder / "macros", data))
        full = peer_sites.macros_in_full(folder / "in-full", folder / "pasted" / "docs", data)
        commands["macros-in-full"] = (other, full)
        commands["table-reader"] = (other, peer_sites.table_reader(folder / "table-reader", data))
    spent: dict[str, list[float]] = {}
    for turn in range(rounds if size < 3000 else 1):
        for name, (python, config) in commands.items():
            progress(f"build of {size} entities: {name}, round {turn + 1}")
            peer_sites.remove(folder / "site", folder / "ours" / ".cache")
            spent.setdefault(name, []).append(_built(python, config, folder / "site"))
            if name == "ours":
                peer_sites.remove(folder / "site")
                spent.setdefault("again", []).append(_built(python, config, folder / "site"))
    return {name: median(times) for name, times in spent.items()}


def _built(python: str, config: Path, site: Path) -> float:
    return run([python, *BUILD, str(config), "-d", str(site)], folder=config.parent).cpu


def _figures(size: int, spent: Mapping[str, float]) -> Iterator[Figure]:
    named = f"{size} entities"
    ours = spent["ours"]
    yield Figure("build", "our build", named, ours, "s")
    yield Figure("build", "our build / the same markup, static", named, ours / spent["pasted"], "x", 1.10)
    yield Figure(
        "build", "our build, cached / the same, static", named, spent["again"] / spent["pasted"], "x", 1.10
    )
    yield Figure("build", "our build / plain tables by hand", named, ours / spent["tables"], "x")
    if "macros-in-full" in spent:
        name = "our build / the same markup, macros"
        yield Figure("build", name, named, ours / spent["macros-in-full"], "x", 1)
    for name in ("macros", "table-reader"):
        if name in spent:
            yield Figure(
                "build", f"our build / one plain table a page, {name}", named, ours / spent[name], "x", 1
            )


def _installed(folder: Path) -> str | None:
    """A Python of its own with the other plugins; ``None`` where they cannot be installed."""
    progress("installing mkdocs-macros and table-reader")
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
        subprocess.run([folder / "bin" / "pip", "install", "-q", *PEERS], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"build    the other plugins could not be installed: {error}", file=sys.stderr)
        return None
    return str(folder / "bin" / "python")
