"""The ids of the parts of an entity on its own page, and which parts there are to link to.

Authors name a part by its id: ``comparison:approaches#update-path``, ``decision:x#rule-id``,
``checklist:data#agree``, ``option:rag#weaknesses``. A cell is ``criterion--option``.
"""

from __future__ import annotations

from decisionbook.model import Book, Comparison, Decision, Kind

OPTION_SECTIONS = (
    "cues",
    "choose_when",
    "avoid_when",
    "strengths",
    "weaknesses",
    "failure_modes",
    "first_steps",
)
"""The lists of an option, in the order of its page."""


def anchor(kind: Kind, entity: str, fragment: str = "") -> str:
    """The HTML id that a link to an entity or its part leads to, on the page that holds the entity.

    Terms, questions and sources share a page, so their own id is the anchor. Empty: the page itself.
    """
    if kind in {"term", "faq", "source"}:
        return entity
    return fragment.replace("_", "-") if kind == "option" else fragment


def cell_anchor(criterion: str, option: str) -> str:
    """The fragment of one cell of a comparison."""
    return f"{criterion}--{option}"


def fragments(book: Book, kind: Kind, entity: str) -> frozenset[str]:
    """Every fragment that a link to the entity may carry. Raises ``KeyError`` for an entity that is not there."""
    if kind == "comparison":
        return _of_comparison(book.comparisons[entity])
    if kind == "decision":
        return _of_decision(book.decisions[entity])
    if kind == "checklist":
        return frozenset(item.id for item in book.checklists[entity].items)
    if kind == "option":
        option = book.options[entity]
        filled = [name for name in OPTION_SECTIONS if getattr(option, name)]
        return frozenset((*filled, *(name.replace("_", "-") for name in filled)))
    book.of(kind)[entity]
    return frozenset()


def _of_comparison(comparison: Comparison) -> frozenset[str]:
    cells = (cell_anchor(row.id, option) for row in comparison.criteria for option in row.cells)
    return frozenset((*(row.id for row in comparison.criteria), *cells))


def _of_decision(decision: Decision) -> frozenset[str]:
    return frozenset((*(rule.id for rule in decision.all_rules), *decision.steps))
