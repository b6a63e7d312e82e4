"""Options and settings of all tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# The same examples in every run, so that a failure belongs to the change that is being tested. New ones are searched
# at night. Time is no criterion: shared machines stall.
settings.register_profile("default", deadline=None, derandomize=True, database=None)
settings.register_profile("nightly", deadline=None, max_examples=3000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite golden files with what comes out now"
    )
