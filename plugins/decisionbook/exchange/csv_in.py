"""Spreadsheets as decisions and comparisons: a start that an author goes on from.

The first line names the columns. A decision has a column ``then``; ``id`` and ``because`` may stand beside it, and
every other column is an input, its cells conditions in words, its type the one that all its cells have. A comparison
has a column ``name`` (or ``criterion``); ``id``, ``group`` and ``unit`` may stand beside it, and every other column
is an option.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import Literal

from decisionbook.decide import TooLargeError
from decisionbook.exchange.csv_sheet import Sheet, UnreadableError, read_sheet
from decisionbook.exchange.csv_tables import Asked, Ids, asked_of, comparison, decision
from decisionbook.exchange.csv_types import KINDS, Kind
from decisionbook.exchange.dmn_in.names import Names
from decisionbook.exchange.imported import MAX_BYTES, Imported
from decisionbook.exchange.read_back import allow_no_match, has_gaps, logic_errors, read_back
from decisionbook.exchange.yaml_out import Value, to_yaml
from decisionbook.findings import Finding, Span, finding, in_order
from decisionbook.load import characters
from decisionbook.model import HitPolicy
from decisionbook.schema.scalars import RESERVED

Type = Kind | Literal["text"]
TYPES: tuple[Type, ...] = (*KINDS, "text")
"""What a column of a decision or a line of a comparison may be said to hold."""

_CELLS = ("text", "number", "boolean", "date")
_SHOWN = 12
_FIRST = (
    "the first line that matches answers (`hit_policy: first`), since a sheet does not say;"
    " --hit-policy unique, any, priority or collect reads it otherwise"
)
_GAPS = "some answers match no line, which the file allows (`no_match: allowed`)"


def import_csv(
    data: bytes,
    file: str,
    *,
    options: Mapping[str, str] | None = None,
    hit_policy: HitPolicy | None = None,
    types: Mapping[str, Type] | None = None,
) -> Imported:
    """The decision or the comparison of a CSV file; its name becomes the id.

    ``options`` gives the ids of options that there are already by what a column may be called, in small letters. A
    decision without a ``hit_policy`` answers with its
    first matching line. ``types`` say what columns (in a comparison: criteria) hold, by their names; the others are
    guessed. Notes say what was guessed. Never raises for bad data.
    """
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        return Imported(findings=(finding("E001", Span(file), message, "split the table"),))
    text, problems = characters.decode(data, file)
    if problems:
        return Imported(findings=problems)
    stem = PurePath(file).stem
    identity = Names(RESERVED).take(stem, "table")
    title = " ".join(stem.replace("-", " ").split())
    title = title[:1].upper() + title[1:] or identity
    try:
        sheet = read_sheet(text)
        _check_types(sheet, types or {})
        if sheet.kind == "comparison":
            return _comparison(sheet, identity, title, options or {}, types or {})
        return _decision(sheet, file, identity, title, hit_policy, types or {})
    except UnreadableError as error:
        return Imported(findings=(finding("E001", _at(file, error.line), str(error), error.fix),))


def _at(file: str, line: int) -> Span:
    return Span(file, line, 1, line, 2)


def _check_types(sheet: Sheet, types: Mapping[str, Type]) -> None:
    is_decision = sheet.kind == "decision"
    what, allowed = ("column", KINDS) if is_decision else ("criterion", _CELLS)
    named = list(sheet.rest) if is_decision else sheet.known["name"].cells
    for name, said in types.items():
        if name not in named:
            raise UnreadableError(
                1, f"there is no {what} '{name}'", f"name one of {', '.join(named[:_SHOWN])}"
            )
        if said not in allowed:
            message = f"a {what} of a {sheet.kind} is never {said}"
            raise UnreadableError(1, message, f"write one of {', '.join(allowed)}")


def _decision(
    sheet: Sheet,
    file: str,
    identity: str,
    title: str,
    hit_policy: HitPolicy | None,
    types: Mapping[str, Type],
) -> Imported:
    asked = asked_of(sheet, {name: said for name, said in types.items() if said != "text"})
    outcomes = Ids(sheet.known["then"].cells)
    made = decision(sheet, asked, outcomes, title, hit_policy or "first")
    texts = {f"decisions/{identity}.yml": to_yaml(made)}
    guessed = [(one.name, one.said) for one in asked.values() if not one.given]
    notes = [*([] if hit_policy else [_FIRST]), *_types_note(guessed, "COLUMN")]
    found = list(read_back(texts)[1])
    if not found:
        if _allows_no_match(texts, identity, made):
            notes.append(_GAPS)
        found = list(logic_errors(texts))
    doubts = [doubt for one in asked.values() for doubt in _doubts(one, sheet, file)]
    then = sheet.known["then"].cells
    doubts.extend(_alike(outcomes, "outcomes", lambda text: _at(file, sheet.lines[then.index(text)])))
    return Imported(texts, in_order((*found, *doubts)), tuple(notes))


def _doubts(one: Asked, sheet: Sheet, file: str) -> Iterator[Finding]:
    """What stands in a column as a name of an answer, and looks as if it were meant for something else."""
    what = f"answers of column '{one.name}'"
    yield from _alike(one.answers, what, lambda text: _at(file, one.line_of(text, sheet.lines)))
    if one.doubt is None:
        return
    word, fix = one.doubt
    message = f"{word!r} cannot be read as a number or a day, so all cells of column '{one.name}' are names of answers"
    fix = f"{fix}; if they are names, say --type '{one.name}=choice'"
    yield finding("E004", _at(file, one.line_of(word, sheet.lines)), message, fix)


def _alike(ids: Ids, what: str, place: Callable[[str], Span]) -> Iterator[Finding]:
    """Names that differ in nothing but the size of their letters: the first two, and how many more there are."""
    for text, first in ids.alike.items():
        more = f", and {len(ids.alike) - 1} more differ in large letters alone" if len(ids.alike) > 1 else ""
        message = f"{first!r} and {text!r} are two {what}{more}"
        yield finding("E004", place(text), message, "write them alike if they are one")
        return


def _allows_no_match(texts: dict[str, str], identity: str, made: dict[str, Value]) -> bool:
    """Write into a decision with gaps that it has some; whether it was needed."""
    try:
        if "otherwise" in made or not has_gaps(read_back(texts)[0].book, identity):
            return False
    except TooLargeError:
        return False  # reported with the other errors of its logic
    allow_no_match(made)
    texts[f"decisions/{identity}.yml"] = to_yaml(made)
    return True


def _comparison(
    sheet: Sheet, identity: str, title: str, options: Mapping[str, str], types: Mapping[str, Type]
) -> Imported:
    made, kinds = comparison(sheet, title, options, types)
    texts = {f"comparisons/{identity}.yml": to_yaml(made)}
    # Options that the table only refers to lie elsewhere, and are checked there.
    found = [each for each in read_back(texts)[1] if each.code != "R001"]
    guessed = [(name, kind) for name, kind in kinds.items() if kind != "text" and name not in types]
    return Imported(texts, in_order(found), tuple(_types_note(guessed, "CRITERION")))


def _types_note(guessed: list[tuple[str, str]], what: str) -> Iterator[str]:
    """What was taken for what by its cells alone."""
    if guessed:
        listed = ", ".join(f"'{name}' as {said}" for name, said in guessed[:_SHOWN])
        more = f" and {len(guessed) - _SHOWN} more" if len(guessed) > _SHOWN else ""
        yield f"read by what its cells look like: {listed}{more}; --type {what}=TYPE reads one otherwise"
