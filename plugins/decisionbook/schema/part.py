"""What all models share: unknown keys and empty values are errors, a bare text may stand for a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from decisionbook.schema.scalars import Date, Prose, Ref, kind_of, wrong


class Part(BaseModel):
    """A mapping of an author's file."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    bare: ClassVar[str | None] = None
    """The field that a bare text stands for, where the part may be written as one."""
    what: ClassVar[str] = "this"
    """How a message calls the part."""
    former: ClassVar[Mapping[str, str]] = {}
    """Keys as older versions of the format called them, with their names of today; they are read, with a warning."""

    @model_validator(mode="before")
    @classmethod
    def _as_mapping(cls, data: Any) -> Any:
        if isinstance(data, dict):
            return data
        if data is None:
            raise wrong("S008", f"{cls.what} is empty", cls.empty_fix())
        if cls.bare and isinstance(data, str):
            return {cls.bare: data}
        expected = "a text or a mapping" if cls.bare else "a mapping"
        raise wrong("S003", f"{kind_of(data)} stands where {expected} is expected", cls._mapping_fix())

    @classmethod
    def empty_fix(cls) -> str:
        """How an author mends a part that has nothing in it."""
        return "fill it, or remove its key"

    @classmethod
    def _mapping_fix(cls) -> str:
        needed = [name for name, field in cls.model_fields.items() if field.is_required()]
        keys = needed or list(cls.model_fields)[:3]
        return "write " + ", ".join(f"`{key}: …`" for key in keys)

    @field_validator("*", mode="before")
    @classmethod
    def _not_empty(cls, value: Any) -> Any:
        if value is None:
            raise wrong("S008", "this key has no value", "write a value, or remove the key")
        return value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The mapping's schema, or also a bare text where the part may be written as one."""
        described = handler(schema)
        if not cls.bare:
            return described
        return {"anyOf": [{"type": ["string", "number", "boolean"]}, described]}


class AlsoList:
    """Marks a mapping that may also be written as the list of its keys."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A list of texts, or what the mapping has."""
        keys = {"type": "array", "items": {"type": "string"}, "minItems": 1}
        return {"anyOf": [keys, handler(schema)]}


def _as_disputes(value: Any) -> Any:
    if isinstance(value, str):
        return {value: None}
    if isinstance(value, list):
        texts = [item for item in value if isinstance(item, str)]
        if len(texts) != len(value):
            raise wrong(
                "S003",
                "a list of disputes holds ids only",
                "to say what a source says, write `id: what it says`",
            )
        return dict.fromkeys(texts)
    return value


Disputes = Annotated[
    dict[str, Prose | None],
    BeforeValidator(_as_disputes),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": "string"}},
                {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}},
            ],
        },
    ),
]


class Backed(Part):
    """A part whose text is a claim: what stands behind it is written beside it."""

    sources: tuple[Ref, ...] | None = None
    """Ids in sources.yml. `[]`: looked for, none found. Left out: the author's own judgement."""
    disputed_by: Disputes = Field(default_factory=dict)
    """Sources that say otherwise: a list of ids, or id to what it says instead."""
    checked: Date | None = None
    """The day it was last held against its sources; left out: the entity's own."""
    expires: Date | None = None
    """The day on which it stops being true, if that is known."""


class Claim(Backed):
    """A text with what stands behind it; a bare text is a claim without sources of its own."""

    bare = "text"
    what = "this claim"

    text: Prose
    """What is claimed, in Markdown."""
