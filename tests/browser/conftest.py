"""A real browser for the tests, and pages that refuse to hide their faults.

Every page that a fixture opens fails its test when a script fails, when the console shows an error, and when
anything is asked from another host than the one under test.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tools import chromium
from tools.static_server import served

ROOT = Path(__file__).resolve().parents[2]
LOCAL_SCHEMES = {"about", "blob", "data", "file"}
# A document that a fragment stands in, with the colour schemes that a host would announce.
FRAGMENT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Fragment</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><style>{style}</style></head>
<body><main>{markup}</main><script>{script}</script></body></html>
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; its absence is a failure that says what to install."""
    found = chromium.find()
    if found is None:
        pytest.fail(chromium.ADVICE, pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=chromium.flags())
        yield started
        started.close()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of this repository, built once."""
    folder = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if built.returncode != 0:
        pytest.fail(f"The book does not build:\n{built.stderr}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder until the session ends; returns its address, without a slash at its end."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(served(folder))


@pytest.fixture(scope="session")
def site(site_folder: Path, serve: Callable[[Path], str]) -> str:
    """The address of the built book, without a slash at its end."""
    return serve(site_folder)


class Watch:
    """Collects what must not happen in a context."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self.hosts = {"127.0.0.1", "localhost"}
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.faults.append(f"script failed: {error.error}"))
        context.on("request", self.see)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console error: {message.text}")

    def see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and address.hostname not in self.hosts:
            self.faults.append(f"asked another host: {request.url}")


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Open a page in a context of its own; keywords are those of ``Browser.new_context``, such as
    ``java_script_enabled=False``, ``color_scheme="dark"``, ``viewport={"width": 320, "height": 640}``.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def make(**settings: object) -> Page:
        context = browser.new_context(**settings)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        opened.append((context, Watch(context)))
        return context.new_page()

    yield make
    faults = [fault for _, watch in opened for fault in watch.faults]
    for context, _ in opened:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A fresh page of desktop size."""
    return new_page()


@pytest.fixture
def open_page(new_page: NewPage, tmp_path: Path) -> Callable[..., Page]:
    """Open a fragment of markup as a page of its own, with a style and a script if given.

    ``open_page(markup, style="", script="", **settings)``; the settings are those of ``new_page``. The
    page is a file, as in the offline book.
    """

    def make(markup: str, style: str = "", script: str = "", **settings: object) -> Page:
        file = tmp_path / f"fragment-{len(list(tmp_path.glob('fragment-*')))}.html"
        file.write_text(FRAGMENT.format(style=style, markup=markup, script=script), "utf-8")
        fragment = new_page(**settings)
        fragment.goto(file.as_uri())
        return fragment

    return make
