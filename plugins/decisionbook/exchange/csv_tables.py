"""The columns of a spreadsheet as the data of a decision or a comparison."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from decisionbook.exchange.csv_sheet import Column, Sheet, UnreadableError
from decisionbook.exchange.csv_types import Kind, doubtful, in_our_words, kind_of
from decisionbook.exchange.dmn_in.names import Names, is_id, readable, slug
from decisionbook.exchange.yaml_out import Inline, Value, Word
from decisionbook.model import HitPolicy
from decisionbook.schema.scalars import parse_bool, parse_date, parse_number

_ANY = frozenset({"", "-", "*", "any"})
_OPEN = frozenset({"unknown", "not-applicable"})
_COMMA = re.compile(r"(?<![\w.,-])-?\d[\d.]*(?:,\d[\d.]*)+(?!\w)")
_POINT = re.compile(r"(?<![\w.,-])-?[1-9]\d{0,2}(?:\.\d{3})+(?![\w.])")
_SAID: Mapping[str, str] = {
    "boolean": "yes or no",
    "number": "a number",
    "integer": "a whole number",
    "date": "a day",
    "choice": "names of answers",
}


class Asked:
    """An input: what its cells say it is answered with, unless ``given`` says it. ``doubt`` is what they may mean.

    Raises ``UnreadableError`` for cells that are no conditions of this kind.
    """

    def __init__(self, column: Column, lines: list[int], given: Kind | None) -> None:
        self.name = column.name
        self.given = given is not None
        written = [parts(cell) for cell in column.cells]
        known = {word for cell in written for word in cell}
        self.cells = [[_negated(word, known) for word in cell] for cell in written]
        words = list(dict.fromkeys(word for cell in self.cells for word in cell))
        named = any(cell.endswith(",") for cell in column.cells)
        self.kind = given or ("choice" if named else kind_of(words))
        self.doubt = doubtful(words) if self.kind == "choice" and not given and not named else None
        self.words = {word: self._read(word, lines) for word in words}
        self.answers = Ids(word.removeprefix("not ") for word in words if self.kind == "choice")

    @property
    def said(self) -> str:
        """What it is answered with, for a sentence."""
        return _SAID[self.kind]

    def _read(self, word: str, lines: list[int]) -> str:
        read, problem = in_our_words(word, self.kind)
        if read is not None:
            return read
        message = f"in column '{self.name}': {problem.message if problem else word}"
        raise UnreadableError(
            self.line_of(word, lines), message, (problem.fix if problem else "") or "mend it"
        )

    def line_of(self, word: str, lines: list[int]) -> int:
        """The line that a word first stands on."""
        found = (
            line for line, cell in zip(lines, self.cells, strict=True) if {word, f"not {word}"} & set(cell)
        )
        return next(found)

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
            written["type"] = Word("date" if self.kind == "date" else "number")
            if self.kind == "integer":
                written["integer"] = Word("yes")
            if self.kind != "date" and any(_below_zero(word) for word in self.words.values()):
                written["min"] = Word("none")
        return written

    def condition(self, number: int) -> Value | None:
        """The condition of a line; ``None`` where any answer will do."""
        words = [self._word(part) for part in self.cells[number]]
        if not words or (self.kind == "boolean" and len(set(words)) > 1):
            return None
        return words[0] if len(words) == 1 or self.kind == "boolean" else words

    def _word(self, part: str) -> Word:
        if self.kind != "choice":
            return Word(self.words[part])
        negated = part.startswith("not ")
        return Word(("not " if negated else "") + self.answers.ids[part.removeprefix("not ")])


def asked_of(sheet: Sheet, given: Mapping[str, Kind]) -> dict[str, Asked]:
    """What a decision asks, by input id. ``given`` are kinds by the names of columns, as said beside the file.

    Raises ``UnreadableError``.
    """
    names = Names()
    asked: dict[str, Asked] = {}
    if not sheet.rest:
        raise UnreadableError(
            1, "no column asks anything", "add a column for each question, named in the first line"
        )
    for key, column in sheet.rest.items():
        identity = names.keep(key) if is_id(key) else names.take(key, "input")
        if (said := given.get(key) or given.get(identity)) != "choice":
            _check_numbers(sheet, column)
        asked[identity] = Asked(column, sheet.lines, said)
    return asked


def _check_numbers(sheet: Sheet, column: Column) -> None:
    """Refuse what would be read as another number than the one that was meant."""
    for line, cell in zip(sheet.lines, column.cells, strict=True):
        if found := _COMMA.search(cell):
            several = found[0].replace(",", ", ")
            message = f"'{found[0]}' in column '{column.name}' may be one number or several"
            raise UnreadableError(line, message, f"write one without a comma, several as '{several}'")
        if sheet.sign == ";" and (found := _POINT.search(cell)):
            whole = found[0].replace(".", "")
            message = f"'{found[0]}' in column '{column.name}' may be {whole} or a fraction"
            raise UnreadableError(line, message, f"write {whole}, or '{found[0]}0' for the fraction")


def decision(
    sheet: Sheet, asked: Mapping[str, Asked], outcomes: Ids, title: str, hit_policy: HitPolicy
) -> dict[str, Value]:
    """The decision of a table. Outcomes rank as the lines first name them. Raises ``UnreadableError``."""
    data: dict[str, Value] = {
        "title": readable(title) or "Table",
        "inputs": {identity: one.authored() for identity, one in asked.items()},
        "outcomes": {identity: {"title": label} for identity, label in outcomes.labels.items()},
        "hit_policy": Word(hit_policy),
    }
    rules: list[Value] = []
    otherwise: tuple[int, dict[str, Value]] | None = None
    own = Names(("otherwise", *(f"r{number + 1}" for number in range(len(sheet.lines)))))
    for number, line in enumerate(sheet.lines):
        rule = _rule(sheet, number, outcomes)
        said = sheet.cell("id", number)
        if said.lower() == "otherwise":
            _check_otherwise(line, otherwise, [one for one in asked.values() if one.cells[number]])
            otherwise = (line, rule)
            continue
        when = {
            identity: found for identity, one in asked.items() if (found := one.condition(number)) is not None
        }
        named = said and said.lower() != f"r{len(rules) + 1}"
        identity = {"id": Word(_own_id(own, said.lower()))} if named else {}
        rules.append({**identity, "when": Inline(when), **rule})
    return {**data, "rules": rules, **({"otherwise": otherwise[1]} if otherwise else {})}


def _check_otherwise(line: int, before: tuple[int, object] | None, asked: list[Asked]) -> None:
    if before:
        message = f"line {before[0]} is 'otherwise' already"
        raise UnreadableError(line, message, "keep one of them, or give this one another id")
    if asked:
        message = f"'otherwise' is for all that no line matches, but asks for '{asked[0].name}'"
        raise UnreadableError(line, message, "empty its conditions, or give the line another id")


def _rule(sheet: Sheet, number: int, outcomes: Ids) -> dict[str, Value]:
    rule: dict[str, Value] = {"then": Word(outcomes.ids[sheet.cell("then", number)])}
    if because := sheet.cell("because", number):
        rule["because"] = because
    return rule


def _own_id(names: Names, text: str) -> str:
    return names.keep(text) if is_id(text) else names.take(text, "rule")


class Ids:
    """Texts as ids, each with the text as its label."""

    def __init__(self, texts: Iterable[str]) -> None:
        names = Names()
        self.ids: dict[str, str] = {}
        self.alike: dict[str, str] = {}
        """Texts that differ from an earlier one in nothing but the size of their letters."""
        earlier: dict[str, str] = {}
        for text in texts:
            if text not in self.ids:
                self.ids[text] = names.keep(text) if is_id(text) else names.take(text, "value")
                if (first := earlier.setdefault(text.lower(), text)) != text:
                    self.alike[text] = first
        self.labels = {identity: readable(text) or identity for text, identity in self.ids.items()}


def parts(cell: str) -> list[str]:
    """The conditions of a cell, of which any may hold; none where any answer will do."""
    if cell.lower() in _ANY:
        return []
    return [" ".join(part.split()) for part in cell.split(",") if part.strip()]


def _negated(word: str, known: Collection[str]) -> str:
    """``Not a`` as ``not a`` where ``a`` is an answer too: a spreadsheet makes the first letter large."""
    return f"not {word[4:]}" if word.startswith("Not ") and word[4:] in known else word


def _below_zero(word: str) -> bool:
    return word == "under 0" or any(part.startswith("-") for part in word.split())


# --- Comparisons --------------------------------------------------------------------------------------


def comparison(
    sheet: Sheet, title: str, known: Mapping[str, str], given: Mapping[str, str]
) -> tuple[dict[str, Value], dict[str, str]]:
    """The comparison of a table, and what cells are, by the names of criteria; empty cells are unknown.

    ``known`` gives the ids of options that there are by what a column may be called. Raises ``UnreadableError`` for
    cells that are not what ``given`` says.
    """
    names = Names()
    options = {
        names.keep(known.get(key.lower()) or _option_id(key)): column for key, column in sheet.rest.items()
    }
    criteria = Names()
    rows: list[Value] = []
    kinds: dict[str, str] = {}
    for number, label in enumerate(sheet.known["name"].cells):
        written = sheet.cell("id", number)
        identity = criteria.keep(written) if is_id(written) else criteria.take(written or label, "criterion")
        row: dict[str, Value] = {"id": Word(identity), "name": readable(label) or identity}
        for key in ("group", "unit"):
            if sheet.cell(key, number):
                row[key] = readable(sheet.cell(key, number))
        cells = {option: column.cells[number] or "unknown" for option, column in options.items()}
        said = given.get(label) or given.get(identity)
        if said and said != "text" and not _are(said, _filled(cells.values())):
            message = f"not every cell of '{label}' is {_SAID[said]}"
            raise UnreadableError(sheet.lines[number], message, f"mend them, or say --type '{label}=text'")
        kinds[label] = said or _kind_of_cells(sheet, _filled(cells.values()))
        if kinds[label] != "text":
            row["type"] = Word(kinds[label])
        row["cells"] = {
            option: Word(cell) if kinds[label] != "text" else _open(cell) for option, cell in cells.items()
        }
        rows.append(row)
    return {"title": readable(title) or "Table", "options": _columns(options, known), "criteria": rows}, kinds


def _option_id(text: str) -> str:
    return text if is_id(text) else slug(text) or "option"


def _columns(options: Mapping[str, Column], known: Mapping[str, str]) -> Value:
    """A list where every option has a file, else a mapping in which those that have one stay empty."""
    there = set(known.values())
    if there.issuperset(options):
        return Inline([Word(option) for option in options])
    return {
        option: None if option in there else {"name": readable(column.name) or option}
        for option, column in options.items()
    }


def _open(cell: str) -> str:
    return Word(cell) if cell in _OPEN else cell


def _filled(cells: Iterable[str]) -> list[str]:
    return [cell for cell in cells if cell not in _OPEN]


def _kind_of_cells(sheet: Sheet, filled: list[str]) -> str:
    if sheet.sign == ";" and any(_POINT.fullmatch(end) for cell in filled for end in cell.split(" to ")):
        return "text"  # a thousand or one: as text it says what it said
    return next((kind for kind in ("boolean", "number", "date") if filled and _are(kind, filled)), "text")


def _are(kind: str, filled: list[str]) -> bool:
    if kind == "boolean":
        return all(parse_bool(cell) is not None for cell in filled)
    read = parse_number if kind == "number" else parse_date
    ends = [cell.split(" to ") for cell in filled]
    return all(len(each) <= 2 and all(read(end.strip()) is not None for end in each) for each in ends)
