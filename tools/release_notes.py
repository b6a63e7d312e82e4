"""Write what a release says of itself: `python tools/release_notes.py v0.1.0`, Markdown to standard output.

That is its part of CHANGELOG.md. A tag that the package or the changelog does not bear out is refused, with what to
write; nothing is published then.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSION = Path("plugins/decisionbook/__init__.py")
CHANGES = Path("CHANGELOG.md")


class RefusedError(Exception):
    """The release must not be. The message says why, and what to write where."""


def notes(tag: str, root: Path = ROOT) -> str:
    """The part of the changelog on the version that `tag` names, without its heading.

    Raises `RefusedError` if the tag is not `v` and the version of the package, or the changelog has no part on it,
    an empty one, or one that is headed as unreleased.
    """
    stated = re.search(r'^__version__ = "(.+)"$', (root / VERSION).read_text("utf-8"), re.MULTILINE)
    version = stated[1] if stated else "?"
    if tag != f"v{version}":
        raise RefusedError(f'{VERSION} says {version}: tag v{version}, or write __version__ = "{tag[1:]}".')
    parts = re.split(r"^## (.+)\n", (root / CHANGES).read_text("utf-8"), flags=re.MULTILINE)[1:]
    for heading, text in zip(parts[::2], parts[1::2], strict=True):
        if heading.split()[0] == version:
            if "unreleased" in heading:
                raise RefusedError(
                    f"{CHANGES}: in `## {heading}`, write the day of the release in the brackets."
                )
            if not text.strip():
                raise RefusedError(f"{CHANGES}: under `## {heading}`, write what changed.")
            return text.strip() + "\n"
    raise RefusedError(f"{CHANGES}: write a section `## {version} (year-month-day)` that says what changed.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/release_notes.py TAG")
    try:
        sys.stdout.write(notes(sys.argv[1]))
    except RefusedError as error:
        sys.exit(str(error))
