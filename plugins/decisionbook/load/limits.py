"""How large data may be. Passing a limit is a finding, so that no file can keep a build waiting."""

from __future__ import annotations

MAX_BYTES = 8_000_000
"""Bytes of one file."""

MAX_FILES = 20_000
"""Files of one data folder."""

MAX_TOTAL_BYTES = 200_000_000
"""Bytes of all files of one data folder together."""

MAX_DEPTH = 64
"""Lists and mappings inside one another."""

MAX_VALUES = 500_000
"""Values in one file: texts, lists and mappings."""

MAX_TEXT = 50_000
"""Characters of one text. Reading Markdown takes up to the square of its length: a file of such texts takes a minute at
the worst, one of texts four times as long several."""

MAX_SHARED = 10_000
"""Values that aliases of one file may repeat before they are left empty."""

MAX_SHOWN = 20
"""Invisible characters of one file that get a finding each; the last one counts the rest."""

MAX_COUNTED = 10_000
"""Invisible characters, and tabs that are no text, of one file that are looked at."""

MAX_SAME = 100
"""Findings of one code in one file; what is mended first shows the rest."""
