"""What the preview shows: the pages that a site would have, with what is wrong above them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from markdown import Extension, Markdown
from markupsafe import Markup

from decisionbook import assets
from decisionbook.book import Reading
from decisionbook.exchange.paper import fill
from decisionbook.findings import Finding
from decisionbook.markdown import DecisionbookExtension, Source
from decisionbook.model import Kind
from decisionbook.pages import FOLDERS, LISTS, Page, address_of, generated
from decisionbook.preview.nearby import Target, kind_of
from decisionbook.render import Renderer
from decisionbook.render.words import ENGLISH, say

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FOLDERS = {str(kind): folder for kind, folder in FOLDERS.items()}
_LISTS = {str(kind): path.removesuffix(".md") for kind, path in LISTS.items()}


READ = "Below stands all that could be read. Mend these and save."
PARTS = "Below stands what could be read: parts may be missing, and no proof counts. Mend these and save."
KEPT = "The page below is as it was before. Mend these and save."
LOST = "Nothing of this page could be read. Mend these and save."
"""What the page is that stands below findings."""
MOST_KEPT = 20
"""Pages that are kept as they were when they could be read."""


@dataclass(slots=True)
class Kept:
    """The title and the markup of pages that were shown last."""

    pages: dict[Target, tuple[str, str]] = field(default_factory=dict)

    def keep(self, target: Target, title: str, body: str) -> None:
        """Keep a page; the one that was shown longest ago makes room."""
        self.pages.pop(target, None)
        self.pages[target] = (title, body)
        if len(self.pages) > MOST_KEPT:
            del self.pages[next(iter(self.pages))]


@dataclass(slots=True)
class _Host:
    """Leads links to the pages of the preview, and hears what is wrong with a page."""

    renderer: Renderer
    source: Source
    findings: list[Finding] = field(default_factory=list)

    def address(self, kind: Kind, entity: str, fragment: str) -> str:
        return "/" + address_of(kind, entity, fragment)

    def report(self, findings: tuple[Finding, ...], text: str) -> None:  # noqa: ARG002
        self.findings.extend(findings)


def path_of(target: Target) -> str | None:
    """The address of a target's page, ``None`` for what has none."""
    kind, identity = target
    if identity:
        return f"/{_FOLDERS[kind]}/{identity}/" if kind in _FOLDERS else None
    return f"/{_LISTS[kind]}/" if kind in _LISTS else None


def target_of(path: str) -> Target | None:
    """What the page at an address shows."""
    parts = path.strip("/").split("/")
    if len(parts) == 2:
        return next(((kind, parts[1]) for kind, folder in _FOLDERS.items() if folder == parts[0]), None)
    return next(((kind, "") for kind, name in _LISTS.items() if [name] == parts), None)


def page(
    reading: Reading, target: Target, file: str, today: date, live: str, kept: Kept | None = None
) -> str:
    """The document of a target. ``file`` is where it is written; ``live`` the script that follows its changes.

    What cannot be read at all is shown as it was ``kept``, and so is what rests on something that cannot be read.
    """
    made = next((one for one in generated(reading.book) if _address(one.path) == path_of(target)), None)
    body = made and _body(made, reading, target, file, today)
    before = kept.pages.get(target) if kept else None
    near = ((found, found.seen_from(lambda span: span.file == file)) for found in reading.findings)
    wrong = [seen or found for found, seen in near if seen or _breaks(found)]
    if not body:
        wrong = wrong or list(reading.errors)
    read = PARTS if any(found.is_error for found in wrong) else READ
    said = read if body else KEPT if before else LOST
    panel = _panel(reading, wrong, said, today) if wrong else ""
    if made is None or not body:
        title, body = before or (target[1] or target[0], "")
        return _document(title, panel + body, live)
    if kept:
        kept.keep(target, made.title, body)
    return _document(made.title, panel + body, live)


def _body(made: Page, reading: Reading, target: Target, file: str, today: date) -> str | None:
    """The markup of a page; ``None`` where it names what errors took out of the book."""
    renderer = Renderer(reading.book, today=today)
    kind = kind_of(target)
    host = _Host(renderer, Source(file, own=(kind, target[1]) if kind else None))
    extensions: list[str | Extension] = ["attr_list", "tables", "toc", DecisionbookExtension(host=host)]
    try:
        return Markdown(extensions=extensions).convert(_FRONT_MATTER.sub("", made.markdown))
    except LookupError:
        if not reading.errors:
            raise
        return None


def _panel(reading: Reading, wrong: list[Finding], said: str, today: date) -> str:
    renderer = Renderer(reading.book, today=today, words={**ENGLISH, "findings.intro": said})
    return renderer.findings(wrong, reading.texts)


def index(targets: Iterable[Target], live: str, heading: str = "Preview") -> str:
    """The document that lists everything there is to preview."""
    item = Markup('<li><a href="{}">{}</a></li>')
    shelves: dict[str, list[Markup]] = {}
    for target in targets:
        path = path_of(target)
        if path:
            title = say(ENGLISH, f"index.{target[0]}")
            shelves.setdefault(title, []).append(item.format(path, target[1] or title))
    parts = [
        Markup("<h2>{}</h2><ul>{}</ul>").format(title, Markup("").join(items))
        for title, items in shelves.items()
    ]
    return _document(heading, Markup("<h1>{}</h1>{}").format(heading, Markup("").join(parts)), live)


def scripts(live: str) -> tuple[str, str]:
    """The texts of the scripts that a document holds."""
    return f"\n{assets.script()}\n", live


def _breaks(found: Finding) -> bool:
    """Whether a part of a neighbour may be missing because of it."""
    return found.is_error and found.code[0] in "YS"


def _address(path: str) -> str:
    return "/" + path.removesuffix(".md") + "/"


def _document(title: str, body: str, live: str) -> str:
    return fill(
        "preview.html",
        ENGLISH,
        title=title,
        body=Markup(body),  # noqa: S704
        style=Markup(assets.style()),  # noqa: S704
        script=Markup(assets.script()),  # noqa: S704
        live=Markup(live),  # noqa: S704
    )
