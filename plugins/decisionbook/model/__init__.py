"""What the rest of Decisionbook reasons about: a resolved, linked, immutable book.

Every id that appears here exists: ``resolve`` has checked it. Prose is Markdown source as the author wrote
it; names, titles, labels and units are plain text. A ``Span`` says where in the files a thing was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from decisionbook.model.claims import (
    STALE_AFTER,
    Claim,
    Dispute,
    Evidence,
    Waiver,
)
from decisionbook.model.comparison import (
    Cell,
    CellValue,
    Column,
    Comparison,
    Criterion,
    CriterionType,
    Direction,
    Level,
    Openness,
    Quantity,
    Rating,
)
from decisionbook.model.decision import (
    Aggregate,
    Answer,
    Branch,
    Condition,
    Decision,
    Example,
    HitPolicy,
    Input,
    InputType,
    Monotone,
    Outcome,
    OutputValue,
    Rule,
    Step,
)
from decisionbook.model.option import (
    Option,
)
from decisionbook.model.small import (
    Checklist,
    Faq,
    Item,
    Source,
    Term,
)

__all__ = [
    "KINDS",
    "STALE_AFTER",
    "Aggregate",
    "Answer",
    "Book",
    "Branch",
    "Cell",
    "CellValue",
    "Checklist",
    "Claim",
    "Column",
    "Comparison",
    "Condition",
    "Criterion",
    "CriterionType",
    "Decision",
    "Direction",
    "Dispute",
    "Entity",
    "Evidence",
    "Example",
    "Faq",
    "HitPolicy",
    "Input",
    "InputType",
    "Item",
    "Kind",
    "Level",
    "Monotone",
    "Openness",
    "Option",
    "Outcome",
    "OutputValue",
    "Quantity",
    "Rating",
    "Rule",
    "Source",
    "Step",
    "Term",
    "Waiver",
]

Kind = Literal["option", "comparison", "decision", "checklist", "term", "faq", "source"]
KINDS: tuple[Kind, ...] = ("option", "comparison", "decision", "checklist", "term", "faq", "source")

Entity = Option | Comparison | Decision | Checklist | Term | Faq | Source


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that one data folder says. Mappings are in id order, FAQ and sources in file order.

    ``root`` is the data folder as it was given; spans name files below it. ``digest`` is a short hash of
    the data, the same for the same files wherever they lie.
    """

    options: Mapping[str, Option] = field(default_factory=dict)
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    faq: Mapping[str, Faq] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    root: str = "decision_data"
    digest: str = ""

    def of(self, kind: Kind) -> Mapping[str, Entity]:
        """The entities of one kind by id."""
        shelves: dict[Kind, Mapping[str, Entity]] = {
            "option": self.options,
            "comparison": self.comparisons,
            "decision": self.decisions,
            "checklist": self.checklists,
            "term": self.terms,
            "faq": self.faq,
            "source": self.sources,
        }
        return shelves[kind]
