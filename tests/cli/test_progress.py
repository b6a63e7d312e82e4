import io
from time import sleep

import pytest

from decisionbook.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def waited(stream: io.StringIO, patience: float = 0.01) -> str:
    with Progress(stream, patience) as progress:
        progress.tell("proving 3 decisions")
        sleep(0.1)
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
