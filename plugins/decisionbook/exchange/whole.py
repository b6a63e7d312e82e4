"""The print view: every page of a site as one document that asks for nothing and needs no script."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from decisionbook import assets
from decisionbook.exchange.long_walks import is_of_walk, long_walk
from decisionbook.exchange.markup import Tag, changed
from decisionbook.exchange.paper import fill
from decisionbook.exchange.paper import style as paper
from decisionbook.render.words import Words, say

DROPPED = frozenset({"script", "template", "noscript", "iframe"})
SCREEN_ONLY = frozenset({"headerlink", "db-line"})
"""Classes of links to a part of the page, and to the line of the data behind it."""

MARKS = frozenset(
    f"data-{name}"
    for name in (
        "decision", "input", "band", "outcomes", "comparison", "option", "criterion", "checklist", "all", "live",
    )
)  # fmt: skip
"""What says what an element shows, or is read by our style sheet. Other data is for scripts."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
NAMED = ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")
"""Attributes that hold ids of the page."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the site. ``address`` is relative to the site and quoted as in links, ``html`` what stands between the
    page's header and footer.

    ``parts`` are the titles of the sections of the navigation that it stands in, outer ones first; ``decision`` is
    the decision whose own page this is, if it is one.
    """

    address: str
    title: str
    html: str
    parts: tuple[str, ...] = ()
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A chapter in its place: the headings that come first, as level and title, and what it shows.

    ``begins`` says that it starts on a sheet of its own.
    """

    anchor: str
    begins: bool
    opened: tuple[tuple[int, str], ...]
    heading: tuple[int, str] | None
    html: Markup


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a section without a link or a chapter with one, and what stands below it."""

    title: str
    anchor: str | None
    entries: list[Entry]


def whole(
    title: str, chapters: Sequence[Chapter], *, words: Words, language: str, about: Markup, style: str
) -> str:
    """An HTML document with a table of contents and every chapter, ready for a printer.

    Links between chapters lead within the document, ids stay unique, and headings stand one below the other.
    A decision's questions stand in its own chapter only, and nowhere where they are too many for paper. ``about`` is a
    line on what this is and how old, ``style`` the address of a file that holds ``sheet()``.
    """
    names = _names(chapters)
    joined = _Joined(chapters, names, words)
    return fill(
        "whole.html",
        words,
        title=title,
        language=language,
        about=about,
        contents=_contents(chapters, names),
        chapters=[joined.laid(before, one) for before, one in zip((None, *chapters), chapters, strict=False)],
        style=style,
    )


def sheet() -> str:
    """The style sheet of the document."""
    return f"{unscripted(assets.style())}\n{paper()}"


def unscripted(style: str) -> str:
    """A style sheet for a page without scripts in a browser that would run some."""
    off = re.sub(r"\(scripting:\s*enabled\)", "(max-width:0)", style)
    return re.sub(r"\(scripting:\s*none\)", "(min-width:0)", off)


def _names(chapters: Sequence[Chapter]) -> dict[str, str]:
    """The id of each chapter by its address."""
    names: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for chapter in chapters:
        path = unquote(chapter.address).removesuffix("index.html").removesuffix(".html").strip("/.")
        name = re.sub(r"[^\w]+", "-", path) or "home"
        seen[name] += 1
        names[chapter.address] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    return names


def _contents(chapters: Sequence[Chapter], names: Mapping[str, str]) -> list[Entry]:
    root: list[Entry] = []
    for chapter in chapters:
        level = root
        for part in chapter.parts:
            if not level or level[-1].title != part or level[-1].anchor is not None:
                level.append(Entry(part, None, []))
            level = level[-1].entries
        level.append(Entry(chapter.title, names[chapter.address], []))
    return root


class _Joined:
    """Knows where every page went."""

    def __init__(self, chapters: Sequence[Chapter], names: Mapping[str, str], words: Words) -> None:
        self.words = words
        self.names = {_plain(address): name for address, name in names.items()}
        self.own = {one.decision: one for one in chapters if one.decision is not None}
        self.left_out = {
            self.names[_plain(one.address)]: long_walk(one.html)
            for one in chapters
            if one.decision is not None
        }

    def laid(self, before: Chapter | None, chapter: Chapter) -> Laid:
        """A chapter behind ``before``, with the titles of the sections that begin with it."""
        known = before.parts if before is not None else ()
        shared = next(
            (at for at, (one, other) in enumerate(zip(known, chapter.parts, strict=False)) if one != other),
            min(len(known), len(chapter.parts)),
        )
        opened = tuple((level + 2, title) for level, title in enumerate(chapter.parts) if level >= shared)
        titled = "<h1" in chapter.html
        return Laid(
            self.names[_plain(chapter.address)],
            not chapter.parts,
            opened,
            None if titled else (min(len(chapter.parts) + 2, 6), chapter.title),
            Markup(self.chapter(chapter)),  # noqa: S704
        )

    def chapter(self, chapter: Chapter) -> str:
        """What a chapter shows, with the ids and the links of the whole."""
        name, deeper = self.names[_plain(chapter.address)], len(chapter.parts) + 1
        walk = iter((self._walk(),))

        def change(tag: Tag) -> Tag | str:
            classes = (tag.attributes.get("class") or "").split()
            if tag.name in DROPPED or not SCREEN_ONLY.isdisjoint(classes):
                return ""
            known = tag.attributes.get("data-decision")
            if known in self.own and self.own[known] is not chapter:
                return self._see(self.own[known])
            if self.left_out.get(name) and is_of_walk(tag):
                return next(walk, "")
            return self._led(self._lowered(self._named(tag, name), deeper), chapter, name)

        return changed(chapter.html, change)

    def _see(self, chapter: Chapter) -> str:
        said = say(self.words, "copy.see", title=chapter.title)
        return str(Markup('<p><a href="#{}">{}</a></p>').format(self.names[_plain(chapter.address)], said))

    def _walk(self) -> str:
        """What stands in place of a walk that is left out."""
        return str(Markup("<p>{}</p>").format(say(self.words, "copy.walk")))

    def _named(self, tag: Tag, name: str) -> Tag:
        held = {key: value for key, value in tag.attributes.items() if key in NAMED and value}
        fresh = {key: " ".join(f"{name}--{part}" for part in value.split()) for key, value in held.items()}
        fresh |= {"open": ""} if tag.name == "details" else {}
        if any(map(_is_for_screens, tag.attributes)):
            kept = {key: value for key, value in tag.attributes.items() if not _is_for_screens(key)}
            tag = Tag(tag.name, kept)
        return tag.having(**fresh) if fresh else tag

    def _lowered(self, tag: Tag, by: int) -> Tag:
        if tag.name in HEADINGS:
            return Tag(f"h{min(HEADINGS[tag.name] + by, 6)}", tag.attributes)
        level = tag.attributes.get("aria-level") or ""
        return tag.having(**{"aria-level": str(min(int(level) + by, 6))}) if level.isdecimal() else tag

    def _led(self, tag: Tag, chapter: Chapter, name: str) -> Tag:
        places = {key: value for key, value in _places(tag) if value}
        fresh = {key: self._target(value, chapter, name) for key, value in places.items()}
        return tag.having(**fresh) if fresh != places else tag

    def _target(self, link: str, chapter: Chapter, name: str) -> str:
        """Where a link of a chapter leads within the whole, or seen from the folder of the site."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return link
        if not parts.path:
            return self._part(name, parts.fragment)
        there = posixpath.normpath(posixpath.join(_folder(chapter.address), parts.path))
        found = self.names.get(_plain(there))
        if found is None:
            return f"{there}/{_rest(link)}" if parts.path.endswith("/") else there + _rest(link)
        return self._part(found, parts.fragment)

    def _part(self, name: str, fragment: str) -> str:
        """The part of a chapter that a fragment names, or the chapter where it shows no such part."""
        shown = fragment and "?" not in fragment and unquote(fragment) not in self.left_out.get(name, ())
        return f"#{name}--{fragment}" if shown else f"#{name}"


def _places(tag: Tag) -> Iterator[tuple[str, str | None]]:
    if tag.name == "img":
        yield "src", tag.attributes.get("src")
    if tag.name in {"a", "use"}:
        yield from ((key, tag.attributes.get(key)) for key in ("href", "xlink:href") if key in tag.attributes)


def _is_for_screens(attribute: str) -> bool:
    """Whether only a script or a pointer asks for an attribute."""
    return attribute == "title" or (attribute.startswith("data-") and attribute not in MARKS)


def _folder(address: str) -> str:
    return address if address.endswith("/") else posixpath.dirname(address)


def _plain(address: str) -> str:
    """One spelling of an address: ``options/rag/``, ``options/rag`` and ``options/rag/index.html`` are one.

    What was quoted no longer is.
    """
    path = posixpath.normpath(unquote(address) or ".").removesuffix("index.html").rstrip("/")
    return "" if path == "." else path


def _rest(link: str) -> str:
    return link[len(link.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]) :]
