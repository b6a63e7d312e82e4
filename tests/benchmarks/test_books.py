"""The books that speed is measured on: what they hold, that they are sound, and that they are the same every time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random

import pytest

from benchmarks.__main__ import report
from benchmarks.books import Author, files, wide_comparison, write
from benchmarks.measure import Figure
from benchmarks.tables import decision
from decisionbook.book import read_book
from decisionbook.decide import prove

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_book_has_its_thirds_and_no_errors(tmp_path: Path, seed: int):
    size = write(tmp_path, 45, seed)
    reading = read_book(tmp_path, today=TODAY)
    book = reading.book
    assert size == sum(path.stat().st_size for path in tmp_path.rglob("*.yml"))
    assert not reading.errors
    assert [len(book.options), len(book.comparisons), len(book.decisions)] == [15, 15, 15]
    for comparison in book.comparisons.values():
        assert (len(comparison.columns), len(comparison.criteria)) == (5, 15)
    for one in book.decisions.values():
        assert 10 <= len(one.rules) <= 40
        assert prove(book, one.id).complete
    assert {one.hit_policy for one in book.decisions.values()} == {"unique", "first"}


def test_the_same_seed_gives_the_same_files():
    assert list(files(20, 7)) == list(files(20, 7))
    assert list(files(20, 7)) != list(files(20, 8))


def test_large_tables_have_the_size_that_was_asked_for(tmp_path: Path):
    author = Author(1, 40, 5)
    write(tmp_path, 5)
    for identity in author.options:
        (tmp_path / "options" / f"{identity}.yml").write_text(f"name: {identity}\nsummary: One.\n")
    (tmp_path / "sources.yml").write_text(
        "".join(f"{one}: {{title: T, kind: paper}}\n" for one in author.sources)
    )
    author.random = Random(2)
    (tmp_path / "comparisons" / "wide.yml").write_text(wide_comparison(author, 30, 50))
    (tmp_path / "decisions" / "long.yml").write_text(decision(author, 1, rules=90, inputs=8))
    book = read_book(tmp_path).book
    assert (len(book.comparisons["wide"].columns), len(book.comparisons["wide"].criteria)) == (30, 50)
    assert (len(book.decisions["long"].rules), len(book.decisions["long"].inputs)) == (90, 8)


@pytest.mark.parametrize(
    ("value", "target", "better", "met"),
    [
        (1, None, "less", None),
        (1, 1, "less", True),
        (2, 1, "less", False),
        (2, 1, "more", True),
        (1, 2, "more", False),
    ],
)
def test_a_figure_knows_whether_it_meets_its_target(value, target, better, met):
    assert Figure("suite", "name", "", value, "s", target, better).met is met


def test_figures_that_were_not_measured_again_stay(tmp_path: Path):
    old = [Figure("data", "memory", "100", 15.0, "x"), Figure("page", "style sheet", "", 9.8, "kB")]
    path = tmp_path / "day.json"
    path.write_text(json.dumps(report(old, path)), "utf-8")
    figures = report([Figure("data", "memory", "100", 12.0, "x")], path)["figures"]
    assert isinstance(figures, list)
    assert [(each["suite"], each["value"]) for each in figures] == [("page", 9.8), ("data", 12.0)]
