"""Every rule has a fixture that fails and one that passes, each with what the check says of it, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from decisionbook.catalog import ALL, CODES
from tests.golden import HERE, Case, cases, golden_cases
from tests.rules.fixtures import SOUND, said

RULES = HERE / "rules"
ELSEWHERE = {"S010"}
"""No key has a former name so far; `tests/schema/test_former.py` gives one."""
_FOUND = re.compile(r"^\S.*?:\d+:\d+: (error|warning) ([A-Z]\d{3}) ", re.MULTILINE)


@golden_cases("rules/*.txt")
def test_message(case: Case, golden: Callable[[Case | Path, str], None], tmp_path: Path) -> None:
    golden(case, said(case.given, tmp_path))


@pytest.mark.parametrize("code", [code.code for code in ALL if code.code not in ELSEWHERE])
def test_every_rule_has_a_fixture_that_fails_and_one_that_passes(code: str) -> None:
    every = cases(RULES / f"{code}.txt")
    failing = [case for case in every if case.title.startswith("fails")]
    passing = [case for case in every if case.title.startswith("passes")]
    assert failing
    assert passing
    assert [*failing, *passing] == every
    assert {case.expected for case in passing} == {SOUND}
    for case in failing:
        found = _FOUND.findall(case.expected)
        assert [(CODES[code].severity, code)] == found or is_exception(code, found), case.title


def is_exception(code: str, found: list[tuple[str, str]]) -> bool:
    """A waiver that ended lets its warning speak again, so that there are two findings; all else is one."""
    return code == "W001" and [each for _, each in found] in (["P001", "W001"], ["W001", "P001"])


def test_no_fixture_is_of_no_rule() -> None:
    assert {path.stem for path in RULES.glob("*.txt")} <= CODES.keys()
