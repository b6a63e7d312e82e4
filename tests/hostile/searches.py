"""How many cases the random searches try, and the loop that tries them.

By day each run tries the same cases, so that a failure belongs to the change that is being tested. At night the cases
are new ones. A failing case says how to see it again: `SEARCH="SEED NUMBER" pytest -k NAME`.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from random import Random

NIGHT = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
AGAIN = os.environ.get("SEARCH", "").split()
SEED = int(AGAIN[0]) if AGAIN else time.time_ns() if NIGHT else 7

SEARCHES: dict[str, tuple[int, int]] = {
    "files": (12_000, 400_000),
    "conditions": (20_000, 250_000),
    "books": (1_500, 100_000),
    "differences": (700, 60_000),
    "DMN": (1_500, 100_000),
    "CSV": (2_000, 100_000),
    "mends": (1_500, 50_000),
}
"""What is searched, and how many cases by day and at night."""

MOST_SECONDS = 20
"""Of the processor's time that one case may take. Most take a few thousandths."""

MOST_MEMORY = 1_000_000
"""Kilobytes that a whole search may add to what the process holds at its height."""

tried: Counter[str] = Counter()
"""The cases that this process has tried so far."""


def numbers(what: str) -> range:
    """The numbers of the cases to try."""
    if AGAIN:
        return range(int(AGAIN[1]), int(AGAIN[1]) + 1)
    return range(SEARCHES[what][NIGHT])


def search(what: str, case: Callable[[Random], object]) -> None:
    """Try every case, each with a chance of its own. An error says which case it was."""
    before = _height()
    for number in numbers(what):
        start = time.process_time()
        try:
            case(Random(f"{SEED} {what} {number}"))
            assert time.process_time() - start < MOST_SECONDS
        except BaseException as error:
            error.add_note(f'to see it again: SEARCH="{SEED} {number}"')
            raise
        tried[what] += 1
    assert _height() - before < MOST_MEMORY


def _height() -> int:
    """The most kilobytes that the process has held, where that can be asked."""
    if sys.platform != "linux":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
