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
    return next((place for place in (*PLACES, of_playwright()) if place.is_file()), None)


def of_playwright() -> Path:
    """Where Playwright's own browser is, once it is installed."""
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
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], env=quietly, check=False)
    if find() is None:
        # Its failures fill a screen; the advice that follows says the same in a line.
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
    return find() is not None


def main() -> int:
    """The command. Exit status: 0 there is a Chromium, 1 there is none."""
    if find() is not None:
        return 0
    print("-- Installing Chromium for the browser tests", file=sys.stderr, flush=True)
    if os.environ.get("CHROMIUM") is None and install():
        return 0
    print(f"-- {ADVICE}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
