"""The script that prepares an environment: what it accepts, what it remembers, what it says when it cannot."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import chromium, environment
from tools.free_port import free_port


@pytest.fixture
def node(tmp_path: Path) -> Path:
    return tmp_path / "node"


@pytest.mark.parametrize(
    ("version", "accepted"),
    [
        ("v18.19.0", False),
        ("v20.18.9", False),
        ("v20.19.0", True),
        ("v20.20.2", True),
        ("v21.9.0", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.0.1", True),
        ("no version", False),
    ],
)
def test_only_a_node_that_package_json_names_is_used(node: Path, version: str, accepted: bool) -> None:
    node.write_text(f"#!/bin/sh\necho {version}\n")
    node.chmod(0o755)
    assert environment.node_is_new_enough(str(node)) is accepted


def test_no_node_is_not_new_enough() -> None:
    assert not environment.node_is_new_enough(None)


def test_a_stamp_is_fresh_until_its_content_changes(tmp_path: Path) -> None:
    assert not environment.Stamp(tmp_path / "stamp", "one").fresh()
    environment.Stamp(tmp_path / "stamp", "one").write()
    assert environment.Stamp(tmp_path / "stamp", "one").fresh()
    assert not environment.Stamp(tmp_path / "stamp", "two").fresh()


def test_without_a_password_nothing_is_installed_into_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(environment.MissingError, match="sudo apt-get install python3-venv"):
        environment.install_from_debian("python3-venv", "incomplete")


def test_everything_installed_is_locked() -> None:
    assert environment.installed_names() - environment.locked_names() <= environment.NOT_LOCKED


def test_an_unknown_wish_is_wrong_usage() -> None:
    script = Path(environment.__file__)
    done = subprocess.run([sys.executable, script, "cake"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "book | tests" in done.stderr


def test_the_named_browser_goes_first(node: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(shutil.which("true") or "", node)
    monkeypatch.setenv("CHROMIUM", str(node))
    assert chromium.find() == node
    monkeypatch.setenv("CHROMIUM", str(node.with_name("missing")))
    assert chromium.find() is None


def test_a_missing_browser_is_one_line_of_advice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "find", lambda: None)
    monkeypatch.setattr(chromium, "install", lambda: False)
    assert chromium.main() == 1
    assert capsys.readouterr().err.splitlines()[-1] == f"-- {chromium.ADVICE}"


def test_the_sandbox_is_given_up_only_for_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "--no-sandbox" not in chromium.flags()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--no-sandbox" in chromium.flags()


def test_a_port_in_use_is_passed_over() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = listener.getsockname()[1]
        assert free_port("127.0.0.1", taken) != taken
