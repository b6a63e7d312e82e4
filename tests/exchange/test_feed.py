"""The feed of changes, of real histories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree as ET

import pytest

from decisionbook.publish.feed import atom, changes

ATOM = "{http://www.w3.org/2005/Atom}"
SIZE = """\
    title: Size
    inputs: {n: {ask: How many?, type: number}}
    outcomes: {small: Small, large: Large}
    rules:
      - {when: {n: under 3}, then: small}
      - {when: {n: at least 3}, then: large}
    """


def git(folder: Path, *arguments: str, when: str = "") -> None:
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    dates = {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when} if when else {}
    subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True, env=os.environ | dates
    )


def commit(folder: Path, subject: str, size: str, when: str = "") -> None:
    """The book with the rule of ``size`` as it was made known under ``subject``."""
    file = folder / "book" / "decisions" / "size.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(size), encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", subject, when=when)


@pytest.fixture
def history(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "Begin", SIZE, "2026-01-01T10:00:00Z")
    return tmp_path


def subjects(folder: Path, count: int = 20) -> list[str]:
    return [change.commit.subject for change in changes(folder / "book", count)]


def test_what_changed_while_the_data_had_errors_is_told_when_they_are_mended(history: Path) -> None:
    commit(history, "Break", SIZE.replace("then: small", "then: tiny").replace(" 3", " 4"))
    commit(history, "Mend", SIZE.replace(" 3", " 4"))
    assert subjects(history) == ["Mend"]
    (change,) = changes(history / "book", 20)
    said = "".join(map(str, (piece for section in change.sections for piece in section.heading)))
    assert "ends elsewhere" in said
    assert subjects(history, count=1) == []  # what it is held against is not among the last two


def test_the_feed_is_as_new_as_its_newest_entry_whatever_the_order(history: Path) -> None:
    commit(history, "On a good clock", SIZE.replace(" 3", " 4"), "2026-03-01T00:30:00+02:00")
    commit(history, "On a slow clock", SIZE.replace(" 3", " 5"), "2026-02-28T22:00:00Z")
    found = changes(history / "book", 20)
    feed = ET.fromstring(atom("T", "https://a.example/", "https://a.example/f", "A", found))
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "On a slow clock",
        "On a good clock",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-03-01T00:30:00+02:00"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("Größe für alle", "Größe für alle"),
        ("<script>alert(1)</script> ]]> &amp;", "<script>alert(1)</script> ]]> &amp;"),
        (
            "Turned \N{RIGHT-TO-LEFT OVERRIDE}x\x1b[2J",
            "Turned \N{REPLACEMENT CHARACTER}x\N{REPLACEMENT CHARACTER}[2J",
        ),
    ],
)
def test_messages_are_text_whatever_they_hold(history: Path, message: str, shown: str) -> None:
    git(history, "config", "i18n.logOutputEncoding", "ISO-8859-1")
    commit(history, message, SIZE.replace(" 3", " 4"))
    found = changes(history / "book", 20)
    feed = ET.fromstring(atom("T", "https://a.example/", "https://a.example/f", "A", found))
    title = feed.find(f"{ATOM}entry/{ATOM}title")
    assert title is not None
    assert (title.text, title.attrib) == (shown, {})


def test_entries_keep_their_ids_when_others_come(history: Path) -> None:
    def ids() -> list[str | None]:
        found = changes(history / "book", 20)
        feed = ET.fromstring(atom("T", "https://a.example/", "https://a.example/f", "A", found))
        return [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]

    commit(history, "First", SIZE.replace(" 3", " 4"))
    first = ids()
    commit(history, "Second", SIZE.replace(" 3", " 5"))
    assert len(ids()) == 2
    assert ids()[1:] == first
