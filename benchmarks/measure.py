"""Running things and saying what they cost: CPU seconds and peak memory of processes of their own, interleaved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
WORKER = (sys.executable, "-m", "benchmarks.worker")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. ``target`` is what it may be at most, or at least where more is ``better``."""

    suite: str
    name: str
    size: str
    value: float
    unit: str
    target: float | None = None
    better: str = "less"
    note: str = ""

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value <= self.target if self.better == "less" else self.value >= self.target

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "value": round(self.value, 4), "met": self.met}


@dataclass(frozen=True, slots=True)
class Run:
    """One process: CPU seconds of the whole, peak memory in bytes, and what it printed as its last line."""

    cpu: float
    peak: int
    said: str


def run(command: Sequence[str], *, folder: Path = ROOT) -> Run:
    """Run a command to its end. Raises ``RuntimeError`` with its messages when it fails."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "plugins")])
    environment = {
        **os.environ,
        "PYTHONPATH": paths,
        "DISABLE_MKDOCS_2_WARNING": "true",
        "NO_MKDOCS_2_WARNING": "1",
    }
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{said[-4000:]}")
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, said.strip().rpartition("\n")[2])


def work(task: str, *arguments: str) -> Mapping[str, float]:
    """What one task of ``worker`` says of itself, in a fresh process."""
    said: Mapping[str, float] = json.loads(run((*WORKER, task, *arguments)).said)
    return said


def interleaved(tasks: Mapping[str, Sequence[str]], rounds: int) -> dict[str, dict[str, float]]:
    """The medians of what each task of ``worker`` says, over rounds in which all take their turn."""
    seen: dict[str, list[Mapping[str, float]]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, (task, *arguments) in tasks.items():
            seen[name].append(work(task, *arguments))
    return {name: {key: median(one[key] for one in said) for key in said[0]} for name, said in seen.items()}


def progress(text: str) -> None:
    """A line for who waits; nothing where nobody does."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
