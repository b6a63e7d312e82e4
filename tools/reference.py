"""Write docs/reference/findings.md from the catalog of findings; run after every change of it."""

from __future__ import annotations

from pathlib import Path

from decisionbook.catalog import ALL

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "findings.md"
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
description: Everything that a check can find, and why it is a finding.
---

# Findings

Errors fail a build and `decisionbook check`. Warnings do not, unless `--strict` or the plugin's `strict` asks for it.
"""


def page() -> str:
    """The whole page: one table for each room, in the order of the catalog."""
    sections = [HEAD]
    for letter, title in ROOMS.items():
        rows = [
            f"| {code.code} | {code.severity} | {code.title[0].upper()}{code.title[1:]} | {code.why} |"
            for code in ALL
            if code.code[0] == letter
        ]
        head = (f"## {title}\n", "| Code | Severity | Finding | Why |", "|---|---|---|---|")
        sections.append("\n".join((*head, *rows, "")))
    return "\n".join(sections)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
