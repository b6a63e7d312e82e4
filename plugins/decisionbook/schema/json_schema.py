"""The JSON Schema of each kind of file, made from the models, for editors and other tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from decisionbook.schema import MODELS
from decisionbook.schema.scalars import ID_PATTERN

DIALECT = "https://json-schema.org/draft/2020-12/schema"

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


def _schema(kind: str, name: str) -> dict[str, Any]:
    entity = MODELS[kind].model_json_schema()
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
