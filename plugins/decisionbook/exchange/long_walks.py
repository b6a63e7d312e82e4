"""Walks that are too long for paper: a question for every way that answers can combine. The rules say the same."""

from __future__ import annotations

from decisionbook.exchange.markup import Tag, changed

MOST_QUESTIONS = 40
"""So many questions are printed one by one, whichever way leads to them."""

QUESTION = "db-question"


def is_of_walk(tag: Tag) -> bool:
    """Whether an element is a question of a walk, or the result of several outcomes together."""
    classes = (tag.attributes.get("class") or "").split()
    joint = len((tag.attributes.get("data-outcomes") or "").split()) > 1
    return QUESTION in classes or (joint and "db-result" in classes)


def long_walk(html: str) -> frozenset[str]:
    """The ids of the questions and joint results of a page, where these are too many; else none."""
    if html.count(QUESTION) <= MOST_QUESTIONS:
        return frozenset()
    found: list[tuple[str, bool]] = []

    def note(tag: Tag) -> Tag:
        if is_of_walk(tag):
            found.append((tag.attributes.get("id") or "", tag.name == "form"))
        return tag

    changed(html, note)
    too_many = sum(is_question for _, is_question in found) > MOST_QUESTIONS
    return frozenset(identity for identity, _ in found) if too_many else frozenset()
