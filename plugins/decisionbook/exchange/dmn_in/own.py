"""What our own files say in a namespace of ours, since DMN has no place for it.

Each holds for what it names alone: another tool may have changed the rest of the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from decisionbook.exchange.dmn_in.tree import Element

OWN_NAMESPACE = "urn:decisionbook:dmn"
OWN_ID = f"{OWN_NAMESPACE} id"
OWN_INTEGER = f"{OWN_NAMESPACE} integer"
OWN_ORDERED = f"{OWN_NAMESPACE} ordered"
OWN_POLICY = f"{OWN_NAMESPACE} hitPolicy"
OWN_UNIT = f"{OWN_NAMESPACE} unit"


def labels(element: Element) -> dict[str, tuple[str, str]]:
    """Value of an answer to its label and its help; each may be empty."""
    return {each.get("value"): (each.get("label"), each.get("help")) for each in _own(element, "answer")}


def titles(element: Element) -> dict[str, tuple[str, str]]:
    """Entries of an outcome, as in the cells of a rule with commas between, to its id and title."""
    found: dict[str, tuple[str, str]] = {}
    for each in _own(element, "outcome"):
        found.setdefault(each.get("entries"), (each.get("id"), each.get("title")))
    return found


def _own(element: Element, name: str) -> Iterator[Element]:
    for extension in element.all("extensionElements"):
        for each in extension.children:
            if each.namespace == OWN_NAMESPACE and each.name == name:
                yield each
