"""Write the comment on a pull request: `python tools/review_comment.py BASE HEAD`, two revisions, to standard output.

Nothing of HEAD is run: its data is unpacked from git and read as data. What comes from it stands in code, so that no
text of it is markup, a mention or a reference. Where the analysis itself fails, the comment says that and nothing else.
"""

from __future__ import annotations

import re
import subprocess
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from decisionbook.book import Reading, read_book
from decisionbook.diff.revisions import Repository
from decisionbook.show import as_text, summary

MARKER = "<!-- decisionbook-review -->"
"""How the comment is found again, to be brought up to date."""
DATA = Path("decision_data")
MOST_FINDINGS = 12_000
"""Characters of findings; with the 50,000 bytes of the difference they fit into a comment of 65,536."""
MOST = 64_000
FAILED = "**The analysis itself failed.** This says nothing about the data; the log of the run says why."


def comment(base: str, head: str) -> str:
    """The whole comment."""
    try:
        parts = [outcome(reading_of(head)), difference(base, head)]
    except Exception:  # noqa: BLE001 - whatever it is, it must not read like "no findings"
        traceback.print_exc()
        parts = [FAILED]
    foot = "The book with this change, offline, is the artifact `book` of the run *CI*."
    return "\n\n".join([MARKER, *parts, foot])[:MOST] + "\n"


def reading_of(revision: str) -> Reading:
    """The data of a revision. Raises ``RevisionError`` where there is none."""
    repository = Repository.around(Path())
    with repository.folder(repository.commit(revision), DATA) as folder:
        return read_book(folder, shown_as=DATA.as_posix(), today=datetime.now(UTC).date())


def outcome(reading: Reading) -> str:
    """What the check says, its findings folded away."""
    verdict = "The check fails" if reading.errors else "The check passes"
    head = f"**{verdict}: {summary(reading.findings)}.**"
    if not reading.findings:
        return head
    text = as_text(reading.findings, reading.texts)
    if len(text) > MOST_FINDINGS:
        text = text[:MOST_FINDINGS].rpartition("\n")[0] + "\n… `decisionbook check` shows the others"
    fence = "`" * (max(map(len, re.findall(r"`+", text)), default=2) + 1)
    fence = max(fence, "```", key=len)
    folded = f"<details>\n<summary>Findings</summary>\n\n{fence}text\n{text}\n{fence}\n\n</details>"
    return f"{head}\n\n{folded}"


def difference(base: str, head: str) -> str:
    """What `decisionbook diff` says. Raises ``RuntimeError`` where it fails."""
    command = [
        str(Path(sys.executable).with_name("decisionbook")),
        "diff",
        base,
        head,
        "--format",
        "markdown",
    ]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python tools/review_comment.py BASE HEAD")
    sys.stdout.write(comment(*sys.argv[1:]))
