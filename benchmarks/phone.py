"""The largest book on a phone: `python -m benchmarks.phone [ENTITIES] [FOLDER]`.

Builds a book of so many entities (3,000 unless said otherwise) with a decision of 462 nodes and a comparison
of 200 rows, serves it packed as a web server does, and opens it in Chromium with the screen of a phone, a processor four and six
times slower than this machine's, and the network of a phone. FOLDER keeps the site for another run.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.books import Author, wide_comparison
from benchmarks.measure import progress, run
from benchmarks.page import NEXT_FRAME, WATCH
from benchmarks.sites import ours
from benchmarks.tables import decision
from tools import chromium
from tools.static_server import QuietHandler, served

PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml")
SCREEN = {"width": 390, "height": 844}
SLOWER = (4, 6)
LATENCY = 150
"""Milliseconds before the first byte of an answer."""
SPEED = 1_600_000 / 8
"""Bytes a second: with the latency, what Lighthouse takes for a slow connection of the fourth generation."""
ROUNDS = 1
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
BYTES = "performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0)"
PRESS = """async (find) => {
  const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  let slowest = 0;
  for (const one of [...document.querySelectorAll(find)].filter(one => one.getClientRects().length).slice(0, 5)) {
    const start = performance.now();
    one.click();
    await frame();
    slowest = Math.max(slowest, performance.now() - start);
  }
  return slowest;
}"""
PAGES = {
    "home": "",
    "index of decisions": "decisions/",
    "index of options": "options/",
    "an option": "options/{option}/",
    "a decision of 30 rules": "decisions/decision-1/",
    "a decision of 462 nodes": "decisions/large/",
    "a comparison, 5 x 15": "comparisons/comparison-1/",
    "a comparison, 40 x 200": "comparisons/large/",
    "sources": "sources/",
    "glossary": "glossary/",
}


def main(entities: int, folder: Path) -> None:
    site = folder / f"site-{entities}"
    if not (site / "index.html").is_file():
        _made(folder / f"book-{entities}", entities, site)
    option = next(path.parent.name for path in sorted(site.glob("options/*/index.html")))
    with sync_playwright() as playwright, served(site, _Packing) as address:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
        for slower in SLOWER:
            for name, path in PAGES.items():
                print(_line(name, slower, _page(browser, f"{address}/{path.format(option=option)}", slower)))
            print(_line("search", slower, _search(browser, address, slower)), flush=True)
        browser.close()


def _made(folder: Path, entities: int, site: Path) -> None:
    config = ours(folder, entities)
    third = max(entities // 3, 5)
    sources = max(entities // 6, 5)
    author = Author(1, third, sources)
    data = folder / "decision_data"
    (data / "decisions" / "large.yml").write_text(decision(author, 1, rules=120, inputs=9), encoding="utf-8")
    (data / "comparisons" / "large.yml").write_text(wide_comparison(author, 40, 200), encoding="utf-8")
    progress(f"building {entities:,} entities")
    start = perf_counter()
    run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(site)], folder=folder)
    progress("")
    print(f"built in {perf_counter() - start:.0f} s")


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


class _Packing(QuietHandler):
    """Sends texts packed, as servers of the web do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 - named so by the base class
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in PACKED or not path.is_file():
            super().do_GET()
            return
        content = _packed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _page(browser: Browser, address: str, slower: int) -> Iterator[tuple[str, float]]:
    opened, blocked, pressed, moved, loaded = [], [], [], [], 0.0
    for _ in range(ROUNDS):
        page = _phone(browser, slower)
        page.goto(address, wait_until="load", timeout=600_000)
        page.evaluate(NEXT_FRAME)
        opened.append(page.evaluate(LOADED))
        blocked.append(page.evaluate("window.blocked"))
        moved.append(page.evaluate("window.shifted"))
        pressed.append(page.evaluate(PRESS, "article input[type=radio], article button, article summary"))
        loaded = page.evaluate(BYTES)
        page.context.close()
    yield "loaded ms", median(opened)
    yield "long tasks ms", median(blocked)
    yield "slowest press ms", median(pressed)
    yield "layout shift", median(moved)
    yield "files kB", loaded / 1000


def _search(browser: Browser, address: str, slower: int) -> Iterator[tuple[str, float]]:
    page = _phone(browser, slower)
    page.goto(f"{address}/", wait_until="load")
    start = perf_counter()
    page.locator("label[for=__search]").first.click()
    page.locator(".md-search__input").fill("retention contract")
    page.locator(".md-search-result__item").first.wait_for(timeout=300_000)
    yield "first answer s", perf_counter() - start
    start = perf_counter()
    page.locator(".md-search__input").fill("budget")
    page.locator(".md-search-result__item", has_text="budget").first.wait_for(timeout=300_000)
    yield "next answer s", perf_counter() - start
    yield "long tasks ms", page.evaluate("window.blocked")
    yield "files kB", page.evaluate(BYTES) / 1000
    page.context.close()


def _phone(browser: Browser, slower: int) -> Page:
    look = browser.new_context(viewport=SCREEN, device_scale_factor=3, is_mobile=True, has_touch=True)  # type: ignore[arg-type]
    page = look.new_page()
    session = look.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": SPEED, "uploadThroughput": SPEED},
    )
    page.add_init_script(WATCH)
    return page


def _line(name: str, slower: int, figures: Iterator[tuple[str, float]]) -> str:
    return json.dumps({"page": name, "slower": slower} | {what: round(value, 3) for what, value in figures})


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    if len(sys.argv) > 2:
        main(asked, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory(prefix="decisionbook-phone-") as place:
            main(asked, Path(place))
