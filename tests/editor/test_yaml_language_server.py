"""What an editor with yaml-language-server makes of the schemas: underlines, completions, explanations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from decisionbook.schema.json_schema import FILES
from tests.editor.language_server import ROOT, LanguageServer

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    with LanguageServer() as running:
        yield running


def with_schema(name: str, text: str) -> str:
    """The text of a file, behind the line that names its schema."""
    return f"# yaml-language-server: $schema={(ROOT / 'schema' / f'{name}.json').as_posix()}\n{text}"


MISTAKES = {
    "a misspelt key": (
        "option",
        "name: A\nsummary: S\nstrenghts: [x]\n",
        "4:1 Property strenghts is not allowed.",
    ),
    "a missing key": ("option", "name: A\n", '2:1 Missing property "summary".'),
    "a date in words": (
        "option",
        "name: A\nsummary: S\nchecked: 20 November\n",
        "4:10 String is not a RFC3339 date.",
    ),
    "a word that is not allowed": (
        "source",
        "s: {title: T, kind: blog}\n",
        '2:21 Value is not accepted. Valid values: "paper", "documentation", "article", "book", "report", "standard", "data".',
    ),
    "a rule without an outcome": (
        "decision",
        "title: T\ninputs: {a: {ask: A?}}\noutcomes: {x: X}\nrules:\n  - when: {a: yes}\n",
        '6:5 Missing property "then".',
    ),
    "a waiver of an error": (
        "option",
        "name: A\nsummary: S\nwaive: {S001: Why.}\n",
        "4:9 Value is not accepted. Valid values: ",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_underlined_where_it_stands(
    server: LanguageServer, tmp_path: Path, mistake: str
) -> None:
    kind, text, expected = MISTAKES[mistake]
    found = server.open(tmp_path / "x.yml", with_schema(FILES[kind], text))
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_words_and_keys_are_completed(server: LanguageServer, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    text = (
        "title: T\ninputs: {a: {ask: A?}}\noutcomes: {x: X}\nhit_policy: \nrules:\n  - when: {a: yes}\n    \n"
    )
    server.open(path, with_schema("decision", text))
    assert {"unique", "first", "any", "priority", "collect"} <= server.completions(path, 5, 13)
    assert {"then", "because", "id", "sources"} <= server.completions(path, 8, 5)


def test_codes_that_can_be_waived_are_completed(server: LanguageServer, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    server.open(path, with_schema("option", "name: A\nsummary: S\nwaive:\n  \n"))
    offered = server.completions(path, 5, 3)
    assert {"P001", "C005"} <= offered
    assert not {"S001", "W001"} & offered


def test_a_key_is_explained(server: LanguageServer, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    server.open(path, with_schema("option", "name: A\nsummary: S\nrelated: [b]\n"))
    assert "the link goes both ways" in server.hover(path, 4, 3)


def test_the_book_is_without_underlines(server: LanguageServer) -> None:
    files = sorted((ROOT / "decision_data").rglob("*.yml"))
    assert {file.name: found for file in files if (found := server.open(file, file.read_text("utf-8")))} == {}


def test_every_key_is_without_underlines(server: LanguageServer) -> None:
    folder = ROOT / "tests" / "data" / "every-key"
    names = {f"{name}s": name for name in ("option", "comparison", "decision", "checklist")}
    for file in sorted(folder.rglob("*.yml")):
        name = names.get(file.parent.name, file.stem)
        assert server.open(file, with_schema(name, file.read_text("utf-8"))) == []
