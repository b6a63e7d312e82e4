"""Where the questions and results of a decision stand on a page: their order, ids, links and addresses.

Ids are the embed's prefix and parts joined by dots, which the id of an entity never contains.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from decisionbook.decide.chain import address_in
from decisionbook.decide.graph import Leaf, Question
from decisionbook.render.bands import both

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from decisionbook.decide.graph import Graph
    from decisionbook.domains import Atom
    from decisionbook.model import Decision, Input
    from decisionbook.render.context import Context


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer leads: the id of a question or result on the page, and how to speak of it."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An input, where its answer is kept, what its question offers, and whether any question asks it."""

    address: str
    input: Input
    atoms: Sequence[Atom]
    used: bool


Place = tuple[str, int | None]
"""A node of a decision's graph, or with ``None`` the results of that decision."""


class Layout:
    """The questions and results of one decision and of all that it rests on: their order, ids and addresses.

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
        self.all_atoms = atoms
        self.order: tuple[Place, ...] = (*self._walk(decision.id, set()), (decision.id, None))
        asked = (place for place in self.order if place[1] is not None)
        self.questions = {
            (name, index): node
            for name, graph in graphs.items()
            for index, node in enumerate(graph.nodes)
            if isinstance(node, Question)
        }
        self._together = {
            name: tuple(dict.fromkeys(leaf.outcomes for leaf in self.leaves(name) if len(leaf.outcomes) != 1))
            for name in graphs
        }
        self._numbers = {place: number for number, place in enumerate(asked, 1)}

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
                nodes.append({name: getattr(node, name) for name in ("outcomes", "certain", "possible")})
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
                entry = Asked(address, asked, self.all_atoms[decision, asked.id], asked.id in used)
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
        return f"{self._base(decision)}.s{self.together(decision).index(outcomes)}"

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
        return self.all_atoms[decision, input_id]

    def leaves(self, decision: str) -> tuple[Leaf, ...]:
        """The ends of a decision's graph."""
        return tuple(node for node in self.graphs[decision].nodes if isinstance(node, Leaf))

    def together(self, decision: str) -> tuple[tuple[str, ...], ...]:
        """The answers of a decision that are not exactly one outcome, each once."""
        return self._together[decision]
