"""What Zensical tells extensions about the page that it converts: it runs no plugin that could.

Before the other extensions it registers a preprocessor under ``rendering_context`` that knows the page's path and the
settings of the site.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown import Markdown

from decisionbook.markdown.host import Source
from decisionbook.pages import entity_at

CONTEXT = "rendering_context"


def page_of(md: Markdown) -> str | None:
    """The path of the page below the folder of all pages; ``None`` where another host converts."""
    path = getattr(getattr(_context(md), "page", None), "path", None)
    return path if isinstance(path, str) else None


def source_of(md: Markdown, page: str) -> Source:
    """The file of the page, with the lines of front matter that come before the text, and whose own page it is."""
    config: dict[str, Any] = getattr(_context(md), "config", None) or {}
    file = Path(str(config.get("docs_dir") or "docs")) / page
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return Source(page, own=entity_at(page))
    return Source(file.as_posix(), _front(text.splitlines()), entity_at(page))


def _context(md: Markdown) -> object | None:
    if CONTEXT not in md.preprocessors:
        return None
    found: object = md.preprocessors[CONTEXT]
    return found


def _front(lines: list[str]) -> int:
    """The lines of front matter, and the empty ones behind it: Zensical hands on the text without them."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), None)
    if end is None:
        return 0
    rest = lines[end + 1 :]
    return end + 1 + next((number for number, line in enumerate(rest) if line.strip()), len(rest))
