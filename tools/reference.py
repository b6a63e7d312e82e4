"""Write the reference pages and the JSON Schemas: `python tools/reference.py`, after every change of what they say."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # as a script it sees its own folder only

from decisionbook.schema.json_schema import schema_texts  # noqa: E402
from tools.commands_page import commands_page  # noqa: E402
from tools.findings_page import findings_page  # noqa: E402
from tools.format_page import format_page  # noqa: E402
from tools.limits_page import limits_page  # noqa: E402


def written() -> Mapping[Path, str]:
    """Every file that is made from the code, and what it should hold."""
    pages = {
        ROOT / "docs" / "reference" / "commands.md": commands_page(),
        ROOT / "docs" / "reference" / "limits.md": limits_page(),
        ROOT / "docs" / "reference" / "findings.md": findings_page(),
        ROOT / "docs" / "reference" / "format.md": format_page(),
    }
    return pages | {ROOT / "schema" / f"{name}.json": text for name, text in schema_texts().items()}


if __name__ == "__main__":
    for path, text in written().items():
        path.write_text(text, encoding="utf-8", newline="")
