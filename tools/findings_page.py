"""The page docs/reference/findings.md: every finding, with a fixture that fails and one that passes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from decisionbook.catalog import ALL, Code
from tests.golden import Case, cases

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "golden" / "rules"
ROOMS = {
    "Y": "Reading YAML",
    "S": "The shape of an entity",
    "R": "References",
    "D": "Decisions",
    "C": "Comparisons",
    "P": "Provenance",
    "T": "Text",
    "N": "Pages",
    "E": "Files of other tools",
    "W": "Waivers",
}
HEAD = """---
title: Findings
description: Everything that a check can find, why it is a finding, and an example of each.
---

# Findings

Errors fail a build and `decisionbook check`. Warnings do not, unless `--strict` or the plugin's `strict` asks for it.
A warning that should stand is [waived](../contributing/data.md#letting-a-warning-stand) in the data, with a reason.
"""
_MOST_LINES = 40
_LANGUAGES = {".md": "markdown", ".dmn": "xml", ".csv": "text"}


def findings_page() -> str:
    """The whole page: for each room a table in the order of the catalog, and a section for each finding."""
    sections = [HEAD]
    for letter, title in ROOMS.items():
        codes = [code for code in ALL if code.code[0] == letter]
        rows = [
            f"| [{code.code}](#{code.code.lower()}) | {code.severity} | {_capital(code.title)} | {code.why} |"
            for code in codes
        ]
        head = (f"## {title}\n", "| Code | Severity | Finding | Why |", "|---|---|---|---|")
        sections.append("\n".join((*head, *rows, "")))
        sections.extend(_section(code) for code in codes)
    return "\n".join(sections)


def _capital(title: str) -> str:
    return f"{title[0].upper()}{title[1:]}"


def _section(code: Code) -> str:
    heading = f"### {code.code}: {code.title} {{#{code.code.lower()}}}"
    fixture = FIXTURES / f"{code.code}.txt"
    if not fixture.is_file():
        return f"{heading}\n\n{code.why}\n"
    every = cases(fixture)
    failing = next(case for case in every if case.title.startswith("fails"))
    passing = next(case for case in every if case.title.startswith("passes"))
    parts = [heading, code.why, *_shown(failing), _fence("text", failing.expected)]
    if any(_shown(passing)):
        parts += ["This passes:", *_shown(passing)]
    return "\n\n".join(parts) + "\n"


def _shown(case: Case) -> Iterator[str]:
    """The files of a fixture, each with its name; nothing where they are too long to teach anybody."""
    if case.given.count("\n") > _MOST_LINES:
        return
    for name, text in re.findall(r"^=== (.+)\n((?:(?!=== ).*(?:\n|\Z))*)", case.given, re.MULTILINE):
        path = name.partition(" ")[0] if " -> " in name or name.endswith(" latin-1") else name
        yield f"`{name}`:"
        if text.strip():
            yield _fence(_LANGUAGES.get(Path(path).suffix, "yaml"), text)


def _fence(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"
