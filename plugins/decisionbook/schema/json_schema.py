"""The JSON Schema of each kind of file, made from the models, for editors and other tools."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from decisionbook.schema import MODELS
from decisionbook.schema.scalars import ID_PATTERN

DIALECT = "https://json-schema.org/draft/2020-12/schema"

VERSION = 1
"""The version of the format; the published schemas have it in their addresses."""

FILES: Mapping[str, str] = {
    "option": "option",
    "comparison": "comparison",
    "decision": "decision",
    "checklist": "checklist",
    "inputs": "inputs",
    "term": "glossary",
    "faq": "faq",
    "source": "sources",
}
"""Kind to the name of its schema: one entity a file, or the one file that holds all of the kind."""


def schemas() -> Mapping[str, dict[str, Any]]:
    """Name to JSON Schema (draft 2020-12). Each describes one file as an author writes it."""
    return {name: _schema(kind, name) for kind, name in FILES.items()}


def schema_texts() -> Mapping[str, str]:
    """Name to JSON Schema as a file holds it."""
    return {
        name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas().items()
    }


def _schema(kind: str, name: str) -> dict[str, Any]:
    entity = _plain(MODELS[kind].model_json_schema())
    definitions = entity.pop("$defs", {})
    whole = _file(kind, entity)
    head = {"$schema": DIALECT, "title": name.capitalize()}
    return {**head, **whole, **({"$defs": definitions} if definitions else {})}


def _file(kind: str, entity: dict[str, Any]) -> dict[str, Any]:
    """What one file holds: the entity, a mapping of them by id, or a list of them."""
    if kind == "faq":
        return {"type": "array", "items": entity}
    if kind in {"inputs", "term", "source"}:
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{ID_PATTERN}$"},
            "additionalProperties": entity,
        }
    return entity


def _plain(schema: Any, *, of_key: bool = False) -> Any:
    """The schema without what helps no author: made-up titles, and empty values where a key may not be empty."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {
        key: {name: _plain(part, of_key=True) for name, part in value.items()}
        if key == "properties"
        else _plain(value)
        for key, value in schema.items()
        if not _is_noise(key, value)
    }
    choices = [choice for choice in found.get("anyOf", ()) if choice != {"type": "null"}]
    if not of_key or len(choices) == len(found.get("anyOf", ())):
        return found
    if len(choices) > 1:
        return {**found, "anyOf": choices}
    del found["anyOf"]
    return {**choices[0], **found}


def _is_noise(key: str, value: Any) -> bool:
    made_up = key == "title" and isinstance(value, str)
    return made_up or (key == "default" and value in (None, [], {}))
