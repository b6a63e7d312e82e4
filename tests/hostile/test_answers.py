"""Answers made to break the evaluator are errors of their own row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from decisionbook.cli import decisionbook
from tests.site.tiny import put

DECISION = """\
title: D
inputs:
  n: {ask: N, type: number, min: none}
  constructor: {ask: C}
outcomes: {constructor: C, b: B}
hit_policy: first
rules:
- {when: {n: over 5, constructor: yes}, then: constructor}
otherwise: b
"""
BAD = [
    '{"n": 1e999999}', '{"n": NaN}', '{"n": Infinity}', '{"n": -Infinity}', '{"n": "1e5"}', '{"n": [1]}', '{"n": {}}',
    '{"n": true}', "[]", '"x"', "null", '{"__proto__": 1}', '{"n": "\\u001b[31m"}', '{"n": 1, "n": 2}',
    '{"n": ' + "9" * 100_000 + "}", "[" * 100_000, "{" * 100_000, '{"n": 1', '{"a": 1}', '{"n": "' + "x" * 100_000 + '"}',
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    put(tmp_path / "decision_data" / "decisions" / "d.yml", DECISION)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def batch(folder: Path, rows: bytes) -> Result:
    (folder / "rows").write_bytes(rows)
    return CliRunner().invoke(decisionbook, ["evaluate", "d", "--batch", "rows"], catch_exceptions=False)


@pytest.mark.parametrize("row", BAD, ids=lambda row: row[:20])
def test_a_bad_row_is_an_error_and_the_rest_goes_on(folder: Path, row: str) -> None:
    done = batch(folder, f'{row}\n{{"n": 6, "constructor": true}}\n'.encode())
    first, second = map(json.loads, done.output.splitlines())
    assert done.exit_code == 1
    assert first.keys() == {"error"}
    assert len(first["error"]) < 1000
    assert second["outcomes"] == ["constructor"]


@pytest.mark.parametrize(
    "number", ["9" * 4000, "-" + "9" * 4000, "0." + "0" * 300 + "1", "1e308", "-0", "5.0000000000000000001"]
)
def test_odd_numbers_are_numbers(folder: Path, number: str) -> None:
    done = batch(folder, f'{{"n": {number}, "constructor": true}}\n'.encode())
    assert json.loads(done.output)["status"] == "decided"


def test_a_byte_order_mark_and_bytes_that_are_no_text(folder: Path) -> None:
    done = batch(folder, b'\xef\xbb\xbf{"n": 1}\r\n\xff\xfe{"n": 1}\n{"n\xff": 1}\n')
    results = [json.loads(line) for line in done.output.splitlines()]
    assert ["error" in result for result in results] == [False, True, True]


def test_an_input_is_answered_once(folder: Path) -> None:
    run = CliRunner().invoke(decisionbook, ["evaluate", "d", "n=1", "n=2"])
    assert run.exit_code == 2
    assert "answered twice" in run.output
    assert CliRunner().invoke(decisionbook, ["evaluate", "d", "n=1", "n=1"]).exit_code == 0
