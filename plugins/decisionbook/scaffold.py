"""The text of new entities: their keys with what each is for, made from the models that check them.

What must be written is a key without a value, the *blank*; what may be written is commented out. As soon as every
blank has a value the text is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from decisionbook.schema import MODELS
from decisionbook.schema.checklist import Item
from decisionbook.schema.comparison import Criterion, OwnOption
from decisionbook.schema.decision import Input, Outcome, Rule
from decisionbook.schema.entity import Entity
from decisionbook.schema.json_schema import FILES
from decisionbook.schema.part import Backed, Part
from decisionbook.schema.scalars import Bool, Date

KINDS = {
    "option": "options",
    "comparison": "comparisons",
    "decision": "decisions",
    "checklist": "checklists",
    "term": "glossary",
    "faq": "faq",
    "source": "sources",
    "input": "inputs",
}
"""What can be made, and the folder it gets a file in, or the small file that it becomes an entry of."""

FILE_KINDS = ("option", "comparison", "decision", "checklist")
"""The kinds that have a file each."""

WIDTH = 100
_LATER = frozenset({*Backed.model_fields, *Entity.model_fields})
"""The keys that every entity has; they come last."""

Lines = list[str]


def schema_name(kind: str) -> str:
    """The name of the JSON Schema of the file that an entity of this kind stands in."""
    return FILES["inputs" if kind == "input" else kind]


def modeline(schema: str) -> str:
    """The line that tells an editor's language server where the JSON Schema is."""
    return f"# yaml-language-server: $schema={schema}\n"


def file_text(kind: str, schema: str) -> str:
    """A whole file for one entity. ``schema`` is where its JSON Schema is found from there."""
    model = MODELS[kind]
    lines = ["# Fill in the keys without a value. Lines with a '#' may be filled in too, or deleted.", ""]
    for key in _keys(model, _SKELETONS.get(kind, {})):
        lines += [*key, ""]
    return modeline(schema) + "\n".join(lines).rstrip("\n") + "\n"


def entry_text(kind: str, identity: str) -> str:
    """One entry of a small file, from the first column on."""
    model = MODELS["inputs" if kind == "input" else kind]
    given = _SKELETONS.get(kind, {})
    if kind == "faq":
        lines = [f"- id: {identity}", *_indented(_flat(_keys(model, given, without=("id",))), 2)]
    else:
        lines = [f"{identity}:", *_indented(_flat(_keys(model, given)), 2)]
    return "\n".join(lines) + "\n"


def _flat(keys: Iterator[Lines]) -> Lines:
    return [line for key in keys for line in key]


def _indented(lines: Sequence[str], by: int) -> Lines:
    return [" " * by + line if line else line for line in lines]


# --- Keys ---------------------------------------------------------------------------------------------


def _keys(
    model: type[Part], given: Mapping[str, Sequence[str]], without: Sequence[str] = ()
) -> Iterator[Lines]:
    """Each key of a model with its comment: what must be written first, what every entity may have last."""
    fields = {name: field for name, field in model.model_fields.items() if name not in without}
    needed = [name for name, field in fields.items() if field.is_required() or name in given]
    optional = sorted((name for name in fields if name not in needed), key=lambda name: name in _LATER)
    for name in needed:
        value = given.get(name) or [f"{name}:{_chosen(fields[name])}"]
        yield [*_comment(fields[name]), *value]
    for name in optional:
        yield [*_comment(fields[name]), *(f"# {line}" for line in _example(name, fields[name]))]


def _chosen(field: FieldInfo) -> str:
    """The first of the words that a key takes, so that only texts are left blank."""
    words = _words(field.annotation)
    return f" {words[0]}" if words else ""


def _example(name: str, field: FieldInfo) -> Lines:
    """An optional key as it may be filled in."""
    if name in _SHAPES:
        return list(_SHAPES[name])
    if name in {"sources", "disputed_by", "aliases_of_id", "related", "monotone"}:
        return [f"{name}: []"]
    if get_origin(_inner(field.annotation)) is tuple:
        return [f"{name}:", "  -"]
    if isinstance(field.default, str):
        return [f"{name}: {field.default}"]
    return [f"{name}:"]


def _comment(field: FieldInfo) -> Lines:
    text = " ".join((field.description or "").split())
    form = _form(field)
    return [f"# {line}" for line in wrap(f"{text} {form}".strip(), WIDTH)]


def _form(field: FieldInfo) -> str:
    """How the value is written, where the name does not say it."""
    words = _words(field.annotation)
    if len(words) > 1:
        return f"One of: {', '.join(words)}."
    marks = {field.annotation, *get_args(field.annotation)}
    if Bool in marks or field.annotation is bool:
        return "Write yes or no."
    return "Write it as 2026-11-20." if Date in marks else ""


def _words(annotation: Any) -> tuple[str, ...]:
    """The words that a key takes, where they are listed."""
    inner = _inner(annotation)
    return tuple(map(str, get_args(inner))) if get_origin(inner) is Literal else ()


def _inner(annotation: Any) -> Any:
    """The annotation without its marks and without `None`."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in {Union, UnionType}:
        first = next(choice for choice in get_args(annotation) if choice is not type(None))
        return _inner(first)
    return annotation


# --- Skeletons ----------------------------------------------------------------------------------------


def _also(model: type[Part], *without: str) -> str:
    """The other keys that a part may have, in one comment."""
    names = sorted(
        (name for name in model.model_fields if name not in without), key=lambda name: name in _LATER
    )
    return f"# Also: {', '.join(names)}."


def _blank(model: type[Part], name: str) -> Lines:
    return [*_comment(model.model_fields[name]), f"{name}:"]


def _part(model: type[Part], *blanks: str) -> Lines:
    """The blanks of a part, and the names of its other keys."""
    lines = [line for name in blanks for line in _blank(model, name)]
    return [*lines, _also(model, *blanks)]


_SHAPES: Mapping[str, Sequence[str]] = {
    "answers": ["answers:", "  first:", "  second:"],
    "examples": ["examples:", "  - title:", "    given: {first_question: yes}", "    expect: first"],
    "otherwise": ["otherwise:", "  then: first", "  because:"],
    "start": ["start: first_question"],
    "steps": ["steps:", "  first_question:", "    answers: {yes: first, no: second}"],
    "verdicts": ["verdicts:", "  ready:", "  not_ready:"],
    "waive": ["waive:", "  P001:"],
}
"""Optional keys that hold more than a value or a list of texts."""
_DECISION = {
    "inputs": ["inputs:", "  first_question:", *_indented(_part(Input, "ask"), 4)],
    "outcomes": [
        "outcomes:",
        "  first:",
        *_indented(_part(Outcome, "title"), 4),
        "  second:",
        "    title:",
    ],
    "rules": [
        "rules:",
        f"  {_also(Rule, 'when', 'then')}",
        "  - when: {first_question: yes}",
        "    then: first",
        "  - when: {first_question: no}",
        "    then: second",
    ],
}
_COMPARISON = {
    "options": [
        "# To compare options that have files, list their ids: `options: [this, that]`.",
        "options:",
        "  this:",
        *_indented(_part(OwnOption, "name"), 4),
        "  that:",
        "    name:",
    ],
    "criteria": [
        "criteria:",
        "  - id: first",
        *_indented(_part(Criterion, "name"), 4)[:-1],
        f"    {_also(Criterion, 'id', 'name', 'cells')}",
        "    # One a column; `unknown` and `not-applicable` leave a cell open.",
        "    cells:",
        "      this:",
        "      that:",
    ],
}
_CHECKLIST = {
    "items": [
        "items:",
        "  - id: first",
        *_indented(_blank(Item, "text"), 4),
        f"    {_also(Item, 'id', 'text')}",
    ],
}
_SKELETONS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "decision": _DECISION,
    "comparison": _COMPARISON,
    "checklist": _CHECKLIST,
    "faq": {"kind": ["kind: question"]},
    "input": {"ask": ["ask:"]},
}
