"""The columns of a spreadsheet as the data of a decision or a comparison."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from decisionbook.conditions import read_condition
from decisionbook.domains import Range
from decisionbook.exchange.dmn_in.names import Names, is_id, readable
from decisionbook.exchange.yaml_out import Inline, Value, Word
from decisionbook.findings import Span
from decisionbook.model import HitPolicy, Input
from decisionbook.schema.scalars import TRUTH, parse_bool, parse_date, parse_number

_ANY = frozenset({"", "-", "*", "any"})
RULE_COLUMNS = frozenset({"id", "then", "because"})
"""Columns of a decision that ask nothing."""
_LABELS = frozenset({"id", "name", "criterion", "group", "unit"})
_OPEN = frozenset({"unknown", "not-applicable"})


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` as the first line has it, and the cells below."""

    name: str
    cells: list[str]


def decision(columns: dict[str, Column], title: str, hit_policy: HitPolicy) -> dict[str, Value]:
    """The decision of a table with a column ``then``. Outcomes rank as the lines first name them."""
    names = Names()
    asked = {
        (names.keep(key) if is_id(key) else names.take(key, "input")): _Asked(column)
        for key, column in columns.items()
        if key not in RULE_COLUMNS
    }
    outcomes = _Ids(cell for cell in columns["then"].cells if cell)
    data: dict[str, Value] = {
        "title": readable(title) or "Table",
        "inputs": {identity: one.authored() for identity, one in asked.items()},
        "outcomes": {identity: {"title": label} for identity, label in outcomes.labels.items()},
        "hit_policy": Word(hit_policy),
    }
    rules: list[Value] = []
    own = Names(("otherwise", *(f"r{number + 1}" for number in range(len(columns["then"].cells)))))
    for number, then in enumerate(columns["then"].cells):
        rule = _rule(columns, number, then, outcomes)
        said = columns["id"].cells[number] if "id" in columns else ""
        if said.lower() == "otherwise":
            data["otherwise"] = rule
            continue
        when = {
            identity: found for identity, one in asked.items() if (found := one.condition(number)) is not None
        }
        named = said and said.lower() != f"r{len(rules) + 1}"
        identity = {"id": Word(_own_id(own, said.lower()))} if named else {}
        rules.append({**identity, "when": Inline(when), **rule})
    if "otherwise" in data:
        otherwise = data.pop("otherwise")
        return {**data, "rules": rules, "otherwise": otherwise}
    return {**data, "rules": rules}


def _rule(columns: dict[str, Column], number: int, then: str, outcomes: _Ids) -> dict[str, Value]:
    rule: dict[str, Value] = {}
    if then:
        rule["then"] = Word(outcomes.ids[then])
    if "because" in columns and columns["because"].cells[number]:
        rule["because"] = columns["because"].cells[number]
    return rule


def _own_id(names: Names, text: str) -> str:
    return names.keep(text) if is_id(text) else names.take(text, "rule")


class _Ids:
    """Texts as ids, each with the text as its label."""

    def __init__(self, texts: Iterable[str]) -> None:
        names = Names()
        self.ids: dict[str, str] = {}
        for text in texts:
            if text not in self.ids:
                self.ids[text] = names.keep(text) if is_id(text) else names.take(text, "value")
        self.labels = {identity: readable(text) or identity for text, identity in self.ids.items()}


class _Asked:
    """An input: what its cells say it is answered with."""

    def __init__(self, column: Column) -> None:
        self.name = column.name
        self.cells = [parts(cell) for cell in column.cells]
        words = [word for cell in self.cells for word in cell]
        self.kind = _kind(words)
        self.answers = (
            _Ids(word.removeprefix("not ") for word in words) if self.kind == "choice" else _Ids(())
        )
        self.below_zero = any(
            word == "under 0" or part.startswith("-") for word in words for part in word.split()
        )

    def authored(self) -> dict[str, Value]:
        written: dict[str, Value] = {"ask": readable(self.name) or "Input"}
        if self.kind == "choice":
            labels = dict(self.answers.labels)
            while len(labels) < 2:
                labels["other" if "other" not in labels else "any"] = (
                    "Other" if "other" not in labels else "Any"
                )
            written["answers"] = dict(labels)
        elif self.kind != "boolean":
            written["type"] = Word(self.kind)
            if self.kind == "number" and self.below_zero:
                written["min"] = Word("none")
        return written

    def condition(self, number: int) -> Value | None:
        """The condition of a line; ``None`` where any answer will do."""
        words = [self._word(part) for part in self.cells[number]]
        if not words or (self.kind == "boolean" and len(set(words)) > 1):
            return None
        return words[0] if len(words) == 1 or self.kind == "boolean" else words

    def _word(self, part: str) -> Word:
        if self.kind == "choice":
            negated = part.startswith("not ")
            return Word(("not " if negated else "") + self.answers.ids[part.removeprefix("not ")])
        return Word("yes" if parse_bool(part) else "no") if self.kind == "boolean" else Word(part)


def parts(cell: str) -> list[str]:
    """The conditions of a cell, of which any may hold; none where any answer will do."""
    if cell.lower() in _ANY:
        return []
    return [" ".join(part.split()) for part in cell.split(",") if part.strip()]


def _kind(words: list[str]) -> Literal["boolean", "number", "date", "choice"]:
    if not words:
        return "boolean"
    if all(word.lower() in TRUTH for word in words):
        return "boolean"
    kinds: tuple[Literal["number", "date"], ...] = ("number", "date")
    for kind in kinds:
        line = Input("x", "x", kind, Range(kind, None, None), Span(""))
        if not any(read_condition(word, line)[1] for word in words):
            return kind
    return "choice"


# --- Comparisons --------------------------------------------------------------------------------------


def comparison(columns: dict[str, Column], title: str, known: Collection[str]) -> dict[str, Value]:
    """The comparison of a table with a column ``name``; empty cells are unknown."""
    names = Names()
    options = {
        (names.keep(key) if is_id(key) else names.take(key, "option")): column
        for key, column in columns.items()
        if key not in _LABELS
    }
    labels = columns.get("name") or columns["criterion"]
    criteria = Names()
    rows: list[Value] = []
    for number, label in enumerate(labels.cells):
        given = _cell(columns, "id", number)
        identity = criteria.keep(given) if is_id(given) else criteria.take(given or label, "criterion")
        row: dict[str, Value] = {"id": Word(identity), "name": readable(label) or identity}
        for key in ("group", "unit"):
            if _cell(columns, key, number):
                row[key] = readable(_cell(columns, key, number))
        cells = {option: column.cells[number] or "unknown" for option, column in options.items()}
        kind = _kind_of_cells(cells.values())
        if kind != "text":
            row["type"] = Word(kind)
        row["cells"] = {
            option: Word(cell) if kind != "text" else _open(cell) for option, cell in cells.items()
        }
        rows.append(row)
    every = set(options) <= set(known)
    columns_of: Value = (
        Inline([Word(option) for option in options])
        if every
        else {option: {"name": readable(column.name) or option} for option, column in options.items()}
    )
    return {"title": readable(title) or "Table", "options": columns_of, "criteria": rows}


def _cell(columns: dict[str, Column], key: str, number: int) -> str:
    return columns[key].cells[number] if key in columns else ""


def _open(cell: str) -> str:
    return Word(cell) if cell in _OPEN else cell


def _kind_of_cells(cells: Iterable[str]) -> Literal["number", "boolean", "date", "text"]:
    filled = [cell for cell in cells if cell not in _OPEN]
    if not filled:
        return "text"
    if all(parse_bool(cell) is not None for cell in filled):
        return "boolean"
    ends = [end.strip() for cell in filled for end in cell.split(" to ")]
    if any(cell.count(" to ") > 1 for cell in filled):
        return "text"
    if all(parse_number(end) is not None for end in ends):
        return "number"
    return "date" if all(parse_date(end) is not None for end in ends) else "text"
