"""The command, on revisions of a repository and on folders."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from decisionbook.cli.diff import command
from tests.diff.books import OPTION, PLAIN, changed, write

NEW = changed(PLAIN, decisions__pick=("at least 100", "at least 50"))


def git(folder, *arguments):
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A repository whose first commit has the plain data, and whose working tree has something else."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "project"
    write(root, {"readme.md": "x\n"})
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "empty")
    write(root / "decision_data", PLAIN)
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    git(root, "tag", "v1")
    write(root / "decision_data", NEW)
    monkeypatch.chdir(root)
    return root


def run(*arguments):
    return CliRunner().invoke(command, list(arguments))


def found(*arguments):
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_working_tree_is_held_against_a_revision(project):
    assert [one["changed"] for one in found("v1")["decisions"]] == [1]
    assert found("HEAD", "v1")["changes"] is False
    text = run("v1").stdout
    assert text.startswith(
        "From v1 to the working tree\n\nDecision pick: 1 of 6 combinations of answers ends elsewhere\n"
    )


def test_places_of_the_old_side_are_named_as_git_names_them(project):
    (project / "decision_data/options/b.yml").unlink()
    write(project / "decision_data", {"comparisons/two.yml": PLAIN["comparisons/two.yml"].replace("b", "a")})
    (project / "decision_data/comparisons/two.yml").unlink()
    text = run("v1").stdout
    assert "- option b; linked from comparison two   v1:decision_data/options/b.yml:1" in text


def test_it_works_from_a_folder_below(project, monkeypatch):
    write(project / "docs", {"a.md": "[](option:a)\n"})
    monkeypatch.chdir(project / "docs")
    assert [one["changed"] for one in found("v1", "--data", "../decision_data")["decisions"]] == [1]


def test_it_works_in_a_worktree(project, monkeypatch):
    git(project, "commit", "-qam", "second")
    git(project, "worktree", "add", "-q", "../other", "v1")
    monkeypatch.chdir(project.parent / "other")
    assert [one["changed"] for one in found("main", "HEAD")["decisions"]] == [1]
    assert found("v1")["changes"] is False


def test_it_works_where_git_runs_a_hook(project, monkeypatch):
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert [one["changed"] for one in found("v1")["decisions"]] == [1]


def test_folders_need_no_git(tmp_path, monkeypatch):
    write(tmp_path / "one/decision_data", PLAIN)
    write(tmp_path / "two", NEW)
    monkeypatch.chdir(tmp_path)
    assert [one["changed"] for one in found("one", "two")["decisions"]] == [1]
    assert found("one/decision_data", "one")["changes"] is False


def test_the_repository_itself_may_be_the_data(project, monkeypatch):
    git(project, "rm", "-rqf", ".")
    write(project, PLAIN)
    git(project, "add", *PLAIN)
    git(project, "commit", "-qm", "flat")
    write(project, {"options/c.yml": OPTION.format("c")})
    assert [(one["sign"], one["id"]) for one in found("HEAD", "--data", ".")["parts"]][-1] == ("added", "c")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere", "There is no revision and no folder 'nowhere'."),
        ("--output=x", "does not begin with '-'"),
        ("", "name one, such as `main`"),
        ("^v1", "does not begin with '^'"),
        ("v1..HEAD", "Give the two ends one by one: `decisionbook diff v1 HEAD`."),
        ("v1...HEAD", "`decisionbook diff $(git merge-base v1 HEAD) HEAD`"),
        ("..v1", "`decisionbook diff HEAD v1`"),
        ("...v1", "`decisionbook diff $(git merge-base HEAD v1) v1`"),
        ("v1:decision_data", "There is no revision and no folder 'v1:decision_data'."),
    ],
)
def test_what_is_no_revision_is_wrong_usage(project, name, said):
    done = run("--", name)
    assert done.exit_code == 2
    assert said in done.output
    assert not list(project.glob("x*"))


def test_a_branch_is_not_taken_for_a_folder_without_data(project):
    git(project, "branch", "docs", "v1")
    write(project / "docs", {"index.md": "x\n"})
    assert found("docs")["before"]["label"] == "docs"
    assert [one["decision"] for one in found("docs")["decisions"]] == ["pick"]
    write(project / "docs", PLAIN)
    assert found("docs", "v1")["changes"] is False


def test_a_repository_without_a_commit_says_so(tmp_path, monkeypatch):
    git(tmp_path, "init", "-q")
    write(tmp_path / "decision_data", PLAIN)
    monkeypatch.chdir(tmp_path)
    done = run("HEAD")
    assert done.exit_code == 2
    assert "This repository has no commit yet." in done.output


def test_a_branch_that_only_the_origin_has_is_found_out(project, monkeypatch):
    git(project.parent, "clone", "-q", project.as_uri(), "clone")
    branch = git(project, "rev-parse", "--abbrev-ref", "HEAD").strip()
    git(project.parent / "clone", "checkout", "-q", "-b", "topic")
    git(project.parent / "clone", "branch", "-q", "-D", branch)
    monkeypatch.chdir(project.parent / "clone")
    done = run(branch)
    assert done.exit_code == 2
    assert f"Did you mean 'origin/{branch}'?" in done.output
    git(project.parent / "clone", "checkout", "-q", "--orphan", "new")
    git(project.parent / "clone", "commit", "-q", "-m", "new")
    assert "Did you mean" not in run("HEAD~1").output


def test_a_shallow_clone_is_told_how_to_get_the_rest(project, monkeypatch):
    git(project, "commit", "-qam", "second")
    git(project.parent, "clone", "-q", "--depth", "1", project.as_uri(), "shallow")
    monkeypatch.chdir(project.parent / "shallow")
    first = git(project, "rev-parse", "HEAD~1")
    done = run(first)
    assert done.exit_code == 2
    assert "git fetch --unshallow" in done.output


def test_outside_a_repository_only_folders_can_be_compared(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    done = run("HEAD")
    assert done.exit_code == 2
    assert "only folders that exist can be compared" in done.output


def test_a_revision_without_the_data_is_not_equal(project):
    done = run("HEAD~1")
    assert done.exit_code == 1
    assert (
        "HEAD~1 cannot be read, so nothing is compared: there is no folder HEAD~1:decision_data"
        in done.stdout
    )
    assert "No change" not in done.stdout


def test_errors_of_a_side_set_the_exit_status(project):
    write(project / "decision_data", {"decisions/pick.yml": "title: [\n"})
    done = run("v1")
    assert done.exit_code == 1
    assert "decision pick not compared: at the working tree" in done.stdout


def test_links_that_lead_out_of_the_folder_are_not_unpacked(project):
    Path("decision_data/options/evil.yml").symlink_to("/etc/hostname")
    git(project, "add", ".")
    git(project, "commit", "-qm", "evil")
    done = run("HEAD")
    assert done.exit_code == 2
    assert "cannot be unpacked" in done.output


def test_markdown_is_chosen_by_the_format(project):
    assert (
        "### Decision `pick`: 1 of 6 combinations of answers ends elsewhere"
        in run("v1", "--format", "markdown").stdout
    )


def test_the_book_of_this_project_equals_itself(monkeypatch):
    root = Path(__file__).parents[2]
    monkeypatch.chdir(root)
    done = json.loads(run("decision_data", "decision_data", "--format", "json").stdout)
    assert [value for value in done.values() if value and isinstance(value, list)] == []
    assert done["changes"] is False


def test_findings_with_full_stops_are_known_again_where_the_repository_is_the_data(project, monkeypatch):
    flat = project / "flat"
    write(flat, {**PLAIN, "options/a.yml": "name: a\nsummary: See [it](guide.html).\n"})
    git(flat, "init", "-q")
    git(flat, "add", ".")
    git(flat, "commit", "-qm", "flat")
    monkeypatch.chdir(flat)
    same = found("HEAD", "--data", ".")
    assert same["findings"] == {"new": [], "resolved": []}
