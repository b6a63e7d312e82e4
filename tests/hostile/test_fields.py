"""The hostile book leaves no text of any kind out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from decisionbook.load import load_folder
from decisionbook.schema import MODELS
from decisionbook.schema.part import Part
from decisionbook.validate import validate
from tests.hostile import book

CHECKED = {
    "aliases_of_id", "answers", "ask_order", "cells", "decision", "expect", "given", "id", "inputs", "max", "min", "monotone",
    "option", "options", "outcomes", "published", "related", "rules", "sources", "start", "steps", "then", "url", "waive",
    "when", "ask of Step",
}  # fmt: skip
"""What holds ids, answers, dates and addresses: other texts are errors, or warnings and dropped."""


def inner(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for part in get_args(annotation):
        yield from inner(part)


def holds_text(annotation: Any) -> bool:
    if get_origin(annotation) is Literal:
        return False
    return annotation is str or any(holds_text(part) for part in get_args(annotation))


def texts_of_models() -> set[tuple[str, str]]:
    found, known, waiting = set(), set(), list(MODELS.values())
    while waiting:
        model: type[Part] = waiting.pop()
        known.add(model)
        for name, field in model.model_fields.items():
            if holds_text(field.annotation):
                found.add((model.__name__, name))
            waiting += [part for part in inner(field.annotation) if part not in known]
    return {each for each in found if each[1] not in CHECKED and f"{each[1]} of {each[0]}" not in CHECKED}


def is_marked(value: Any) -> bool:
    if isinstance(value, dict):
        return any(is_marked(part) for part in (*value, *value.values()))
    return (
        any(map(is_marked, value))
        if isinstance(value, tuple)
        else isinstance(value, str) and "marker" in value
    )


def marked(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Part):
        for name in type(value).model_fields:
            if is_marked(getattr(value, name)):
                yield type(value).__name__, name
            yield from marked(getattr(value, name))
    elif isinstance(value, tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from marked(part)


def test_every_text_of_every_kind_is_hostile_in_the_book(tmp_path: Path) -> None:
    files = load_folder(book.write(tmp_path, book.data(lambda: "marker")))
    entries, findings = validate(files.documents)
    assert findings == ()
    filled = {each for entry in entries for each in marked(entry.value)}
    assert texts_of_models() - filled == set()
    assert len(texts_of_models()) > 60
