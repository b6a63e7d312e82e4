"""What messages call the parts of an entity, where these begin, and what a word in them was meant to be."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from decisionbook.findings import Span
from decisionbook.load import Node
from decisionbook.schema import Part
from decisionbook.schema.scalars import ID_PATTERN
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

_CALLED = {"inputs": "shared input", "faq": "question"}
"""What messages call entities whose kind is named after their file."""

_IDS = re.compile(rf"{ID_PATTERN}( *[,;] *{ID_PATTERN})*")

_TYPES = {
    **dict.fromkeys(("float", "decimal", "numeric", "real"), "number"),
    **dict.fromkeys(("bool", "yes-no", "flag"), "boolean"),
    **dict.fromkeys(("enum", "select", "options"), "choice"),
    **dict.fromkeys(("string", "str"), "text"),
}
"""What other tools call a type, and what it is called here."""


_KEYS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("name", "label"), ("title", "name", "term", "label", "text")),
    "heading": ("group", "title", "name"),
    "title": ("name", "term", "question", "label", "text"),
    **dict.fromkeys(("description", "abstract", "desc"), ("summary", "definition", "help", "why", "because")),
    **dict.fromkeys(("reason", "why", "rationale"), ("because", "why")),
    **dict.fromkeys(("comment", "remark", "notes"), ("note", "finding", "because", "why")),
    "text": ("answer", "definition", "summary", "ask"),
    **dict.fromkeys(("question", "prompt"), ("ask",)),
    "hint": ("help",),
    **dict.fromkeys(("choices", "values"), ("answers", "cells")),
    **dict.fromkeys(("minimum", "from"), ("min",)),
    **dict.fromkeys(("maximum", "to"), ("max", "then")),
    **dict.fromkeys(("else", "default", "fallback"), ("otherwise",)),
    **dict.fromkeys(("if", "conditions", "condition"), ("when", "given")),
    **dict.fromkeys(("result", "outcome", "output", "then"), ("then", "expect")),
    **dict.fromkeys(("when", "inputs", "input", "answers"), ("given",)),
    **dict.fromkeys(("next", "goto", "target"), ("then",)),
    **dict.fromkeys(("tests", "cases"), ("examples",)),
    **dict.fromkeys(("pros", "advantages", "benefits"), ("strengths",)),
    **dict.fromkeys(("cons", "disadvantages", "drawbacks"), ("weaknesses",)),
    **dict.fromkeys(("use_when", "when_to_use"), ("choose_when",)),
    **dict.fromkeys(("not_when", "when_not_to_use"), ("avoid_when",)),
    "see_also": ("related",),
    "columns": ("options",),
    "rows": ("criteria",),
    "scale": ("levels",),
    **dict.fromkeys(("section", "category"), ("group",)),
    **dict.fromkeys(("checks", "tasks"), ("items",)),
    "mandatory": ("required",),
    **dict.fromkeys(("meaning", "explanation"), ("definition", "because", "why", "help")),
    "synonyms": ("aliases",),
    "q": ("question",),
    "a": ("answer",),
    "type": ("kind",),
    **dict.fromkeys(("link", "href"), ("url",)),
    "author": ("authors",),
    **dict.fromkeys(("date", "year"), ("published",)),
    **dict.fromkeys(("reviewed", "verified", "updated"), ("checked",)),
    **dict.fromkeys(("until", "valid_until"), ("expires",)),
    **dict.fromkeys(("maintainer", "responsible"), ("owner",)),
    **dict.fromkeys(("references", "refs"), ("sources",)),
}
"""What people call a key, and what that may be called here, the likeliest first."""


def synonym(key: str, free: Collection[str]) -> str | None:
    """The key, among those that are not there yet, that another word most likely stands for."""
    return next((meant for meant in _KEYS.get(key.lower(), ()) if meant in free), None)


def called(path: Path, entry: Entry) -> str:
    """The part at ``path`` in an author's words: ``rule "bulk"``, ``criterion 2``, ``decision 'queue'``."""
    if not path:
        return f"{_CALLED.get(entry.kind, entry.kind)} '{entry.id}'"
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


_MAPPINGS = {
    "when": "`{input: answer}`",
    "waive": "`{D007: the reason}`",
    "given": "`{input: answer}`",
    "answers": "`{id: Label}`",
    "cells": "`{option: value}`",
    "levels": "`{id: Label}`",
}


def mapping_fix(path: Path, node: Node) -> str:
    """How to write a mapping where something else stands."""
    parts = node.data if isinstance(node.data, list) else [None]
    if all(isinstance(part, dict) and len(part) == 1 for part in parts):
        return "write `{…}` in place of `[…]`" if node.flow else "take away the `- ` in front of each entry"
    if all(isinstance(part, dict) and "id" in part for part in parts):
        return "write each `id` as a key, with the rest below it, indented, and no `- `"
    return f"write {_MAPPINGS.get(last_key(path), '`key: value` lines below it, indented')}"


def ids_in(text: str) -> list[str]:
    """The ids that a text lists, apart by commas and perhaps in parentheses; none where it is prose."""
    plain = re.sub(r"\((.*)\)", r"\1", text.strip())
    return [each.strip() for each in re.split("[,;]", plain)] if _IDS.fullmatch(plain) else []


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
