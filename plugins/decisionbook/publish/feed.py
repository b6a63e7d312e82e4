"""An Atom feed (RFC 4287) of what changed in meaning, one entry a commit that touched the data."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from decisionbook.book import read_book
from decisionbook.diff.compare import compare
from decisionbook.diff.lines import Data, Piece, Section
from decisionbook.diff.outline import outline
from decisionbook.diff.revisions import Repository, RevisionError, surroundings
from decisionbook.diff.unread import Side
from decisionbook.load.characters import harmless
from decisionbook.prose import without_illegal

FEED = "changes.xml"
"""The name of the file."""
ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
_SIGNS = {"+": "+ ", "-": "− ", "!": "! "}
"""Signs that say more than that something changed."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its hash, when it was made (ISO 8601 with its time zone), and the first line of its message."""

    id: str
    when: str
    subject: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit changed in meaning, in the sections in which `decisionbook diff` says it."""

    commit: Commit
    sections: tuple[Section, ...]


def changes(data: Path, count: int) -> tuple[Change, ...]:
    """The last ``count`` commits that touched the data, newest first, without those that only changed wording.

    One whose data has errors is told with the next that mends them. The oldest one known is not held against
    anything. Raises ``RevisionError`` where there is no history.
    """
    repository = Repository.around(data)
    commits = _commits(repository, data, count + 1)
    sides = [_side(repository, commit, data) for commit in commits]
    return tuple(_changes(commits, sides))


def _changes(commits: list[Commit], sides: list[Side]) -> Iterator[Change]:
    sound = [each for each in zip(commits, sides, strict=True) if not each[1].reading.errors]
    for (commit, after), (_, before) in pairwise(sound):
        difference = compare(before, after)
        if difference.changes:
            yield Change(commit, tuple(outline(difference)))


def _commits(repository: Repository, data: Path, count: int) -> list[Commit]:
    style = ("--encoding=UTF-8", "--no-show-signature", "--format=%H%x00%cI%x00%s%x00")
    inside = repository.inside(data)
    arguments = ["log", *style, "--first-parent", f"--max-count={count}", "--", inside]
    done = subprocess.run(
        ["git", *arguments], cwd=repository.root, env=surroundings(), capture_output=True, check=False
    )
    if done.returncode:
        raise RevisionError(f"git has no history of '{data}'.")
    # Nothing but a zero cannot stand in a message.
    fields = iter(done.stdout.decode("utf-8", "replace").split("\0"))
    return [Commit(own.strip(), *more) for own, *more in zip(fields, fields, fields, strict=False)]


def _side(repository: Repository, commit: Commit, data: Path) -> Side:
    with repository.folder(commit.id, data) as folder:
        return Side(commit.id[:12], read_book(folder, shown_as=repository.inside(data)))


def atom(title: str, site: str, own: str, author: str, entries: Iterable[Change]) -> str:
    """The feed as XML. ``site`` and ``own`` are the addresses of the site and of the feed itself."""
    every = tuple(entries)
    feed = Element("feed", xmlns=ATOM)
    _text(feed, "title", title)
    _text(feed, "id", own)
    latest = max((change.commit for change in every), key=_moment, default=None)
    _text(feed, "updated", latest.when if latest else "1970-01-01T00:00:00Z")
    _text(SubElement(feed, "author"), "name", author)
    SubElement(feed, "link", href=site)
    SubElement(feed, "link", href=own, rel="self", type="application/atom+xml")
    for change in every:
        entry = SubElement(feed, "entry")
        _text(entry, "title", harmless(change.commit.subject))
        _text(entry, "id", uuid5(NAMESPACE_URL, f"{own}#{change.commit.id}").urn)
        _text(entry, "updated", change.commit.when)
        SubElement(entry, "link", href=site)
    indent(feed)
    for entry, change in zip(feed.iter("entry"), every, strict=True):
        entry.append(_content(change.sections))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def _moment(commit: Commit) -> datetime:
    """When a commit was made: clocks differ, so the last one of a branch need not be the latest."""
    try:
        return datetime.fromisoformat(commit.when)
    except ValueError:  # a year of more than four digits
        return datetime.max.replace(tzinfo=UTC)


def _content(sections: Iterable[Section]) -> Element:
    """Headings and lists, since readers of feeds run the lines of a plain text together."""
    content = Element("content", type="xhtml")
    room = SubElement(content, "div", xmlns=XHTML)
    for section in sections:
        _text(room, "h4", _said(section.heading))
        lists: list[Element] = []
        for line in section.lines:
            while len(lists) <= line.depth:
                outer = lists[-1] if lists else room
                lists.append(SubElement(outer[-1] if lists and len(outer) else outer, "ul"))
            del lists[line.depth + 1 :]
            _text(lists[-1], "li", f"{_SIGNS.get(line.sign, '')}{_said(line.pieces)}")
    return content


def _said(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text if isinstance(piece, Data) else piece.replace("->", "→") for piece in pieces)


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = without_illegal(text)
    return element
