"""The Python-Markdown extension: ``/// decision | ID`` and its like become parts of the page.

Configuration: ``data`` is the folder of the data (``decision_data``), ``pages`` what goes before the address of a
generated page (nothing; ``/`` for an absolute address; not needed under Zensical), ``today`` the date that decides
what is stale, ``language`` is that of the interface and ``words`` replaces texts of it, ``terms`` says whether the
first use of a term on a page shows what it means (it does), ``file`` names the page in messages. By itself the
extension raises ``PageError`` for a page or data with errors; a ``host`` may know better.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.extensions.fenced_code import FencedCodeExtension
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from decisionbook.findings import Finding, in_order
from decisionbook.markdown.host import Alone, Host, Listening, PageError, Source, own_words
from decisionbook.markdown.page import Page
from decisionbook.markdown.zensical import page_of, source_of
from decisionbook.moment import day_of
from decisionbook.render import Renderer

__all__ = ["DecisionbookExtension", "Host", "PageError", "Source", "makeExtension", "own_words", "problems"]


class DecisionbookExtension(BlocksExtension):  # type: ignore[misc]
    """Adds the blocks, and leads links such as ``option:rag`` to their pages."""

    def __init__(self, *, host: Host | None = None, **settings: Any) -> None:
        self.host = host
        self.config = {
            "data": ["decision_data", "Folder of the data"],
            "pages": ["", "What goes before the address of a generated page"],
            "today": ["", "The date that decides what is stale; empty for the day of the build"],
            "language": ["en", "The language of the interface: en or de"],
            "words": [{}, "Texts of the interface that replace ours"],
            "terms": [True, "Whether the first use of a term on a page shows its definition"],
            "file": ["page", "The name of the page in messages"],
        }
        super().__init__(**settings)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register with the parser; what stands in fenced code is kept from it."""
        if "fenced_code_block" not in md.preprocessors:
            FencedCodeExtension().extendMarkdown(md)
        Page(md, self._host(md), terms=bool(self.getConfig("terms"))).register(block_mgr)

    def _host(self, md: Markdown) -> Host:
        if self.host is not None:
            return self.host
        page = page_of(md)
        today = self.getConfig("today") or date.today()  # noqa: DTZ011 - the author's calendar decides
        return Alone(
            data=Path(self.getConfig("data")),
            base=str(self.getConfig("pages")),
            today=day_of(today),
            words=own_words(self.getConfig("words"), self.getConfig("language")),
            source=Source(self.getConfig("file")) if page is None else source_of(md, page),
            page=page,
        )


def makeExtension(**settings: Any) -> Extension:  # noqa: N802 - the name that Python-Markdown looks for
    """The extension, for hosts that name it by its module."""
    return DecisionbookExtension(**settings)


def problems(text: str, renderer: Renderer, source: Source) -> tuple[Finding, ...]:
    """What is wrong with the blocks and entity links of a page's Markdown, without raising."""
    host = Listening(renderer, source)
    Markdown(extensions=["attr_list", DecisionbookExtension(host=host, terms=False)]).convert(text)
    return in_order(host.findings)
