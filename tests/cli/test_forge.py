"""Text that a forge keeps as a log holds no commands to it, whatever the data say."""

import re
from pathlib import Path

import pytest

from decisionbook.cli.forge import unobeyed

PICK = Path("decision_data/decisions/pick.yml")
OBEYED = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
WORDS = '"::error::stop ##[error]stop"'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", ": :error::x"),
        ("a\n \t::add-mask::x\n", "a\n \t: :add-mask::x\n"),
        ("a\r::x", "a\r: :x"),
        ("see ##[group]x", "see ## [group]x"),
        ("##vso[task.complete]", "## vso[task.complete]"),
        ("std::vector, ## [a], a::b", "std::vector, ## [a], a::b"),
    ],
)
def test_a_blank_parts_what_a_runner_obeys(monkeypatch, text, shown):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert unobeyed(text) == shown
    monkeypatch.delenv("GITHUB_ACTIONS")
    monkeypatch.delenv("TF_BUILD", raising=False)
    assert unobeyed(text) == text


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["evaluate", "pick", "fresh=yes"],
        ["evaluate", "pick"],
        ["analyze", "pick"],
        ["tree", "pick"],
        ["evaluate"],
        ["analyze", "broken"],
    ],
)
def test_no_line_of_data_is_obeyed(run, monkeypatch, command):
    text = PICK.read_text(encoding="utf-8")
    for plain in ("Pick one", "Is it fresh?", "Keep it", "It lasts."):
        text = text.replace(plain, WORDS)
    PICK.write_text(text, encoding="utf-8")
    broken = text.replace("then: throw", "then: '##[error]stop'")
    PICK.with_name("broken.yml").write_text(broken, encoding="utf-8")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("TF_BUILD", raising=False)
    _, out, err = run(*command)
    assert OBEYED.search(out + err)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, out, err = run(*command)
    assert not OBEYED.search(out)
    assert not OBEYED.search(err)
