"""Options and settings of all tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.golden import Case, expected, update
from tests.hostile.searches import tried

# The same examples in every run, so that a failure belongs to the change that is being tested. New ones are searched
# at night. Time is no criterion: shared machines stall.
settings.register_profile("default", deadline=None, derandomize=True, database=None)
settings.register_profile("nightly", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# Newer versions of git tidy up in the background after a commit, while a test compares folders; and a person's own
# settings may want commits to be signed.
GIT = {"maintenance.auto": "false", "gc.auto": "0", "commit.gpgSign": "false", "tag.gpgSign": "false"}
os.environ["GIT_CONFIG_COUNT"] = str(len(GIT))
for at, (key, value) in enumerate(GIT.items()):
    os.environ[f"GIT_CONFIG_KEY_{at}"], os.environ[f"GIT_CONFIG_VALUE_{at}"] = key, value


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite golden files with what comes out now"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a process of pytest-xdist counted."""
    tried.update(node.workeroutput.get("tried", {}) if hasattr(node, "workeroutput") else {})


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["tried"] = dict(tried)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many random cases were really tried; Hypothesis counts its own."""
    if tried:
        each = ", ".join(f"{what} {count:,}" for what, count in sorted(tried.items()))
        terminalreporter.write_line(f"{tried.total():,} random cases: {each}")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Case | Path, str], None]:
    """Compares an output with a golden case or file: ``golden(case, output)``."""
    rewrite = bool(request.config.getoption("--update-golden"))

    def check(place: Case | Path, actual: str) -> None:
        if rewrite:
            update(place, actual)
        else:
            assert actual == expected(place), "read the diff; if it is right, run with --update-golden"

    return check
