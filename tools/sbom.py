"""The bill of materials of a release: `python tools/sbom.py [FILE]` writes CycloneDX 1.6 as JSON.

Without FILE it is dist/sbom.json. It lists what requirements/book.txt pins, with every hash that an installation
accepts, the scripts of others that the package carries, and the version of the package itself. The same locks give
the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "book.txt"
VENDOR = ROOT / "plugins" / "decisionbook" / "assets" / "vendor"
_PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^ \\;]+)(?: *; *(?P<when>[^\\]+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VERSION = re.compile(r'__version__ = "([^"]+)"')
_HEAD = re.compile(
    r"/\*! (?P<name>[\w.-]+) (?P<version>[\d.]+), (?P<address>https://\S+), (?P<license>\S+) License"
)


def components(lock: str) -> list[dict[str, Any]]:
    """Every pinned package of a lock, in its order."""
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", lock, flags=re.MULTILINE))
    return [_component(entry) for entry in entries if entry.strip()]


def _component(entry: str) -> dict[str, Any]:
    pin = _PIN.match(entry)
    if pin is None:
        raise ValueError(f"this is no pin: {entry[:80]!r}")
    address = f"pkg:pypi/{pin['name']}@{pin['version']}"
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": address,
        "name": pin["name"],
        "version": pin["version"],
        "purl": address,
        "properties": [
            {"name": "decisionbook:sha256", "value": digest} for digest in sorted(_HASH.findall(entry))
        ],
    }
    if pin["when"]:
        component["properties"].append({"name": "decisionbook:when", "value": pin["when"].strip()})
    return component


def vendored(folder: Path) -> list[dict[str, Any]]:
    """Every script of others that lies in the package. Raises ``ValueError`` for one that does not say what it is."""
    return [_script(path) for path in sorted(folder.iterdir())]


def _script(path: Path) -> dict[str, Any]:
    head = _HEAD.match(path.read_text("utf-8"))
    if head is None:
        raise ValueError(f"{path.name} does not say its name, version, address and licence in its first line")
    address = f"pkg:npm/{head['name']}@{head['version']}"
    return {
        "type": "library",
        "bom-ref": address,
        "name": head["name"],
        "version": head["version"],
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
        "licenses": [{"license": {"id": head["license"]}}],
        "purl": address,
        "externalReferences": [{"type": "vcs", "url": head["address"]}],
    }


def bill(lock: str, version: str, scripts: Path = VENDOR) -> dict[str, Any]:
    """The whole bill as CycloneDX has it."""
    whole = {"type": "application", "bom-ref": "decisionbook", "name": "decisionbook", "version": version}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": whole},
        "components": [*components(lock), *vendored(scripts)],
    }


def main(target: Path) -> None:
    """Write the bill."""
    source = (ROOT / "plugins" / "decisionbook" / "__init__.py").read_text("utf-8")
    version = _VERSION.search(source)
    if version is None:
        raise ValueError("the package states no version")
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(bill(LOCK.read_text("utf-8"), version[1]), indent=2)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "sbom.json")
