"""Shared inputs that come beside those that a book has already."""

from __future__ import annotations

from decisionbook.findings import Span
from decisionbook.load import load_bytes, load_text


class ClashError(Exception):
    """An input of the same id asks something else, or the old file cannot be read."""

    def __init__(self, span: Span, message: str, fix: str) -> None:
        super().__init__(message)
        self.span = span
        self.fix = fix


def joined(old: bytes, new: str, file: str) -> str:
    """The old file with the entries of ``new`` that it lacks behind its own. Raises ``ClashError``."""
    before, problems = load_bytes(old, file)
    errors = [problem for problem in problems if problem.is_error]
    if errors or (before is not None and not isinstance(before.data, dict)):
        span = errors[0].span if errors else Span(file)
        raise ClashError(
            span, f"{file} has errors, so nothing is added to it", "run `decisionbook check` and mend it"
        )
    text = old.decode("utf-8").removeprefix("\ufeff")
    if before is None:
        return new if not text.strip() else f"{text.rstrip()}\n\n{new}"
    after, _ = load_text(new, file)
    entries = after.data if after is not None and isinstance(after.data, dict) else {}
    for key, value in entries.items():
        known = before.find((key,))
        if known is not None and known.data != value:
            message = f"{file} has an input '{key}' already, and it is another one"
            raise ClashError(before.key_span_of((key,)), message, "rename one of the two")
    added = "".join(_entry(new, key) for key in entries if before.find((key,)) is None)
    whole = f"{text.rstrip()}\n\n{added}" if added else text
    if before.flow and added:
        raise ClashError(
            before.span, f"{file} is written in braces, so nothing can be added to it", "write a key a line"
        )
    return whole


def _entry(text: str, key: str) -> str:
    """The lines of one entry at the top of a mapping in block style."""
    lines = text.splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith(" ")), len(lines))
    return "".join(lines[start:end])
