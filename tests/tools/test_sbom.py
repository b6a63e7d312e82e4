from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from decisionbook import __version__
from tools import sbom


def test_the_bill_holds_every_pin_with_its_hashes(tmp_path: Path) -> None:
    sbom.main(tmp_path / "sbom.json")
    bill = json.loads((tmp_path / "sbom.json").read_text("utf-8"))
    lock = sbom.LOCK.read_text("utf-8")
    assert bill["metadata"]["component"]["version"] == __version__
    listed = [f"{one['name']}=={one['version']}" for one in bill["components"]]
    assert listed == re.findall(r"^[a-z0-9][a-z0-9._-]*==[^ ;]+", lock, re.MULTILINE)
    hashes = [
        each["value"]
        for one in bill["components"]
        for each in one["properties"]
        if each["name"].endswith("sha256")
    ]
    assert sorted(hashes) == sorted(re.findall(r"sha256:([0-9a-f]{64})", lock))


def test_a_line_that_is_no_pin_is_an_error() -> None:
    with pytest.raises(ValueError, match="no pin"):
        sbom.components("mkdocs>=1.6\n")
