"""Putting an entry or a column into a file that its author wrote, and leaving everything else as it is.

A place is found from the positions of what stands there, and the result is read again: where it does not say what was
said before and the new part besides, nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from decisionbook.findings import Finding
from decisionbook.lines import BOM
from decisionbook.load import Data, Node, load_text

OPEN = "unknown"
"""What a new cell holds."""


class InsertError(ValueError):
    """The file cannot be extended with certainty; the message says why."""


def with_entry(text: str, entry: str, file: str) -> str:
    """The text with an entry at its end. Raises ``InsertError``.

    ``entry`` is YAML from the first column on: an item of a list, or a key with its value.
    """
    before = _read(text, file)
    if before is not None and before.flow:
        raise InsertError(
            f"{file} is written in one pair of brackets; write its entries below each other first"
        )
    indent = "" if before is None else " " * (before.span.column - 1)
    newline = "\r\n" if "\r\n" in text else "\n"
    added = "".join(f"{indent}{line}".rstrip() + newline for line in entry.splitlines())
    whole = text if not text or text.endswith(("\n", "\r")) else text + newline
    wanted = _joined(before.data if before else None, _data(entry, file), file)
    for between in (newline, "") if before is not None else ("",):
        found = f"{whole}{between}{added}"
        if _data(found, file) == wanted:
            return found
    raise InsertError(f"{file} ends in a way that keeps an entry from being added; add it by hand")


def with_column(text: str, option: str, file: str) -> str:
    """A comparison with one more option, whose cells are all open. Raises ``InsertError``."""
    root = _read(text, file)
    options = root.child("options") if root else None
    criteria = root.child("criteria") if root else None
    if root is None or options is None or criteria is None or not isinstance(criteria.children, list):
        raise InsertError(f"{file} has no options or no criteria yet")
    if option in (options.data or ()):
        raise InsertError(f"{file} has the option '{option}' already")
    cells = [row.child("cells") for row in criteria.children]
    if not all(cell is not None and isinstance(cell.children, dict) and cell.children for cell in cells):
        raise InsertError(f"{file} has a criterion without cells")
    edits = [_item(text, options, option), *(_key(text, cell, option) for cell in cells if cell)]
    found = _edited(text, edits)
    if _data(found, file) != _with_option(root.data, option):
        raise InsertError(f"{file} is written in a way that keeps a column from being added; add it by hand")
    return found


# --- Reading ------------------------------------------------------------------------------------------


def _read(text: str, file: str) -> Node | None:
    """The data of a text; ``None`` where there is none. Raises ``InsertError`` for a text with errors."""
    node, findings = load_text(text, file)
    errors: Iterable[Finding] = (one for one in findings if one.is_error)
    first = next(iter(errors), None)
    if first is not None:
        raise InsertError(f"{first.span}: {first.message}; mend this first")
    return node


def _data(text: str, file: str) -> Data:
    node, findings = load_text(text, file)
    return None if node is None or any(one.is_error for one in findings) else node.data


def _joined(before: Data, entry: Data, file: str) -> Data:
    if before is None:
        return entry
    if isinstance(before, list) and isinstance(entry, list):
        return [*before, *entry]
    if isinstance(before, dict) and isinstance(entry, dict):
        return {**before, **entry}
    raise InsertError(f"{file} does not hold what its name says; `decisionbook check` tells more")


def _with_option(data: Any, option: str) -> Data:
    options = data["options"]
    more = [*options, option] if isinstance(options, list) else {**options, option: None}
    rows = [{**row, "cells": {**row["cells"], option: OPEN}} for row in data["criteria"]]
    return {**data, "options": more, "criteria": rows}


# --- Editing ------------------------------------------------------------------------------------------

_Edit = tuple[int, str]
"""Where text is put in, and the text."""


def _item(text: str, options: Node, option: str) -> _Edit:
    """One more option: an id in a list, or a key without a value in a mapping."""
    if isinstance(options.children, dict):
        return _put(text, options, f"{option}:")
    return _put(text, options, option if options.flow else f"- {option}")


def _key(text: str, cells: Node, option: str) -> _Edit:
    return _put(text, cells, f"{option}: {OPEN}")


def _put(text: str, into: Node, line: str) -> _Edit:
    """A line behind the last one of a collection, in its own style."""
    shift = len(BOM) if text.startswith(BOM) else 0
    children = into.children
    last = list(children.values())[-1] if isinstance(children, dict) else (children or [into])[-1]
    if into.flow:
        end = max(last.offsets[1], last.key[1] + 1 if last.key else 0)
        return end + shift, f", {line}"
    start = into.offsets[0] + shift
    end = len(text[: _end(last) + shift].rstrip())
    end += len(re.match(r"[^\r\n]*", text[end:])[0])  # type: ignore[index]
    column = start - max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) - 1
    newline = "\r\n" if "\r\n" in text else "\n"
    return end, f"{newline}{' ' * column}{line}"


def _end(node: Node) -> int:
    """Where the last value within a node ends; the end of a block collection lies behind the space that follows."""
    children = node.children
    if not children or node.flow:
        return max(node.offsets[1], node.key[1] if node.key else 0)
    return _end(list(children.values())[-1] if isinstance(children, dict) else children[-1])


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    for place, added in sorted(edits, reverse=True):
        text = f"{text[:place]}{added}{text[place:]}"
    return text
