"""What authors write: one model a kind. JSON Schemas and the reference of the format come from these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from decisionbook.schema.checklist import Checklist
from decisionbook.schema.comparison import Comparison
from decisionbook.schema.decision import Decision, Input, SharedInput
from decisionbook.schema.entity import Entity
from decisionbook.schema.faq import Faq
from decisionbook.schema.glossary import Term
from decisionbook.schema.option import Option
from decisionbook.schema.part import Part
from decisionbook.schema.sources import Source

Authored: TypeAlias = Option | Comparison | Decision | Checklist | Term | Faq | Source | Input

MODELS: Mapping[str, type[Part]] = {
    "option": Option,
    "comparison": Comparison,
    "decision": Decision,
    "checklist": Checklist,
    "inputs": SharedInput,
    "term": Term,
    "faq": Faq,
    "source": Source,
}
"""Kind to the model of one entity; ``inputs`` is the kind of an entry of ``inputs.yml``."""

__all__ = [
    "MODELS",
    "Authored",
    "Checklist",
    "Comparison",
    "Decision",
    "Entity",
    "Faq",
    "Input",
    "Option",
    "Part",
    "Source",
    "Term",
]
