"""Plain data against the models: every mistake a located finding, everything else still read.

A mistake that says what it meant (a misspelt key, a text where a list of one was meant) is taken as meant for
the rest of the run; any other is taken out, so that what stands around it is still checked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from decisionbook.findings import Finding, Span, finding
from decisionbook.load import Document, Node
from decisionbook.load.folder import FOLDERS
from decisionbook.schema import MODELS
from decisionbook.schema.scalars import ID_PATTERN, file_id_problem, kind_of, meant_id, shown
from decisionbook.validate.entry import Entry
from decisionbook.validate.reading import Reading

__all__ = ["Entry", "Shaped", "entries_of", "validate"]

Shaped = tuple[tuple[Entry, ...], tuple[Finding, ...]]
"""Entities, and what is wrong with the files and ids around them."""


def entries_of(documents: Iterable[Document], known: dict[Node, Shaped] | None = None) -> Shaped:
    """Every entity of the documents, each to be read when it is asked for, and then with findings of its own.

    What is ``known`` of a document's data is not looked at again, since mending has changed that data; what is
    found is added.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    for document in documents:
        found = known.get(document.node) if known is not None else None
        if found is None:
            found = _entries(document)
            if known is not None:
                known[document.node] = found
        entries.extend(found[0])
        findings.extend(found[1])
    return tuple(entries), tuple(findings)


def validate(documents: Iterable[Document]) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Every entity of the documents, read, and what is wrong with their shape."""
    entries, findings = entries_of(documents)
    return entries, (*findings, *(found for entry in entries for found in entry.findings))


# --- Files to entities --------------------------------------------------------------------------------


def _entries(document: Document) -> Shaped:
    node, kind = document.node, document.kind
    if kind == "faq":
        return _listed(document)
    if document.id is None:
        return _mapped(document)
    if not isinstance(node.children, dict):
        message = f"{kind_of(node.data)} stands where the keys of one {kind} are expected"
        return (), (finding("S003", node.span, message, "write `key: value` lines"),)
    node, wrapped = _unwrapped(kind, node)
    first = next(iter(node.children.values()), None) if isinstance(node.children, dict) else None
    span = (first.key_span if first else None) or node.span
    file = Span(node.span.file)
    wrong = [*wrapped, *_bad_file_id(document.id, file)]
    entry = Entry(
        kind,
        _meant_id(document.id) if len(wrong) > len(wrapped) else document.id,
        node,
        span,
        Reading.outcome,
    )
    other = _other_kind(kind, node.children.keys() if isinstance(node.children, dict) else ())
    if other is None:
        return (entry,), tuple(wrong)
    entry.kind = other
    places: dict[str, str] = {name: folder for folder, name in FOLDERS.items()}
    article = "an" if other == "option" else "a"
    message = f"this reads like {article} {other}, and {places[kind]}/ holds {kind}s"
    return (entry,), (*wrong, finding("S006", file, message, f"move the file to {places[other]}/"))


def _unwrapped(kind: str, node: Node) -> tuple[Node, list[Finding]]:
    """The keys of an entity, where all of them stand below one that it does not have."""
    children = node.children if isinstance(node.children, dict) else {}
    key, inner = next(iter(children.items()), ("", node))
    if len(children) != 1 or key in MODELS[kind].model_fields or not isinstance(inner.children, dict):
        return node, []
    if not _required(kind) & inner.children.keys():
        return node, []
    message = f"the keys of the {kind} stand below '{key}:', one level too deep"
    fix = "remove this line, and the indentation of what follows"
    return inner, [finding("S001", inner.key_span or node.span, message, fix)]


def _other_kind(kind: str, keys: Collection[str]) -> str | None:
    """The kind whose keys these are, where they cannot be those of ``kind``: the file lies in the wrong folder."""
    if _required(kind) & set(keys) == _required(kind):
        return None
    fits = [
        other
        for other in FOLDERS.values()
        if other != kind and _required(other) <= set(keys) <= set(MODELS[other].model_fields)
    ]
    return fits[0] if len(fits) == 1 else None


def _required(kind: str) -> set[str]:
    return {name for name, field in MODELS[kind].model_fields.items() if field.is_required()}


def _mapped(document: Document) -> Shaped:
    node = document.node
    if not isinstance(node.children, dict):
        message = f"{kind_of(node.data)} stands where entries by id are expected"
        return (), (finding("S003", node.span, message, "write `id:` and its keys below it, indented"),)
    entries, findings = [], []
    for key, child in node.children.items():
        span = child.key_span or child.span
        findings.extend(_bad_id(key, span, "the key is the id"))
        entries.append(Entry(document.kind, key, child, span, Reading.outcome))
    return tuple(entries), tuple(findings)


def _listed(document: Document) -> Shaped:
    node = document.node
    if not isinstance(node.children, list):
        message = f"{kind_of(node.data)} stands where a list of questions is expected"
        return (), (finding("S003", node.span, message, "begin each question with `- id: …`"),)
    entries = []
    for index, child in enumerate(node.children):
        given = child.data.get("id") if isinstance(child.data, dict) else None
        identity = given if isinstance(given, str) else f"q{index + 1}"
        entries.append(Entry(document.kind, identity, child, child.span, Reading.outcome))
    return tuple(entries), ()


def _bad_file_id(identity: str, span: Span) -> list[Finding]:
    problem = file_id_problem(identity)
    if problem:
        return [finding("S005", span, *problem)]
    return _bad_id(identity, span, "the file's name is the id")


def _meant_id(identity: str) -> str:
    """The id that a file or a key was meant to give."""
    return meant_id(re.sub(r"\.ya?ml$", "", identity.lower()))


def _bad_id(identity: str, span: Span, why: str) -> list[Finding]:
    if re.fullmatch(ID_PATTERN, identity):
        return []
    fix = f"use a-z, 0-9 and single '-' or '_': {_meant_id(identity)}"
    return [finding("S005", span, f"{shown(identity)} is not an id; {why}", fix)]
