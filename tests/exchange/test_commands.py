"""`export` and `import` as they are typed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from decisionbook.book import read_book
from decisionbook.cli import decisionbook
from decisionbook.publish.schema import schema_files
from tests.exchange.dmn import data, decision, document, output, table
from tests.site.test_publishing import committed, git

TABLE = decision("Two Ways", table({"n": "number"}, output(), '< 5;"a"', '>= 5;"b"'))
AGED = (
    data("Age", "number"),
    decision("low", table({"Age": "number"}, output(), '< 5;"a"', '>= 5;"b"')),
    decision(
        "top",
        table({"low": "string", "Age": "number"}, output(), '"a";> 1;1', 'not("a");-;2'),
        requires="low",
    ),
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    return CliRunner().invoke(decisionbook, words)


def put(path: str, text: str | bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text if isinstance(text, bytes) else text.encode())


def files(folder: str) -> Sequence[str]:
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())


def test_import_writes_files_that_check_accepts_and_names_them() -> None:
    put("x.dmn", document(TABLE))
    done = run("import", "x.dmn", "--out", "book")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "book/decisions/two-ways.yml\n", "")
    assert run("check", "--data", "book").exit_code == 0
    answered = run("evaluate", "two-ways", "n=5", "--data", "book", "--format", "json")
    assert json.loads(answered.stdout)["result"] == "b"


def test_import_never_writes_over_a_file_unasked() -> None:
    put("x.dmn", document(TABLE))
    put("book/decisions/two-ways.yml", "mine")
    done = run("import", "x.dmn", "--out", "book")
    assert done.exit_code == 1
    assert "E005" in done.stderr
    assert Path("book/decisions/two-ways.yml").read_text() == "mine"
    assert run("import", "x.dmn", "--out", "book", "--force").exit_code == 0
    assert Path("book/decisions/two-ways.yml").read_text() != "mine"


def test_import_adds_shared_inputs_behind_those_that_are_there() -> None:
    put("x.dmn", document(*AGED))
    put("book/inputs.yml", "# ours\nregion: {ask: Where?}  # asked first\n")
    assert run("import", "x.dmn", "--out", "book").exit_code == 0
    text = Path("book/inputs.yml").read_text()
    assert text.startswith("# ours\nregion: {ask: Where?}  # asked first\n\nage:\n")
    assert run("check", "--data", "book").exit_code == 0
    assert run("import", "x.dmn", "--out", "book", "--force").exit_code == 0
    assert Path("book/inputs.yml").read_text() == text


@pytest.mark.parametrize(
    ("old", "word"),
    [("age: {ask: Since when?}\n", "another one"), ("{age: 1", "errors"), ("{b: {ask: B?}}", "braces")],
)
def test_import_leaves_shared_inputs_that_it_cannot_join(old: str, word: str) -> None:
    put("x.dmn", document(*AGED))
    put("book/inputs.yml", old)
    done = run("import", "x.dmn", "--out", "book", "--force")
    assert done.exit_code == 1
    assert word in done.stderr
    assert files("book") == ["inputs.yml"]
    assert Path("book/inputs.yml").read_text() == old


def test_import_says_what_is_not_carried_and_writes_the_rest() -> None:
    put("x.dmn", document(TABLE, '<decision id="e" name="Sum"><literalExpression/></decision>'))
    done = run("import", "x.dmn", "--out", "book")
    assert done.exit_code == 1
    assert done.stdout == "book/decisions/two-ways.yml\n"
    assert "x.dmn:3:" in done.stderr
    assert "'Sum' is not carried over" in done.stderr


def test_import_of_a_table_with_mistakes_of_its_own_shows_them_where_they_stand() -> None:
    put("x.dmn", document(decision("d", table({"n": "number"}, output(), "< 5;1", "< 3;2"))))
    done = run("import", "x.dmn", "--out", "book")
    assert done.exit_code == 1
    assert "book/decisions/d.yml:" in done.stderr
    assert "D005" in done.stderr


def test_import_names_every_place_in_a_made_file_as_seen_from_here() -> None:
    put("x.dmn", document(decision("Two Ways", table({"n": "number"}, output(), '< 5;"a"', '< 9;"b"'))))
    done = run("import", "x.dmn", "--out", "book")
    assert "book/decisions/two-ways.yml:" in done.stderr
    assert "see book/decisions/two-ways.yml:" in done.stderr


def test_import_of_a_sheet_takes_the_options_that_are_there() -> None:
    put("book/options/rag.yml", "name: RAG\nsummary: Looks facts up.\n")
    put("costs.csv", "name,rag\nCost,5\n")
    assert run("import", "costs.csv", "--out", "book").exit_code == 0
    assert "options: [rag]" in Path("book/comparisons/costs.yml").read_text()
    assert run("check", "--data", "book").exit_code == 0


@pytest.mark.parametrize("head", ["rag", "RAG", "Retrieval-Augmented generation"])
def test_import_of_a_sheet_links_columns_to_the_options_of_the_book_beside_own_ones(head: str) -> None:
    put(
        "book/options/rag.yml", "name: Retrieval-augmented generation\nshort: RAG\nsummary: Looks facts up.\n"
    )
    put("costs.csv", f"name,{head},Both,Twins\nCost,5,6,7\n")
    for name in ("twin", "other"):
        put(f"book/options/{name}.yml", "name: Twins\nsummary: Two of them.\n")
    assert run("import", "costs.csv", "--out", "book").exit_code == 0
    columns = read_book(Path("book")).book.comparisons["costs"].columns
    assert [(column.name, column.option) for column in columns] == [
        ("Retrieval-augmented generation", "rag"),
        ("Both", None),
        ("Twins", None),
    ]
    assert "  rag:\n  both:\n    name: Both\n" in Path("book/comparisons/costs.yml").read_text()


@pytest.mark.parametrize("place", ["decisions/more/x.yml", "decisions/x.yaml"])
def test_import_makes_no_second_file_of_an_id(place: str) -> None:
    put("x.csv", SHEET)
    put(f"book/{place}", "title: X\n")
    for more in ((), ("--force",)):
        done = run("import", "x.csv", "--out", "book", *more)
        assert done.exit_code == 1
        assert f"book/{place}:1:1: error E005 book/{place} has the id 'x' already" in done.stderr
    assert not Path("book/decisions/x.yml").exists()


def test_shared_inputs_join_those_under_the_other_ending() -> None:
    put("book/inputs.yaml", "a:\n  ask: A?\n")
    put("x.dmn", document(data("n", "number"), *(decision(name, ASKS_N) for name in "de")))
    assert run("import", "x.dmn", "--out", "book").exit_code == 0
    assert not Path("book/inputs.yml").exists()
    assert Path("book/inputs.yaml").read_text().startswith("a:\n  ask: A?\n\nn:\n")


ASKS_N = table({"n": "number"}, output("o"), "1;2")
SHEET = "hot,wet,then\nyes,,a\n,yes,b\nno,no,a\n"


def test_import_of_a_sheet_says_which_lines_answer() -> None:
    put("x.csv", SHEET)
    done = run("import", "x.csv", "--out", "book")
    assert done.exit_code == 0
    assert done.stderr.startswith("decisionbook: the first line that matches answers (`hit_policy: first`)")
    assert "'hot' as yes or no, 'wet' as yes or no; --type COLUMN=TYPE" in done.stderr
    assert done.stderr.count("\n") == 2
    assert "hit_policy: first" in Path("book/decisions/x.yml").read_text()


def test_import_of_a_sheet_takes_the_hit_policy_that_it_is_given() -> None:
    put("x.csv", SHEET)
    done = run("import", "x.csv", "--out", "book", "--hit-policy", "collect", "--type", "hot=boolean")
    assert done.exit_code == 0
    assert "hot" not in done.stderr
    assert "hit_policy" not in done.stderr
    found = run("evaluate", "x", "hot=yes", "wet=yes", "--data", "book", "--format", "json")
    assert json.loads(found.stdout)["outcomes"] == ["a", "b"]
    done = run("import", "x.csv", "--out", "other", "--hit-policy", "unique")
    assert done.exit_code == 1
    assert "D005" in done.stderr


@pytest.mark.parametrize("said", ["hot", "hot=", "=number", "hot=float"])
def test_types_are_said_with_a_name_and_a_type(said: str) -> None:
    put("x.csv", SHEET)
    done = run("import", "x.csv", "--out", "book", "--type", said)
    assert done.exit_code == 2
    assert f"--type is '{said}'; write NAME=TYPE" in done.stderr


@pytest.mark.parametrize("name", ["x.csv", "x.dmn"])
def test_a_huge_file_is_not_read_to_its_end(name: str) -> None:
    with Path(name).open("wb") as file:
        file.truncate(1 << 42)  # more than any memory
    done = run("import", name, "--out", "book")
    assert done.exit_code == 1
    assert f"{name}:1:1: error E001 the file is larger than 8 MB" in done.stderr


def test_a_dmn_file_has_a_hit_policy_of_its_own() -> None:
    put("x.dmn", document(TABLE))
    assert run("import", "x.dmn", "--out", "book", "--hit-policy", "first").exit_code == 2
    assert run("import", "x.dmn", "--out", "book", "--type", "a=number").exit_code == 2


@pytest.mark.parametrize("name", ["x.txt", "x"])
def test_import_of_another_kind_of_file_is_wrong_usage(name: str) -> None:
    put(name, "x")
    assert run("import", name, "--out", "book").exit_code == 2


def test_import_of_a_missing_file_is_wrong_usage() -> None:
    assert run("import", "none.dmn", "--out", "book").exit_code == 2


SCHEMAS = sorted(schema_files())


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("dmn", ["decisions/two-ways.dmn"]),
        ("csv", ["decisions/two-ways.csv"]),
        ("json", ["decisions/two-ways.json", "index.json", *SCHEMAS]),
        ("html", ["decisions/two-ways.html"]),
    ],
)
def test_export_writes_the_same_bytes_each_time(
    style: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    put("x.dmn", document(TABLE))
    assert run("import", "x.dmn", "--out", "book").exit_code == 0
    for out in ("one", "two"):
        done = run("export", "--format", style, "--out", out, "--data", "book")
        assert done.exit_code == 0, done.stderr
        assert sorted(done.stdout.split()) == [f"{out}/{path}" for path in expected]
    assert files("one") == files("two") == expected
    assert all(Path("one", path).read_bytes() == Path("two", path).read_bytes() for path in expected)


def test_export_of_data_with_errors_writes_nothing() -> None:
    put("book/decisions/d.yml", "title: D\n")
    done = run("export", "--format", "json", "--out", "out", "--data", "book")
    assert done.exit_code == 1
    assert "S002" in done.stderr
    assert not Path("out").exists()


def test_export_says_what_has_no_form_in_dmn() -> None:
    inner = decision("low", table({"n": "number"}, output("the rate") + output("b"), "< 5;1;2", ">= 5;3;4"))
    outer = decision("top", table({"low.the rate": "number"}, output(), "1;1", "3;2"), requires="low")
    put("x.dmn", document(inner, outer))
    assert run("import", "x.dmn", "--out", "book").exit_code == 0
    done = run("export", "--format", "dmn", "--out", "out", "--data", "book")
    assert done.exit_code == 1
    assert files("out") == ["decisions/low.dmn"]
    assert "'the rate'" in done.stderr


BOOK = {
    "book/options/tea.yml": "name: Tea\nsummary: Not [coffee](option:coffee#strengths).\n",
    "book/options/coffee.yml": "name: Coffee\nsummary: Beans.\nstrengths: [Strong.]\n",
}


def exported(*more: str) -> str:
    for path, text in BOOK.items():
        put(path, text)
    done = run("export", "--format", "html", "--out", "out", "--data", "book", *more)
    assert done.exit_code == 0, done.stderr
    return Path("out/options/tea.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("live", "page"),
    [
        ("https://a.example/book", "https://a.example/book/options/{}/"),
        ("https://a.example/book/", "https://a.example/book/options/{}/"),
        ("https://a.example/{page}.html?x", "https://a.example/options/{}.html?x"),
    ],
)
def test_a_page_alone_leads_to_the_live_book(live: str, page: str) -> None:
    text = exported("--live", live, "--name", "Drinks", "--language", "de")
    assert f'<a href="{page.format("coffee")}#strengths">coffee</a>' in text
    assert f'<a href="{page.format("tea")}">Das laufende Buch</a>' in text
    assert "Aus „Drinks“, Stand " in text
    assert '<html lang="de">' in text


def test_a_page_alone_leads_nowhere_where_no_book_is_known() -> None:
    text = exported()
    assert "Not <a>coffee</a>." in text
    assert "http" not in text.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--live", "book"),
        ("--live", "javascript:x"),
        ("--live", "ftp://a.example"),
        ("--live", "http://[::1"),
        ("--live", 'https://a.example/"><b>'),
        ("--language", "tlh"),
    ],
)
def test_where_no_book_can_stand(wrong: tuple[str, str]) -> None:
    done = run("export", "--format", "html", "--out", "out", "--data", "book", *wrong)
    assert done.exit_code == 2
    assert wrong[1] in done.stderr


def test_only_pages_say_where_the_book_stands() -> None:
    done = run("export", "--format", "json", "--out", "out", "--data", "book", "--live", "https://a.example")
    assert done.exit_code == 2
    assert "--format html" in done.stderr


def test_a_feed_without_a_site() -> None:
    for path, text in BOOK.items():
        put(path, text)
    git(Path(), "init", "--quiet")
    committed(Path(), "Begin")
    feed = ("export", "--format", "atom", "--data", "book", "--live", "https://a.example/b", "--out", "out")
    done = run(*feed)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "no change in meaning" in done.stderr
    put("book/options/milk.yml", "name: Milk\nsummary: White.\n")
    committed(Path(), "Add milk")
    assert run(*feed).stdout == "out/changes.xml\n"
    root = ET.parse("out/changes.xml").getroot()
    assert root.findtext("{http://www.w3.org/2005/Atom}id") == "https://a.example/b/changes.xml"
    assert root.findtext("{http://www.w3.org/2005/Atom}title") == "book"


@pytest.mark.parametrize(
    ("live", "word"),
    [
        ((), "--live"),
        (("--live", "https://a.example/b"), "git finds no repository"),
        (("--live", "https://a.example/?b=c"), "follows ? or #"),
    ],
)
def test_what_a_feed_needs(live: tuple[str, ...], word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    for path, text in BOOK.items():
        put(path, text)
    done = run("export", "--format", "atom", "--data", "book", "--out", "out", *live)
    assert done.exit_code == 2
    assert word in done.stderr


def test_own_words_stand_in_place_of_ours() -> None:
    put("words.yml", "copy.notice_live: Zum Buch\n")
    text = exported("--live", "https://a.example", "--language", "de", "--words", "words.yml")
    assert '<a href="https://a.example/options/tea/">Zum Buch</a>' in text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("copy.notice_life: x\n", "copy.notice_live"),
        ("copy.notice_live: {x: y}\n", "no texts by key"),
        ("- x\n", "no texts by key"),
        ("copy.notice_live: [\n", "words.yml:"),
        ("copy.notice: 'As of {day}'\n", "{date}"),
    ],
)
def test_words_that_cannot_be_used(text: str, word: str) -> None:
    put("words.yml", text)
    done = run("export", "--format", "html", "--out", "out", "--data", "book", "--words", "words.yml")
    assert done.exit_code == 2
    assert word in done.stderr
