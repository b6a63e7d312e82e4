"""What a decision's widget shows: a form for each question, a section for each result, and where answers lead.

The same markup is the page without scripts and on paper: every answer links to the next question or result.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf, nextafter
from typing import TYPE_CHECKING

from decisionbook.decide.evaluate import aggregated
from decisionbook.domains import Band
from decisionbook.render.bands import answer_in_words, either
from decisionbook.render.layout import Layout, Target
from decisionbook.render.reasons import Reason, answer_ids, branch_part, rule_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from decisionbook.decide.graph import Question
    from decisionbook.domains import Atom, Cut, ValueSet
    from decisionbook.model import Claim, Decision, Input, Outcome


EPOCH = date(1970, 1, 1).toordinal()
DAY = 86_400_000
"""Milliseconds."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A radio of a question. ``value`` is an answer id or a band in DMN notation.

    ``band`` holds a band's ends for the script: the first number that belongs to it and the first that no longer
    does, dates as milliseconds since 1970.
    """

    id: str
    value: str
    label: str
    help: str | None
    band: tuple[str, str] | None
    to: Target
    because: Claim | None


@dataclass(frozen=True, slots=True)
class Form:
    """A question: one node of one graph. ``inner`` introduces the inner decision that asks it."""

    id: str
    decision: str
    node: int
    address: str
    number: int
    ask: str
    help: str | None
    choices: tuple[Choice, ...]
    may_be_unknown: bool
    inner: str | None
    step: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """What a decision may answer: one outcome with its reasons, or several that link to their own sections.

    ``values`` are what DMN would return, by name. ``goes`` is where the reader of an inner result goes on; it is
    empty for the decision that is asked.
    """

    id: str
    decision: Decision
    outcomes: tuple[str, ...]
    title: str
    outcome: Outcome | None
    reasons: tuple[Reason, ...]
    parts: tuple[Target, ...]
    values: Mapping[str, object]
    inner: bool
    goes: tuple[Target, ...]


class Widget(Layout):
    """What stands at each place."""

    @property
    def items(self) -> tuple[Form | Result, ...]:
        """Questions and results as they stand on the page; inner ones come before the question they answer."""
        items: list[Form | Result] = []
        for decision, index in self.order:
            items.extend(self._results(decision) if index is None else [self._form(decision, index)])
        return tuple(items)

    # --- questions ----------------------------------------------------------------------------------

    def _form(self, decision: str, index: int) -> Form:
        node = self.questions[decision, index]
        asked = self.input(decision, node)
        choices = tuple(self._choices(decision, index, node, asked))
        owner = self.context.book.decisions[decision]
        return Form(
            id=self.node_id(decision, index),
            decision=decision,
            node=index,
            address=self.address(decision, asked),
            number=self._numbers[decision, index],
            ask=asked.ask,
            help=asked.help,
            choices=choices,
            may_be_unknown=all(choice.value != "unknown" for choice in choices),
            inner=None if decision == self.decision.id else led(owner.title),
            step=_step_of(owner, node.input),
        )

    def _choices(self, decision: str, index: int, node: Question, asked: Input) -> Iterator[Choice]:
        words, owner = self.context.words, self.context.book.decisions[decision]
        leads = {answer: way.to for way in node.ways for answer in way.answers}
        helps = {answer.id: answer.help for answer in asked.answers}
        because = _branch_reasons(owner, node.input, self.all_atoms[decision, node.input])
        for place, atom in enumerate(self.all_atoms[decision, node.input], 1):
            value = atom.notation if isinstance(atom, Band) else atom
            if value not in leads:
                continue
            label = answer_in_words(self.context.book, asked, atom, words)
            yield Choice(
                id=f"{self.node_id(decision, index)}.{place}",
                value=value,
                label=_begun(label) if isinstance(atom, Band) else label,
                help=helps.get(value),
                band=_ends(atom) if isinstance(atom, Band) else None,
                to=self.target(decision, leads[value]),
                because=because.get(value),
            )

    # --- results ------------------------------------------------------------------------------------

    def _results(self, decision: str) -> Iterator[Result]:
        owner = self.context.book.decisions[decision]
        inner = decision != self.decision.id
        reached = {outcome for leaf in self.leaves(decision) for outcome in leaf.outcomes}
        for outcome in owner.outcomes.values():
            if outcome.id in reached:
                reasons = tuple(self._reasons(owner, outcome.id))
                goes = self._goes(decision, outcome.id) if inner else ()
                yield self._result(owner, (outcome.id,), outcome, reasons, goes)
        for outcomes in self.together(decision):
            yield self._result(owner, outcomes, owner.several if len(set(outcomes)) > 1 else None)

    def _result(
        self,
        owner: Decision,
        outcomes: tuple[str, ...],
        outcome: Outcome | None,
        reasons: tuple[Reason, ...] = (),
        goes: tuple[Target, ...] = (),
    ) -> Result:
        several = dict.fromkeys(outcomes) if len(outcomes) > 1 else {}
        title = self.title_of(owner.id, outcomes) if outcome is None else outcome.title
        parts = tuple(Target(self.result_id(owner.id, (o,)), owner.outcomes[o].title) for o in several)
        inner = owner.id != self.decision.id
        identity = self.result_id(owner.id, outcomes)
        return Result(
            identity,
            owner,
            outcomes,
            title,
            outcome,
            reasons,
            parts,
            self._values(owner, outcomes),
            inner,
            goes,
        )

    def _values(self, owner: Decision, outcomes: tuple[str, ...]) -> Mapping[str, object]:
        if owner.aggregate is not None and outcomes:
            name = self.context.words[f"decision.aggregate.{owner.aggregate}"]
            return {name: aggregated(owner, outcomes)}
        return owner.outcomes[outcomes[0]].values or {} if len(outcomes) == 1 else {}

    def _goes(self, inner: str, outcome: str) -> tuple[Target, ...]:
        """Where an inner outcome leads; with the question that readers come from where that makes a difference."""
        ways: dict[Target, list[str]] = {}
        for (decision, index), node in self.questions.items():
            if self.input(decision, node).decision == inner:
                to = next(way.to for way in node.ways if outcome in way.answers)
                ways.setdefault(self.target(decision, to), []).extend(self._before(decision, index))
        if len(ways) == 1:
            return tuple(ways)
        words = self.context.words
        return tuple(
            Target(
                to.id, words["decision.coming_from"].format(numbers=either(numbers, words), target=to.text)
            )
            for to, numbers in ways.items()
        )

    def _before(self, decision: str, index: int) -> list[str]:
        """The numbers of the questions that lead to a node."""
        return [
            str(self._numbers[place])
            for place, node in self.questions.items()
            if place[0] == decision and any(way.to == index for way in node.ways)
        ]

    def _reasons(self, owner: Decision, outcome: str) -> Iterator[Reason]:
        book, words = self.context.book, self.context.words
        fires = {rule for leaf in self.leaves(owner.id) for rule in (*leaf.possible, *leaf.certain)}
        for rule in owner.all_rules:
            if rule.then == outcome and rule.id in fires:
                when = dict(self._held(owner, part.input, part.values) for part in rule.when)
                yield Reason(rule.id, rule_parts(book, owner, rule, words), rule.because, when)
        for step in owner.steps.values():
            for branch in step.branches:
                if branch.outcome == outcome:
                    part = branch_part(book, owner, step, branch, words)
                    when = dict([self._held(owner, step.input, branch.values)])
                    yield Reason(step.id, (part,), branch.because, when)

    def _held(self, owner: Decision, input_id: str, values: ValueSet) -> tuple[str, tuple[str, ...]]:
        """A condition as an address and the answers there that meet it."""
        address = self.address(owner.id, owner.inputs[input_id])
        return address, answer_ids(values, self.all_atoms[owner.id, input_id])


def _ends(band: Band) -> tuple[str, str]:
    return _after(band.start, band.domain.kind), _after(band.end, band.domain.kind)


def _after(cut: Cut, kind: str) -> str:
    """The first number above a cut, as a script reads it."""
    value = (float(cut[0]) - EPOCH) * DAY if kind == "date" else float(cut[0])
    return repr(nextafter(value, inf) if cut[1] else value).removesuffix(".0").replace("inf", "Infinity")


def led(title: str) -> str:
    """The title as it stands before what it introduces: with a colon, unless it ends with a mark of its own."""
    return f"{title} " if title.endswith(("?", "!", ":", "…", ".")) else f"{title}: "


def _begun(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def _step_of(owner: Decision, input_id: str) -> str | None:
    """The step that asks an input, where exactly one does."""
    steps = [step.id for step in owner.steps.values() if step.input == input_id]
    return steps[0] if len(steps) == 1 else None


def _branch_reasons(owner: Decision, input_id: str, among: Sequence[Atom]) -> dict[str, Claim]:
    """The reasons for going on to another step, by answer."""
    reasons: dict[str, Claim] = {}
    for step in owner.steps.values():
        for branch in (
            step.branches if step.input == input_id and step.id == _step_of(owner, input_id) else ()
        ):
            if branch.step is not None and branch.because is not None:
                reasons |= dict.fromkeys(answer_ids(branch.values, among), branch.because)
    return reasons
