"""Random and damaged files: they end in located findings or in data that reads back, never in an exception."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisionbook.exchange.csv_in import import_csv
from decisionbook.exchange.dmn_in import import_dmn
from decisionbook.exchange.dmn_in.sfeel import SfeelError, read_constant, read_constants, read_tests
from decisionbook.exchange.dmn_out import to_dmn
from decisionbook.exchange.imported import Imported
from decisionbook.exchange.read_back import read_back
from tests.exchange.dmn import data, decision, document, output, table
from tests.peers.books import any_book

CELLS = st.sampled_from(
    [
        "-",
        "",
        "5",
        '"a"',
        '"a","b"',
        'not("a")',
        "[1..5]",
        "(1..",
        "> 1",
        "true",
        "null",
        "not(null)",
        'date("2026-01-01")',
        'date("2026-13-01")',
        "a",
        "f(x)",
        "1e3",
        "5..1",
        "[5..1]",
        '"\\uD800"',
        '"\u200b"',
        "-0",
        "not(-)",
        ".5",
        "= 5",
        "!= 5",
    ]
)
TYPES = st.sampled_from(
    [
        "",
        "string",
        "number",
        "boolean",
        "date",
        "time",
        "integer",
        'string|"a","b"',
        "number|[0..5]",
        "number|1,5",
        'string|"\u200b"',
    ]
)
POLICIES = st.sampled_from(
    ["UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE ORDER", "OUTPUT ORDER", "COLLECT", "C+", "C#", ""]
)
NAMES = st.sampled_from(["a", "b", "a b", "A", "low", "low.a", "ü", "-", "true", "null", "other", "", "if"])
SIGNS = st.sampled_from([*"\"'()[],.-<>=!@\\ \n0159aeu", "date(", "not(", "..", "true", "null"])


def sound(imported: Imported) -> None:
    """Every finding has a place and a cure, and what was made reads back without a mistake in its form."""
    for found in imported.findings:
        assert found.span.file
        assert found.span.line >= 1
        assert found.span.column >= 1
        assert found.fix or found.code.startswith(("Y", "D"))
    broken = [found for found in read_back(imported.files)[1] if found.code != "R001"]
    assert {found.message for found in broken} <= {found.message for found in imported.findings}


@given(st.binary(max_size=300))
def test_random_bytes(text: bytes) -> None:
    sound(import_dmn(text, "x.dmn"))
    sound(import_csv(text, "x.csv"))


@given(st.data())
def test_damaged_dmn(draw: st.DataObject) -> None:
    book, name = any_book(draw.draw(st.integers(0, 30)))
    text = to_dmn(book, name)
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(text)))
        end = min(len(text), at + draw.draw(st.sampled_from([0, 1, 5, 40])))
        text = text[:at] + draw.draw(st.text(max_size=4) | SIGNS) + text[end:]
    sound(import_dmn(text.encode("utf-8", "surrogatepass"), "x.dmn"))


@given(st.data())
def test_odd_tables(draw: st.DataObject) -> None:
    parts = []
    for number in range(draw.draw(st.integers(1, 3))):
        inputs = draw.draw(st.dictionaries(NAMES, TYPES, max_size=3))
        outs = [
            output(name, draw.draw(CELLS), draw.draw(CELLS))
            for name in draw.draw(st.lists(NAMES, min_size=1, max_size=2))
        ]
        width = len(inputs) + len(outs)
        rules = draw.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width).map(";".join), max_size=4))
        name = draw.draw(NAMES)
        made = decision(
            name, table(inputs, "".join(outs), *rules, policy=draw.draw(POLICIES)), requires="low a b"
        )
        parts += [made.replace('id="', f'id="{number}' if number else 'id="', 1), data(draw.draw(NAMES), "")]
    sound(import_dmn(document(*parts), "x.dmn"))


@given(
    st.lists(
        st.lists(
            CELLS | st.text(max_size=6) | st.sampled_from(["then", "name", "id", "because", "a"]), max_size=5
        ),
        max_size=6,
    ),
    st.sampled_from(",;\t"),
)
def test_odd_spreadsheets(rows: list[list[str]], sign: str) -> None:
    for head in ([], [["a", "b", "then", "id"]], [["name", "x", "unit"]]):
        text = "\n".join(sign.join(row) for row in [*head, *rows])
        sound(import_csv(text.encode("utf-8", "surrogatepass"), "x.csv"))


@given(st.lists(SIGNS, max_size=15).map("".join) | st.text(max_size=20))
def test_odd_cells(text: str) -> None:
    for reader in (read_tests, read_constant, read_constants):
        with suppress(SfeelError):
            reader(text)


@pytest.mark.parametrize("depth", [10, 5_000])
def test_deep_nesting_ends(depth: int) -> None:
    sound(import_dmn(b"<a>" * depth, "x.dmn"))
    with pytest.raises(SfeelError):
        read_tests("not(" * depth)


def test_of_two_decisions_with_one_id_none_is_lost_in_silence() -> None:
    low = decision("low", table({"a": "boolean"}, output("low", '"x","y"', '"y"'), 'true;"x"'))
    mid = low.replace('name="low"', 'name="mid"')
    top = decision("top", table({"low": "string"}, output("top"), '"x";"p"', '"y";"q"'), requires="low")
    made = import_dmn(document(data("a", "boolean"), low, mid, top), "x.dmn")
    sound(made)
    assert [(found.code, found.message) for found in made.findings] == [
        ("E002", "'mid' is not carried over: another decision has its id 'low'")
    ]
    assert made.files.keys() == {"decisions/low.yml", "decisions/top.yml"}


COMPARED = ["", "", "< ", ">= ", "= ", "!= "]


@given(
    st.lists(
        st.tuples(st.sampled_from(COMPARED), st.sampled_from(['"a"', '"b"', '"c"', "1", "null", "true"]))
    ),
    st.booleans(),
)
def test_many_texts_pass_as_one_does(parts, negated):
    cell = ", ".join(f"{sign}{constant}" for sign, constant in parts) or "-"
    try:
        tests = read_tests(f"not({cell})" if negated else cell)
    except SfeelError:
        return
    texts = ["a", "b", "c", "d", "", "1", "true"]
    assert tests.passing(texts) == [text for text in texts if tests.hold(text)]
