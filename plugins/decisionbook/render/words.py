"""Every word of ours that a reader sees, so that a book in another language can replace them."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]
"""Key to text; ``{name}`` marks are filled with ``str.format``."""

ENGLISH: Words = {}
