"""Walking a model's annotations and its values: which fields stand at a place, and where Markdown is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator

from decisionbook.schema.part import Part
from decisionbook.schema.scalars import ProseMark

Path = tuple[str | int, ...]


def model_at(model: type[Part], path: Path) -> type[Part] | None:
    """The model of the mapping at ``path``, or ``None`` where no model describes it."""
    found: Any = model
    for segment in path:
        found = _inside(found, segment)
    return _model(found)


def annotation_at(model: type[Part], path: Path) -> Any:
    """The annotation of the value at ``path``, or ``None`` where the models know none."""
    found: Any = model
    for segment in path:
        found = _inside(found, segment)
    return found


def is_list(model: type[Part] | None, key: str) -> bool:
    """Whether a key takes a list and nothing else: a text alone is no list of one there."""
    field = model.model_fields.get(key) if model else None
    if field is None or any(isinstance(mark, BeforeValidator) for mark in field.metadata):
        return False
    return get_origin(_plain(field.annotation)) is tuple


def _inside(annotation: Any, segment: str | int) -> Any:
    plain = _plain(annotation)
    model = _model(plain)
    if model is not None:
        field = model.model_fields.get(str(segment))
        return field.annotation if field else None
    arguments = get_args(plain)
    if get_origin(plain) is dict:
        return arguments[1]
    return arguments[0] if get_origin(plain) is tuple else None


def _model(annotation: Any) -> type[Part] | None:
    plain = _plain(annotation)
    return plain if isinstance(plain, type) and issubclass(plain, Part) else None


def _plain(annotation: Any) -> Any:
    """The annotation without ``Annotated`` and, among alternatives, the one that has an inside."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) not in {Union, UnionType}:
        return annotation
    choices = [_plain(choice) for choice in get_args(annotation)]
    inner = [
        c for c in choices if get_origin(c) in {dict, tuple} or (isinstance(c, type) and issubclass(c, Part))
    ]
    return inner[0] if inner else choices[0]


def prose(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every Markdown text that an authored value holds, with its path, in field order."""
    if isinstance(value, BaseModel):
        yield from _of_model(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from prose(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from prose(item, (*path, key))


def _of_model(value: BaseModel, path: Path) -> Iterator[tuple[Path, str]]:
    for name, is_prose in _fields(type(value)):
        inner = getattr(value, name)
        if isinstance(inner, str):
            if is_prose:
                yield (*path, name), inner
        elif name == "disputed_by":
            yield from (((*path, name, key), text) for key, text in inner.items() if text)
        elif inner:
            yield from prose(inner, (*path, name))


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """The fields that may hold Markdown or have an inside, each with whether a text in it is Markdown."""
    return tuple(
        (name, any(isinstance(mark, ProseMark) for mark in _marks(field.annotation, field.metadata)))
        for name, field in model.model_fields.items()
    )


def _marks(annotation: Any, metadata: list[Any]) -> list[Any]:
    found = list(metadata)
    for choice in (annotation, *get_args(annotation)):
        if get_origin(choice) is Annotated:
            found.extend(get_args(choice)[1:])
    return found
