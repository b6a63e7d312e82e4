"""Data as YAML that reads back as exactly the same texts.

Texts are plain where every reader of YAML takes them for texts, else in quotes. ``Word`` marks ids, conditions and
numbers, whose type the schema decides, so that they stay plain; ``Inline`` what belongs on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Union

from decisionbook.load import quoted

_PLAIN = re.compile(r"[^\W\d_](?:[\w .,'()/?!%+&;-]*[\w.')?!%])?")
_PLAIN_INLINE = re.compile(r"[^\W\d_](?:[\w.'/-]*\w)?")
_WORD = re.compile(r"-?\w(?:[\w .-]*\w)?")
_TAKEN = re.compile(r"null|true|false|yes|no|on|off|y|n|nan|inf", re.IGNORECASE)
_NULL = re.compile(r"null|~", re.IGNORECASE)


class Word(str):
    """A text that needs no quotes, since the schema and not its spelling decides what it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Inline:
    """A list or a mapping to be written as ``[…]`` or ``{…}``."""

    value: Sequence[Value] | Mapping[str, Value]


Value = Union[str, bool, int, Decimal, Inline, None, "Sequence[Value]", "Mapping[str, Value]"]


def to_yaml(data: Mapping[str, Value]) -> str:
    """The mapping in block style, two blanks a level, with a line end."""
    return "".join(f"{line}\n" for line in _mapping(data, 0))


def _mapping(data: Mapping[str, Value], depth: int) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry(f"{'  ' * depth}{_key(key)}:", value, depth + 1)


def _entry(head: str, value: Value, depth: int) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield head
        yield from _mapping(value, depth)
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        yield head
        yield from _items(value, depth)
    else:
        yield head if value is None else f"{head} {_scalar(value, inline=False)}"


def _items(values: Sequence[Value], depth: int) -> Iterator[str]:
    lead = "  " * depth
    for value in values:
        if isinstance(value, Mapping) and value:
            first, *rest = _mapping(value, depth + 1)
            yield f"{lead}- {first.lstrip(' ')}"
            yield from rest
        else:
            yield f"{lead}- {_scalar(value, inline=False)}"


def _scalar(value: Value, *, inline: bool) -> str:
    if isinstance(value, Inline):
        return _scalar(value.value, inline=True)
    if isinstance(value, str):
        return _text(value, _PLAIN_INLINE if inline else _PLAIN)
    if isinstance(value, Mapping):
        entries = (f"{_key(key)}: {_scalar(each, inline=True)}" for key, each in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, Sequence):
        return f"[{', '.join(_scalar(each, inline=True) for each in value)}]"
    if value is None:
        return "null"
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f"{value:f}"
        if isinstance(value, Decimal)
        else str(value)
    )


def _key(key: str) -> str:
    return _text(Word(key), _PLAIN_INLINE)


def _text(text: str, plain: re.Pattern[str]) -> str:
    if isinstance(text, Word) and _WORD.fullmatch(text) and not _NULL.fullmatch(text):
        return str(text)
    return str(text) if plain.fullmatch(text) and not _TAKEN.fullmatch(text) else quoted(text)
