"""The page docs/reference/limits.md: how large data may be, with the numbers that the code goes by."""

from __future__ import annotations

from collections.abc import Sequence

from decisionbook import book
from decisionbook.decide import limits as decide
from decisionbook.exchange import csv_sheet, dmn_rows, imported
from decisionbook.exchange.dmn_in import tree
from decisionbook.load import limits as load
from decisionbook.render import decision as page
from decisionbook.render import state
from decisionbook.resolve import comparisons, inputs
from decisionbook.schema import scalars

HEAD = """---
title: Limits
description: How large data and decisions may be, and what happens beyond.
---

# Limits

Data may come from strangers, so nothing in it can keep a build waiting or fill its memory. The limits are far above
what people read. They count sizes and states, never seconds, so the same data gives the same pages on every machine.
"""

Rows = Sequence[tuple[str, int]]
PARTS: Sequence[tuple[str, str, Rows]] = (
    (
        "Data",
        "Beyond these a file or a part of it is not read: [Y009](findings.md#y009).",
        (
            ("Bytes of a file", load.MAX_BYTES),
            ("Files of a data folder", load.MAX_FILES),
            ("Bytes of a data folder", load.MAX_TOTAL_BYTES),
            ("Values in a file: texts, lists, mappings", load.MAX_VALUES),
            ("Lists and mappings inside one another", load.MAX_DEPTH),
            ("Characters of a text", load.MAX_TEXT),
            ("Characters of an id that names a file; [S005](findings.md#s005)", scalars.MAX_FILE_ID),
            ("Cells of a comparison", comparisons.MAX_CELLS),
        ),
    ),
    (
        "Decisions",
        "Beyond these a decision is not evaluated: [D020](findings.md#d020).",
        (
            ("Rules of a table, or branches of its steps", decide.MAX_PARTS),
            ("Answers of an input; numbers and dates have bands instead", inputs.MAX_ANSWERS),
            ("Inputs of a decision", decide.MAX_INPUTS),
            ("Inputs of a decision and all that it rests on", decide.MAX_LEAVES),
            ("Decisions that rest on one another", decide.MAX_DECISIONS),
            ("Rules times answers and bands of all inputs", decide.MAX_CELLS),
        ),
    ),
    (
        "Proofs and pages",
        """\
Proofs go through states that differ, not through all combinations of answers. Beyond the budget a decision is reported
as not proved ([D021](findings.md#d021)); each single answer is still exact.""",
        (
            ("States of a proof", decide.PROVE_STATES),
            (
                "States of the search for the fewest questions; beyond it `optimal` is false",
                decide.OPTIMISE_STATES,
            ),
            ("Questions and ends of the compiled tree", decide.MAX_NODES),
            ("Places that readers pass, until the questions on their ways are counted", decide.COUNT_PLACES),
            ("Questions and ends that a page shows; beyond it the rules stand alone", page.MOST_NODES),
            ("Gaps, overlaps and the like that `analyze` lists; all are counted", decide.MAX_LISTED),
            ("Statements that a list on the page of the evidence shows unfolded", state.MOST_OPEN),
        ),
    ),
    (
        "Findings",
        "One mistake in every line is no reason for a thousand messages: the last one says how many more there are.",
        (
            ("Findings of one code in a file, while it is read as YAML", load.MAX_SAME),
            ("Findings of one code in a file otherwise", book.MOST_SAME),
            ("Invisible characters of a file that are shown one by one", load.MAX_SHOWN),
            ("Names held against misspelt ones; beyond it nothing more is guessed", book.MOST_GUESSED),
        ),
    ),
    (
        "Files of other tools",
        "Beyond these `import` and `export` say so and leave the table out.",
        (
            ("Bytes of a CSV file", imported.MAX_BYTES),
            ("Lines of a CSV file", csv_sheet.MAX_ROWS),
            ("Columns of a CSV file", csv_sheet.MAX_COLUMNS),
            ("Bytes of a DMN file", imported.MAX_BYTES),
            ("Elements of a DMN file", tree.MAX_ELEMENTS),
            ("Elements inside one another", tree.MAX_DEPTH),
            ("Paths of a flow chart that is written as a table", dmn_rows.MAX_PATHS),
        ),
    ),
)


def limits_page() -> str:
    """The whole page: a table for each room."""
    sections = [HEAD]
    for title, about, rows in PARTS:
        lines = [f"| {what} | {limit:,} |" for what, limit in rows]
        sections.append(
            "\n".join((f"## {title}\n\n{about}\n", "| What | At most |", "|---|--:|", *lines, ""))
        )
    return "\n".join(sections)
