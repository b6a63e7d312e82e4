"""Text as an author would quote it."""

from __future__ import annotations

import json
import re

_FOLD = re.compile(r"(?<![ \t])[ \t]*(?:\r\n|\r|\n)[ \t]*")


def quoted(text: str) -> str:
    """A YAML scalar on one line that reads as exactly ``text``: double quotes, single ones where that is simpler."""
    if not text.isprintable():
        return json.dumps(text, ensure_ascii=False)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def folded(source: str) -> str:
    """The text that plain lines of YAML stand for: each line break with its indentation is one space."""
    return _FOLD.sub(" ", source.strip())
