"""How a command ends where its streams are closed, full or left by their readers, and where it is interrupted."""

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "decisionbook"]
BAD = "decision_data/decisions/bad.yml"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="redirects as shells of POSIX do")


def shell(line: str) -> subprocess.CompletedProcess[str]:
    script = line.replace("decisionbook", shlex.join(COMMAND), 1)
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["check", "analyze pick", "evaluate pick fresh=yes", "schema", "--help"])
def test_closed_output_is_one_line(book, command):
    done = shell(f"decisionbook {command} >&-")
    said = "decisionbook: standard output or standard input is closed\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_closed_input_is_one_line(book):
    done = shell("decisionbook evaluate pick --batch - <&-")
    said = "decisionbook: standard output or standard input is closed\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_no_standard_error_changes_nothing(book):
    done = shell("decisionbook check 2>&-")
    assert (done.returncode, done.stdout) == (0, "no errors, no warnings\n")
    Path(BAD).write_text("title: x\n", encoding="utf-8")
    assert shell("decisionbook check 2>&-").returncode == 1
    assert shell("decisionbook evaluate none 2>&-").returncode == 2
    assert shell("decisionbook check >&- 2>&-").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no disk that is always full")
def test_a_full_disk_is_one_line(book):
    done = shell("decisionbook check >/dev/full")
    assert (done.returncode, done.stderr) == (2, "decisionbook: No space left on device\n")
    assert shell("decisionbook evaluate none 2>/dev/full").returncode == 2


@pytest.mark.parametrize("command", ["check", "analyze pick", "evaluate pick", "tree pick", "--help"])
def test_a_reader_who_goes_away_is_no_finding(book, command):
    done = shell(f"set -o pipefail; decisionbook {command} | true")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_who_goes_away_hides_no_finding(book):
    Path(BAD).write_text("title: x\n", encoding="utf-8")
    done = shell("set -o pipefail; decisionbook check | true")
    assert (done.returncode, done.stderr) == (1, "")
    assert shell("set -o pipefail; decisionbook evaluate none 2>&1 | true").returncode == 2


def test_a_batch_without_end_ends_with_its_reader(book):
    done = shell("yes '{\"fresh\": true}' | decisionbook evaluate pick --batch - | head -1")
    assert json.loads(done.stdout)["outcomes"] == ["keep"]
    assert done.stderr == ""


def test_an_interrupted_command_says_nothing(book):
    with subprocess.Popen(
        [*COMMAND, "evaluate", "pick", "--batch", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdin is not None
        running.stdin.write('{"fresh": true}\n' * 3000)
        running.stdin.flush()
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err.strip() == ""


@pytest.mark.parametrize("given", ["²", "9" * 20, "253402300800", "-5", "1e3", "yesterday", "x" * 5000])
@pytest.mark.parametrize("command", [["check"], ["bundle"]])
def test_an_epoch_that_is_none(book, given, command):
    Path("mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, *command], env={**os.environ, "SOURCE_DATE_EPOCH": given},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert f"SOURCE_DATE_EPOCH is '{given[:40]}" in done.stderr
    assert "seconds since 1970" in done.stderr
    assert len(done.stderr) < 400


@pytest.mark.parametrize("given", ["", " ", "0", "253402300799"])
def test_an_epoch_that_is_one_or_unset(book, given):
    done = subprocess.run(
        [*COMMAND, "check"], env={**os.environ, "SOURCE_DATE_EPOCH": given},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
