"""Every benchmark in one command: `python -m benchmarks [SUITE...]`.

It prints a table and writes it as JSON into `benchmarks/results/`, under the date of the day. Figures of that day which
were not measured again stay.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path

from benchmarks.measure import ROOT, Figure, progress

SUITES = ("data", "engine", "build", "rebuild", "preview", "page")
MODULES = {"data": "pipeline", "engine": "engine_targets"}
RESULTS = ROOT / "benchmarks" / "results"


def main() -> int:
    asked = _arguments()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="decisionbook-bench-") as folder:
        for suite in asked.suites or SUITES:
            for figure in _measured(suite, Path(folder), asked):
                progress("")
                figures.append(figure)
                print(_line(figure), flush=True)
    path = asked.out or RESULTS / f"{date.today().isoformat()}.json"  # noqa: DTZ011
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report(figures, path), indent=1) + "\n", encoding="utf-8")
    missed = [figure for figure in figures if figure.met is False]
    print(f"\n{len(figures)} figures, {len(missed)} beside their target; written to {os.path.relpath(path)}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=", ".join(SUITES))
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[100, 1000, 3000], help="entities of the books"
    )
    parser.add_argument("--rounds", type=int, default=3, help="runs of each; the median counts")
    parser.add_argument("--out", type=Path, help="the file of the results")
    parser.add_argument("--peers", action="store_true", help="install other plugins for a while, and compare")
    asked = parser.parse_args()
    unknown = [name for name in asked.suites if name not in SUITES]
    if unknown:
        parser.error(f"there is no suite {unknown[0]!r}; there are: {', '.join(SUITES)}")
    return asked


def _measured(suite: str, folder: Path, asked: argparse.Namespace) -> Iterator[Figure]:
    module = import_module(f"benchmarks.{MODULES.get(suite, suite)}")
    measure: Callable[..., Iterator[Figure]] = module.measure
    more = {"peers": asked.peers} if suite == "build" else {}
    return measure(folder / suite, asked.sizes, asked.rounds, **more)


def _line(figure: Figure) -> str:
    target = "" if figure.target is None else f"{'≤' if figure.better == 'less' else '≥'} {figure.target:g}"
    verdict = {None: "", True: "met", False: "MISSED"}[figure.met]
    value = f"{figure.value:,.3g}" if figure.value < 1000 else f"{figure.value:,.0f}"
    what = f"{figure.suite:8} {figure.name:46} {figure.size:24}"
    return f"{what} {value:>9} {figure.unit:8} {target:>8} {verdict:6} {figure.note}".rstrip()


def report(figures: list[Figure], path: Path) -> dict[str, object]:
    """What the file at ``path`` is to say: these figures, and those that it has of anything else."""
    measured = [figure.as_json() for figure in figures]
    before = json.loads(path.read_text(encoding="utf-8"))["figures"] if path.exists() else []
    anew = {_subject(figure) for figure in measured}
    kept = [figure for figure in before if _subject(figure) not in anew]
    return {
        "date": date.today().isoformat(),  # noqa: DTZ011
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "figures": [*kept, *measured],
    }


def _subject(figure: Mapping[str, object]) -> tuple[object, ...]:
    return figure["suite"], figure["name"], figure["size"]


if __name__ == "__main__":
    sys.exit(main())
