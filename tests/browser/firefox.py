"""A Firefox for tests: commands to the script that drives it, one JSON line each way.

Playwright drives only a Firefox of its own, which Debian has not; Puppeteer speaks WebDriver BiDi with any.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

NAMES = ("firefox-esr", "firefox")
DRIVER = Path(__file__).with_name("firefox.mjs")


def find() -> Path | None:
    """The path of a Firefox, or nothing: the one that the variable FIREFOX names, or one of the system."""
    names = (os.environ["FIREFOX"],) if "FIREFOX" in os.environ else NAMES
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else None


class Firefox:
    """A running Firefox with one page."""

    def __init__(self, path: Path) -> None:
        self.driver = subprocess.Popen(
            ["node", DRIVER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let it close; end it if it does not."""
        assert self.driver.stdin is not None
        self.driver.stdin.close()
        try:
            self.driver.wait(20)
        except subprocess.TimeoutExpired:
            self.driver.kill()

    def do(self, command: str, argument: object = None) -> Any:
        """What a command of the script answers; its failure is an error here."""
        assert self.driver.stdin is not None
        assert self.driver.stdout is not None
        self.driver.stdin.write(json.dumps({"command": command, "argument": argument}) + "\n")
        self.driver.stdin.flush()
        line = self.driver.stdout.readline()
        if not line:
            raise RuntimeError("Firefox is gone")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"{command} {argument!r}: {answer['error']}")
        return answer["result"]

    def evaluate(self, body: str, argument: object = None) -> Any:
        """What a JavaScript function answers to an argument, on the page."""
        return self.do("evaluate", {"body": body, "argument": argument})

    def until(self, body: str, argument: object = None) -> None:
        """Wait until a JavaScript function answers truly."""
        self.do("until", {"body": body, "argument": argument})
