"""What is said about hostile data cannot steer a terminal, a log, a forge or a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from mkdocs.exceptions import Abort

from decisionbook.book import read_book
from decisionbook.cli import decisionbook
from decisionbook.exchange.csv_in import import_csv
from decisionbook.exchange.csv_out import comparison_csv, decision_csv
from decisionbook.exchange.dmn_in import import_dmn
from decisionbook.exchange.dmn_out import to_dmn
from decisionbook.load import load_text
from decisionbook.publish.feed import atom, changes
from decisionbook.show import as_github, as_json, as_sarif, as_text
from tests.hostile import book
from tests.site.tiny import DATA, built, put, write

STEERING = {
    **DATA,
    "options/tea.yml": (
        'name: "\\e[31mred"\nsummary: "[y](option:q\\e[2J) ##[add-mask]x"\n"k\\e[9m": 1\n'
        'related: ["z\\e[8m\\u202e", "::error::x", "a\\n::error::b", "%0A::error::c"]\n'
    ),
}
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
COLOUR = re.compile(r"\x1b\[(0|1|1;3[134])m")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in STEERING.items():
        put(tmp_path / "decision_data" / name, text)
    return tmp_path


def test_findings_hold_no_controls_in_any_format(folder: Path) -> None:
    reading = read_book(folder / "decision_data", shown_as="data")
    assert len(reading.errors) > 5
    for colour in (False, True):
        text = as_text(reading.findings, reading.texts, colour=colour, width=60)
        assert CONTROL.search(COLOUR.sub("", text) if colour else text) is None
    for shown in (as_json(reading.findings), as_sarif(reading.findings)):
        assert CONTROL.search(shown) is None
        json.loads(shown)
    commands = as_github(reading.findings)
    assert CONTROL.search(commands) is None
    assert all(line.startswith(("::error file=", "::warning file=")) for line in commands.splitlines())
    assert len(commands.splitlines()) == len(reading.findings)


def test_a_build_logs_no_controls(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with pytest.raises(Abort):
        built(write(tmp_path, STEERING))
    assert "U+001B" in caplog.text
    assert "\x1b" not in caplog.text


@pytest.mark.parametrize(
    "command", ["evaluate drink late=yes", "analyze drink", "tree drink", "tree drink --format mermaid"]
)
def test_results_hold_no_controls(folder: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(decisionbook, command.split(), catch_exceptions=False, color=True)
    assert CONTROL.search(COLOUR.sub("", done.output)) is None


# --- Other tools ------------------------------------------------------------------------------------------

SHIFTS = list(book.shifts())


@pytest.fixture(scope="module", params=SHIFTS)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return book.write(tmp_path_factory.mktemp("data"), book.data(book.turning(request.param)))


def cells(table: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(table)):
        yield from row


def test_no_cell_is_a_formula(hostile: Path) -> None:
    found = read_book(hostile).book
    tables = [decision_csv(found, one) for one in found.decisions]
    tables += [comparison_csv(one) for one in found.comparisons.values()]
    for table in tables:
        assert not [cell for cell in cells(table) if re.match(r"[=+@\t\r]|-(?!\d)", cell)]
        errors = [one for one in import_csv(table.encode(), "x.csv").findings if one.is_error]
        assert errors == []


FORMULAS = ["=1+1", "+1+1", "-x", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "'=x", "''=x", '="x"', "-2+3"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_comes_back_as_the_text_it_was(tmp_path: Path, text: str) -> None:
    data = {
        **DATA,
        "decisions/drink.yml": DATA["decisions/drink.yml"].replace("Sleep matters.", json.dumps(text)),
    }
    for name, content in data.items():
        put(tmp_path / name, content)
    table = decision_csv(read_book(tmp_path).book, "drink")
    assert not [cell for cell in cells(table) if cell.lstrip().startswith(("=", "+", "-", "@"))]
    made = import_csv(table.encode(), "drink.csv").files["decisions/drink.yml"]
    node, _ = load_text(made, "x.yml")
    assert node is not None
    assert node.at(("rules", 0, "because")).data == text.strip()


def test_dmn_is_well_formed_and_comes_back(hostile: Path) -> None:
    found = read_book(hostile).book
    for one in found.decisions:
        document = to_dmn(found, one)
        ET.fromstring(document)
        assert [each for each in import_dmn(document.encode(), "x.dmn").findings if each.is_error] == []


BOMB = (
    """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{}]><definitions>&j;</definitions>""".format(
        "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    )
)
FILES = [
    BOMB, '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
    '<!DOCTYPE x PUBLIC "-//x" "http://hostile.example/x.dtd"><x/>', "<a>" * 5000, "<a " + " ".join(f'b{i}=""' for i in range(50_000)) + "/>",
    '<?xml version="1.0" encoding="utf-7"?><x/>', "\x00" * 1000, "<x xmlns:a='" + "a" * 100_000 + "'/>",
    '<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></x>',
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(FILES)))
def test_no_xml_reads_another_file_or_grows(number: int) -> None:
    made = import_dmn(FILES[number].encode(), "x.dmn")
    assert made.files == {}
    assert any(found.is_error and found.fix for found in made.findings)
    assert "root:" not in repr(made)


# --- What a pull request is told --------------------------------------------------------------------------

CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


def test_a_summary_of_changes_holds_data_as_code_only(tmp_path: Path) -> None:
    folders = [str(book.write(tmp_path / str(shift), book.data(book.turning(shift)))) for shift in (0, 97)]
    done = CliRunner().invoke(
        decisionbook, ["diff", *folders, "--format", "markdown"], catch_exceptions=False
    )
    lines = done.output.splitlines()
    assert len(lines) > 100
    assert [line for line in lines if re.search(r"[<\[@]|://|\]\(", CODE.sub("", line))] == []


# --- What a feed tells ------------------------------------------------------------------------------------


def test_a_commit_says_what_it_likes_and_the_feed_stays_whole(tmp_path: Path) -> None:
    """A message may hold every character but zero; nothing in it parts commits or turns what is read around."""
    folder = tmp_path / "decision_data"
    for name, text in DATA.items():
        put(folder / name, text)

    def git(*arguments: str) -> None:
        own = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *own, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "--quiet")
    for number, subject in enumerate(["Begin", "a\x1fb\x1ec\x1b[2J\u202ed <b>", "e\x85f\u2028g"]):
        put(folder / "options" / f"more{number}.yml", f"name: More {number}\nsummary: x\n")
        git("add", ".")
        git("commit", "--quiet", "-m", subject)
    told = changes(folder, 5)
    feed = atom("T", "https://example.org/", "https://example.org/changes.xml", "A", told)
    assert CONTROL.search(feed.replace("\t", "")) is None
    titles = [one.text for one in ET.fromstring(feed).iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == ["T", "e\ufffdf\ufffdg", "a\ufffdb\ufffdc\ufffd[2J\ufffdd <b>"]


# --- One line each ----------------------------------------------------------------------------------------

BROKEN = "x\r\n::error::y\rz"
SAID = [
    "check", "check --format github", "check --format json", "evaluate rules", "evaluate rules number=-1",
    "evaluate rules truth=yes", "evaluate collects one=yes", "evaluate steps", "analyze rules", "analyze steps",
    "tree rules", "tree steps", "tree rules --format mermaid", "tree rules --format svg", "diff other decision_data",
    "diff other decision_data --format markdown",
]  # fmt: skip


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two books whose every text has line breaks of all kinds, and differs."""
    folder = tmp_path_factory.mktemp("broken")
    book.write(folder / "decision_data", book.data(lambda: BROKEN))
    book.write(folder / "other", book.data(lambda: f"other {BROKEN}"))
    return folder


@pytest.mark.parametrize("command", SAID)
def test_no_text_begins_a_line_of_its_own(
    broken: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A line that a text begins could pass for a message of ours, or for a command of a forge."""
    monkeypatch.chdir(broken)
    done = CliRunner().invoke(decisionbook, command.split(), catch_exceptions=False)
    assert done.output
    assert CONTROL.search(done.output) is None
    assert [line for line in done.output.splitlines() if line.lstrip().startswith("::error::")] == []
