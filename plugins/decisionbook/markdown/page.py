"""One page on its way through the parser: lines are noted, blocks placed, and filled once the page is a tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksProcessor

from decisionbook.findings import in_order
from decisionbook.markdown import links, terms
from decisionbook.markdown.blocks import FOREIGN, SETTINGS, Placed, register
from decisionbook.markdown.check import INDEXED, Checker, Request
from decisionbook.markdown.elements import fill, heading_levels, printed_lines
from decisionbook.markdown.host import Host, PageError
from decisionbook.markdown.source import Header, Lines
from decisionbook.model import Kind
from decisionbook.render import Renderer

# Behind white space (30) and before fenced code (25): lines still have their numbers.
BEFORE_FENCES = 29
# Behind attribute lists (8), which must not read data; before abbreviations (7) and the table of contents (5).
FILL = 7.5
# Behind MkDocs, which looks for the targets of links (0).
LAST = -1


class Page:
    """What is known of the page that one ``Markdown`` object converts."""

    def __init__(self, md: Markdown, host: Host, *, terms: bool = False) -> None:
        self.md = md
        self.host = host
        self.terms = terms
        self.placed: list[Placed] = []
        self.lines = Lines([])
        self.names: tuple[str, ...] = ()

    def register(self, manager: BlocksProcessor) -> None:
        """Take part in all later conversions."""
        register(manager, self.placed)
        self.manager = manager
        self.md.preprocessors.register(_Notes(self), "decisionbook_lines", BEFORE_FENCES)
        self.md.treeprocessors.register(_Fills(self), "decisionbook_fill", FILL)
        self.md.treeprocessors.register(_Draws(self.md), "decisionbook_drawings", LAST)

    def begin(self, lines: list[str]) -> list[str]:
        """Note the lines of a new page; returns what the parser may read."""
        self.placed.clear()
        self.lines = Lines(list(lines))
        self.lines.disarm(SETTINGS)
        return self.lines.lines

    def finish(self, root: Element) -> None:
        """Fill the blocks, lead the links, and report what is wrong."""
        if self._concerns(root):
            renderer = self.host.renderer
            if renderer is None:
                self._clear(root)
            else:
                self._show(root, renderer)
        elif self._explains:
            self._only_explain(root)

    @property
    def _explains(self) -> bool:
        return self.terms and self.host.source.terms

    def _only_explain(self, root: Element) -> None:
        """Mark the terms of a page that shows nothing else of the book, and so need not fail with it."""
        try:
            renderer = self.host.renderer
        except PageError:
            return
        if renderer is not None:
            terms.mark(root, renderer)
            links.rewrite(root, renderer.book, self.host)

    def _show(self, root: Element, renderer: Renderer) -> None:
        checker = Checker(renderer.book, self.host.source, self.manager.blocks)
        requests = [(placed, self._request(placed, checker)) for placed in self.placed]
        for line in printed_lines(root):
            head = self.lines.claim_line(line)
            if head is not None:
                checker.leftover(head)
        links.check_links(root, renderer.book, self.lines, checker)
        self._fill(root, renderer, requests)
        if self._explains:
            terms.mark(root, renderer)
        links.rewrite(root, renderer.book, self.host)
        if checker.findings:
            self.host.report(
                in_order(checker.findings), "\n" * self.host.source.offset + "\n".join(self.lines.lines)
            )

    def _concerns(self, root: Element) -> bool:
        addresses = [element.get("href", "") for element in root.iter("a")]
        linked = any(links.target_of(address) or links.meant(address) for address in addresses)
        named = any(not head.fenced and head.name.lower() not in FOREIGN for head in self.lines.headers)
        return linked or named or bool(self.placed)

    def _clear(self, root: Element) -> None:
        """Show the page without its blocks, and links to entities as text."""
        for element in root.iter("a"):
            if links.target_of(element.get("href", "")):
                element.tag = "span"
                del element.attrib["href"]

    def _request(self, placed: Placed, checker: Checker) -> Request | None:
        head: Header = self.lines.claim(placed.name, placed.argument)
        if len(placed.element) or (placed.element.text or "").strip():
            checker.content(head)
        return checker.request(head)

    def _fill(self, root: Element, renderer: Renderer, requests: list[tuple[Placed, Request | None]]) -> None:
        levels = heading_levels(root)
        show = _Shows(renderer, self.host.source.own)
        for placed, request in requests:
            if request is not None:
                fill(placed.element, show.markup(request, levels.get(id(placed.element), 1)))


class _Shows:
    """Renders requests of one page so that no two ids are alike.

    On an entity's own page its first embed has the plain ids that links lead to, and a decision its summary.
    """

    def __init__(self, renderer: Renderer, own: tuple[Kind, str] | None) -> None:
        self.renderer = renderer
        self.own = own
        self.seen: Counter[tuple[str, ...]] = Counter()

    def markup(self, request: Request, level: int) -> str:
        """The HTML of a block that stands under a heading of this level."""
        render, below = self.renderer, min(level + 1, 6)
        shown: dict[str, Callable[[], str]] = {
            "decision": lambda: self._decision(request),
            "comparison": lambda: self._comparison(request),
            "checklist": lambda: render.checklist(request.entity, self._prefix(request), below),
            "option": lambda: render.option(request.entity, self._prefix(request), below),
            "index": lambda: render.index(INDEXED[request.entity]),
            "glossary": render.glossary,
            "faq": lambda: render.faq(below),
            "sources": render.sources,
            "cues": render.cues,
            "evidence": lambda: render.evidence(below),
        }
        return shown[request.name]()

    def _comparison(self, request: Request) -> str:
        return self.renderer.comparison(
            request.entity, request.criteria, request.options, self._prefix(request)
        )

    def _decision(self, request: Request) -> str:
        count = max(self.seen[request.entity, part] for part in request.show)
        self.seen.update((request.entity, part) for part in request.show)
        prefix = f"db-{request.entity}-{count + 1}" if count else f"db-{request.entity}"
        own = self.own == ("decision", request.entity) and not count
        shown = self.renderer.decision(request.entity, request.show, None if own else prefix)
        return self.renderer.lead(request.entity) + shown if own and "widget" in request.show else shown

    def _prefix(self, request: Request) -> str | None:
        key = (request.name, request.entity)
        self.seen[key] += 1
        if self.seen[key] > 1:
            return f"{request.name}-{request.entity}-{self.seen[key]}"
        return None if self.own == key else f"{request.name}-{request.entity}"


class _Notes(Preprocessor):
    def __init__(self, page: Page) -> None:
        super().__init__(page.md)
        self.page = page

    def run(self, lines: list[str]) -> list[str]:
        return self.page.begin(lines)


class _Fills(Treeprocessor):
    def __init__(self, page: Page) -> None:
        super().__init__(page.md)
        self.page = page

    def run(self, root: Element) -> None:
        self.page.finish(root)


class _Draws(Treeprocessor):
    def run(self, root: Element) -> None:
        links.drawn(root)
