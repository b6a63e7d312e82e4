"""Everything that is compiled from one book, each thing when it is first needed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Literal

from decisionbook.decide.atoms import Partition
from decisionbook.decide.chain import Addressed, Chain, address_in, alone, asking_order, below, chain_of
from decisionbook.decide.count import Function, Unknown, count
from decisionbook.decide.diagram import Diagrams
from decisionbook.decide.functions import whole
from decisionbook.decide.graph import Graph
from decisionbook.decide.limits import OverBudgetError, TooLargeError
from decisionbook.decide.machine import Machine, machine_of
from decisionbook.decide.order import Fewest
from decisionbook.decide.questions import questions
from decisionbook.decide.walk import Asked, Graphs
from decisionbook.model import Book, Decision

if TYPE_CHECKING:
    from decisionbook.decide.proof import Proof

Order = Literal["declared", "own"]
"""``declared``: every decision asks in declared order; ``own``: as its author chose."""


class Engine:
    """Compiles the decisions of a book. Raises ``KeyError`` for a decision that the book does not have."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.proofs: dict[tuple[str, int], Proof] = {}
        self._machines: dict[str, Machine] = {}
        self._chains: dict[str, Chain] = {}
        self._addresses: dict[str, Mapping[str, Addressed]] = {}
        self._graphs: dict[tuple[str, Order], Graph | TooLargeError] = {}
        self._views: dict[tuple[str, Order], Graphs] = {}
        self._own: dict[str, tuple[Diagrams, int] | None] = {}
        self._whole: dict[str, tuple[Diagrams, int] | None] = {}

    def machine(self, decision_id: str) -> Machine:
        if decision_id not in self._machines:
            self._machines[decision_id] = machine_of(self.book, self.book.decisions[decision_id])
        return self._machines[decision_id]

    def chain(self, decision_id: str) -> Chain:
        """The decision with all that it rests on. Raises ``CycleError`` and ``TooLargeError``."""
        if decision_id not in self._chains:
            machines = {one.id: self.machine(one.id) for one in below(self.book, decision_id)}
            self._chains[decision_id] = chain_of(self.book, decision_id, machines)
        return self._chains[decision_id]

    def addresses(self, decision_id: str) -> Mapping[str, Addressed]:
        """Every input of the chain by its address, in asking order; decision inputs too."""
        if decision_id not in self._addresses:
            below(self.book, decision_id)
            entries = asking_order(self.book, self.book.decisions[decision_id])
            self._addresses[decision_id] = {entry.address: entry for entry in entries}
        return self._addresses[decision_id]

    def partition(self, decision: Decision, input_id: str) -> Partition:
        number = list(decision.inputs).index(input_id)
        return self.machine(decision.id).partitions[number]

    def whole(self, decision_id: str) -> tuple[Diagrams, int] | None:
        """The function of the chain over all its questions, ``None`` where it passes the budget."""
        if decision_id not in self._whole:
            try:
                chain = self.chain(decision_id)
                single = len(chain.decisions) == 1
                self._whole[decision_id] = self.own_function(decision_id) if single else whole(chain)
            except OverBudgetError:
                self._whole[decision_id] = None
        return self._whole[decision_id]

    def shares(self, decision_id: str) -> dict[str, float]:
        """How often a decision gives each single outcome when all answers are equally frequent.

        Past the budget, and where it gives none, every outcome counts as equally frequent.
        """
        outcomes = self.book.decisions[decision_id].outcomes
        known = self.whole(decision_id)
        found: dict[str, float] = {}
        if known is not None:
            diagrams, function = known
            variables = self.chain(decision_id).variables
            fewest = Fewest(diagrams, tuple(_even(len(v.names)) for v in variables), (1.0,) * len(variables))
            ends = {diagrams.values[end]: share for end, share in fewest.shares(function).items()}
            found = {outcome: ends[(outcome,)] for outcome in outcomes if (outcome,) in ends}
        return found or dict.fromkeys(outcomes, 1 / max(len(outcomes), 1))

    def own_function(self, decision_id: str) -> tuple[Diagrams, int]:
        """The function of the decision by itself over its own inputs. Raises ``OverBudgetError``."""
        if decision_id not in self._own:
            try:
                self._own[decision_id] = whole(self.own_chain(decision_id))
            except OverBudgetError:
                self._own[decision_id] = None
        known = self._own[decision_id]
        if known is None:
            raise OverBudgetError
        return known

    def own_chain(self, decision_id: str) -> Chain:
        """The decision by itself, with the outcomes that inner decisions can give as answers."""
        inner = {q.id: q.decision for q in self.book.decisions[decision_id].inputs.values() if q.decision}
        return alone(
            self.machine(decision_id), {name: self.shares(decision) for name, decision in inner.items()}
        )

    # --- Graphs ---------------------------------------------------------------------------------------

    def graph(self, decision_id: str, order: Order = "own") -> Graph:
        """The compiled questions. Raises ``TooLargeError`` where there are too many to draw."""
        key = (decision_id, order)
        if key not in self._graphs:
            try:
                self._graphs[key] = _Compiler(self, decision_id, order).graph()
            except TooLargeError as error:
                self._graphs[key] = TooLargeError(*error.args)
        known = self._graphs[key]
        if isinstance(known, TooLargeError):
            raise TooLargeError(*known.args)
        return known

    def view(self, decision_id: str, order: Order = "own") -> Graphs:
        """The graphs of the decision and of all that it rests on, with addresses as its readers see them."""
        key = (decision_id, order)
        if key not in self._views:
            own = self.graph(decision_id, order)
            self._views[key] = self.view_of(own, order)
        return self._views[key]

    def view_of(self, own: Graph, order: Order) -> Graphs:
        """The same for a graph that is not finished: its inner ones are."""
        root = self.book.decisions[own.decision]
        inner = [d.id for d in below(self.book, root.id) if d.id != root.id]
        graphs = {root.id: own} | {decision: self.graph(decision, order) for decision in reversed(inner)}
        return Graphs(root.id, graphs, self._asked(root, graphs))

    def _asked(self, root: Decision, decisions: Iterable[str]) -> dict[tuple[str, str], Asked]:
        found = {}
        for decision in (self.book.decisions[name] for name in decisions):
            for question in decision.inputs.values():
                address = address_in(root, decision, question.id)
                found[decision.id, question.id] = Asked(address, question.decision)
        return found


class _Compiler:
    """Compiles the graph of one decision by itself; inner decisions are one question each."""

    def __init__(self, engine: Engine, decision_id: str, order: Order) -> None:
        self.engine = engine
        self.decision = engine.book.decisions[decision_id]
        self.order = order
        inner = [question for question in self.decision.inputs.values() if question.decision]
        self.inner = {question.id: engine.shares(question.decision or "") for question in inner}
        self.chain = engine.own_chain(decision_id)

    @cached_property
    def fewest(self) -> Fewest:
        weights, costs = [], []
        for variable in self.chain.variables:
            inner = self.decision.inputs[variable.address].decision
            shares = self.inner.get(variable.address)
            costs.append(self.engine.graph(inner, "own").expected if inner else 1.0)
            weights.append(tuple(shares.values()) if shares else _even(len(variable.names)))
        return Fewest(self.known[0], tuple(weights), tuple(costs))

    @cached_property
    def known(self) -> tuple[Diagrams, int]:
        try:
            return self.engine.own_function(self.decision.id)
        except OverBudgetError as error:
            raise TooLargeError("Its questions make more states than the budget allows.") from error

    def graph(self) -> Graph:
        fewest = self.order == "own" and self.decision.ask_order == "fewest" and not self.decision.steps
        diagrams, function = self.known
        nodes = questions(self.chain, diagrams, function, self.fewest.choose if fewest else None)
        draft = Graph(self.decision.id, nodes, 0.0, 0, 0.0, lambda: False)
        expected, worst = count(self.engine.view_of(draft, self.order), self._left())
        declared = expected
        if self.order == "own" and self._reordered():
            declared = self.engine.graph(self.decision.id, "declared").expected
        asks_fewest = cache(partial(self._asks_fewest, expected))
        return Graph(self.decision.id, nodes, round(expected, 9), worst, round(declared, 9), asks_fewest)

    def _left(self) -> Function | Unknown:
        """What tells which questions matter. By itself a decision asks no others: no answer settles two questions."""
        if not self.inner:
            return Unknown()
        whole = self.engine.whole(self.decision.id)
        # A copy, as the budget of `least` counts what the diagrams hold.
        chain = self.engine.chain(self.decision.id)
        return Unknown() if whole is None else Function(chain, whole[0].copy(), whole[1])

    def _asks_fewest(self, expected: float) -> bool:
        least = self.least()
        return least is not None and expected <= least + 1e-6

    def _reordered(self) -> bool:
        return any(d.ask_order == "fewest" for d in below(self.engine.book, self.decision.id))

    def least(self) -> float | None:
        """The average that no order can fall below, questions of inner decisions in any order among the rest."""
        known = self.engine.whole(self.decision.id)
        if known is None:
            return None
        variables = self.engine.chain(self.decision.id).variables
        weights = tuple(_even(len(variable.names)) for variable in variables)
        return Fewest(known[0], weights, (1.0,) * len(variables)).expected(known[1])


def _even(count: int) -> tuple[float, ...]:
    return (1 / count,) * count if count else ()


_RECENT: deque[tuple[Book, Engine]] = deque(maxlen=4)


def engine_of(book: Book) -> Engine:
    """The engine of a book; those of the last few books are remembered, so that nothing is compiled twice."""
    for known, engine in _RECENT:
        if known is book:
            return engine
    engine = Engine(book)
    _RECENT.append((book, engine))
    return engine


def share_engine(book: Book, view: Book) -> None:
    """Let another view of a book use what is compiled of it; it must say the same."""
    _RECENT.append((view, engine_of(book)))
