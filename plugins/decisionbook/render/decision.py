"""A decision on a page: its questions, rules, map, examples and proof, each one element of well-formed HTML."""

from __future__ import annotations

import json
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from decisionbook.decide import TooLargeError, atoms_of, compile_questions
from decisionbook.render.claims import claim
from decisionbook.render.map import drawing_of, points_of
from decisionbook.render.outline import outline_of
from decisionbook.render.proof import proof
from decisionbook.render.record import record
from decisionbook.render.rules import cases, policy, rows
from decisionbook.render.widget import Widget, led

if TYPE_CHECKING:
    from decisionbook.model import Decision
    from decisionbook.render.context import Context
    from decisionbook.render.outline import Point

Part = Literal["widget", "rules", "tree", "examples", "proof"]
PARTS: tuple[Part, ...] = ("widget", "rules", "tree", "examples", "proof")
"""What may be shown of a decision."""

MOST_NODES = 1500
"""How many questions and ends a page may hold: some 2 MB, 200 kB as served."""

# fmt: off
_SCRIPT_WORDS = (
    "question_of", "only", "answers", "change", "change_answer", "possible", "result", "why", "one_of", "no_reason",
    "rests_on", "values", "next_steps", "close", "none_close", "plus", "minus", "perhaps", "if", "open", "open_title",
    "could_be", "certain", "settle", "nothing_else", "unsure", "or", "and", "stale", "more", "chosen",
)
# fmt: on


def decision(
    context: Context, decision: Decision, show: tuple[Part, ...] = ("widget",), prefix: str | None = None
) -> Markup:
    """The wanted parts in the order of ``show``; several are wrapped in one ``div``.

    ``prefix`` begins every id and is unique on the page; ``None`` on the decision's own page, where rules carry
    their plain ids and the map leads to the page's questions. Elsewhere a map without questions beside it leads
    to the decision's page.
    """
    own = prefix is None
    prefix = prefix or f"db-{decision.id}"
    view = _Parts(context, decision, prefix, own_page=own, asked_here=own or "widget" in show)
    parts = Markup("\n").join(view.show(part) for part in show)
    return parts if len(show) == 1 else Markup("<div>\n{}\n</div>").format(parts)


def compiled(context: Context, decision: Decision, prefix: str) -> Widget:
    """The compiled questions. Raises ``TooLargeError`` for more than a page can hold."""
    book, known = context.book, chain(context, decision)
    graphs = {one.id: compile_questions(book, one.id, decision.id) for one in known}
    if sum(len(graph.nodes) for graph in graphs.values()) > MOST_NODES:
        raise TooLargeError(context.words["decision.too_large"])
    atoms = {
        (one.id, asked): atoms_of(book, one.id, asked, decision.id) for one in known for asked in one.inputs
    }
    return Widget(context, decision, graphs, atoms, prefix)


class _Parts:
    """Renders the parts of one decision over one compiled widget."""

    def __init__(
        self, context: Context, decision: Decision, prefix: str, *, own_page: bool, asked_here: bool
    ) -> None:
        self.context = context
        self.decision = decision
        self.prefix = prefix
        self.own_page = own_page
        self.anchors = "" if own_page else f"{prefix}."
        self.asked_here = asked_here

    @cached_property
    def view(self) -> Widget:
        return compiled(self.context, self.decision, self.prefix)

    def show(self, part: Part) -> Markup:
        """One part, or why it cannot be shown."""
        try:
            shown: Markup = getattr(self, part)()
        except TooLargeError as problem:
            return self._fill("decision-too-large.html", part=part, problem=str(problem))
        return shown

    def widget(self) -> Markup:
        words = {name: self.context.words[f"decision.{name}"] for name in _SCRIPT_WORDS}
        words["record"] = record(self.context, self.decision)
        return self._fill(
            "decision.html",
            prefix=self.prefix,
            items=self.view.items,
            compact=_compact,
            led=led,
            graphs=_compact(self.view.as_data()),
            said=_compact(words),
        )

    def rules(self) -> Markup:
        table = rows(self.context, self.decision)
        sentence = policy(self.context, self.decision)
        return self._fill(
            "decision-rules.html", rows=table, policy=sentence, anchors=self.anchors, own_page=self.own_page
        )

    def examples(self) -> Markup:
        key = self.prefix.removeprefix("db-") if self.asked_here else self.decision.id
        page = self._link(self.prefix)
        return self._fill(
            "decision-examples.html", cases=cases(self.view, key), page=page, own_page=self.own_page
        )

    def tree(self) -> Markup:
        root = outline_of(self.view)
        points = list(points_of(root))
        return self._fill(
            "decision-map.html",
            prefix=f"{self.prefix}.tree",
            root=root,
            drawing=drawing_of(root),
            numbered=any(point.kind == "again" for point in points),
            link=self._link,
            caption=self._caption(points),
        )

    def proof(self) -> Markup:
        return proof(self.context, self.decision)

    def _caption(self, points: list[Point]) -> str:
        questions = sum(point.kind == "question" for point in points)
        results = len({point.to for point in points if point.kind == "result"})
        return self.context.say(
            "decision.map",
            questions=self.context.say("decision.map.questions", count=questions),
            results=self.context.say("decision.map.results", count=results),
        )

    def _link(self, identity: str) -> str:
        """A link to a part of the questions, or to the decision's page where this page has no questions."""
        return f"#{identity}" if self.asked_here else f"decision:{self.decision.id}"

    def _fill(self, template: str, **values: object) -> Markup:
        return self.context.fill(
            template, decision=self.decision, claim=partial(claim, self.context), **values
        )


def chain(context: Context, decision: Decision) -> tuple[Decision, ...]:
    """The decision and all that it rests on, each once, outer ones first."""
    found = {decision.id: decision}
    waiting = [decision]
    while waiting:
        for asked in waiting.pop(0).inputs.values():
            if asked.decision is not None and asked.decision not in found:
                found[asked.decision] = context.book.decisions[asked.decision]
                waiting.append(found[asked.decision])
    return tuple(found.values())


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
