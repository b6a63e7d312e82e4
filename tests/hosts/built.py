"""The example under each host."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

from tests.hosts.example import ROOT, copied

MATERIAL = {"name": "material", "font": False}
MKDOCS = {"mkdocs": {"name": "mkdocs"}, "readthedocs": {"name": "readthedocs"}, "material": MATERIAL}
# What the page on hosts tells people to write.
PAGE = (ROOT / "docs" / "publishing" / "hosts.md").read_text(encoding="utf-8")
PLUGIN, SETTINGS = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
(TOML,) = re.findall(r"```toml\n\[project\]\n(.*?)```", PAGE, re.DOTALL)
ZENSICAL = {"site_name": "Where should the data live?", "theme": {"font": False}, **SETTINGS}


def run(folder: Path, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", command, *arguments]
    surroundings = {**os.environ, "DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(program, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)


def site_of(folder: Path, host: str, theme: str) -> Path:
    """The folder of the site that a host makes of the example, strictly."""
    if host == "zensical":
        done = zensical(folder, toml=theme == "zensical.toml")
    else:
        copied(folder, theme=MKDOCS[theme])
        done = run(folder, host, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def zensical(folder: Path, *, toml: bool = False) -> subprocess.CompletedProcess[str]:
    """No plugin runs here: the pages are written first, and the extension does the blocks."""
    settings = copied(folder)
    settings.write_text(yaml.safe_dump(ZENSICAL), encoding="utf-8")
    if toml:
        settings.unlink()
        text = f'[project]\nsite_name = "{ZENSICAL["site_name"]}"\n{TOML}'
        (folder / "zensical.toml").write_text(text, encoding="utf-8")
    command = Path(sys.executable).with_name("decisionbook")
    written = subprocess.run(
        [command, "pages", "--out", "docs"], cwd=folder, capture_output=True, check=False
    )
    assert written.returncode == 0, written.stderr
    return run(folder, "zensical", "build", "--strict")
