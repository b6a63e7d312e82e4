"""The script and the style sheet that pages need, each one text made of readable parts in a fixed order."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files

SCRIPTS = (
    "start.js",
    "elements.js",
    "fit.js",
    "table.js",
    "checklist.js",
    "cues.js",
    "terms.js",
    "walk.js",
    "record.js",
    "widget.js",
)
STYLES = ("base.css", "comparison.css", "checklist.css", "decision.css", "print.css")

_FOR_TESTS = re.compile(r'if \(typeof module === "object" && module\.exports\)[^;]*;\s*(?:else )?')
"""What gives the functions of a part to its tests in Node.js."""


@cache
def script() -> str:
    """One classic script that serves every part of a page; it asks the network for nothing."""
    return _shrunk(readable_script(), "js")


@cache
def style() -> str:
    """One style sheet; its colours are the theme's, or the system's where there is no theme."""
    return _shrunk(readable_style(), "css")


def readable_script() -> str:
    """The script without comments, indentation and what only tests take from it: served where nothing shrank it."""
    parts = _FOR_TESTS.sub("", _joined("js", SCRIPTS))
    return f'(function () {{\n"use strict";\n{parts}}})();\n'


def readable_style() -> str:
    """The style sheet without comments and white space."""
    parts = re.split(r'("[^"]*")', _joined("css", STYLES))
    parts[::2] = [re.sub(r"\s*([{};,>~])\s*|(?<=:)\s+", r"\1", part) for part in parts[::2]]
    return "".join(parts).replace(";}", "}")


def shrunk_name(text: str, kind: str) -> str:
    """The file that holds ``text`` shrunk further. A name from the content cannot go stale."""
    return f"{sha256(text.encode()).hexdigest()[:16]}.{kind}"


def _shrunk(text: str, kind: str) -> str:
    """What the build made of this very text, or the text."""
    made = files("decisionbook") / "assets" / "min" / shrunk_name(text, kind)
    return made.read_text(encoding="utf-8") if made.is_file() else text


def _joined(folder: str, names: tuple[str, ...]) -> str:
    room = files("decisionbook") / "assets" / folder
    texts = [(room / name).read_text(encoding="utf-8") for name in names]
    return "".join(map(_bare, texts))


def _bare(text: str) -> str:
    """The text without comments on lines of their own, indentation and empty lines; no line is joined to another."""
    bare = re.sub(r"^[ \t]*/\*.*?\*/[ \t]*\n", "", text, flags=re.DOTALL | re.MULTILINE)
    return "".join(f"{line.strip()}\n" for line in bare.splitlines() if line.strip())
