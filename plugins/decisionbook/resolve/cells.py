"""Cells of comparisons, each read as what its criterion compares."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from decisionbook.findings import Edit
from decisionbook.model import Cell, CellValue, CriterionType, Level, Openness, Quantity
from decisionbook.resolve.scope import Scope
from decisionbook.schema import comparison as authored
from decisionbook.schema.scalars import date_fix, number_fix, parse_bool, parse_date, parse_number, shown
from decisionbook.schema.walk import Path
from decisionbook.spelling import by_name, closest, is_slip

OPEN: dict[str, Openness] = {"unknown": "unknown", "not-applicable": "not-applicable"}
_OPEN_WORDS = {
    "?": "unknown",
    "n/a": "not-applicable",
    "na": "not-applicable",
    "none": "not-applicable",
    "-": "unknown",
}

_SCALED = re.compile(r"e[+-]?[0-9]+|k|m|bn|mio|mrd|thousand|million|billion")
"""What makes another number of the digits before it."""

_BOUND = re.compile(
    r"(?:~|≈|[<>≤≥]=?|about|around|ca\.?|circa|up to|at most|at least|over|under|(?:more|less) than)\s*([0-9_.]+)"
    r"|([0-9_.]+)\s*(?:\+|(?:or|and) (?:more|less|fewer|above|below))"
)
"""A number that is only near, or one end of what is meant: a caveat, which a note says."""

_LONGEST = 200
"""Characters of a number with its unit: patterns try each way to part a longer text."""


def read_cell(scope: Scope, part: authored.Cell, place: tuple[str, str], path: Path, typed: Typed) -> Cell:
    """The cell at ``path``, with its value as ``typed`` reads it; ``place`` is its column and criterion."""
    column, criterion = place
    opened = OPEN.get(part.value)
    value = None if opened else typed.read(part.value, (*path, "value"))
    return Cell(
        option=column,
        criterion=criterion,
        value=value,
        open=opened or ("unknown" if value is None else None),
        rating=part.rating,
        note=part.note,
        evidence=scope.evidence(part, path),
        span=scope.span(path),
        lost=value is None and opened is None,
    )


class Typed:
    """Reads the cells of one criterion as what it compares."""

    def __init__(self, scope: Scope, kind: CriterionType, levels: Sequence[Level], unit: str | None) -> None:
        self.scope = scope
        self.kind = kind
        self.levels = [level.id for level in levels]
        self.labels = {level.label: level.id for level in levels}
        self.unit = unit

    def read(self, text: str, path: Path) -> CellValue | None:
        """The value; ``None``, reported at ``path``, where the text is of another type."""
        if self.kind == "text":
            return text
        if self.kind == "level":
            return self._level(text, path)
        if self.kind == "boolean":
            truth = parse_bool(text)
            if truth is None:
                self._wrong(text, path, "yes or no", "write yes or no")
            return truth
        return self._quantity(text, path)

    def _level(self, text: str, path: Path) -> str | None:
        if text in self.levels:
            return text
        truth = parse_bool(text)
        if truth is not None and ("yes" if truth else "no") in self.levels:
            return "yes" if truth else "no"
        named = by_name(text, self.labels)
        meant = named or closest(text, self.levels)
        if not meant and _is_open(text):
            self._wrong(text, path, "a level of this criterion", "")
            return None
        span = self.scope.span(path)
        fix = f"did you mean '{meant}'?" if meant else f"the levels are: {', '.join(self.levels)}"
        edit = Edit(span, meant) if meant and (named or is_slip(text, meant)) else None
        self.scope.report("C003", span, f"{shown(text)} is not a level of this criterion", fix, edit=edit)
        return meant

    def _quantity(self, text: str, path: Path) -> Quantity | None:
        ends = text.split(" to ")
        values = [self._end(end.strip()) for end in ends]
        if len(ends) <= 2 and None not in values:
            low, high = values[0], values[-1]
            assert low is not None  # noqa: S101
            assert high is not None  # noqa: S101
            if low <= high:
                return Quantity(low, high)
            fix = f"did you mean '{ends[1]} to {ends[0]}'?"
            self.scope.report("D022", self.scope.span(path), f"{shown(text)} runs from high to low", fix)
            return Quantity(high, low)
        return self._not_a_quantity(text, path)

    def _end(self, text: str) -> Decimal | None:
        if self.kind == "number":
            return parse_number(text)
        day = parse_date(text)
        return Decimal(day.toordinal()) if day else None

    def _not_a_quantity(self, text: str, path: Path) -> Quantity | None:
        if self.kind == "date":
            self._wrong(text, path, "a date", date_fix(text))
            return None
        if len(text) > _LONGEST:
            self._wrong(text, path, "a number", number_fix(text))
            return None
        between = re.fullmatch(r"([0-9_.]+)\s*(?:-|–|—|\.\.|…|until|bis)\s*([0-9_.]+)", text)
        if between and None not in (parse_number(between[1]), parse_number(between[2])):
            meant = f"{between[1]} to {between[2]}"
            self.scope.report(
                "C002", self.scope.span(path), f"{shown(text)} is not a number", f"write {meant}"
            )
            return self._quantity(meant, path)
        bound = _BOUND.fullmatch(text.lower())
        if bound and parse_number(plain := bound[1] or bound[2]) is not None:
            fix = f'write {{value: {plain}, note: "{text}"}}'
            self.scope.report("C002", self.scope.span(path), f"{shown(text)} is not a number", fix)
            return self._quantity(plain, path)
        measured = re.fullmatch(r"([-0-9_.]+(?: to [-0-9_.]+)?)\s*([^\W\d].*|%|[€$£¥]|°.*)", text)
        plain = measured[1].strip() if measured else ""
        values = [parse_number(part) for part in plain.split(" to ")] if plain else [None]
        if measured is None or None in values or _SCALED.fullmatch(measured[2].lower()):
            self._wrong(text, path, "a number", number_fix(text))
            return None
        return self._measured(text, plain, measured[2], path)

    def _measured(self, text: str, plain: str, unit: str, path: Path) -> Quantity | None:
        """A number with a unit behind it: another unit than the criterion's makes it another number."""
        span = self.scope.span(path)
        if self.unit and not _same_unit(unit, self.unit):
            fix = f"write it in {self.unit}, as a number alone"
            self.scope.report("C008", span, f"{shown(text)} is in another unit than {self.unit}", fix)
            return None
        also = "" if self.unit else f", and `unit: {unit}` in the criterion"
        edit = Edit(span, plain) if self.unit else None
        self.scope.report("C008", span, f"{shown(text)} holds its unit", f"write {plain}{also}", edit=edit)
        return self._quantity(plain, path)

    def _wrong(self, text: str, path: Path, expected: str, fix: str) -> None:
        meant = _OPEN_WORDS.get(text.lower()) or closest(text, OPEN)
        span = self.scope.span(path)
        edit = Edit(span, meant) if meant else None
        fix = (
            f"did you mean '{meant}'?"
            if meant
            else f"{fix}; a cell may also be `unknown` or `not-applicable`"
        )
        code = "C003" if self.kind == "level" else "C002"
        self.scope.report(code, span, f"{shown(text)} is not {expected}", fix, edit=edit)


def _same_unit(one: str, other: str) -> bool:
    """Whether two names of units are one, but for case, a plural and what follows the first word."""
    words, others = one.casefold().rstrip(".").split(), other.casefold().split()
    head, first = words[0].removesuffix("s"), others[0].removesuffix("s")
    return head == first and (len(words) == 1 or words[1:] == others[1:])


def meant_type(kind: CriterionType, texts: Sequence[str]) -> CriterionType | None:
    """The type that a criterion must have been meant to have, where of two or more texts none is near ``kind``."""
    filled = [text for text in texts if text not in OPEN]
    if len(filled) < 2 or kind not in _NEAR or any(_NEAR[kind](text) or _is_open(text) for text in filled):
        return None
    return next((other for other, is_one in _EXACTLY.items() if all(map(is_one, filled))), "text")


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _is_open(text: str) -> bool:
    return text.lower() in _OPEN_WORDS or closest(text, OPEN) is not None


def _is_truth(text: str) -> bool:
    return parse_bool(text) is not None


_NEAR: Mapping[CriterionType, Callable[[str], bool]] = {
    "number": _has_digit,
    "date": _has_digit,
    "boolean": _is_truth,
}
_EXACTLY: Mapping[CriterionType, Callable[[str], bool]] = {
    "boolean": _is_truth,
    "number": lambda text: parse_number(text) is not None,
    "date": lambda text: parse_date(text) is not None,
}
