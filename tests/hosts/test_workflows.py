"""What the repository and its pages say about publishing can be done."""

from __future__ import annotations

import re

import pytest
import yaml

from decisionbook.cli import COMMANDS
from tests.hosts.example import EXAMPLE, ROOT

GITHUB = (ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
GITLAB = (EXAMPLE / ".gitlab-ci.yml").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "publishing" / "web.md").read_text(encoding="utf-8")


def test_the_page_shows_the_file_of_the_example():
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
    assert yaml.safe_load(GITLAB) in blocks


@pytest.mark.parametrize("text", [GITHUB, GITLAB, PAGE])
def test_commands_exist(text):
    named = set(re.findall(r"(?:^|[\s/`])decisionbook ([a-z]+) (?=\w|-)", text)) - {"in"}
    assert named
    assert named <= COMMANDS.keys()


def test_the_workflow_runs_on_main_alone_and_uses_nothing_of_others():
    workflow = yaml.safe_load(GITHUB)
    job = workflow["jobs"]["publish"]
    assert job["if"] == "github.ref == 'refs/heads/main'"
    assert not [step for step in job["steps"] if "uses" in step]
    assert "make site" in GITHUB
    assert "\nsite:" in (ROOT / "Makefile").read_text(encoding="utf-8")
