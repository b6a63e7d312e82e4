"""JSON Schema (draft 2020-12) of the JSON that a book publishes, read off the types that it is made from.

What has nothing to say is left out of the data, so only what always says something is required.
"""

from __future__ import annotations

import json
from collections import abc
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin, get_type_hints

from decisionbook.domains import Choices, Range
from decisionbook.exchange.json_out import FOLDERS
from decisionbook.model import (
    Branch,
    Checklist,
    Comparison,
    Decision,
    Entity,
    Evidence,
    Faq,
    Kind,
    Option,
    Quantity,
    Rule,
    Source,
    Step,
    Term,
)
from decisionbook.publish.proof_schema import PROOF
from decisionbook.schema.json_schema import DIALECT

Schema = dict[str, Any]

TYPES: Mapping[Kind, type[Entity]] = {
    "option": Option,
    "comparison": Comparison,
    "decision": Decision,
    "checklist": Checklist,
    "term": Term,
    "faq": Faq,
    "source": Source,
}

_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_PLAIN: Mapping[object, Schema] = {
    str: _TEXT,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
}
_END: Schema = {"type": ["number", "string"]}
_WRITTEN: Mapping[type, Schema] = {
    Choices: {
        "type": "object",
        "properties": {
            "kind": {"const": "choice"},
            "values": _TEXTS,
            "ordered": {"type": "boolean"},
        },
        "required": ["kind", "values", "ordered"],
        "additionalProperties": False,
    },
    Range: {
        "type": "object",
        "description": "The ends of dates are dates; a missing end is none.",
        "properties": {"kind": {"enum": ["number", "integer", "date"]}, "min": _END, "max": _END},
        "required": ["kind"],
        "additionalProperties": False,
    },
    Quantity: {
        "type": "object",
        "description": "A number, a date or a range of them, and the cell as its author wrote it.",
        "properties": {"low": _END, "high": _END, "text": _TEXT},
        "required": ["low", "high", "text"],
        "additionalProperties": False,
    },
}
"""Types whose form in JSON is not that of their fields."""

_CONDITIONS: Schema = {
    "type": "object",
    "description": "By input: conditions in words, any of which may hold.",
    "additionalProperties": _TEXTS,
}
_OWN: Mapping[type, Schema] = {
    Rule: {"when": _CONDITIONS},
    Branch: {"values": _TEXTS},
    Decision: {"otherwise": {"$ref": "#/$defs/Otherwise"}, "proof": {"$ref": "#/$defs/Proof"}},
}
"""Keys that are written in another form than the field of that name, or that have no field."""

_OPTIONAL = "otherwise"


def schema_files() -> Mapping[str, str]:
    """Path to text: a schema for each kind, and one for the index."""
    described = {"index": _index(), **{FOLDERS[kind]: _entity(TYPES[kind]) for kind in TYPES}}
    return {
        f"schema/{name}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in described.items()
    }


def _index() -> Schema:
    entry = {
        "type": "object",
        "properties": {"id": _TEXT, "title": _TEXT, "file": _TEXT},
        "required": ["id", "title", "file"],
        "additionalProperties": False,
    }
    listed = {"type": "array", "items": {"$ref": "#/$defs/Entry"}}
    head = {"format": {"const": 1}, "generator": _TEXT, "digest": _TEXT}
    return {
        "$schema": DIALECT,
        "title": "Index",
        "description": "What a book holds, by kind. Files are named from the folder of the index.",
        "type": "object",
        "properties": {**head, **dict.fromkeys(FOLDERS.values(), listed)},
        "required": list(head),
        "additionalProperties": False,
        "$defs": {"Entry": entry},
    }


def _entity(kind: type[Entity]) -> Schema:
    definitions: dict[str, Schema] = {}
    whole = _object(kind, definitions)
    if kind is Decision:
        rule = definitions["Rule"]
        properties = {key: value for key, value in rule["properties"].items() if key not in {"id", "when"}}
        definitions["Otherwise"] = {**rule, "properties": properties, "required": ["then"]}
        definitions["Proof"] = PROOF
    kept = {name: definitions[name] for name in sorted(definitions)}
    return {"$schema": DIALECT, "title": kind.__name__, **whole, **({"$defs": kept} if kept else {})}


def _object(kind: type, definitions: dict[str, Schema]) -> Schema:
    own = _OWN.get(kind, {})
    properties = {**dict(_properties(kind, definitions)), **own}
    always = {*own, *_filled(kind)} - {_OPTIONAL}
    return {
        "type": "object",
        "description": (kind.__doc__ or "").split("\n\n")[0].replace("\n", " ").strip(),
        "properties": properties,
        "required": [key for key in properties if key in always],
        "additionalProperties": False,
    }


def _properties(kind: type, definitions: dict[str, Schema]) -> Iterator[tuple[str, Schema]]:
    """The keys that a value of this type may have; evidence stands beside what it is evidence for."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        hint = hints[field.name]
        if hint is Evidence:
            yield from _properties(Evidence, definitions)
        elif not _left_out(kind, field):
            yield field.name, _type(hint, definitions)


def _left_out(kind: type, field: Field[Any]) -> bool:
    return field.name.endswith(("span", "spans")) or (kind is Branch and field.name == "text")


def _filled(kind: type) -> frozenset[str]:
    """Fields without a default that hold a plain value, which is never empty."""
    hints = get_type_hints(kind)
    return frozenset(
        field.name
        for field in fields(kind)
        if field.default is MISSING
        and field.default_factory is MISSING
        and (hints[field.name] in _PLAIN or get_origin(hints[field.name]) is Literal)
    )


def _type(hint: Any, definitions: dict[str, Schema]) -> Schema:
    if hint in _PLAIN or hint in _WRITTEN:
        return _PLAIN.get(hint) or _WRITTEN[hint]
    if is_dataclass(hint) and isinstance(hint, type):
        return _named(hint, definitions)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0], definitions)}
    if origin is abc.Mapping:
        return {"type": "object", "additionalProperties": _type(arguments[1], definitions)}
    known = [_type(one, definitions) for one in arguments if one is not type(None)]
    return known[0] if len(known) == 1 else {"anyOf": known}


def _named(kind: type, definitions: dict[str, Schema]) -> Schema:
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        definitions[kind.__name__] = _step(definitions) if kind is Step else _object(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _step(definitions: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "description": "A question of a flow chart: the input that it asks, and the ways on.",
        "properties": {
            "ask": _TEXT,
            "answers": {"type": "array", "items": _named(Branch, definitions)},
        },
        "required": ["ask", "answers"],
        "additionalProperties": False,
    }
