"""Ways to damage what is well formed: bytes, cells, and the shape of data."""

from __future__ import annotations

import re
from random import Random
from typing import Any
from xml.sax.saxutils import escape

SIGNS = [
    *":-[]{},#&*!|>'\"%@`?~\\ \n\t", "\r\n", "\r", "\ufeff", "\u202e", "\0", "\u2028", "\x85", "\ud800", "- ", ": ", "yes",
    "999999999", "é", "<b>", "](", "&lt;", "---\n", "...\n", "<<: ", "!!str ", "|\n", ">-\n", " #",
]  # fmt: skip

CELLS = [
    "-", "", "5", '"a"', '"a","b"', 'not("a")', "[1..5]", "(1..", "> 1", "true", "null", "not(null)", 'date("2026-01-01")',
    'date("2026-13-01")', "a", "f(x)", "1e3", "5..1", "[5..1]", '"\\uD800"', '"\u200b"', "-0", "not(-)", ".5", "= 5", "!= 5",
    "yes", "no", "at least 5", "5 to 9", "=1+1", "9" * 400, "1e999999", "[a..b]", '"' * 3, "x" * 3000, "\u202e", "éß", "not(" * 90,
]  # fmt: skip

VALUES: list[Any] = [
    "", "yes", "no", "unknown", "not-applicable", "shared", "none", "5", "-5", "1e999", "0x10", "9" * 400, "at least 5", "5 to 9",
    "not a", "2026-01-01", "2026-13-01", "0000-00-00", "a", "b", "index", "../../x", "option:a", "[x](option:zz)", "<b>", "\u202e",
    "x" * 3000, None, True, False, 0, -1, 1.5, 10**30, [], {}, [[]], [{}], {"text": "x"}, ["a", "a"], {"yes": "a", "true": "b"},
    {"": ""}, {"a": {"a": {"a": {}}}}, {"then": "a"}, ["a", ["a"]], {"any": "thing"}, [None], {"value": "unknown"},
    "number", "choice", "decision", "date", "level", "unique", "first", "collect", "priority", "any", "rule-order", "sum", "fewest",
]  # fmt: skip


def bytes_of(text: str | bytes, chance: Random, most: int = 4) -> bytes:
    """The text with some bytes exchanged, lost, doubled or put in."""
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    for _ in range(chance.randint(1, most)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice([0, 1, 1, 2, 5, 30, 300]))
        piece = chance.choice(
            [
                b"",
                chance.choice(SIGNS).encode("utf-8", "surrogatepass"),
                content[start:end] * 2,
                bytes([chance.randrange(256)]),
            ]
        )
        content = content[:start] + piece + content[end:]
    return content


def data(whole: Any, chance: Random, most: int = 3) -> Any:
    """The data with some parts exchanged, lost, renamed, or put where others belong."""
    for _ in range(chance.randint(1, most)):
        holders = list(_holders(whole))
        if not holders:
            return chance.choice(VALUES)
        holder = chance.choice(holders)
        key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        what = chance.random()
        if what < 0.2:
            del holder[key]
        elif what < 0.4 and isinstance(holder, dict):
            name = chance.choice([*chance.choice(holders), *filter(_is_text, VALUES)])
            holder[str(name)] = holder.pop(key)
        elif what < 0.6:
            other = chance.choice(holders)
            holder[key] = _copied(chance.choice([*other.values()] if isinstance(other, dict) else other))
        else:
            holder[key] = _copied(chance.choice(VALUES))
    return whole


def _holders(value: Any) -> Any:
    """Every list and mapping that holds something."""
    if isinstance(value, dict | list) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _holders(inner)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _copied(value: Any) -> Any:
    """A copy that shares nothing, so that no part comes to hold itself."""
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


_CELL = re.compile(r"<text>([^<]*)</text>")
_ATTRIBUTE = re.compile(r' (?:name|href|label|id|typeRef|hitPolicy|aggregation)="([^"]*)"')
_ELEMENT = re.compile(r"(<(\w+)[^<>]*>(?:[^<]|<(?!/?\2\b))*</\2>)")
_WORDS = [
    "UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE ORDER", "OUTPUT ORDER", "COLLECT", "SUM", "COUNT", "string", "number", "boolean",
    "date", "time", "a", "b", "d", "low", "#low", "#d", "x", "other", "", "if", "ü", "index", "..", "true", "null", "feel:number",
]  # fmt: skip


def dmn(document: str, chance: Random) -> bytes:
    """A document with cells and attributes exchanged, and elements lost, doubled or moved."""
    for _ in range(chance.randint(1, 5)):
        what = chance.random()
        pattern = _CELL if what < 0.4 else _ATTRIBUTE if what < 0.7 else _ELEMENT
        places = [found.span(1) for found in pattern.finditer(document)]
        if not places:
            continue
        start, end = chance.choice(places)
        new = escape(chance.choice(CELLS if pattern is _CELL else _WORDS), {'"': "&quot;"})
        if pattern is _ELEMENT:
            first, last = chance.choice(places)
            new = chance.choice(["", document[start:end] * 2, document[first:last]])
        document = document[:start] + new + document[end:]
    return (
        bytes_of(document, chance, 2) if chance.random() < 0.3 else document.encode("utf-8", "surrogatepass")
    )


def table(rows: list[list[str]], chance: Random) -> bytes:
    """A spreadsheet with cells, rows and columns exchanged, lost or doubled, in some dialect and encoding."""
    rows = [list(row) for row in rows]
    for _ in range(chance.randint(1, 4)):
        row = chance.choice(rows) if rows else []
        what = chance.random()
        if what < 0.15 and rows:
            rows.remove(row)
        elif what < 0.3:
            rows.insert(chance.randint(0, len(rows)), list(row))
        elif what < 0.34:
            row.append(chance.choice(CELLS))
        elif row:
            others = [
                *CELLS,
                *row,
                *(rows[0] if rows else ()),
                "then",
                "name",
                "id",
                "because",
                "unit",
                "otherwise",
                "hit_policy",
            ]
            row[chance.randrange(len(row))] = chance.choice(others)
    sign = chance.choice(",,,;\t|")
    end = chance.choice(["\n", "\n", "\r\n", "\r"])
    broken = 0.05 if chance.random() < 0.05 else 0
    text = end.join(sign.join(_quoted(cell, chance, broken) for cell in row) for row in rows)
    encoding = "utf-16" if chance.random() < 0.02 else chance.choice(["utf-8", "utf-8", "utf-8-sig"])
    content = text.encode(encoding, "surrogatepass")
    return bytes_of(content, chance, 2) if chance.random() < 0.2 else content


def _quoted(cell: str, chance: Random, broken: float) -> str:
    if chance.random() < broken:
        return f'"{cell}'
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[,;\t|"\r\n]', cell) else cell
