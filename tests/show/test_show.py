"""How findings are shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from rich.cells import cell_len

from decisionbook.excerpt import excerpt, visible, wrapped
from decisionbook.findings import Edit, Finding, Span, finding
from decisionbook.load import load_text
from decisionbook.show import as_github, as_json, as_sarif, as_text, summary

FILE = "decision_data/comparisons/packaging.yml"
ROW = "    lockfile: {value: full, sorce: maturin-docs}"
TEXTS = {FILE: "\n" * 34 + ROW + "\n"}
SPAN = Span(FILE, 35, 29, 35, 34)
FOUND = finding("S001", SPAN, "unknown key 'sorce'", "did you mean 'sources'?", edit=Edit(SPAN, "sources"))
WARNED = finding("C005", Span("a.yml", 2, 1, 4, 3), "no contrast", related=[(SPAN, "as here")])


def test_text() -> None:
    assert as_text([FOUND, WARNED], TEXTS).split("\n") == [
        "decision_data/comparisons/packaging.yml:35:29: error S001 unknown key 'sorce'",
        "  35 |     lockfile: {value: full, sorce: maturin-docs}",
        "     |                             ^^^^^",
        "     = fix: did you mean 'sources'?   (decisionbook check --fix)",
        "a.yml:2:1: warning C005 no contrast",
        "    = see decision_data/comparisons/packaging.yml:35:29: as here",
        "1 error, 1 warning; 1 fixable",
    ]


def test_colour_adds_nothing_but_colour() -> None:
    plain, coloured = as_text([FOUND, WARNED], TEXTS), as_text([FOUND, WARNED], TEXTS, colour=True)
    codes = ["\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1m", "\x1b[0m"]
    for code in codes:
        coloured = coloured.replace(code, "")
    assert coloured == plain


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], "no errors, no warnings"),
        ([FOUND] * 2, "2 errors, no warnings; 2 fixable"),
        ([WARNED], "no errors, 1 warning"),
    ],
)
def test_summary(findings: list[Finding], expected: str) -> None:
    assert summary(findings) == expected
    assert as_text(findings, {}).split("\n")[-1] == expected


def test_data_cannot_drive_a_terminal() -> None:
    text = "a: \x1b[2J\u202eb"
    _, findings = load_text(text, "f\x1b.yml")
    shown = as_text(
        [*findings, finding("S001", Span("f\x1b.yml"), "\x1b]0;x\x07", "\u009b1m")], {"f\x1b.yml": text}
    )
    assert shown.replace("\n", "").isprintable()
    assert as_github(findings).replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("row", "columns", "carets"),
    [
        ("a: b", (4, 5), "   ^"),
        ("\ta: b", (2, 3), "    ^"),
        ("長い: b", (5, 6), "      ^"),
        ("長い: b", (1, 3), "^^^^"),
        ("a\x07b", (3, 4), "     ^"),
        ("a", (2, 3), " ^"),
    ],
)
def test_carets_stand_below_what_is_seen(row: str, columns: tuple[int, int], carets: str) -> None:
    assert excerpt(row, *columns)[1] == carets


@pytest.mark.parametrize("column", [1, 50, 150, 299, 300])
@pytest.mark.parametrize("char", ["x", "長"])
def test_long_rows_are_cut_around_the_caret(column: int, char: str) -> None:
    row = char * (column - 1) + "Q" + char * (300 - column)
    source, carets = excerpt(row, column, column + 1, 60)
    assert cell_len(source) <= 60
    assert cell_len(source[: source.index("Q")]) == carets.index("^")
    assert carets.count("^") == 1


def test_nothing_is_wider_than_the_terminal() -> None:
    text = "title: " + "word " * 60 + "#1"
    _, findings = load_text(text, "f.yml")
    shown = as_text(findings, {"f.yml": text}, width=60)
    assert max(map(cell_len, shown.split("\n"))) <= 60
    assert "#1" in shown


def test_wrapping_keeps_every_word() -> None:
    text = "one two three four five"
    assert wrapped(text, 10, indent=2).replace("\n ", "").split() == text.split()
    assert wrapped(text, None, indent=2) == text


def test_a_span_over_lines_is_underlined_on_its_first() -> None:
    text = "a: b\nc: d\n"
    shown = as_text([finding("S001", Span("f", 1, 1, 2, 5), "x")], {"f": text})
    assert shown.split("\n")[2] == "    | ^^^^"


def test_visible() -> None:
    assert visible("a\tb\x1b\u200b\U000e0041") == "a\\tb\\x1b\\u200b\\U000e0041"


def test_json() -> None:
    shown = json.loads(as_json([FOUND, WARNED]))
    assert shown == {
        "findings": [
            {
                "file": FILE,
                "line": 35,
                "column": 29,
                "end_line": 35,
                "end_column": 34,
                "severity": "error",
                "code": "S001",
                "message": "unknown key 'sorce'",
                "fix": "did you mean 'sources'?",
            },
            {
                "file": "a.yml",
                "line": 2,
                "column": 1,
                "end_line": 4,
                "end_column": 3,
                "severity": "warning",
                "code": "C005",
                "message": "no contrast",
                "fix": None,
            },
        ],
        "errors": 1,
        "warnings": 1,
    }


def test_github_escapes_what_its_commands_mean() -> None:
    odd = finding("S001", Span("a,b:c%.yml", 1, 2, 1, 3), "50% of\r\na: b", "do, it: now")
    assert as_github([odd]) == (
        "::error file=a%2Cb%3Ac%25.yml,line=1,endLine=1,col=2,endColumn=3,title=S001 unknown key::"
        "50%25 of\\r\\na: b%0Ado, it: now"
    )


def test_github_leaves_columns_out_over_several_lines() -> None:
    assert as_github([WARNED]).startswith("::warning file=a.yml,line=2,endLine=4,title=C005 ")


def test_github_names_the_first_of_the_other_places() -> None:
    places = [(Span("a.yml", line, 3), "here") for line in range(1, 13)]
    lines = as_github([finding("R001", SPAN, "gone", "add it", related=places)]).split("%0A")
    assert lines[1:4] == ["add it", "see a.yml:1:3: here", "see a.yml:2:3: here"]
    assert lines[-1] == "and 2 more places"
    assert len(lines) == 13


def test_github_shows_changed_lines_and_then_errors_first() -> None:
    other = finding("S001", Span("z.yml", 1), "z")
    order = [
        line.split("file=")[1].split(",")[0]
        for line in as_github([WARNED, FOUND, other], {("a.yml", 3)}).split("\n")
    ]
    assert order == ["a.yml", FILE, "z.yml"]


def test_sarif() -> None:
    run = json.loads(as_sarif([FOUND, WARNED]))["runs"][0]
    first, second = run["results"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "S001"
    assert first["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 35,
        "startColumn": 29,
        "endLine": 35,
        "endColumn": 34,
    }
    change = first["fixes"][0]["artifactChanges"][0]
    assert change["replacements"][0]["insertedContent"] == {"text": "sources"}
    assert second["level"] == "warning"
    assert second["relatedLocations"][0]["message"] == {"text": "as here"}


SARIF = Path(__file__).resolve().parents[1] / "data" / "sarif-2.1.0.json"


def test_sarif_is_what_its_schema_asks_for() -> None:
    schema = Draft4Validator(json.loads(SARIF.read_text("utf-8")))
    whole = json.loads(as_sarif([FOUND, WARNED, finding("S009", Span("data"), "no data")]))
    assert [error.message for error in schema.iter_errors(whole)] == []
    whole["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert len(list(schema.iter_errors(whole))) == 1
