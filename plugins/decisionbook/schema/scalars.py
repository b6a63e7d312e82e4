"""Scalars as authors write them. YAML hands over text; the type asked for decides what the text means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

ID_PATTERN = r"[a-z0-9]+([-_][a-z0-9]+)*"
NUMBER_PATTERN = r"-?[0-9]+(_[0-9]+)*(\.[0-9]+(_[0-9]+)*)?"
TRUTH = {"yes": True, "true": True, "no": False, "false": False}

MAX_NUMBER = 60
"""Characters of a number, with what stands between its groups."""
MAX_FILE_ID = 100
"""Characters of an id that names a file."""
RESERVED = frozenset(
    {"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""Ids that no file may have: the index of a kind stands there, or Windows keeps the name to itself."""

_ID = re.compile(ID_PATTERN)
_NUMBER = re.compile(NUMBER_PATTERN)
_CORE_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_CORE_INTEGER = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_CORE_TRUTH = {word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAYS = (
    re.compile(r"(?P<y>[0-9]{4})[-/. ](?P<m>[0-9]{1,2})[-/. ](?P<d>[0-9]{1,2})(?:[T ][0-9].*)?"),
    re.compile(r"(?P<d>[0-9]{1,2})\. ?(?P<m>[0-9]{1,2})\. ?(?P<y>[0-9]{4})"),
    re.compile(r"(?P<d>1[3-9]|2[0-9]|3[01])[/-](?P<m>[0-9]{1,2})[/-](?P<y>[0-9]{4})"),
    re.compile(r"(?P<m>[0-9]{1,2})[/-](?P<d>1[3-9]|2[0-9]|3[01])[/-](?P<y>[0-9]{4})"),
)
"""Days as people write them, where only one can be meant."""
_PUBLISHED = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


class ProseMark:
    """Marks a text as Markdown: its links are checked, its raw HTML is reported."""


def wrong(code: str, message: str, fix: str | None = None) -> PydanticCustomError:
    """An error of the code's kind; ``fix`` travels with it to the finding."""
    return PydanticCustomError(code, "{text}", {"text": message, "fix": fix})


def kind_of(value: object) -> str:
    """What a YAML value is, in an author's words."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return "nothing" if value is None else "a text"


def shown(value: object, limit: int = 40) -> str:
    """The value for a message, cut to ``limit`` characters."""
    text = str(value)
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")


def parse_bool(text: str) -> bool | None:
    """What ``text`` says, in any case of letters; ``None`` when it is neither yes nor no."""
    return TRUTH.get(text.lower())


def parse_number(text: str) -> Decimal | None:
    """The number that ``text`` spells: ``-12``, ``3.5``, ``200_000``, ``010`` (ten). Else ``None``."""
    return _spelt(text) if len(text) <= MAX_NUMBER else None


@lru_cache(maxsize=4096)  # books say the same few numbers again and again
def _spelt(text: str) -> Decimal | None:
    return Decimal(text.replace("_", "")) if _NUMBER.fullmatch(text) else None


def parse_core(text: str) -> Decimal | bool | None:
    """The number or boolean that YAML 1.2's core schema takes a plain text for, and grouped digits; else ``None``.

    A number that would have more than ``MAX_NUMBER`` characters when written out is a text.
    """
    if text in _CORE_TRUTH:
        return _CORE_TRUTH[text]
    if len(text) > MAX_NUMBER:
        return None
    if _CORE_INTEGER.fullmatch(text):
        return Decimal(int(text, 0))
    written = f"{Decimal(text):f}" if _CORE_FLOAT.fullmatch(text) else text
    return parse_number(written)


def parse_date(text: str) -> date | None:
    """The day that ``text`` names as year-month-day, or ``None``."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def date_fix(text: str) -> str:
    """How to write the day that ``text`` seems to mean; of numbers that could be a day or a month none is guessed."""
    for pattern in _DAYS:
        match = pattern.fullmatch(text.strip())
        if match:
            written = f"{match['y']}-{match['m']:0>2}-{match['d']:0>2}"
            return f"write {written}" if parse_date(written) else "check the month and the day"
    return "write year-month-day, such as 2026-11-20"


def number_fix(text: str) -> str:
    """How to write the number that ``text`` seems to mean."""
    decimal = re.fullmatch(r"-?[0-9]+,[0-9]{1,2}", text)
    plain = text.replace(",", "." if decimal else "").replace(" ", "")
    try:
        meant = Decimal(int(plain, 16)) if plain.lower().startswith("0x") else Decimal(plain)
    except (ArithmeticError, ValueError):
        return "write digits, with `.` before decimals and `_` between groups: 200_000 or 0.5"
    if not meant.is_finite() or abs(meant.adjusted()) > 40:
        return "write digits, with `.` before decimals and `_` between groups: 200_000 or 0.5"
    return f"write {meant:f}"


def _text(value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return value
    if value is None or isinstance(value, str):
        raise wrong("S008", "this text is empty", "write it, or remove its key")
    raise wrong("S003", f"{kind_of(value)} stands where a text is expected", _text_fix(value))


def _line(value: Any) -> str:
    """A name or a label is one line, however its author broke it: a second one could pass for another's message."""
    return " ".join(_text(value).split())


def _text_fix(value: object) -> str:
    if isinstance(value, dict):
        return "write one text; if it holds ': ' or begins with '{', put it in quotes"
    return "write one text; if it begins with '[' or '- ', put it in quotes"


def _ref(value: Any) -> str:
    if isinstance(value, list):
        fix = "name one; outcomes that may hold together take a rule each, and `hit_policy: collect`"
        raise wrong("S003", "a list stands where one id is expected", fix)
    return _text(value)


def _bound(value: Any) -> str:
    return _text(value)


def _id(value: Any) -> str:
    text = _text(value)
    if _ID.fullmatch(text):
        return text
    fix = f"use a-z, 0-9 and single '-' or '_': {meant_id(text[:MAX_FILE_ID])}"
    raise wrong("S005", f"{shown(text)} is not an id", fix)


def meant_id(text: str) -> str:
    """The id that comes nearest to a text that is none."""
    words = re.sub(r"[^a-z0-9_]+", "-", text.lower())
    return re.sub(r"[-_]{2,}", "-", words).strip("-_") or "my-id"


def file_id_problem(identity: str) -> tuple[str, str] | None:
    """Why an id cannot name a file and a page, and the fix."""
    if identity in RESERVED:
        why = "the index of all stands there" if identity == "index" else "Windows keeps that name to itself"
        return f"{shown(identity)} cannot be an id: {why}", f"choose another id, such as the-{identity}"
    if len(identity) > MAX_FILE_ID:
        return f"{shown(identity)} is too long for an id", f"use at most {MAX_FILE_ID} characters"
    return None


def _file_id(value: Any) -> str:
    text = _id(value)
    problem = file_id_problem(text)
    if problem:
        raise wrong("S005", *problem)
    return text


def _bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    truth = parse_bool(_text(value))
    if truth is None:
        raise wrong("S003", f"{shown(value)} is not yes or no", "write yes or no")
    return truth


def _number(value: Any) -> Decimal:
    number = parse_number(_text(value))
    if number is None:
        raise wrong("S003", f"{shown(value)} is not a number", number_fix(value))
    return number


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    day = parse_date(_text(value))
    if day is None:
        known = _DATE.fullmatch(str(value))
        message = f"{shown(value)} is not in the calendar" if known else f"{shown(value)} is not a date"
        raise wrong("S003", message, date_fix(str(value)))
    return day


def _published(value: Any) -> str:
    text = _text(value)
    if not _PUBLISHED.fullmatch(text):
        raise wrong(
            "S003",
            f"{shown(text)} is not a year, a month or a date",
            "write 2024, 2024-11 or 2024-11-20",
        )
    parts = [int(part) for part in text.split("-")]
    try:
        date(parts[0], *[*parts[1:], 1, 1][:2])
    except ValueError:
        raise wrong("S003", f"{shown(text)} is not in the calendar", "check the month and the day") from None
    return text


def _url(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"https?://[^\s<>\"'`\\]+", text):
        raise wrong(
            "T001", f"{shown(text)} is not a web address", "write it in full, beginning with https://"
        )
    return text


def _condition(value: Any) -> str | tuple[str, ...]:
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        return tuple(_text(item) for item in value)
    if isinstance(value, dict):
        raise wrong(
            "D001",
            "a mapping stands where a condition is expected",
            "write an answer, a list, or words such as 'at least 100'",
        )
    raise wrong(
        "D001", "this condition is empty", "write an answer, or remove the input: then it may have any answer"
    )


def _given(value: Any) -> str | None:
    return None if value is None else _text(value)


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_ANY_TEXT = {"type": ["string", "number", "boolean"]}
_BOOL = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no", "true", "false"]}]}
_NUMBER_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{NUMBER_PATTERN}$"}]}

Text = Annotated[str, BeforeValidator(_line), WithJsonSchema(_ANY_TEXT)]
"""Plain text on one line."""
Prose = Annotated[str, BeforeValidator(_text), WithJsonSchema(_ANY_TEXT), ProseMark()]
"""Markdown."""
Sentence = Annotated[str, BeforeValidator(_line), WithJsonSchema(_ANY_TEXT), ProseMark()]
"""Markdown on one line."""
Id = Annotated[
    str,
    BeforeValidator(_id),
    WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": f"^{ID_PATTERN}$"}),
]
"""An id that is given here."""
FileId = Annotated[Id, AfterValidator(_file_id)]
"""An id that names a file and a page."""
Ref = Annotated[str, BeforeValidator(_ref), WithJsonSchema(_ANY_TEXT)]
"""An id that stands elsewhere; whether it exists is known once everything is read."""
Bool = Annotated[bool, BeforeValidator(_bool), WithJsonSchema(_BOOL)]
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema(_NUMBER_SCHEMA)]
Date = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Published = Annotated[str, BeforeValidator(_published), WithJsonSchema(_ANY_TEXT)]
Url = Annotated[
    str, BeforeValidator(_url), WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"})
]
Bound = Annotated[str, BeforeValidator(_bound), WithJsonSchema(_ANY_TEXT)]
"""An end of a range: a number, a date, or ``none``; the input's type decides."""
ConditionText = Annotated[
    str | tuple[str, ...],
    BeforeValidator(_condition),
    WithJsonSchema({"anyOf": [_ANY_TEXT, {"type": "array", "items": _ANY_TEXT, "minItems": 1}]}),
]
"""A condition as written: a text or a list of texts; the input decides what it means."""
GivenText = Annotated[
    str | None, BeforeValidator(_given), WithJsonSchema({"type": ["string", "number", "boolean", "null"]})
]
"""An answer in an example; empty stands for a missing one."""
Refs = Annotated[
    tuple[Ref, ...],
    BeforeValidator(_one_or_more),
    WithJsonSchema({"anyOf": [_ANY_TEXT, {"type": "array", "items": _ANY_TEXT}]}),
]
"""One id or a list of ids."""
