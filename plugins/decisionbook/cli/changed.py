"""Which lines a pull request touches, for annotations beside them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping

_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


def changed_lines(environment: Mapping[str, str]) -> frozenset[tuple[str, int]]:
    """The files, as seen from the working directory, and the lines that differ from the base of a pull request.

    ``environment`` names the base as workflows of GitHub do (``GITHUB_BASE_REF``). Empty where there is no pull
    request, no git, or a clone too shallow to know the base.
    """
    base = _base(environment.get("GITHUB_BASE_REF", ""))
    if base is None:
        return frozenset()
    options = ("--unified=0", "--inter-hunk-context=0", "--relative", "--no-prefix", "--no-color")
    own = ("--no-ext-diff", "--no-textconv", base, "--")
    return frozenset(_touched(_git("-c", "core.quotePath=false", "diff", *options, *own)))


def _base(branch: str) -> str | None:
    """The commit that the branch of a pull request and its base have in common.

    Without the base's branch, as after fetching the merge of both alone, it is the first parent of that merge.
    """
    if not branch:
        return None
    found = _git("merge-base", "HEAD", f"refs/remotes/origin/{branch}").strip()
    if found:
        return found
    parents = _git("rev-list", "--parents", "--max-count=1", "HEAD").split()
    return parents[1] if len(parents) == 3 else None


def _git(*arguments: str) -> str:
    """What git prints; nothing where it fails."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _touched(diff: str) -> Iterator[tuple[str, int]]:
    """The lines that a diff without context adds or changes; where it only removes, the line above."""
    file, skip = "", 0
    for line in diff.split("\n"):
        if skip:
            skip -= not line.startswith("\\")
        elif line.startswith("+++ "):
            file = line[4:].rstrip("\t")
        elif hunk := _HUNK.match(line):
            removed, first, added = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            skip = removed + added
            yield from ((file, number) for number in range(max(first, 1), max(first, 1) + max(added, 1)))
