"""A book as JSON: one file an entity, and an index that names them.

``FORMAT`` counts changes that a reader must know of. Keys that have nothing to say are left out; an empty list of
``sources`` says that evidence was looked for in vain, a missing one that the claim is its author's judgement.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from decisionbook import __version__
from decisionbook.decide import CycleError, TooLargeError, prove
from decisionbook.domains import Choices, Range
from decisionbook.exchange.csv_out import quantity_text
from decisionbook.exchange.in_words import in_words
from decisionbook.model import (
    KINDS,
    Book,
    Branch,
    Comparison,
    Condition,
    Criterion,
    Decision,
    Entity,
    Evidence,
    Kind,
    Quantity,
    Rule,
)

FORMAT = 1
FOLDERS: Mapping[Kind, str] = {
    "option": "options",
    "comparison": "comparisons",
    "decision": "decisions",
    "checklist": "checklists",
    "term": "terms",
    "faq": "faq",
    "source": "sources",
}
_PLACES = ("span", "spans", "_at")
_KEPT_EMPTY = frozenset({"sources", "when", "outcomes", "rules", "expect", "given"})
_WRITTEN: Mapping[type, frozenset[str]] = {
    Condition: frozenset({"values", "text"}),
    Branch: frozenset({"values", "text"}),
    Rule: frozenset({"when"}),
    Decision: frozenset({"rules", "otherwise", "steps"}),
}
"""What is written by hand below, in the words of conditions."""


def json_files(book: Book) -> Mapping[str, str]:
    """Path to text, the same bytes for the same book."""
    texts: dict[str, str] = {}
    index: dict[str, list[dict[str, str]]] = {}
    for kind in KINDS:
        folder = FOLDERS[kind]
        for identity, entity in book.of(kind).items():
            path = f"{folder}/{identity}.json"
            texts[path] = _json(as_plain(book, entity))
            index.setdefault(folder, []).append({"id": identity, "title": entity.title, "file": path})
    head = {"format": FORMAT, "generator": f"decisionbook {__version__}", "digest": book.digest}
    return {"index.json": _json({**head, **index}), **texts}


def as_plain(book: Book, entity: Entity) -> dict[str, Any]:
    """The entity as JSON holds it; a decision with its proof."""
    if isinstance(entity, Decision):
        return _decision(book, entity)
    plain: dict[str, Any] = _plain(entity)
    if isinstance(entity, Comparison):
        for row, criterion in zip(plain["criteria"], entity.criteria, strict=True):
            for option, cell in criterion.cells.items():
                if isinstance(cell.value, Quantity):
                    row["cells"][option]["value"] = _quantity(criterion, cell.value)
    return plain


def _quantity(criterion: Criterion, value: Quantity) -> dict[str, Any]:
    """Both ends, as numbers or dates, and the cell as its author wrote it."""
    ends = {"low": value.low, "high": value.high}
    if criterion.type == "date":
        calendar = Range("date", None, None)
        return {key: calendar.show(end) for key, end in ends.items()} | {
            "text": quantity_text(criterion, value)
        }
    return {key: _plain(end) for key, end in ends.items()} | {"text": quantity_text(criterion, value)}


def _decision(book: Book, decision: Decision) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(decision)
    plain["rules"] = [_rule(decision, rule) for rule in decision.rules]
    if decision.otherwise:
        plain["otherwise"] = _rule(decision, decision.otherwise)
        del plain["otherwise"]["when"], plain["otherwise"]["id"]
    if decision.steps:
        del plain["rules"]
        plain["steps"] = {
            step.id: {
                "ask": step.input,
                "answers": [_branch(decision, step.input, each) for each in step.branches],
            }
            for step in decision.steps.values()
        }
    try:
        plain["proof"] = prove(book, decision.id).as_json()
    except (TooLargeError, CycleError):
        plain["proof"] = None
    return plain


def _rule(decision: Decision, rule: Rule) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(rule)
    plain["when"] = {each.input: _words(decision, each) for each in rule.when}
    return plain


def _words(decision: Decision, condition: Condition) -> list[str]:
    return list(in_words(condition.values, decision.inputs[condition.input].domain))


def _branch(decision: Decision, asked: str, branch: Branch) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(branch)
    plain["values"] = list(in_words(branch.values, decision.inputs[asked].domain))
    return plain


# --- Values -------------------------------------------------------------------------------------------


def _plain(value: object) -> Any:
    if isinstance(value, Range | Choices):
        return _domain(value)
    if is_dataclass(value):
        return dict(_fields(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return _scalar(value)


def _scalar(value: object) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _domain(value: Range | Choices) -> dict[str, Any]:
    if isinstance(value, Choices):
        return {"kind": "choice", "values": list(value.values), "ordered": value.ordered}
    ends = {key: end for key, end in (("min", value.low), ("max", value.high)) if end is not None}
    shown = {key: value.show(end) if value.kind == "date" else _scalar(end) for key, end in ends.items()}
    return {"kind": value.kind, **shown}


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    """Name and value of what is worth saying; evidence stands beside what it is evidence for, as authors write it."""
    written = next((names for kind, names in _WRITTEN.items() if isinstance(value, kind)), frozenset())
    for field in fields(value):
        found = getattr(value, field.name)
        if isinstance(found, Evidence):
            yield from _fields(found)
        elif not field.name.endswith(_PLACES) and field.name not in written and _says(field.name, found):
            yield field.name, _plain(found)


def _says(name: str, found: object) -> bool:
    return found is not None and (name in _KEPT_EMPTY or found not in ((), {}, ""))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
