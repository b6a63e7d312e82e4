"""How long an author waits from saving a file until a browser shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from statistics import median
from threading import Event, Thread
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

from benchmarks.books import write
from benchmarks.measure import Figure, progress
from benchmarks.worker import TODAY
from decisionbook.preview import Preview, serve
from tools import chromium

SAVES = 7


def measure(folder: Path, sizes: list[int], rounds: int) -> Iterator[Figure]:  # noqa: ARG001 - all suites take it
    for size in sizes:
        data = folder / str(size) / "decision_data"
        write(data, size)
        stop = Event()
        ready: Queue[str] = Queue()
        preview = Preview(data, "decision_data", TODAY)
        Thread(target=serve, args=(preview, 0, ready.put, stop), daemon=True).start()
        address = "/".join(ready.get().split("/")[:3])
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
            page = browser.new_page()
            for kind in ("decisions", "comparisons", "options"):
                progress(f"preview of {kind}, {size} entities")
                file = sorted((data / kind).glob("*.yml"))[2]
                spent = median(_saved(page, f"{address}/{kind}/{file.stem}/", file) for _ in range(SAVES))
                yield Figure(
                    "preview", f"save to screen, {kind}", f"{size} entities", spent * 1000, "ms", 300
                )
            browser.close()
        stop.set()


def _saved(page: Page, address: str, file: Path) -> float:
    """Seconds from a save until the page's heading says what was written."""
    if page.url != address:
        page.goto(address)
    text = file.read_text(encoding="utf-8")
    head, _, rest = text.partition("\n")
    title = head.partition(": ")[2].partition(" v")[0]
    new = f"{title} v{_new_word()}"
    start = perf_counter()
    file.write_text(f"{head.partition(': ')[0]}: {new}\n{rest}", encoding="utf-8")
    page.wait_for_function("title => document.querySelector('h1')?.textContent.startsWith(title)", arg=new)
    return perf_counter() - start


def _new_word() -> str:
    """A word that no save before has written."""
    return str(int(perf_counter() * 1e6))
