"""What a decision's widget shows: a form for each question, a section for each result, and where answers lead.

The same markup is the page without scripts and on paper: every answer links to the next question or result. Ids
are the embed's prefix and parts joined by dots, which the id of an entity never contains.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from decisionbook.decide.chain import address_in
from decisionbook.decide.evaluate import aggregated
from decisionbook.decide.graph import Leaf, Question
from decisionbook.domains import Band
from decisionbook.render.bands import answer_in_words, both, either
from decisionbook.render.reasons import Reason, answer_ids, branch_part, rule_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from decisionbook.decide.graph import Graph
    from decisionbook.domains import Atom, ValueSet
    from decisionbook.model import Claim, Decision, Input, Outcome
    from decisionbook.render.context import Context


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer leads: the id of a question or result on the page, and how to speak of it."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A radio of a question. ``value`` is an answer id or a band in DMN notation."""

    id: str
    value: str
    label: str
    help: str | None
    band: bool
    to: Target
    because: Claim | None


@dataclass(frozen=True, slots=True)
class Form:
    """A question: one node of one graph. ``inner`` is the title of the inner decision that asks it."""

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


@dataclass(frozen=True, slots=True)
class Asked:
    """An input, where its answer is kept, what its question offers, and whether any question asks it."""

    address: str
    input: Input
    atoms: Sequence[Atom]
    used: bool


Place = tuple[str, int | None]
"""A node of a decision's graph, or with ``None`` the results of that decision."""


class Widget:
    """The questions and results of one decision and of every decision that it rests on, in reading order.

    ``graphs`` holds the compiled questions of each of these decisions by id; ``atoms`` the answers that a
    question offers, by decision and input id.
    """

    def __init__(
        self,
        context: Context,
        decision: Decision,
        graphs: Mapping[str, Graph],
        atoms: Mapping[tuple[str, str], Sequence[Atom]],
        prefix: str,
    ) -> None:
        self.context = context
        self.decision = decision
        self.graphs = graphs
        self.prefix = prefix
        self._atoms = atoms
        self._places: tuple[Place, ...] = (*self._walk(decision.id, set()), (decision.id, None))
        asked = (place for place in self._places if place[1] is not None)
        self._questions = {
            (name, index): node
            for name, graph in graphs.items()
            for index, node in enumerate(graph.nodes)
            if isinstance(node, Question)
        }
        self._numbers = {place: number for number, place in enumerate(asked, 1)}

    @property
    def items(self) -> tuple[Form | Result, ...]:
        """Questions and results as they stand on the page; inner ones come before the question they answer."""
        items: list[Form | Result] = []
        for decision, index in self._places:
            items.extend(self._results(decision) if index is None else [self._form(decision, index)])
        return tuple(items)

    def _walk(self, decision: str, seen: set[str]) -> Iterator[Place]:
        seen.add(decision)
        for index, node in enumerate(self.graphs[decision].nodes):
            if isinstance(node, Leaf):
                continue
            inner = self.input(decision, node).decision
            if inner is not None and inner not in seen:
                yield from self._walk(inner, seen)
                yield inner, None
            yield decision, index

    def input(self, decision: str, node: Question) -> Input:
        return self.context.book.decisions[decision].inputs[node.input]

    # --- ids and links ------------------------------------------------------------------------------

    def address(self, decision: str, asked: Input) -> str:
        """Where the answer is kept: a bare id for own and shared inputs, else with its decision's id."""
        return address_in(self.decision, self.context.book.decisions[decision], asked.id)

    def as_data(self) -> dict[str, object]:
        """The graphs as the script reads them."""
        return {decision: self._graph_data(decision, graph) for decision, graph in self.graphs.items()}

    def _graph_data(self, decision: str, graph: Graph) -> dict[str, object]:
        nodes: list[dict[str, object]] = []
        for node in graph.nodes:
            if isinstance(node, Leaf):
                nodes.append(asdict(node))
                continue
            asked = self.input(decision, node)
            data: dict[str, object] = {"address": self.address(decision, asked)}
            if asked.decision is not None:
                data["decision"] = asked.decision
            nodes.append({**data, "ways": [asdict(way) for way in node.ways]})
        return {"nodes": nodes}

    @property
    def addresses(self) -> dict[str, Asked]:
        """Every input on the way by its address; also by its bare id where no other input has it."""
        found: dict[str, Asked] = {}
        bare: dict[str, list[Asked]] = {}
        for decision, graph in self.graphs.items():
            used = {node.input for node in graph.nodes if isinstance(node, Question)}
            for asked in self.context.book.decisions[decision].inputs.values():
                address = self.address(decision, asked)
                entry = Asked(address, asked, self._atoms[decision, asked.id], asked.id in used)
                if address not in found or entry.used:
                    found[address] = entry
                    bare.setdefault(asked.id, []).append(entry)
        return {name: entries[0] for name, entries in bare.items() if len(entries) == 1} | found

    def _base(self, decision: str) -> str:
        return self.prefix if decision == self.decision.id else f"{self.prefix}.{decision}"

    def node_id(self, decision: str, index: int) -> str:
        return f"{self._base(decision)}.n{index}"

    def result_id(self, decision: str, outcomes: tuple[str, ...]) -> str:
        if len(outcomes) == 1:
            return f"{self._base(decision)}.o-{outcomes[0]}"
        return f"{self._base(decision)}.s{self._answers_together(decision).index(outcomes)}"

    def target(self, decision: str, index: int) -> Target:
        """Where a reader goes who is led to a node; a decision input begins with the inner questions."""
        node = self.graphs[decision].nodes[index]
        if isinstance(node, Leaf):
            return Target(self.result_id(decision, node.outcomes), self.title_of(decision, node.outcomes))
        inner = self.input(decision, node).decision
        if inner is not None:
            return self.target(inner, 0)
        text = self.context.words["decision.goto"].format(number=self._numbers[decision, index])
        return Target(self.node_id(decision, index), text)

    def title_of(self, decision: str, outcomes: tuple[str, ...]) -> str:
        known = self.context.book.decisions[decision].outcomes
        titles = [known[outcome].title for outcome in dict.fromkeys(outcomes)]
        return both(titles, self.context.words) or self.context.words["decision.no_result"]

    def number(self, decision: str, index: int) -> int:
        """The place of a question among all questions on the page, from 1."""
        return self._numbers[decision, index]

    def atoms(self, decision: str, input_id: str) -> Sequence[Atom]:
        return self._atoms[decision, input_id]

    # --- questions ----------------------------------------------------------------------------------

    def _form(self, decision: str, index: int) -> Form:
        node = self._questions[decision, index]
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
            inner=None if decision == self.decision.id else owner.title,
            step=_step_of(owner, node.input),
        )

    def _choices(self, decision: str, index: int, node: Question, asked: Input) -> Iterator[Choice]:
        words, owner = self.context.words, self.context.book.decisions[decision]
        leads = {answer: way.to for way in node.ways for answer in way.answers}
        helps = {answer.id: answer.help for answer in asked.answers}
        because = _branch_reasons(owner, node.input, self._atoms[decision, node.input])
        for place, atom in enumerate(self._atoms[decision, node.input], 1):
            value = atom.notation if isinstance(atom, Band) else atom
            if value not in leads:
                continue
            yield Choice(
                id=f"{self.node_id(decision, index)}.{place}",
                value=value,
                label=answer_in_words(self.context.book, asked, atom, words),
                help=helps.get(value),
                band=isinstance(atom, Band),
                to=self.target(decision, leads[value]),
                because=because.get(value),
            )

    # --- results ------------------------------------------------------------------------------------

    def _results(self, decision: str) -> Iterator[Result]:
        owner = self.context.book.decisions[decision]
        inner = decision != self.decision.id
        reached = {outcome for leaf in self._leaves(decision) for outcome in leaf.outcomes}
        for outcome in owner.outcomes.values():
            if outcome.id in reached:
                reasons = tuple(self._reasons(owner, outcome.id))
                goes = self._goes(decision, outcome.id) if inner else ()
                yield self._result(owner, (outcome.id,), outcome, reasons, goes)
        for outcomes in self._answers_together(decision):
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
        for (decision, index), node in self._questions.items():
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
            for place, node in self._questions.items()
            if place[0] == decision and any(way.to == index for way in node.ways)
        ]

    def _leaves(self, decision: str) -> tuple[Leaf, ...]:
        return tuple(node for node in self.graphs[decision].nodes if isinstance(node, Leaf))

    def _answers_together(self, decision: str) -> tuple[tuple[str, ...], ...]:
        """The answers of a decision that are not exactly one outcome, each once."""
        return tuple(
            dict.fromkeys(leaf.outcomes for leaf in self._leaves(decision) if len(leaf.outcomes) != 1)
        )

    def _reasons(self, owner: Decision, outcome: str) -> Iterator[Reason]:
        book, words = self.context.book, self.context.words
        fires = {rule for leaf in self._leaves(owner.id) for rule in (*leaf.possible, *leaf.certain)}
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
        return address, answer_ids(values, self._atoms[owner.id, input_id])


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
