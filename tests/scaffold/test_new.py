"""The command `new`: what it writes is accepted as soon as its blanks are filled, and nothing else is touched."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from decisionbook.book import read_book
from decisionbook.cli.new import KIND_NAMES, command
from decisionbook.scaffold import KINDS

FILES = {
    "option": "options/my-id.yml",
    "comparison": "comparisons/my-id.yml",
    "decision": "decisions/my-id.yml",
    "checklist": "checklists/my-id.yml",
    "term": "glossary.yml",
    "faq": "faq.yml",
    "source": "sources.yml",
    "input": "inputs.yml",
}
OWN = "options/plain.yml"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(command, list(arguments))


def made(*arguments):
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    return [Path(line) for line in done.stdout.splitlines()]


def write(name, text):
    path = Path("decision_data", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def fill(path):
    """A text of its own in every key that has no value and nothing below it."""
    lines = path.read_text().splitlines()
    for number, line in enumerate(lines):
        below = next((rest for rest in lines[number + 1 :] if rest.strip() and "#" not in rest), "")
        if re.fullmatch(r"[\s-]*[\w-]+:", line) and not deeper(line, below):
            lines[number] = f"{line} Text {number}."
    path.write_text("\n".join(lines) + "\n")


def deeper(line, below):
    indent = len(line) - len(line.lstrip(" -"))
    return len(below) - len(below.lstrip()) > indent or below.lstrip().startswith("- ")


def findings(*, but=()):
    found = read_book(Path("decision_data"), today=date(2026, 11, 20)).findings
    return [f"{one.span} {one.code} {one.message}" for one in found if one.code not in but]


def test_every_kind_can_be_begun():
    assert set(KIND_NAMES) == set(KINDS) == set(FILES)


@pytest.mark.parametrize("kind", FILES)
def test_it_is_accepted_as_soon_as_its_blanks_are_filled(kind):
    (path,) = made(kind, "my-id")
    assert path == Path("decision_data", FILES[kind])
    assert findings(but=("P004",))
    write(OWN, "name: Plain\nsummary: So that the folder holds an entity.\n")
    fill(path)
    assert findings(but=("P004",)) == []


@pytest.mark.parametrize("kind", FILES)
def test_every_key_in_a_comment_is_one_of_the_entity(kind):
    (path,) = made(kind, "my-id")
    text = re.sub(r"^(\s*)# ( *(?!Also)[a-z_]+:.*|  -.*)$", r"\1\2", path.read_text(), flags=re.MULTILINE)
    path.write_text(text)
    known = findings()
    assert text.count("\n") > 10
    assert not [one for one in known if " S001 " in one or " Y001 " in one]


@pytest.mark.parametrize(
    ("kind", "key"), [("decision", "examples"), ("checklist", "verdicts"), ("input", "answers")]
)
def test_a_key_that_holds_others_shows_them(kind, key):
    (path,) = made(kind, "my-id")
    block = re.search(rf"^( *)# {key}:\n(?:\1#   .*\n)+", path.read_text(), flags=re.MULTILINE)
    assert block is not None
    path.write_text(path.read_text().replace(block[0], block[0].replace("# ", "")))
    write(OWN, "name: Plain\nsummary: So that the folder holds an entity.\n")
    fill(path)
    assert findings(but=("P004",)) == []


@pytest.mark.parametrize("kind", FILES)
def test_nothing_is_overwritten(kind):
    (path,) = made(kind, "my-id")
    before = path.read_bytes()
    done = run(kind, "my-id")
    assert done.exit_code == 2
    assert path.read_bytes() == before


def test_an_id_in_a_folder_below_is_taken_too():
    write("options/old/my-id.yaml", "name: A\nsummary: B\n")
    assert run("option", "my-id").exit_code == 2


def test_an_option_is_a_term_already_and_old_ids_are_taken():
    write("options/a.yml", "name: A\nsummary: B\naliases_of_id: [old]\n")
    assert "There is the option 'a' already, at decision_data/options/a.yml:1:1" in run("term", "a").output
    assert "There is the option 'a' already" in run("option", "old").output
    assert made("decision", "a")


@pytest.mark.parametrize(
    ("given", "meant"),
    [("My Option", "my-option"), ("a--b", "a-b"), ("-x", "x"), ("../a", "a"), ("é", "my-id")],
)
def test_a_bad_id_is_wrong_usage_with_a_suggestion(given, meant):
    done = run("option", "--", given)
    assert done.exit_code == 2
    assert f"such as '{meant}'" in done.output
    assert not Path("decision_data").exists()


def test_a_kind_that_does_not_exist_is_wrong_usage():
    done = run("opinion", "a")
    assert done.exit_code == 2
    assert "option" in done.output


def test_the_schema_is_looked_for_beside_the_data():
    (path,) = made("decision", "a")
    line = path.read_text().splitlines()[0]
    assert line == (
        "# yaml-language-server: $schema=https://decisionbook.github.io/decisionbook/schema/1/decision.json"
    )
    Path("schema").mkdir()
    decision, term = made("decision", "b") + made("term", "b")
    assert decision.read_text().startswith("# yaml-language-server: $schema=../../schema/decision.json\n")
    assert term.read_text().startswith("# yaml-language-server: $schema=../schema/glossary.json\n")


# --- Comparisons --------------------------------------------------------------------------------------

TABLE = """\
# Two of them
title: Two
options: [a, b]
criteria:
  - id: one
    name: One
    cells:
      a: Yes.          # quite
      # about b
      b:
        value: No.
        note: >-
          Hardly
          ever.

  - {id: two, name: Two, cells: {a: 1, b: {value: 2}}, type: number, better: lower}
"""
BLOCK = """\
title: Two
options:
  - a   # first
  - b

criteria:
  - id: one
    name: One
    cells: {a: x, b: y}
"""
OWN_OPTIONS = """\
title: Two
options:
  mit:
    name: MIT
    summary: |
      Short.
  a:
criteria:
  - id: one
    name: One
    cells:
      mit: x
      a: y
"""


@pytest.mark.parametrize("text", [TABLE, BLOCK, OWN_OPTIONS], ids=["flow", "block", "own"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_column_is_added_and_nothing_else_changes(text, end):
    for name in "ab":
        write(f"options/{name}.yml", f"name: {name}\nsummary: {name}.\n")
    table = write("comparisons/two.yml", text.replace("\n", end))
    option, same = made("option", "new", "--in", "two")
    assert same == table
    fill(option)
    assert findings() == []
    after = table.read_bytes().decode()
    rest = re.sub(r"(\r?\n *(- )?new:?( unknown)?(?=\r?\n|$)|, new(: unknown)?)", "", after)
    assert rest == text.replace("\n", end)
    (comparison,) = read_book(Path("decision_data")).book.comparisons.values()
    assert [column.id for column in comparison.columns][-1] == "new"
    assert {row.cells["new"].open for row in comparison.criteria} == {"unknown"}


def test_several_comparisons_are_extended_at_once():
    for name in "ab":
        write(f"options/{name}.yml", f"name: {name}\nsummary: {name}.\n")
    write("comparisons/x.yml", TABLE)
    write("comparisons/y.yml", BLOCK)
    assert len(made("option", "new", "--in", "x", "--in", "y", "--in", "x")) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TABLE.replace("title", "titel: ["), "mend this first"),
        (TABLE.replace("[a, b]", "[a, new]"), "has the option 'new' already"),
        ("title: Two\noptions: [a, b]\n", "has no options or no criteria yet"),
        (TABLE.replace("cells:\n", "cell:\n"), "has a criterion without cells"),
    ],
)
def test_a_table_that_cannot_be_extended_keeps_everything_from_being_written(text, said):
    table = write("comparisons/two.yml", text)
    done = run("option", "new", "--in", "two")
    assert done.exit_code == 2
    assert said in done.output
    assert table.read_text() == text
    assert not Path("decision_data/options").exists()


def test_only_options_have_columns_and_only_comparisons_have_them():
    write("comparisons/two.yml", TABLE)
    assert "Only an option" in run("term", "a", "--in", "two").output
    done = run("option", "a", "--in", "twp")
    assert done.exit_code == 2
    assert "did you mean 'two'?" in done.output


# --- Entries ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("term", "a: {term: A, definition: B}\n"),
        ("term", "a: {term: A, definition: B}"),
        ("term", "# only a comment\n"),
        ("term", "a:\r\n  term: A\r\n  definition: >-\r\n    B\r\n\r\n# the end\r\n"),
        ("term", "a:\n  term: A\n  definition: |+\n    B\n\n\n"),
        ("term", "\ufeffa: {term: A, definition: B}\n"),
        ("term", "  a: {term: A, definition: B}\n"),
        ("faq", "- {id: a, question: A?, answer: B.}\n"),
        ("faq", "  - id: a\n    question: A?\n    answer: B.\n"),
        ("source", "---\na: {title: A, kind: paper}\n"),
    ],
)
def test_an_entry_is_put_at_the_end_and_every_byte_stays(kind, text):
    path = write(f"{KINDS[kind]}.yml", text)
    made(kind, "new")
    assert path.read_bytes().startswith(text.encode())
    fill(path)
    write(OWN, "name: Plain\nsummary: So that the folder holds an entity.\n")
    assert findings(but=("P004",)) == []
    shelf = read_book(Path("decision_data")).book.of(kind)
    assert list(shelf)[-1] == "new"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{a: {term: A, definition: B}}\n", "one pair of brackets"),
        ("a: [\n", "mend this first"),
        ("- a\n", "does not hold what its name says"),
        ("a: {term: A, definition: B}\n...\n", "add it by hand"),
    ],
)
def test_a_list_that_cannot_be_extended_stays_as_it_is(text, said):
    path = write("glossary.yml", text)
    done = run("term", "new")
    assert done.exit_code == 2
    assert said in done.output
    assert path.read_text() == text


def test_a_list_with_the_other_ending_is_extended():
    path = write("glossary.yaml", "a: {term: A, definition: B}\n")
    assert made("term", "b") == [path]


BOOK = Path(__file__).parents[2] / "decision_data"


def test_every_table_and_list_of_this_project_can_be_extended():
    from decisionbook.insert import with_column, with_entry
    from decisionbook.scaffold import entry_text

    tables = sorted((BOOK / "comparisons").glob("*.yml"))
    assert tables
    for path in tables:
        text = path.read_text(encoding="utf-8")
        assert len(with_column(text, "new-one", "x.yml")) > len(text)
    for kind, name in KINDS.items():
        path = BOOK / f"{name}.yml"
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert with_entry(text, entry_text(kind, "new-one"), "x.yml").startswith(text)
