from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from textwrap import dedent

import pytest

from decisionbook.book import read_book
from decisionbook.decide import evaluate
from decisionbook.exchange.csv_in import import_csv
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


@pytest.mark.parametrize("seed", range(60))
def test_rules_survive_a_spreadsheet(seed: int) -> None:
    book, name = any_book(seed)
    decision = book.decisions[name]
    if decision.hit_policy != "first" and not decision.steps:
        return
    imported = import_csv(decision_csv(book, name).encode(), f"{name}.csv")
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
        assert evaluate(again.book, name, outer).outcomes == evaluate(book, name, row).outcomes


def accepts(own: Input, value: object) -> bool:
    if own.answers:
        return (own.type == "boolean" and isinstance(value, bool)) or value in [
            each.id for each in own.answers
        ]
    return not isinstance(value, bool)


def test_a_comparison_has_a_line_a_criterion() -> None:
    text = "name;unit;MIT License;rag\nCost;EUR;5 to 15;2_000\nFree?;;yes;no\nSince;;2024-01-01;unknown\nText;;Short, and sweet;\n"
    imported = import_csv(text.encode(), "x.csv", options=["rag"])
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
        imported = import_csv(text.encode(), f"{comparison.id}.csv", options=[])
        assert imported.findings == ()
        again = reading_of(imported.files).book.comparisons[comparison.id]
        assert comparison_csv(again) == text


@pytest.mark.parametrize("text", ["=1+2", "+x", "-x", "@x", "'=x", "''x", "\tx", "\n=x", "＝x"])
def test_texts_are_no_formulas(text: str) -> None:
    assert safe(text).startswith("'")
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
