"""The page docs/reference/format.md: every key of every kind, from the models and one example of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from decisionbook.load import Document, load_folder
from decisionbook.schema import MODELS, Entity, Part
from decisionbook.schema.part import Backed
from decisionbook.schema.scalars import ProseMark
from decisionbook.schema.walk import annotation_at, model_at
from tools.format_decisions import decisions

EXAMPLE = Path(__file__).resolve().parents[1] / "tests" / "data" / "every-key"
PLACES: Mapping[str, tuple[str, str, str]] = {
    "option": ("Options", "options/<id>.yml", "options/broker.yml"),
    "comparison": ("Comparisons", "comparisons/<id>.yml", "comparisons/queues.yml"),
    "decision": ("Decisions", "decisions/<id>.yml", "decisions/queue.yml"),
    "checklist": ("Checklists", "checklists/<id>.yml", "checklists/ready.yml"),
    "inputs": ("Shared inputs", "inputs.yml", "inputs.yml"),
    "term": ("Terms", "glossary.yml", "glossary.yml"),
    "faq": ("Questions", "faq.yml", "faq.yml"),
    "source": ("Sources", "sources.yml", "sources.yml"),
}
"""Kind to its heading, where its files lie, and the file that is shown of it."""
FLOW_CHART = "decisions/effort.yml"

HEAD = """---
title: Format
description: Every key of every kind of data, with its type and an example.
---

# Format

The folder says the kind, the file's name is the id; the small files hold entries by their ids. Keys that are **bold**
are required. `decisionbook new` begins a file with all of them, and editors complete them from the
[JSON Schemas](editors.md).

A *text* is plain, *Markdown* may hold links to other entities such as `[RAG](option:rag)`, and full addresses. A
relative link is a warning: from each page that shows the text it would lead elsewhere. A *claim* is a text, or a
mapping with `text` and what stands behind it. YAML's own guesses do not count: the type asked for decides what `no` or
`3.10` means.

Of Markdown a text may use paragraphs, lists, emphasis, code and links. An image becomes a link to it; headings, tables
and quotations are shown as they are written, since most texts stand within a list or a table.

## What stands behind a claim {#evidence}

Every claim may carry these, beside its text.
"""
ENTITY = """## What every entity may have {#entity}
"""
SHARED: Mapping[type[Part], str] = {
    Backed: "what stands [behind a claim](#evidence)",
    Entity: "what [every entity](#entity) has",
}
"""Models whose keys are explained once."""
_TYPES = {
    "_text": "text",
    "_id": "id",
    "_ref": "id",
    "_bound": "number, date or `none`",
    "_bool": "yes or no",
    "_number": "number",
    "_date": "date",
    "_published": "year, month or date",
    "_url": "web address",
    "_condition": "[condition](#condition)",
    "_given": "answer",
    "_code": "code",
    "_one_or_more": "text or list of texts",
}
_MOST = 60
Key = tuple[str, str]


def format_page() -> str:
    """The whole page."""
    shown = [file for _, _, file in PLACES.values()]
    documents = load_folder(EXAMPLE, shown_as="").documents
    first = sorted(documents, key=lambda document: document.path.removeprefix("/") not in shown)
    examples = _examples(first)
    sections = [HEAD, _table(Backed, examples), ENTITY, _table(Entity, examples, hidden=(Backed,))]
    explained: set[str] = set()
    for kind, (title, place, file) in PLACES.items():
        model = MODELS[kind]
        text = (EXAMPLE / file).read_text("utf-8").rstrip("\n")
        sections.append(f"## {title}\n\n`{place}`: {_sentence(model.__doc__)}\n\n```yaml\n{text}\n```\n")
        sections.append(_own(model, examples))
        for part in _parts(model):
            if part.__name__ not in explained:
                explained.add(part.__name__)
                sections.append(f"### {_heading(part)}\n\n{_sentence(part.__doc__)}{_bare(part)}\n")
                sections.append(_own(part, examples))
        if kind == "decision":
            sections.append(decisions((EXAMPLE / FLOW_CHART).read_text("utf-8")))
    return "\n".join(sections)


def _sentence(text: str | None) -> str:
    """A model's promise without the place of its files, which stands beside it."""
    first = " ".join((text or "").split())
    return first.partition(": `")[0].partition(": an entry of")[0].rstrip(".") + "."


def _heading(part: type[Part]) -> str:
    name = _words(part)
    return f"{name[0].upper()}{name[1:]} {{#{name.replace(' ', '-')}}}"


def _words(part: type[Part]) -> str:
    """What the page calls a part: ``own option``."""
    return "".join(f" {char.lower()}" if char.isupper() else char for char in part.__name__).strip()


def _bare(part: type[Part]) -> str:
    return f" A bare text stands for its `{part.bare}`." if part.bare else ""


def _own(model: type[Part], examples: Mapping[Key, str]) -> str:
    """The keys that only this model has, and where the others are explained."""
    shared = tuple(base for base in SHARED if issubclass(model, base))
    also = [SHARED[base] for base in shared]
    table = _table(model, examples, shared)
    return f"{table}\nIt may also say {' and '.join(also)}.\n" if also else table


def _table(model: type[Part], examples: Mapping[Key, str], hidden: tuple[type[Part], ...] = ()) -> str:
    rows = ["| Key | Type | Meaning | Example |", "|---|---|---|---|"]
    elsewhere = {name for base in hidden for name in base.model_fields}
    for name, field in model.model_fields.items():
        if name in elsewhere:
            continue
        key = f"**`{name}`**" if field.is_required() else f"`{name}`"
        example = examples.get((_owner(model, name), name), "")
        meaning = " ".join((field.description or "").split())
        rows.append(f"| {key} | {_type(field)} | {meaning} | {_code(example)} |")
    return "\n".join([*rows, ""])


def _code(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`" if text else ""


def _owner(model: type[Part], name: str) -> str:
    """The model that a key was given by."""
    owners = [each for each in model.__mro__ if name in getattr(each, "model_fields", {})]
    return owners[-1].__name__


# --- Types --------------------------------------------------------------------------------------------


def _type(field: FieldInfo) -> str:
    return _named(field.annotation, field.metadata)


def _named(annotation: Any, marks: Any = ()) -> str:
    """What an author writes there, in words."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _named(inside[0], (*inside[1:], *marks))
    if origin in {Union, UnionType}:
        choices = [_named(each, marks) for each in inside if each is not type(None)]
        return " or ".join(dict.fromkeys(choices))
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in inside)
    if any(isinstance(mark, ProseMark) for mark in marks):
        return "Markdown"
    return _container(annotation, marks) or _validated(marks) or "text"


def _container(annotation: Any, marks: Any) -> str:
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return _validated(marks) or f"list of {_many(_named(inside[0]))}"
    if origin is dict:
        return f"mapping to {_named(inside[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Part):
        name = _words(annotation)
        return f"[{name}](#{name.replace(' ', '-')})"
    return ""


def _validated(marks: Any) -> str:
    names = [mark.func.__name__ for mark in marks if isinstance(mark, BeforeValidator)]
    return next((_TYPES[name] for name in names if name in _TYPES), "")


def _many(word: str) -> str:
    return "claims" if word == "claim" else f"{word}s" if word.isalpha() and word != "Markdown" else word


def _parts(model: type[Part]) -> Iterator[type[Part]]:
    """The models of what stands inside, in the order of the keys, depth first."""
    for field in model.model_fields.values():
        for part in _models(field.annotation):
            yield part
            yield from _parts(part)


def _models(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
        return
    for inside in get_args(annotation):
        if not isinstance(inside, str):
            yield from _models(inside)


# --- Examples -----------------------------------------------------------------------------------------


def _examples(documents: Iterable[Document]) -> Mapping[Key, str]:
    """For each key the first value that the example book gives it, short enough for a table."""
    found: dict[Key, str] = {}
    for document in documents:
        for model, data in _entities(document):
            _collect(model, (), data, found)
    return found


def _entities(document: Document) -> Iterator[tuple[type[Part], Any]]:
    data = document.node.data
    model = MODELS[document.kind]
    if isinstance(data, list):
        yield from ((model, each) for each in data)
    elif document.id is None and isinstance(data, dict):
        yield from ((model, each) for each in data.values())
    else:
        yield model, data


def _collect(model: type[Part], path: tuple[str | int, ...], data: Any, found: dict[Key, str]) -> None:
    here = model_at(model, path)
    if isinstance(data, list):
        for index, each in enumerate(data):
            _collect(model, (*path, index), each, found)
    elif isinstance(data, dict):
        for key, value in data.items():
            if here is not None and key in here.model_fields:
                found.setdefault((_owner(here, key), key), _short(value))
            _collect(model, (*path, key), value, found)
    elif here is not None and here.bare and isinstance(data, str) and annotation_at(model, path) is not None:
        found.setdefault((_owner(here, here.bare), here.bare), _short(data))


def _short(value: Any) -> str:
    text = _flow(value)
    return text if len(text) <= _MOST else f"{text[: _MOST - 1].rstrip()}…"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return "" if value is None else str(value)
