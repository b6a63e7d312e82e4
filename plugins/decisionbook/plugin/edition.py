"""What a copy says of itself: how old its data is, and where the live book stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Literal

from decisionbook.model import KINDS, Book, Evidence
from decisionbook.pages import escaped
from decisionbook.render.citing import evidence_of
from decisionbook.render.words import Words, day, say


@dataclass(frozen=True, slots=True)
class Edition:
    """A copy of a site as of one day. ``live`` is the address of the site, if it is known."""

    name: str
    today: date
    live: str | None
    book: Book | None
    words: Words

    def say(self, key: str, /, **values: object) -> str:
        return say(self.words, key, **values)

    def day(self, when: date) -> str:
        return day(self.words, when)


def notice(edition: Edition, key: Literal["copy.notice", "copy.made"]) -> str:
    """One line of HTML: what this is, of which day, and where the live book stands."""
    said = escape(edition.say(key, date=edition.day(edition.today)))
    if edition.live is None:
        return said
    return f'{said} <a href="{escape(edition.live)}">{escape(edition.say("copy.notice_live"))}</a>.'


def about(edition: Edition, printed: str | None) -> str:
    """The page about this copy, as Markdown. ``printed`` is the path of the print view, if there is one."""
    title = edition.say("copy.title")
    parts = [
        f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---",
        f"# {escaped(title)}",
        escaped(edition.say("copy.intro", name=edition.name, date=edition.day(edition.today))),
        _live(edition),
        f"## {escaped(edition.say('copy.age'))}",
        "\n".join(f"- {escaped(line)}" for line in _age(edition)),
    ]
    if printed:
        parts.append(f"[{escaped(edition.say('copy.print'))}]({printed})")
    return "\n\n".join(parts) + "\n"


def _live(edition: Edition) -> str:
    if edition.live is None:
        return escaped(edition.say("copy.no_live"))
    before, _, after = edition.say("copy.live", address="\0").partition("\0")
    return f"{escaped(before)} [{escaped(edition.live)}](<{edition.live}>){escaped(after)}"


def _age(edition: Edition) -> Iterator[str]:
    yield edition.say("copy.made", date=edition.day(edition.today))
    if edition.book is None:
        return
    every = list(_evidence(edition.book))
    checked = sorted(one.checked for one in every if one.checked is not None)
    if checked:
        key = "copy.checked" if checked[0] != checked[-1] else "copy.checked_once"
        yield edition.say(key, first=edition.day(checked[0]), last=edition.day(checked[-1]))
    counted = {
        "copy.stale": sum(one.is_stale(edition.today) for one in every),
        "copy.expired": sum(one.is_expired(edition.today) for one in every),
    }
    yield from (edition.say(key, count=count) for key, count in counted.items() if count)
    ends = [one.expires for one in every if one.expires is not None and not one.is_expired(edition.today)]
    if ends:
        yield edition.say("copy.next", date=edition.day(min(ends)))
    yield edition.say("copy.version", digest=edition.book.digest)


def _evidence(book: Book) -> Iterator[Evidence]:
    for kind in KINDS:
        for entity in book.of(kind).values():
            yield from evidence_of(entity)
