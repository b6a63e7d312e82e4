"""The blocks as the parser sees them: each leaves an empty element behind, to be filled once the page is a tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pymdownx.blocks import BlocksProcessor
from pymdownx.blocks.block import Block, type_any

ANY = (None, type_any)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block that the parser found, and the element that stands in its place."""

    name: str
    argument: str | None
    element: Element


class _EntityBlock(Block):  # type: ignore[misc]
    """Takes any argument and any value of its settings: what they may be is checked where it can be reported."""

    ARGUMENT = None

    def on_create(self, parent: Element) -> Element:
        element = SubElement(parent, "div")
        self.config["placed"].append(Placed(self.NAME, self.argument or None, element))
        return element


class DecisionBlock(_EntityBlock):
    """``/// decision | ID``, with ``show``."""

    NAME = "decision"
    OPTIONS: Mapping[str, Any] = {"show": ANY}


class ComparisonBlock(_EntityBlock):
    """``/// comparison | ID``, with ``criteria`` and ``options``."""

    NAME = "comparison"
    OPTIONS: Mapping[str, Any] = {"criteria": ANY, "options": ANY}


class ChecklistBlock(_EntityBlock):
    """``/// checklist | ID``."""

    NAME = "checklist"


class OptionBlock(_EntityBlock):
    """``/// option | ID``."""

    NAME = "option"


class IndexBlock(_EntityBlock):
    """``/// index | FOLDER``: every entity of a kind."""

    NAME = "index"


class GlossaryBlock(_EntityBlock):
    """``/// glossary``."""

    NAME = "glossary"


class FaqBlock(_EntityBlock):
    """``/// faq``."""

    NAME = "faq"


class SourcesBlock(_EntityBlock):
    """``/// sources``."""

    NAME = "sources"


class CuesBlock(_EntityBlock):
    """``/// cues``: what people say, and the option that answers it."""

    NAME = "cues"


class EvidenceBlock(_EntityBlock):
    """``/// evidence``: the state of the evidence."""

    NAME = "evidence"


BLOCKS: tuple[type[_EntityBlock], ...] = (
    DecisionBlock,
    ComparisonBlock,
    ChecklistBlock,
    OptionBlock,
    IndexBlock,
    GlossaryBlock,
    FaqBlock,
    SourcesBlock,
    CuesBlock,
    EvidenceBlock,
)
SETTINGS: Mapping[str, tuple[str, ...]] = {block.NAME: tuple(block.OPTIONS) for block in BLOCKS}
"""The name of each block, and of the settings that it takes."""

FOREIGN = frozenset({
    "abstract", "admonition", "attention", "bug", "caption", "caution", "danger", "define", "details",
    "error", "example", "failure", "figure-caption", "hint", "html", "important", "info", "note",
    "question", "quote", "success", "summary", "tab", "table-caption", "tip", "warning",
})  # fmt: skip
"""Blocks of other extensions, whose names may resemble ours."""


def register(manager: BlocksProcessor, placed: list[Placed]) -> None:
    """Make the parser know the blocks; what it finds is added to ``placed``."""
    for block in BLOCKS:
        manager.register(block, {"placed": placed})
