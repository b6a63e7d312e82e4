"""A book to run the commands on."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from decisionbook.cli import decisionbook

DECISION = """\
title: Pick one
inputs:
  fresh: {ask: Is it fresh?}
  size: {ask: How big?, type: number, unit: cm, integer: yes}
outcomes:
  keep: {title: Keep it}
  throw: {title: Throw it}
rules:
  - {id: good, when: {fresh: yes}, then: keep, because: It lasts.}
  - {id: small, when: {fresh: no, size: under 10}, then: keep}
  - {id: bad, when: {fresh: no, size: at least 10}, then: throw}
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sound book, which is the working directory."""
    (tmp_path / "decision_data" / "decisions").mkdir(parents=True)
    (tmp_path / "decision_data" / "decisions" / "pick.yml").write_text(DECISION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(book: Path):
    """Runs `decisionbook` with arguments: exit status, standard output, standard error."""

    def runner(*arguments: str, stdin: str | None = None):
        result = CliRunner().invoke(decisionbook, list(arguments), input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    return runner
