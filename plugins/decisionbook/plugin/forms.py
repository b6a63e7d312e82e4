"""The forms that a page has beside HTML: links in its head for programs, and a line at its foot for readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from decisionbook.exchange.json_out import FOLDERS
from decisionbook.model import Kind
from decisionbook.plugin.site import is_ours
from decisionbook.plugin.twins import twin_path
from decisionbook.publish.data import FOLDER
from decisionbook.publish.feed import FEED
from decisionbook.render.context import environment
from decisionbook.render.words import Words, say


@dataclass(frozen=True, slots=True)
class Form:
    """What readers call the form, its media type, and its path in the site."""

    name: str
    type: str
    path: str


@dataclass(frozen=True, slots=True)
class Forms:
    """Knows the forms of every page, as far as the site publishes them."""

    published: frozenset[str]
    entities: Mapping[str, tuple[Kind, str]]
    title: str
    words: Words

    @classmethod
    def of(cls, files: Files, entities: Mapping[str, tuple[Kind, str]], title: str, words: Words) -> Forms:
        """``entities`` says which page shows which entity, by the path of its file; ``title`` names the site."""
        return cls(frozenset(file.dest_uri for file in files), entities, title, words)

    def head(self, page: Page) -> str:
        """Links for the head of a page, the feed of the site among them; empty where there is nothing to link to."""
        feed = Form(say(self.words, "publish.feed", name=self.title), "application/atom+xml", FEED)
        forms = [*self._of(page), *([feed] if FEED in self.published else ())]
        return self._fill("page-head.html", page, forms)

    def foot(self, page: Page, more: Markup | None = None) -> str:
        """A line for the foot of a page that the book gave itself; empty where there is nothing to link to.

        ``more`` is HTML that ends the line, such as a link.
        """
        return self._fill("page-foot.html", page, list(self._of(page)), more) if is_ours(page.file) else ""

    def _of(self, page: Page) -> Iterator[Form]:
        kind, entity = self.entities.get(page.file.src_uri, (None, ""))
        data = f"{FOLDER}/{FOLDERS[kind]}/{entity}" if kind else ""
        every = (
            Form("JSON", "application/json", f"{data}.json"),
            Form("CSV", "text/csv", f"{data}.csv"),
            Form("Markdown", "text/markdown", twin_path(page.file)),
        )
        return (form for form in every if form.path in self.published)

    def _fill(self, template: str, page: Page, forms: list[Form], more: Markup | None = None) -> str:
        if not forms and not more:
            return ""
        links = [(form, get_relative_url(quote(form.path), page.url)) for form in forms]
        before, _, after = say(self.words, "publish.forms", forms="\0").partition("\0")
        return (
            environment()
            .get_template(template)
            .render(links=links, before=before, after=after, more=more or "")
        )


def in_head(html: str, links: str) -> str:
    """The page with ``links`` at the end of its head; as it was where it has none."""
    before, end, after = html.partition("</head>")
    return f"{before}{links}{end}{after}" if end and links else html
