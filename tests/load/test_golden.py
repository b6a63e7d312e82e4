"""What the loader says about each mistake, word for word, and that its edits mend what they say they mend."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from decisionbook.load import load_text
from decisionbook.mend import mend
from decisionbook.show import as_text
from tests.golden import HERE, Case, cases, golden_cases

Compare = Callable[[Case | Path, str], None]
EVERY = [case for path in sorted(HERE.glob("load/*.txt")) for case in cases(path)]


@golden_cases("load/*.txt")
def test_message(case: Case, golden: Compare) -> None:
    _, findings = load_text(case.given, "f.yml")
    golden(case, as_text(findings, {"f.yml": case.given}))


@pytest.mark.parametrize("case", [case for case in EVERY if "fixable" in case.expected], ids=str)
def test_edits_leave_nothing_to_edit(case: Case) -> None:
    text = case.given
    before, findings = load_text(text, "f.yml")
    for _ in range(3):
        mended = mend({"f.yml": text}, findings).get("f.yml")
        text = mended.text if mended else text
        after, findings = load_text(text, "f.yml")
    assert not [each for each in findings if each.edits]
    if before is not None and not findings:
        assert after is not None
        assert _stripped(after.data) == _stripped(before.data)


def _stripped(data: object) -> object:
    """The data without what mending takes out of a text on purpose."""
    if isinstance(data, dict):
        return {key: _stripped(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_stripped(value) for value in data]
    return "".join(filter(str.isprintable, data)).replace(" ", "") or None if isinstance(data, str) else data
