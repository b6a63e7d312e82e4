"""A book whose every text is hostile, whatever its kind and its field."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.hostile.vectors import every

Next = Callable[[], str]
HARMLESS = "harmless"


def data(text: Next) -> dict[str, Any]:
    """Every file of a book by its path, as data; ``text`` gives each text its content."""
    return {
        "options/a.yml": _option(text, "b"),
        "options/b.yml": _option(text, "a"),
        "comparisons/few.yml": _comparison(text, {"a": None, "own": {"name": text(), "short": text(), "summary": text()}}),
        "comparisons/many.yml": _comparison(text, {f"o{n}": {"name": f"{n} {text()}"} for n in range(9)}, rows=2),
        "decisions/rules.yml": _rules(text),
        "decisions/collects.yml": _collects(text),
        "decisions/steps.yml": _steps(text),
        "checklists/list.yml": {
            "title": text(), "summary": text(), "owner": text(), **_backed(text), "verdicts": {"ready": text(), "not_ready": text()},
            "items": [
                {"id": "one", "text": text(), "group": text(), "required": "yes", "why": text(), **_backed(text)},
                {"id": "two", "text": text(), "group": text()},
            ],
        },
        "inputs.yml": {"shared": {"ask": text(), "help": text(), "type": "number", "unit": text()}},
        "glossary.yml": {"term": {"term": text(), "aliases": [text(), text()], "definition": text(), "owner": text(), **_backed(text)}},
        "faq.yml": [
            {"id": "q", "kind": "question", "question": text(), "answer": text(), "owner": text(), **_backed(text)},
            {"id": "m", "kind": "misconception", "question": text(), "answer": text()},
        ],
        "sources.yml": {"s1": _source(text), "s2": _source(text)},
    }  # fmt: skip


def _backed(text: Next) -> dict[str, Any]:
    return {
        "sources": ["s1"],
        "disputed_by": {"s2": text()},
        "checked": "2020-01-01",
        "expires": "2020-02-01",
    }


def _claims(text: Next) -> list[Any]:
    return [text(), {"text": text(), **_backed(text)}, {"text": text(), "sources": []}]


def _option(text: Next, other: str) -> dict[str, Any]:
    lists = ("cues", "choose_when", "avoid_when", "strengths", "weaknesses", "failure_modes", "first_steps")
    return {
        "name": text(), "short": text(), "aliases": [text(), text()], "summary": text(), "related": [other],
        "owner": text(), "aliases_of_id": [f"old-{other}"], "waive": {"P001": text()}, **_backed(text),
        **{name: _claims(text) for name in lists},
    }  # fmt: skip


def _comparison(text: Next, options: dict[str, Any], rows: int = 5) -> dict[str, Any]:
    def cells(*values: str) -> dict[str, Any]:
        return {
            one: {"value": value, "rating": "good", "note": text(), **_backed(text)}
            for one, value in zip(options, cycle(values), strict=False)
        }

    def row(identity: str, **more: Any) -> dict[str, Any]:
        return {
            "id": identity, "name": text(), "group": text(), "help": text(), "note": text(), **_backed(text), **more,
        }  # fmt: skip

    criteria = [
        row("text", cells={one: {"value": text(), "note": text(), **_backed(text)} for one in options}),
        row("level", levels={"low": text(), "high": text()}, cells=cells("low", "high")),
        row("number", type="number", unit=text(), better="lower", cells=cells("1", "2 to 3")),
        row("truth", type="boolean", better="yes", cells=cells("yes", "no")),
        row("day", type="date", cells=cells("2020-01-01", "unknown")),
    ]
    return {
        "title": text(), "summary": text(), "takeaway": text(), "owner": text(), **_backed(text),
        "options": options, "criteria": criteria[:rows],
    }  # fmt: skip


def _outcome(text: Next, **more: Any) -> dict[str, Any]:
    return {"title": text(), "summary": text(), "advice": _claims(text), **_backed(text), **more}


def _rules(text: Next) -> dict[str, Any]:
    return {
        "title": text(), "question": text(), "summary": text(), "owner": text(), "hit_policy": "first", **_backed(text),
        "inputs": {
            "truth": {"ask": text(), "help": text()},
            "choice": {
                "ask": text(), "help": text(),
                "answers": {"x": text(), "y": {"label": text(), "help": text()}, "z": text()}, "ordered": "yes",
            },
            "number": {"ask": text(), "help": text(), "type": "number", "unit": text()},
            "day": {"ask": text(), "type": "date"},
            "inner": {"ask": text(), "decision": "steps"},
            "shared": "shared",
        },
        "outcomes": {"a": {"option": "a", "advice": _claims(text)}, "p": _outcome(text), "q": _outcome(text, values={text()[:500]: text(), text()[-500:]: "1"})},
        "rules": [
            {"id": "r-one", "when": {"truth": "yes"}, "then": "a", "because": text(), **_backed(text)},
            {"when": {"choice": "at least y", "number": "over 5"}, "then": "p", "because": text()},
            {"when": {"day": "over 2020-01-01", "inner": "p"}, "then": "q", "because": text()},
            {"when": {"shared": "under 9"}, "then": "q", "because": text()},
        ],
        "otherwise": {"then": "p", "because": text(), **_backed(text)},
        "examples": [{"title": text(), "given": {"truth": "yes"}, "expect": "a"}],
    }  # fmt: skip


def _collects(text: Next) -> dict[str, Any]:
    return {
        "title": text(), "hit_policy": "collect", "several": {"title": text(), "summary": text(), **_backed(text)},
        "inputs": {"one": {"ask": text()}, "two": {"ask": text()}},
        "outcomes": {"p": _outcome(text), "q": _outcome(text), "none": _outcome(text)},
        "rules": [
            {"when": {"one": "yes"}, "then": "p", "because": text()},
            {"when": {"two": "yes"}, "then": "q", "because": text()},
        ],
        "otherwise": {"then": "none", "because": text()},
    }  # fmt: skip


def _steps(text: Next) -> dict[str, Any]:
    return {
        "title": text(), "start": "first", "inputs": {"first": {"ask": text()}, "second": {"ask": text(), "help": text()}},
        "outcomes": {"p": _outcome(text), "q": _outcome(text)},
        "steps": {
            "first": {"answers": {"yes": "second", "no": {"then": "p", "because": text(), **_backed(text)}}},
            "second": {"answers": {"yes": "p", "no": {"then": "q", "because": text()}}},
        },
    }  # fmt: skip


def _source(text: Next) -> dict[str, Any]:
    return {
        "title": text(), "kind": "paper", "authors": text(), "publisher": text(), "published": "2019",
        "url": "https://example.org/?q=%22%3E&lt;x#*_y_*", "status": "primary", "interest": text(),
        "finding": text(), "owner": text(),
    }  # fmt: skip


def count_of_texts() -> int:
    """How many texts a book has."""
    seen: list[str] = []

    def text() -> str:
        seen.append("")
        return HARMLESS

    data(text)
    return len(seen)


def turning(shift: int = 0) -> Next:
    """Each text another vector, from the one at ``shift`` on."""
    known = every()
    around = cycle(known[shift % len(known) :] + known[: shift % len(known)])
    return lambda: next(around)


def as_files(content: Mapping[str, Any]) -> dict[str, str]:
    """The texts of the files: JSON is YAML."""
    return {name: json.dumps(value, ensure_ascii=False, indent=1) for name, value in content.items()}


def write(folder: Path, content: Mapping[str, Any]) -> Path:
    """The folder with a file for each entry."""
    for name, text in as_files(content).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return folder


def shifts() -> Iterator[int]:
    """From which vectors books must begin so that each vector comes up in one of them."""
    return iter(range(0, len(every()), count_of_texts()))
