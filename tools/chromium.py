"""Find the Chromium that browser tests and screenshots use; as a command, install one where there is none.

The order: the path in the variable CHROMIUM, a browser of the system, the browser that Playwright downloaded.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
ADVICE = (
    "No Chromium found. Install one (Debian and Ubuntu: sudo apt-get install chromium; "
    "elsewhere: .venv/bin/playwright install chromium) or set CHROMIUM to its path."
)
DRIVER_ADVICE = (
    "Playwright's own Node.js does not start, see above. Debian and Ubuntu: sudo apt-get install libatomic1; "
    "or set PLAYWRIGHT_NODEJS_PATH to a Node.js that does."
)
# Browser tests are about the pages: nothing of the browser's own may reach the network.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> Path | None:
    """The path of a Chromium, or nothing."""
    named = os.environ.get("CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if found or named:
        return Path(found) if found else None
    places = (*PLACES, of_playwright()) if starts() else PLACES
    return next((place for place in places if place.is_file()), None)


def starts(*, loudly: bool = False) -> bool:
    """Whether Playwright can start at all: the smallest installations lack a library that its Node.js needs."""
    command = [sys.executable, "-m", "playwright", "--version"]
    errors = None if loudly else subprocess.DEVNULL
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=errors).returncode == 0


def of_playwright() -> Path:
    """Where Playwright's own browser is, once it is installed. Playwright must start."""
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def flags() -> list[str]:
    """The arguments that a Chromium is started with. Its sandbox does not start for root."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET)


def install() -> bool:
    """Try the system's package manager, where that needs no password, then Playwright; whether it worked."""
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], env=quietly, check=False)
        missing = ["chromium"] if find() is None else []
        missing += [] if starts() else ["libatomic1"]
        subprocess.run(["apt-get", "install", "-y", "-qq", *missing], env=quietly, check=False)
    if find() is None and starts():
        # Its failures fill a screen; the advice that follows says the same in a line.
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
    return find() is not None and starts()


def main() -> int:
    """The command. Exit status: 0 browser tests can run, 1 they cannot."""
    if find() is not None and starts():
        return 0
    print("-- Installing Chromium for the browser tests", file=sys.stderr, flush=True)
    if os.environ.get("CHROMIUM") is None and install():
        return 0
    print(f"-- {DRIVER_ADVICE if not starts(loudly=True) else ADVICE}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
