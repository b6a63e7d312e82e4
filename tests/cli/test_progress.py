import io
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner

from decisionbook.cli import decisionbook
from decisionbook.cli.progress import Progress


class Terminal(io.StringIO):
    def __init__(self) -> None:
        super().__init__()
        self.told = Event()

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.told.set()


def waited(stream: io.StringIO, patience: float = 0.01) -> str:
    """What stands on a stream after work that lasts until something was told, where something will be."""
    with Progress(stream, patience) as progress:
        progress.tell("proving 3 decisions")
        if isinstance(stream, Terminal) and progress.shows and patience < 1:
            assert stream.told.wait(60)
    return stream.getvalue()


def test_who_waits_at_a_terminal_is_told_and_the_line_is_taken_away(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    said = waited(Terminal())
    assert "proving 3 decisions, 0 s" in said
    assert said.endswith("\r\x1b[K")


def test_what_is_done_soon_says_nothing(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    assert waited(Terminal(), patience=60) == ""


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_files_and_continuous_integration_stay_quiet(monkeypatch, stream):
    monkeypatch.setenv("CI", "true")
    assert waited(stream()) == ""
    monkeypatch.delenv("CI")
    assert waited(io.StringIO()) == ""


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["check"], ["reading decision_data", "proving 0 decisions from 1 files"]),
        (["diff", "old"], ["reading old", "reading the working tree", "comparing 1 files with 1"]),
        (["export", "--format", "json", "--out", "out"], ["writing the book as json"]),
    ],
)
def test_long_work_says_what_it_does(
    command: list[str], said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Progress, "tell", lambda _, doing: told.append(doing))
    monkeypatch.chdir(tmp_path)
    for folder in ("decision_data", "old"):
        (tmp_path / folder / "options").mkdir(parents=True)
        (tmp_path / folder / "options/tea.yml").write_text("name: Tea\nsummary: Hot.\n", encoding="utf-8")
    result = CliRunner().invoke(decisionbook, command)
    assert result.exit_code == 0, result.output
    assert [doing for doing in told if doing in said] == said
