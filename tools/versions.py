"""Run the quick tests with the oldest or the newest versions that pyproject.toml allows.

`python -m tools.versions oldest|newest [PYTHON]` makes an environment of its own below .cache/versions; uv fetches the
Python named there where the machine has none. No lock applies: what is tested is what others may install.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.lock import ROOT, uv

PYTHONS = {"oldest": "3.11", "newest": "3.14"}
RESOLUTIONS = {"oldest": "lowest-direct", "newest": "highest"}
# These compare with tools that have a lock of their own, or need a browser.
LEFT_OUT = (
    "tests/browser",
    "tests/peers",
    "tests/editor",
    "tests/hostile/test_yaml_suite.py",
    "tests/forge",
    "tests/tools",
    "tests/test_repository.py",
)
QUICK = "not browser and not slow and not nightly"


def main(which: str, python: str) -> int:
    """Install and test; the exit status of the tests."""
    place = ROOT / ".cache" / "versions" / f"{which}-{python}"
    run = [uv(), "venv", "--quiet", "--clear", "--python", python, str(place)]
    subprocess.run(run, cwd=ROOT, check=True)
    runner = place / "bin" / "python"
    wanted: list[str] = [
        f"--resolution={RESOLUTIONS[which]}",
        f"--python={runner}",
        "--group=build",
        "-e",
        ".[book,test]",
    ]
    subprocess.run([uv(), "pip", "install", "--quiet", *wanted], cwd=ROOT, check=True)
    ignored = [f"--ignore={path}" for path in LEFT_OUT if Path(ROOT, path).exists()]
    tests = [str(runner), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", QUICK, *ignored]
    return subprocess.run(tests, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else ""
    if chosen not in PYTHONS:
        sys.exit("say oldest or newest")
    sys.exit(main(chosen, sys.argv[2] if len(sys.argv) > 2 else PYTHONS[chosen]))
