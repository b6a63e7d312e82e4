"""What messages call the parts of an entity, where these begin, and what a word in them was meant to be."""

from __future__ import annotations

from collections.abc import Sequence

from decisionbook.findings import Span
from decisionbook.schema import Part
from decisionbook.schema.walk import Path
from decisionbook.spelling import closest
from decisionbook.validate.entry import Entry

_SINGULAR = {
    "rules": "rule",
    "criteria": "criterion",
    "inputs": "input",
    "outcomes": "outcome",
    "items": "item",
    "examples": "example",
    "cells": "cell",
    "steps": "step",
    "answers": "answer",
    "options": "option",
}

_TYPES = {
    **dict.fromkeys(("float", "decimal", "numeric", "real"), "number"),
    **dict.fromkeys(("bool", "yes-no", "flag"), "boolean"),
    **dict.fromkeys(("enum", "select", "options"), "choice"),
    **dict.fromkeys(("string", "str"), "text"),
}
"""What other tools call a type, and what it is called here."""


def called(path: Path, entry: Entry) -> str:
    """The part at ``path`` in an author's words: ``rule "bulk"``, ``criterion 2``, ``decision 'queue'``."""
    if not path:
        return f"{entry.kind} '{entry.id}'"
    last, before = path[-1], path[-2] if len(path) > 1 else None
    name = _SINGULAR.get(str(before), "entry")
    if isinstance(last, int):
        given = entry.node.at(path).child("id")
        return f'{name} "{given.text}"' if given and given.text is not None else f"{name} {last + 1}"
    return f'{name} "{last}"' if before in _SINGULAR else f"'{last}'"


def head(path: Path, entry: Entry) -> Span:
    """The key of the part at ``path``, or the first line of it."""
    if not path:
        return entry.span
    if isinstance(path[-1], str):
        return entry.node.key_span_of(path)
    part = entry.node.at(path)
    first = next(iter(part.children.values()), None) if isinstance(part.children, dict) else None
    return (first.key_span if first and not part.flow else None) or part.span


def keys_of(model: type[Part] | None) -> list[str]:
    """The keys of a part, its own before those that it shares with others."""
    if model is None:
        return []
    shared = {name for base in model.__bases__ if issubclass(base, Part) for name in base.model_fields}
    return sorted(model.model_fields, key=lambda name: name in shared)


def is_required(model: type[Part] | None, key: str) -> bool:
    """Whether a part cannot be without the key."""
    field = model.model_fields.get(key) if model else None
    return field is not None and field.is_required()


_MAPPINGS = {"when": "`{input: answer}`", "waive": "`{D007: the reason}`", "given": "`{input: answer}`"}


def mapping_fix(path: Path) -> str:
    """How to write a mapping where something else stands."""
    return f"write {_MAPPINGS.get(last_key(path), '`key: value` lines below it, indented')}"


def last_key(path: Path) -> str:
    """The nearest key at or above ``path``, as messages name the place."""
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "this")


def word_meant(word: str, allowed: Sequence[str], *, typing: bool) -> tuple[str | None, str, bool]:
    """The allowed word that another stands for, if that is plain, the fix, and whether replacing the word is all of it.

    ``typing`` says that the words name types.
    """
    if typing and word.lower() in {"integer", "int"} and "number" in allowed:
        return "number", "write `type: number`, and `integer: yes` beside it", False
    name = _TYPES.get(word.lower()) if typing else None
    meant = closest(word, allowed) or (name if name in allowed else None)
    if allowed == ["shared"]:
        return (
            meant,
            "write `shared` to take the input of this id from inputs.yml, or `ask: …` below it",
            True,
        )
    return meant, f"did you mean '{meant}'?" if meant else f"write one of: {', '.join(allowed)}", True
