"""A question that comes up, or a belief that does."""

from __future__ import annotations

from typing import Literal

from decisionbook.schema.entity import Entity
from decisionbook.schema.scalars import Id, Prose, Text


class Faq(Entity):
    """A question with its answer, or a misconception with what is true: an entry of `faq.yml`."""

    what = "this question"

    id: Id
    """Its id."""
    kind: Literal["question", "misconception"] = "question"
    """Whether it asks something or believes something wrong."""
    question: Text
    """The question or the belief, as people say it."""
    answer: Prose
    """The answer, in Markdown."""
