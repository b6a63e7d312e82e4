"""Random tables out as DMN and in again: the same answers, whether the file is known as ours or not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from decisionbook.decide import evaluate
from decisionbook.exchange.dmn_in import import_dmn
from decisionbook.exchange.dmn_in.names import slug
from decisionbook.exchange.dmn_out import UnwritableError, to_dmn, variables
from tests.exchange.folder import reading_of
from tests.peers.books import any_book, rows
from tests.peers.test_feelin import same, without_repeats

OURS = re.compile(
    r'<extensionElements>.*?</extensionElements>| (?:xmlns:decisionbook|decisionbook:\w+|exporter)="[^"]*"',
    re.DOTALL,
)
# Without the attributes of ours, whole numbers are numbers, and what lies between them is a gap.


@pytest.mark.parametrize("seed", range(120))
@pytest.mark.parametrize("known", [True, False], ids=["ours", "foreign"])
def test_an_exported_table_answers_the_same_when_it_is_imported(seed: int, known: bool) -> None:
    book, name = any_book(seed)
    try:
        text = to_dmn(book, name)
    except UnwritableError:
        return
    imported = import_dmn((text if known else OURS.sub("", text)).encode(), "x.dmn")
    errors = {found.code for found in imported.findings if found.is_error}
    if any("none of its rules can match" in found.message for found in imported.findings):
        assert {evaluate(book, name, row).status for row in rows(seed, book, name, 20)} == {"none"}
        return
    # An overlap under UNIQUE or a disagreement under ANY is the table's own mistake, and comes along.
    assert errors <= {"D005", "D006"}, imported.findings
    read = reading_of(imported.files)
    assert {found.code for found in read.errors} == errors
    if errors:
        return
    names = {} if known else variables(book, name)
    for row in rows(seed, book, name, 8):
        ours = evaluate(book, name, row).result
        given = row if known else {slug(names[at]): foreign(value) for at, value in row.items()}
        theirs: Any = evaluate(read.book, name, given).result
        if not known and book.decisions[name].hit_policy == "collect" and theirs is not None:
            theirs = without_repeats(theirs)
        assert same(ours, theirs), (row, ours, theirs)


def foreign(value: Any) -> Any:
    return slug(value) if isinstance(value, str) and not value.startswith("20") else value


WORDS = """\
title: Which one?
inputs:
  speed: {ask: How fast?, type: number, unit: km/h}
  grade:
    ask: How good?
    answers:
      poor: {label: Poor & slow, help: Under *half*.}
      fair: Fair, mostly
    ordered: yes
outcomes:
  go-on: {title: "Go on, then"}
  stop: Stop
hit_policy: first
rules:
  - when: {speed: at least 3, grade: fair}
    then: go-on
otherwise: {then: stop}
"""


def test_our_own_files_keep_units_labels_and_titles() -> None:
    book = reading_of({"decisions/d.yml": WORDS}).book
    again = reading_of(import_dmn(to_dmn(book, "d").encode(), "d.dmn").files).book.decisions["d"]
    assert again.inputs["speed"].unit == "km/h"
    assert [(one.id, one.label) for one in again.inputs["grade"].answers] == [
        ("poor", "Poor & slow"),
        ("fair", "Fair, mostly"),
    ]
    assert again.inputs["grade"].answers[0].help == r"Under \*half\*."
    assert again.inputs["grade"].domain == book.decisions["d"].inputs["grade"].domain
    assert {one.id: one.title for one in again.outcomes.values()} == {"go-on": "Go on, then", "stop": "Stop"}


def test_outcomes_with_values_keep_their_ids_and_titles() -> None:
    valued = WORDS.replace('title: "Go on, then"', "title: Go on, values: {rate: 0.10, grade: B}")
    valued = valued.replace("stop: Stop", "stop: {title: Stop, values: {rate: 2, grade: A}}")
    book = reading_of({"decisions/d.yml": valued}).book
    again = reading_of(import_dmn(to_dmn(book, "d").encode(), "d.dmn").files).book.decisions["d"]
    assert {one.id: one.title for one in again.outcomes.values()} == {"go-on": "Go on", "stop": "Stop"}


def test_labels_of_answers_that_another_tool_added_are_their_texts() -> None:
    book = reading_of({"decisions/d.yml": WORDS}).book
    changed = to_dmn(book, "d").replace('<text>"poor",', '<text>"new one","poor",')
    assert changed != to_dmn(book, "d")
    again = reading_of(import_dmn(changed.encode(), "d.dmn").files).book.decisions["d"]
    assert [one.label for one in again.inputs["grade"].answers] == ["new one", "Poor & slow", "Fair, mostly"]


def test_the_longest_numbers_of_the_data_come_back() -> None:
    digits = f"-{'1234567890' * 5}.12345678"
    data = f"""\
title: D
inputs:
  a: {{ask: A?, type: number, min: none}}
outcomes: {{x: {{title: X}}, y: {{title: Y}}}}
rules:
  - {{when: {{a: at most {digits}}}, then: x}}
  - {{when: {{a: over {digits}}}, then: y}}
"""
    book = reading_of({"decisions/d.yml": data}).book
    imported = import_dmn(to_dmn(book, "d").encode(), "d.dmn")
    assert imported.findings == ()
    rules = reading_of(imported.files).book.decisions["d"].rules
    assert [rule.when[0].values for rule in rules] == [
        rule.when[0].values for rule in book.decisions["d"].rules
    ]
