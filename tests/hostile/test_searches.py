"""Whatever is read ends in findings with a place and a cure, or in a result; nothing crashes, hangs or grows."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from textwrap import dedent

import pytest
import yaml

from decisionbook.book import Reading, read_book
from decisionbook.conditions import read_condition
from decisionbook.decide import TooLargeError, evaluate
from decisionbook.diff.compare import compare
from decisionbook.diff.plain import as_json as difference_as_json
from decisionbook.diff.text import as_markdown
from decisionbook.diff.text import as_text as difference_as_text
from decisionbook.diff.unread import Side
from decisionbook.domains import Choices, Range
from decisionbook.exchange.csv_in import import_csv
from decisionbook.exchange.csv_out import comparison_csv, decision_csv
from decisionbook.exchange.dmn_in import import_dmn
from decisionbook.exchange.dmn_out import to_dmn
from decisionbook.findings import Finding, Span
from decisionbook.load import load_bytes, load_text
from decisionbook.mend import mend
from decisionbook.model import Input
from decisionbook.show import as_github, as_json, as_sarif, as_text
from tests.exchange.test_fuzz import sound
from tests.hostile import book, damage
from tests.hostile.searches import search
from tests.load.test_properties import PIECES
from tests.peers.books import any_book
from tests.site.tiny import DATA


@cache
def flow() -> dict[str, str]:
    return book.as_files(book.data(lambda: book.HARMLESS))


@cache
def block() -> dict[str, str]:
    return {name: yaml.safe_dump(json.loads(text), allow_unicode=True) for name, text in flow().items()}


@cache
def tiny() -> dict[str, str]:
    nodes = {name: load_text(dedent(text), name)[0] for name, text in DATA.items()}
    return {name: json.dumps(node.data, indent=1) for name, node in nodes.items() if node is not None}


def located(findings: tuple[Finding, ...], text: str) -> bool:
    rows = text.count("\n") + text.count("\r") + 1
    return all(1 <= found.span.line <= rows and found.span.column >= 1 for found in findings)


# --- Files ------------------------------------------------------------------------------------------------


def a_file(chance: Random) -> None:
    if chance.random() < 0.6:
        lines = range(chance.randint(1, 6))
        parts = (
            " " * chance.randint(0, 4) + "".join(chance.choices(PIECES, k=chance.randint(0, 9)))
            for _ in lines
        )
        text = "\n".join(parts)
    else:
        files = chance.choice([flow(), block()])
        whole = files[chance.choice(list(files))]
        start = chance.randrange(len(whole))
        text = damage.bytes_of(whole[start : start + 600], chance).decode("utf-8", "replace")
    node, findings = load_text(text, "f.yml")
    assert located(findings, text), text
    assert all(found.fix for found in findings), text
    load_bytes(text.encode("utf-8", "surrogatepass"), "f.yml")
    if node is not None:
        json.dumps(node.data)
    if findings and chance.random() < 0.1:
        as_text(findings, {"f.yml": text}, width=40)
        for show in (as_json, as_github, as_sarif):
            show(findings).encode()
        mended = mend({"f.yml": text}, findings).get("f.yml")
        load_text(mended.text if mended else text, "f.yml")


def test_any_file_is_read_or_found_fault_with() -> None:
    search("files", a_file)


# --- Conditions -------------------------------------------------------------------------------------------

WORDS = [
    "at least", "at most", "over", "under", "to", "not", "yes", "no", "5", "-5", "1e999", "0x10", "1_000", "..", "[", ")",
    "a", "b", "unknown", "2026-01-01", "2026-13-01", "=", ">=", "<", "≥", "between", "and", ",", "99999999999999999999", "٣",
]  # fmt: skip
INPUTS = [
    Input("x", "x", "boolean", Choices(("yes", "no")), Span("")),
    Input("x", "x", "choice", Choices(("a", "b", "c"), ordered=True), Span("")),
    *(Input("x", "x", "number", Range(kind, None, None), Span("")) for kind in ("number", "integer")),
    Input("x", "x", "date", Range("date", None, None), Span("")),
]


def a_condition(chance: Random) -> None:
    text = " ".join(chance.choices(WORDS, k=chance.randint(1, 6)))
    if chance.random() < 0.1:
        text = damage.bytes_of(text, chance).decode("utf-8", "replace")
    asked = chance.choice(INPUTS)
    values, problems = read_condition(text, asked)
    assert (values is None) <= bool(problems), text
    assert all(problem.fix for problem in problems), text
    if problems and problems[0].meant:
        assert read_condition(problems[0].meant, asked)[1] == (), text


def test_any_words_are_a_condition_or_a_problem_with_a_cure() -> None:
    search("conditions", a_condition)


# --- Books ------------------------------------------------------------------------------------------------


def damaged(files: dict[str, str], chance: Random) -> dict[str, bytes]:
    """The files of a book with some of them damaged, by their bytes or in their shape."""
    found = {name: text.encode() for name, text in files.items()}
    for name in chance.sample(sorted(files), chance.choice([1, 1, 1, 2, 3])):
        if chance.random() < 0.35:
            found[name] = damage.bytes_of(
                chance.choice([files, block() if name in block() else files])[name], chance
            )
        else:
            found[name] = json.dumps(damage.data(json.loads(files[name]), chance)).encode()
    return found


@pytest.fixture
def in_memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: most of a search's time would go into freeing blocks of a disk."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """The folder with these files and no others; files that hold this already are left."""
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return folder


def shown(reading: Reading) -> None:
    for found in reading.findings:
        text = reading.texts.get(found.span.file)
        assert found.span.line >= 1
        assert text is None or located((found,), text)
    as_text(reading.findings, reading.texts, width=80).encode()
    for show in (as_json, as_github, as_sarif):
        show(reading.findings).encode()


def sound_answers(reading: Reading) -> None:
    for one in sorted(reading.book.decisions.keys() - reading.damaged):
        try:
            evaluate(reading.book, one, {})
        except (TooLargeError, ValueError):
            assert reading.findings != ()


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_damaged_books_end_in_findings_that_can_be_shown(in_memory: Path) -> None:
    def a_book(chance: Random) -> None:
        number = chance.randrange(4)
        files = flow() if number == 0 else tiny()
        reading = read_book(put(in_memory / str(number > 0), damaged(files, chance)), shown_as="data")
        shown(reading)
        sound_answers(reading)

    search("books", a_book)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_differences_of_damaged_books_can_be_shown(in_memory: Path) -> None:
    def read(files: dict[str, bytes], name: str) -> Side:
        return Side(name, read_book(put(in_memory / name, files), shown_as=name))

    whole = [
        read({name: text.encode() for name, text in files.items()}, f"whole{len(files)}")
        for files in (tiny(), flow())
    ]

    def a_difference(chance: Random) -> None:
        large = chance.random() < 0.2
        files = flow() if large else tiny()
        one, other = whole[large], read(damaged(files, chance), f"after{large:d}")
        if chance.random() < 0.3:
            one = read(damaged(files, chance), f"before{large:d}")
        if chance.random() < 0.5:
            one, other = other, one
        found = compare(one, other, {"docs/x.md": "[x](option:tea#strengths) [y](decision:drink#"})
        difference_as_text(found).encode()
        as_markdown(found).encode()
        json.loads(difference_as_json(found))

    search("differences", a_difference)


# --- Other tools ------------------------------------------------------------------------------------------


@cache
def documents() -> list[str]:
    return [to_dmn(*any_book(number)) for number in range(60)]


@cache
def spreadsheets() -> list[list[list[str]]]:
    tables = [decision_csv(*any_book(number)) for number in range(60)]
    return [list(csv.reader(io.StringIO(table))) for table in tables]


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_damaged_dmn_is_imported_or_found_fault_with() -> None:
    search("DMN", lambda chance: sound(import_dmn(damage.dmn(chance.choice(documents()), chance), "x.dmn")))


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_damaged_spreadsheets_are_imported_or_found_fault_with(tmp_path: Path) -> None:
    found = read_book(book.write(tmp_path, book.data(lambda: book.HARMLESS))).book
    compared = [list(csv.reader(io.StringIO(comparison_csv(one)))) for one in found.comparisons.values()]

    def a_table(chance: Random) -> None:
        rows = chance.choice(spreadsheets() if chance.random() < 0.7 else compared)
        sound(import_csv(damage.table(rows, chance), "x.csv"))

    search("CSV", a_table)
