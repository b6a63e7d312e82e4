"""Files to plain data, with the place of every value and key.

Nothing here knows what the data means: a scalar is the text that YAML gives, and the schema decides its type.
"""

from __future__ import annotations

from decisionbook.load.folder import Document, Files, load_folder
from decisionbook.load.node import Data, Node, Path
from decisionbook.load.quoting import quoted
from decisionbook.load.text import collector_paused, load_bytes, load_text

__all__ = [
    "Data",
    "Document",
    "Files",
    "Node",
    "Path",
    "collector_paused",
    "load_bytes",
    "load_folder",
    "load_text",
    "quoted",
]
