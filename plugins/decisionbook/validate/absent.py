"""What is said of a key that is missing, or stands without a value."""

from __future__ import annotations

from typing import Literal, get_args, get_origin

from decisionbook.findings import Finding, finding
from decisionbook.load import Node
from decisionbook.schema import Part
from decisionbook.schema.walk import Path, model_at
from decisionbook.validate.entry import Entry
from decisionbook.validate.naming import called, head, is_required

_WANTED = frozenset({"ask", "title"})
"""Keys that only some parts can be without."""

_NULLS = frozenset({"null", "Null", "NULL"})


def missing_key(entry: Entry, model: type[Part], parent: Path, key: str) -> Finding:
    """The finding of the part at ``parent``, of an entity that is a ``model``, without its required ``key``."""
    what, span = called(parent, entry), head(parent, entry)
    outcomes = entry.node.at(("outcomes",)).data if parent[:1] in {("rules",), ("otherwise",)} else None
    message = f"{what} has no '{key}'"
    if key == "then" and isinstance(outcomes, dict | list):
        names = ", ".join(str(name) for name in outcomes)
        return finding("D003", span, f"{what} has no outcome", f"Add 'then:', one of: {names}")
    if key == "when":
        return finding("S002", span, message, "add `when: {input: answer}`, or `when: {}` if it always holds")
    field = (model_at(model, parent) or model).model_fields[key]
    if get_origin(field.annotation) is Literal:
        words = ", ".join(str(word) for word in get_args(field.annotation))
        return finding("S002", span, message, f"add `{key}:`, one of: {words}")
    hint = (field.description or "").split("\n")[0].strip().rstrip(".")
    return finding("S002", span, message, f"add `{key}:` ({hint[:1].lower()}{hint[1:]})")


def no_value(node: Node, key: str, within: type[Part] | None, otherwise: str | None) -> tuple[str, str]:
    """What to say, and the fix, of a key whose value is empty; ``otherwise`` is the fix of one that may be left out."""
    needed = key in _WANTED or is_required(within, key)
    fix = "write it behind the ':'" if needed else otherwise or "write a value, or remove the key"
    written = node.lines.text[slice(*node.offsets)]
    if written not in _NULLS:
        return f"'{key}' has no value", fix
    return (
        f"'{key}' has no value: {written} stands for nothing",
        f'{fix}; if {written} is a word here, quote it: "{written}"',
    )
