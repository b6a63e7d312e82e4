from __future__ import annotations

import hashlib
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
    packages = [one for one in bill["components"] if one["purl"].startswith("pkg:pypi/")]
    listed = [f"{one['name']}=={one['version']}" for one in packages]
    assert listed == re.findall(r"^[a-z0-9][a-z0-9._-]*==[^ ;]+", lock, re.MULTILINE)
    hashes = [
        each["value"] for one in packages for each in one["properties"] if each["name"].endswith("sha256")
    ]
    assert sorted(hashes) == sorted(re.findall(r"sha256:([0-9a-f]{64})", lock))


def test_a_line_that_is_no_pin_is_an_error() -> None:
    with pytest.raises(ValueError, match="no pin"):
        sbom.components("mkdocs>=1.6\n")


def test_the_bill_holds_the_scripts_of_others() -> None:
    scripts = [one for one in sbom.bill("", "1")["components"] if one["purl"].startswith("pkg:npm/")]
    assert len(scripts) == len(list(sbom.VENDOR.iterdir())) > 0
    for one in scripts:
        files = [path.read_bytes() for path in sbom.VENDOR.iterdir()]
        assert one["hashes"][0]["content"] in {hashlib.sha256(each).hexdigest() for each in files}


def test_a_script_that_does_not_say_what_it_is_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.js").write_text("alert(1)")
    with pytest.raises(ValueError, match=r"x\.js does not say"):
        sbom.vendored(tmp_path)
