"""What a page costs its reader: bytes, the start of the script, answers to keys, and how far things move."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright

from benchmarks.books import Author, wide_comparison
from benchmarks.measure import ROOT, Figure, progress, run
from benchmarks.sites import bare, ours
from benchmarks.tables import decision
from decisionbook import assets
from decisionbook.book import read_book
from decisionbook.decide import compile_questions
from tools import chromium
from tools.static_server import served

THROTTLE = 4
WATCH = """
window.shifted = 0; window.blocked = 0; window.waits = {};
new PerformanceObserver(list => { for (const one of list.getEntries()) window.shifted += one.value; })
  .observe({type: "layout-shift", buffered: true});
new PerformanceObserver(list => { for (const one of list.getEntries()) window.blocked += one.duration; })
  .observe({type: "longtask", buffered: true});
new PerformanceObserver(list => {
  for (const one of list.getEntries()) {
    if (one.interactionId) waits[one.interactionId] = Math.max(waits[one.interactionId] || 0, one.duration);
  }
}).observe({type: "event", durationThreshold: 16, buffered: true});
"""
TIMED = """
performance.mark("read");
document.addEventListener("DOMContentLoaded", () => performance.mark("begun"));
{}
performance.mark("known");
document.addEventListener("DOMContentLoaded", () => performance.mark("done"));
"""
STARTED = """() => {
  const at = name => performance.getEntriesByName(name)[0].startTime;
  return at("known") - at("read") + at("done") - at("begun");
}"""
MOST_QUESTIONS = 12
SWEEP = 5
NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))"


def measure(folder: Path, sizes: list[int], rounds: int) -> Iterator[Figure]:  # noqa: ARG001 - all suites take it
    progress("sites for the pages")
    config = ours(folder / "ours", 30)
    nodes = _large(folder / "ours" / "decision_data")
    _build(config, folder / "site")
    _build(bare(folder / "bare"), folder / "bare-site")
    yield from _bytes(folder)
    with (
        sync_playwright() as playwright,
        served(folder / "site") as address,
        served(folder / "bare-site") as plain,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
        empty = _opened(browser, f"{plain}/", rounds)
        for name, path in {
            "decision, 30 rules": "decisions/decision-1/",
            f"decision, {nodes:,} nodes": "decisions/large/",
            "comparison, 5 x 15": "comparisons/comparison-1/",
            "comparison, 40 x 200": "comparisons/large/",
        }.items():
            progress(f"page: {name}")
            yield from _page(browser, f"{address}/{path}", name, empty, rounds)
        browser.close()
    yield from _bundle(folder)


def _large(data: Path) -> int:
    """Add a decision of some thousand nodes and a comparison of 200 rows; the nodes of the decision."""
    author = Author(1, 10, 5)
    folder = data / "decisions"
    for rules in range(40, 400, 20):
        text = decision(author, 1, rules=rules, inputs=9)
        (folder / "large.yml").write_text(text, encoding="utf-8")
        count = len(compile_questions(read_book(data).book, "large").nodes)
        if count >= 1000:
            break
    wide = Author(1, 60, 5)
    wide.sources = author.sources
    for identity in wide.options:
        (data / "options" / f"{identity}.yml").write_text(
            f"name: {identity}\nsummary: One.\n", encoding="utf-8"
        )
    (data / "comparisons" / "large.yml").write_text(wide_comparison(wide, 40, 200), encoding="utf-8")
    return count


def _build(config: Path, site: Path) -> None:
    run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(site)],
        folder=config.parent,
    )


def _bytes(folder: Path) -> Iterator[Figure]:
    for name, text in (("script", assets.script()), ("style sheet", assets.style())):
        data = text.encode()
        yield Figure("page", f"{name}, as served", "gzip", len(gzip.compress(data, 9)) / 1000, "kB")
        yield Figure("page", f"{name}", "", len(data) / 1000, "kB")
    empty = (folder / "bare-site" / "index.html").read_bytes()
    for kind in ("decisions/decision-1", "comparisons/comparison-1", "decisions/large", "comparisons/large"):
        data = (folder / "site" / kind / "index.html").read_bytes()
        more = (len(gzip.compress(data, 9)) - len(gzip.compress(empty, 9))) / 1000
        yield Figure("page", f"{kind}: over the bare theme", "gzip", more, "kB")
        yield Figure("page", f"{kind}: over the bare theme", "", (len(data) - len(empty)) / 1000, "kB")


def _page(browser: Browser, address: str, name: str, empty: float, rounds: int) -> Iterator[Figure]:
    slowed = f"{THROTTLE}x slower CPU"
    opened, started, shifted, waits = [], [], [], []
    again: list[Page] = []
    for _ in range(rounds):
        page = _new(browser)
        page.goto(address, wait_until="load")
        page.evaluate(NEXT_FRAME)
        opened.append(_loaded(page))
        started.append(page.evaluate(STARTED))
        shifted.append(page.evaluate("window.shifted"))
        waits.extend(_waits(page))
        again.append(_new(browser))
        again[-1].goto(page.url, wait_until="load")
        again[-1].evaluate(NEXT_FRAME)
        page.close()
    yield Figure("page", f"{name}: load over the bare theme", slowed, median(opened) - empty, "ms")
    yield Figure("page", f"{name}: start of the script", slowed, median(started), "ms", 50)
    yield Figure("page", f"{name}: answer to a key, p75", slowed, quantiles(waits, n=4)[2], "ms", 200)
    yield Figure("page", f"{name}: layout shift", slowed, median(shifted), "", 0.05)
    settled = median(page.evaluate(STARTED) for page in again)
    moved = median(page.evaluate("window.shifted") for page in again)
    yield Figure("page", f"{name}: start with a state in the address", slowed, settled, "ms", 50)
    yield Figure("page", f"{name}: layout shift with a state in the address", slowed, moved, "", 0.05)
    for page in again:
        page.close()


def _opened(browser: Browser, address: str, rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        page = _new(browser)
        page.goto(address, wait_until="load")
        spent.append(_loaded(page))
        page.close()
    return median(spent)


def _new(browser: Browser) -> Page:
    page = browser.new_context().new_page()
    session: CDPSession = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    page.add_init_script(WATCH)
    page.route("**/decisionbook*.js", _timed)
    return page


def _timed(route: Route) -> None:
    """The script between marks, so that its own time can be told from that of the theme."""
    route.fulfill(body=TIMED.replace("{}", route.fetch().text()), content_type="text/javascript")


def _loaded(page: Page) -> float:
    return float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))


def _waits(page: Page) -> list[float]:
    """Milliseconds from each key to what it shows: through the questions, or on the controls of a table.

    The browser rounds them to 8 ms and tells of none under 16 ms; those count as 16.
    """
    pressed = _answer(page) if page.query_selector("form.db-now") else _handle(page)
    page.wait_for_timeout(500)
    seen = [float(each) for each in page.evaluate("Object.values(window.waits)")]
    return [*seen, *[16.0] * (pressed - len(seen))]


def _answer(page: Page) -> int:
    """Answer every question by keyboard, the first answer and the last in turn; returns how many keys that took."""
    for turn in range(MOST_QUESTIONS):
        radios = page.query_selector_all("form.db-now input")
        if not radios:
            return 2 * turn
        radios[-(turn % 2)].focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.evaluate(NEXT_FRAME)
    return 2 * MOST_QUESTIONS


def _handle(page: Page) -> int:
    """Use the first controls that a table shows; returns how many keys that took."""
    controls = page.query_selector_all("[data-comparison] :is(button, summary, [type=checkbox])")
    used = [one for one in controls if one.is_visible()][:SWEEP]
    for control in used:
        control.focus()
        page.keyboard.press("Space")
        page.evaluate(NEXT_FRAME)
    return len(used)


def _bundle(folder: Path) -> Iterator[Figure]:
    progress("the offline bundle")
    out = folder / "book.zip"
    run(
        [sys.executable, "-c", "from decisionbook.cli import main; main()", "bundle", "--out", str(out)],
        folder=ROOT,
    )
    yield Figure("page", "offline bundle", "this book", out.stat().st_size / 1e6, "MB")
