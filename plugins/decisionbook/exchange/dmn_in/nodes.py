"""A decision of a DMN file, and what the columns of its table ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from decisionbook.exchange.dmn_in.tables import Table
from decisionbook.exchange.dmn_in.tree import Element
from decisionbook.exchange.dmn_in.variables import Variable


@dataclass(slots=True, eq=False)
class Asked:
    """What a column asks: a variable, or one output of another decision (``None`` where it has a single one)."""

    variable: Variable | None = None
    node: Node | None = None
    output: str | None = None


@dataclass(slots=True, eq=False)
class Node:
    """A decision of the file. ``table`` is ``None`` where it could not be carried over.

    ``requires`` are the keys of decisions, ``requires_data`` the ids of inputs.
    """

    element: Element
    key: str
    name: str
    variable: str
    requires: tuple[str, ...]
    requires_data: tuple[str, ...]
    table: Table | None = None
    id: str = ""
    asks: list[Asked] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.element.get("label") or self.name


def node_of(element: Element, number: int) -> Node:
    """The decision as the file names it; ``number`` is its place, for one that has neither a name nor an id."""
    name = " ".join(element.get("name").split()) or element.get("id") or f"decision {number}"
    variable = element.first("variable")
    return Node(
        element=element,
        key=element.get("id") or f"#{number}",
        name=name,
        variable=" ".join(variable.get("name").split()) if variable and variable.get("name") else name,
        requires=tuple(_required(element, "requiredDecision")),
        requires_data=tuple(_required(element, "requiredInput")),
    )


def _required(element: Element, kind: str) -> Iterator[str]:
    for requirement in element.all("informationRequirement"):
        required = requirement.first(kind)
        if required is not None:
            yield required.get("href").rpartition("#")[2]
