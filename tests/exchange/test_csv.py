from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisionbook.book import read_book
from decisionbook.decide import evaluate
from decisionbook.exchange.csv_in import Type, import_csv
from decisionbook.exchange.csv_out import comparison_csv, decision_csv, safe, unsafe
from decisionbook.model import Input
from tests.exchange.folder import reading_of
from tests.peers.books import any_book, rows

ROOT = Path(__file__).resolve().parents[2]


def lines(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


def test_a_decision_has_a_line_a_rule() -> None:
    text = (
        "id,fresh,volume,data,then,because\n"
        "stale,yes,,,Use RAG,Weights go stale.\n"
        ',no,"at least 1_000","clean, noisy",Fine-tune,\n'
        ",no,under 1000,not clean,Prompt,It is cheap\n"
        "otherwise,,,,Prompt,\n"
    )
    imported = import_csv(text.encode(), "sheets/Which One.csv")
    assert imported.findings == ()
    reading = reading_of(imported.files)
    assert reading.errors == ()
    decision = reading.book.decisions["which-one"]
    assert {own.id: own.type for own in decision.inputs.values()} == {
        "fresh": "boolean",
        "volume": "number",
        "data": "choice",
    }
    assert decision.title == "Which One"
    assert [rule.id for rule in decision.all_rules] == ["stale", "r2", "r3", "otherwise"]
    assert evaluate(
        reading.book, "which-one", {"fresh": False, "volume": 2000, "data": "noisy"}
    ).outcomes == ("fine-tune",)
    assert evaluate(reading.book, "which-one", {"fresh": False, "volume": 9, "data": "clean"}).rules == (
        "otherwise",
    )
    assert lines(decision_csv(reading.book, "which-one"))[:3] == [
        ["id", "fresh", "volume", "data", "then", "because"],
        ["stale", "yes", "", "", "use-rag", "Weights go stale."],
        ["r2", "no", "at least 1000", "clean, noisy", "fine-tune", ""],
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("under 2027-01-01", "under 2027-01-01"),
        ("at most 2026-12-31", "at most 2026-12-31"),
        ("over 2026-12-31", "over 2026-12-31"),
        ("2026-01-01 to under 2027-01-01", "2026-01-01 to under 2027-01-01"),
        ("[over 2028-01-01, under 2027-01-01]", "under 2027-01-01, over 2028-01-01"),
        ("[under 2027-01-01, under 2026-01-01]", "under 2027-01-01"),
    ],
)
def test_an_end_that_was_open_stays_open(written: str, shown: str) -> None:
    data = f"""\
        title: D
        inputs: {{day: {{ask: When?, type: date}}}}
        outcomes: {{x: X, y: Y}}
        rules: [{{when: {{day: {written}}}, then: x}}]
        otherwise: {{then: y}}
        """
    text = decision_csv(reading_of({"decisions/d.yml": dedent(data)}).book, "d")
    assert lines(text)[1][1] == shown
    again = import_csv(text.encode(), "d.csv")
    assert lines(decision_csv(reading_of(again.files).book, "d"))[1][1] == shown


def test_an_answer_called_any_is_not_any_answer() -> None:
    data = """\
        title: D
        hit_policy: first
        inputs:
          a: {ask: A?, answers: {any: Any, other: Other}}
          b: {ask: B?, type: number}
        outcomes: {x: {title: X}, y: {title: Y}}
        rules:
          - {when: {a: any, b: at least 0}, then: x}
          - {when: {}, then: y}
        """
    text = decision_csv(reading_of({"decisions/d.yml": dedent(data)}).book, "d")
    again = reading_of(import_csv(text.encode(), "d.csv").files).book.decisions["d"]
    assert [(each.input, each.text) for each in again.rules[0].when] == [("a", "any")]


RANKED = {"priority", "output-order"}  # a sheet does not say the rank


@pytest.mark.parametrize("seed", range(120))
def test_rules_survive_a_spreadsheet(seed: int) -> None:
    book, name = any_book(seed)
    decision = book.decisions[name]
    policy = "first" if decision.steps else decision.hit_policy
    imported = import_csv(decision_csv(book, name).encode(), f"{name}.csv", hit_policy=policy)
    if {found.code for found in imported.findings} <= {"D005", "D006"} and imported.findings:
        return  # the table's own mistake
    assert imported.findings == ()
    again = reading_of(imported.files)
    assert again.errors == ()
    kept = again.book.decisions[name]
    for row in rows(seed, book, name, 8):
        outer = {
            at: value for at, value in row.items() if at in kept.inputs and accepts(kept.inputs[at], value)
        }
        if set(outer) != set(kept.inputs):
            continue  # an answer that no rule mentions is no answer of the sheet's
        theirs, ours = evaluate(again.book, name, outer).outcomes, evaluate(book, name, row).outcomes
        assert sorted(theirs) == sorted(ours) or policy == "priority"
        assert theirs == ours or policy in {*RANKED, "collect"}


def accepts(own: Input, value: object) -> bool:
    if own.answers:
        return (own.type == "boolean" and isinstance(value, bool)) or value in [
            each.id for each in own.answers
        ]
    return not isinstance(value, bool)


def test_a_comparison_has_a_line_a_criterion() -> None:
    text = "name;unit;MIT License;rag\nCost;EUR;5 to 15;2_000\nFree?;;yes;no\nSince;;2024-01-01;unknown\nText;;Short, and sweet;\n"
    imported = import_csv(text.encode(), "x.csv")
    assert imported.findings == ()
    comparison = reading_of(imported.files).book.comparisons["x"]
    assert [column.name for column in comparison.columns] == ["MIT License", "rag"]
    assert [row.type for row in comparison.criteria] == ["number", "boolean", "date", "text"]
    assert comparison.criteria[3].cells["mit-license"].value == "Short, and sweet"
    assert comparison.criteria[3].cells["rag"].open == "unknown"
    assert lines(comparison_csv(comparison))[1] == ["cost", "Cost", "", "EUR", "5 to 15", "2000"]


def test_the_book_s_comparisons_survive_a_spreadsheet() -> None:
    book = read_book(ROOT / "decision_data").book
    for comparison in book.comparisons.values():
        text = comparison_csv(comparison)
        imported = import_csv(text.encode(), f"{comparison.id}.csv")
        assert imported.findings == ()
        again = reading_of(imported.files).book.comparisons[comparison.id]
        assert comparison_csv(again) == text


@pytest.mark.parametrize("text", ["=1+2", "+x", "-x", "@x", "'=x", "''x", "\tx", "\n=x", "＝x"])
def test_texts_are_no_formulas(text: str) -> None:
    assert safe(text).startswith("'")
    assert unsafe(safe(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a;=1+1", "a;'=1+1"),
        ('a";@x', "a\";'@x"),
        ("a\n=b\n- c\n-d", "a\n'=b\n- c\n'-d"),
        ("a;'=b", "a;''=b"),
        ("=a;=b", "'=a;'=b"),
        ("a;'b; = c", "a;'b; = c"),
    ],
)
def test_pieces_of_texts_are_no_formulas_where_cells_are_separated_otherwise(text: str, written: str) -> None:
    assert safe(text) == written
    assert unsafe(written) == text


@given(st.text(st.sampled_from("a'=-;\n\t +@,"), max_size=8))
def test_what_is_made_safe_comes_back(text: str) -> None:
    assert unsafe(safe(text)) == text


@pytest.mark.parametrize("text", ["-5", "5", "x=1", "'tis", "", "a-b"])
def test_numbers_and_other_texts_stay(text: str) -> None:
    assert safe(text) == text
    assert unsafe(text) == text


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (b"", 1, "no lines"),
        (b"a,then\n", 1, "no lines"),
        (b"a,b\n1,2\n", 1, "neither 'then' nor 'name'"),
        (b"a,a,then\n1,2,x\n", 1, "two columns are called 'a'"),
        (b"a,,then\n1,2,x\n", 1, "column 2 has no name"),
        (b"a,then\n1,x\n1,2,x\n", 3, "more cells"),
        (b'a,then\n"1,x\n', 2, "not CSV"),
        (b'a,then\n"1"2,x\n', 2, "not CSV"),
        (b"a,then\n\xff,x\n", 2, "not UTF-8"),
        (b"a,then\n1,x\n2,\n", 3, "no outcome"),
        (b"name,a\n,1\n", 2, "no criterion"),
        (b"x" * 8_000_001, 1, "larger"),
    ],
)
def test_what_is_no_table_is_an_error_with_a_place(text: bytes, line: int, word: str) -> None:
    (found, *_) = import_csv(text, "x.csv").findings
    assert found.is_error
    assert word in found.message
    assert found.span.line == line


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("id,hot,then\n,yes,a\nOtherwise,no,b\n", 3, "asks for 'hot'"),
        ("id,hot,then\notherwise,,a\notherwise,,b\n", 3, "line 2 is 'otherwise' already"),
        ("size;then\nunder 1,5;a\n", 2, "'1,5' in column 'size' may be one number or several"),
        ("size;then\n>5;a\n1.000,5;a\n", 3, "'1.000,5' in column 'size'"),
        ("size;then\n>5;a\nunder 1.000;a\n", 3, "'1.000' in column 'size' may be 1000 or a fraction"),
        ("size,then\n5 to 1,a\n", 2, "in column 'size': '5 to 1' runs from high to low"),
        ("then\nx\n", 1, "no column asks anything"),
        ("name,criterion,a\nx,y,1\n", 1, "'name' and 'criterion' both name the criteria"),
        ('size,then\n"5 to 1,000,000",a\n', 2, "'1,000,000' in column 'size'"),
        ('size,then\n3,a\n"1,000",b\n', 3, "'1,000' in column 'size' may be one number or several"),
    ],
)
def test_what_would_become_another_rule_is_refused(text: str, line: int, word: str) -> None:
    imported = import_csv(text.encode(), "x.csv")
    (found,) = imported.findings
    assert imported.files == {}
    assert (found.code, found.span.line) == ("E001", line)
    assert word in found.message


@pytest.mark.parametrize(
    ("cell", "condition"),
    [
        ("1, 5", "[1, 5]"),
        ("2026-01-02,2026-02-03", "[2026-01-02, 2026-02-03]"),
        ("a1,b2,c3", "[a1, b2, c3]"),
        ("v1.2,v3", "[v1-2, v3]"),
    ],
)
def test_several_answers_have_commas_between_them(cell: str, condition: str) -> None:
    imported = import_csv(f"size;then\n{cell};a\n;b\n".encode(), "x.csv")
    assert imported.findings == ()
    assert f"{{size: {condition}}}" in imported.files["decisions/x.yml"]


def test_rules_keep_their_names_as_ids_and_never_take_the_place_of_another() -> None:
    text = "id,n,then\nA B,1,x\nr2,2,x\nr1,3,x\na-b,4,x\nmy_own,5,x\n,6,x\n"
    imported = import_csv(text.encode(), "x.csv")
    assert imported.findings == ()
    rules = reading_of(imported.files).book.decisions["x"].rules
    assert [rule.id for rule in rules] == ["a-b", "r2", "r1-2", "a-b-2", "my_own", "r6"]


@pytest.mark.parametrize("head", ["sep=;", '"sep=;"'])
def test_a_line_that_says_the_separator_is_no_line_of_the_table(head: str) -> None:
    text = f'{head}\r\nhot;"a, b, c";then\r\nyes;no;a\r\nno;;"b'
    (found,) = import_csv(text.encode(), "x.csv").findings
    assert (found.code, found.span.line) == ("E001", 4)
    assert import_csv(f'{text}"\r\n'.encode("utf-8-sig"), "x.csv").findings == ()


def test_signs_in_quotes_do_not_separate() -> None:
    imported = import_csv(b'"hot; or; not?\n;;",then\nyes,a\nno,b\n', "x.csv")
    assert imported.findings == ()
    assert list(reading_of(imported.files).book.decisions["x"].inputs) == ["hot-or-not"]


def test_what_lies_below_nought_needs_no_minus() -> None:
    reading = reading_of(import_csv(b"degrees,then\nunder 0,frost\nat least 0,thaw\n", "weather.csv").files)
    assert reading.errors == ()
    assert evaluate(reading.book, "weather", {"degrees": -3}).outcomes == ("frost",)


NAMES = [
    "id",
    "then",
    "because",
    "name",
    "criterion",
    "group",
    "unit",
    "any",
    "otherwise",
    "null",
    "true",
    "1",
    "2-3",
    "yes",
    "other",
    "n",
    "2026-01-01",
]


def answered(identity: str, answers: Sequence[str]) -> dict[str, Any]:
    """A decision whose only input has these answers, each with an outcome of the same name."""
    return {
        "title": "D",
        "hit_policy": "first",
        "inputs": {identity: {"ask": "Which?", "answers": {each: each for each in answers}}},
        "outcomes": {each: {"title": each} for each in answers},
        "rules": [{"when": {identity: [each]}, "then": each} for each in answers],
    }


@pytest.mark.parametrize("identity", NAMES)
@pytest.mark.parametrize(
    "answers", [("any", "otherwise"), ("1", "2"), ("yes", "no"), ("null", "then"), NAMES[-4:]]
)
def test_names_that_mean_something_elsewhere_survive_a_spreadsheet(
    identity: str, answers: Sequence[str]
) -> None:
    book = reading_of({"decisions/d.yml": json.dumps(answered(identity, answers))}).book
    imported = import_csv(decision_csv(book, "d").encode(), "d.csv", hit_policy="first")
    assert imported.findings == ()
    again = reading_of(imported.files).book
    for answer in answers:
        assert evaluate(again, "d", {identity: answer}).outcomes == (answer,)


def test_options_called_as_a_column_survive_a_spreadsheet() -> None:
    options = ["then", "id", "name", "criterion", "group", "unit", "because"]
    data = {
        "title": "C",
        "options": {each: {"name": each} for each in options},
        "criteria": [{"id": "x", "name": "X", "cells": {each: f"Cell of {each}" for each in options}}],
    }
    text = comparison_csv(reading_of({"comparisons/c.yml": json.dumps(data)}).book.comparisons["c"])
    again = reading_of(import_csv(text.encode(), "c.csv").files).book.comparisons["c"]
    cells = again.criteria[0].cells
    assert {option: cell.value for option, cell in cells.items()} == {
        each: f"Cell of {each}" for each in options
    }


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (">5", "over 5"),
        ("≥ 5", "at least 5"),
        ("<=5", "at most 5"),
        ("At least 5", "at least 5"),
        ("[5..9)", "5 to under 9"),
        ("between 5 and 9", "5 to 9"),
        ('">5, <=2"', "[over 5, at most 2]"),
        ("after 2026-01-02", "over 2026-01-02"),
    ],
)
def test_signs_of_other_tools_are_conditions(cell: str, words: str) -> None:
    imported = import_csv(f"size,then\n{cell},a\n,b\n".encode(), "x.csv")
    assert imported.findings == ()
    assert f"{{size: {words}}}" in imported.files["decisions/x.yml"]


@pytest.mark.parametrize(
    ("cells", "line", "word", "fix"),
    [
        (("at least 10", "under 1.000.000"), 3, "'under 1.000.000' cannot be read", "--type 'n=choice'"),
        (("under 20%", "50%"), 2, "'under 20%' cannot be read", "without units"),
        (("31.12.2026", ""), 2, "'31.12.2026' cannot be read", "write 2026-12-31"),
        (("1", "a few"), 3, "'a few' cannot be read", "like the others"),
        (("Red", "red"), 3, "'Red' and 'red' are two answers of column 'n'", "alike"),
    ],
)
def test_names_that_look_like_something_else_are_named(
    cells: tuple[str, ...], line: int, word: str, fix: str
) -> None:
    text = "n,then\n" + "".join(f"{cell},{number}\n" for number, cell in enumerate(cells))
    imported = import_csv(text.encode(), "x.csv")
    (found,) = imported.findings
    assert (found.code, found.severity, found.span.line) == ("E004", "warning", line)
    assert word in found.message
    assert fix in (found.fix or "")


def test_what_is_said_to_be_names_is_no_doubt() -> None:
    text = b"n,then\n1,a\na few,b\n"
    assert import_csv(text, "x.csv", types={"n": "choice"}).findings == ()


def test_outcomes_that_differ_in_large_letters_are_named() -> None:
    (found,) = import_csv(b"n,then\nyes,RAG\nno,Rag\n", "x.csv").findings
    assert (found.code, found.span.line, found.message) == ("E004", 3, "'RAG' and 'Rag' are two outcomes")


def test_not_with_a_large_letter_leaves_out_an_answer_and_may_begin_one() -> None:
    made = import_csv(b"c,then\nNot red,a\nred,b\nNot sure,c\n", "x.csv").files["decisions/x.yml"]
    assert "{c: not red}" in made
    assert "{c: not-sure}" in made


def test_the_sign_between_cells_is_the_one_that_leaves_a_name_with_a_meaning() -> None:
    imported = import_csv(b"When, where, or how?;then\nyes;a\nno;b\n", "x.csv")
    assert imported.findings == ()


def test_what_was_guessed_is_said_and_can_be_said_otherwise() -> None:
    text = b"grade,day,x,then\n1,2026-01-02,yes,a\n2,,,b\n"
    said = import_csv(text, "x.csv", hit_policy="first")
    guess = "'grade' as a number, 'day' as a day, 'x' as yes or no; --type COLUMN=TYPE reads one otherwise"
    assert said.notes[0].endswith(guess)
    assert "no_match: allowed" in said.notes[1]
    types: dict[str, Type] = {"grade": "choice", "day": "choice", "x": "boolean"}
    made = import_csv(text, "x.csv", hit_policy="first", types=types)
    assert made.findings == ()
    assert made.notes == said.notes[1:]
    inputs = reading_of(made.files).book.decisions["x"].inputs
    assert {each.id: each.type for each in inputs.values()} == {
        "grade": "choice",
        "day": "choice",
        "x": "boolean",
    }
    whole = import_csv(b"n,then\nat most 5,a\nat least 6,b\n", "x.csv", types={"n": "integer"})
    assert "no_match" not in whole.files["decisions/x.yml"]


def test_what_criteria_are_taken_for_can_be_said_otherwise() -> None:
    text = b"name,a,b\nVersion,3.10,3.9\nFree,yes,no\nText,x,y\n"
    said = import_csv(text, "x.csv")
    assert "'Version' as number, 'Free' as boolean; --type CRITERION=TYPE" in said.notes[0]
    made = import_csv(text, "x.csv", types={"Version": "text"})
    rows = reading_of(made.files).book.comparisons["x"].criteria
    assert [row.type for row in rows] == ["text", "boolean", "text"]
    points = import_csv(b"name;a;b\nPrice;1.000;900\n", "x.csv")
    assert reading_of(points.files).book.comparisons["x"].criteria[0].type == "text"


@pytest.mark.parametrize(
    ("text", "types", "word"),
    [
        (b"a,then\nyes,x\n", {"b": "number"}, "there is no column 'b'"),
        (b"a,then\nyes,x\n", {"a": "text"}, "never text"),
        (b"a,then\nlow,x\n", {"a": "number"}, "in column 'a': 'low' is not a number"),
        (b"a,then\nlow,x\n", {"a": "boolean"}, "in column 'a': 'low' is not yes or no"),
        (b"name,a\nX,1\n", {"Y": "text"}, "there is no criterion 'Y'"),
        (b"name,a\nX,1\n", {"X": "choice"}, "never choice"),
        (b"name,a\nX,low\n", {"X": "number"}, "not every cell of 'X' is a number"),
    ],
)
def test_types_that_cannot_be(text: bytes, types: dict[str, Type], word: str) -> None:
    imported = import_csv(text, "x.csv", types=types)
    (found,) = imported.findings
    assert imported.files == {}
    assert word in found.message
    assert found.fix
