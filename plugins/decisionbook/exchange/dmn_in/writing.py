"""A table of a DMN file as an author would write the decision."""

from __future__ import annotations

from dataclasses import dataclass, field

from decisionbook.domains import Choices, Domain, Intervals, ValueSet
from decisionbook.exchange.dmn_in.names import as_prose, is_id, readable
from decisionbook.exchange.dmn_in.nodes import Asked, Node
from decisionbook.exchange.dmn_in.notes import NotCarriedError, Notes
from decisionbook.exchange.dmn_in.outcomes import Outcomes
from decisionbook.exchange.dmn_in.sfeel import Tests
from decisionbook.exchange.dmn_in.tables import RuleRow, Table
from decisionbook.exchange.dmn_in.tree import Element
from decisionbook.exchange.dmn_in.variables import authored, mentioned_outside
from decisionbook.exchange.in_words import in_words
from decisionbook.exchange.yaml_out import Inline, Value, Word

RESERVED_RULE = "otherwise"


@dataclass(slots=True, eq=False)
class Written:
    """A decision that could be carried over: its data, and what it needs beside it."""

    node: Node
    outcomes: Outcomes
    data: dict[str, Value] = field(default_factory=dict)
    shared: dict[str, dict[str, Value]] = field(default_factory=dict)
    inner: list[Written] = field(default_factory=list)
    nothing: str = ""
    """The id of the outcome for the cases that nothing matches, where one was added."""


def write(node: Node, table: Table, outcomes: Outcomes, done: dict[str, Written], notes: Notes) -> Written:
    """The decision as data, without what its proof decides. Raises ``NotCarriedError``."""
    return _Writer(node, table, outcomes, done, notes).write()


class _Writer:
    def __init__(
        self, node: Node, table: Table, outcomes: Outcomes, done: dict[str, Written], notes: Notes
    ) -> None:
        self.node = node
        self.table = table
        self.done = done
        self.notes = notes
        self.written = Written(node, outcomes)
        self.columns = [self._column(asked) for asked in node.asks]

    def write(self) -> Written:
        table, element = self.table, self.node.element
        data: dict[str, Value] = {"title": readable(self.node.title) or self.node.id}
        if question := readable(element.inner("question")):
            data["question"] = question
        if summary := as_prose(element.inner("description")):
            data["summary"] = summary
        data["inputs"] = self._inputs()
        data["outcomes"] = self.written.outcomes.authored()
        data["hit_policy"] = Word(table.policy)
        if table.aggregate:
            data["aggregate"] = Word(table.aggregate)
        data["rules"] = self._rules()
        default = tuple(output.default[0] for output in table.outputs if output.default is not None)
        if default:
            data["otherwise"] = Inline({"then": Word(self.written.outcomes.id_of(default))})
        self.written.data = data
        return self.written

    # --- Inputs ---------------------------------------------------------------------------------------

    def _inputs(self) -> dict[str, Value]:
        inputs: dict[str, Value] = {}
        for asked, (identity, _) in zip(self.node.asks, self.columns, strict=True):
            if identity in inputs:
                continue
            if asked.node is not None:
                inputs[identity] = {"decision": Word(asked.node.id)}
                self.written.inner.append(self.done[asked.node.key])
            elif asked.variable is not None:
                entry = authored(asked.variable, asked.variable.settled(self.notes))
                if asked.variable.shared:
                    self.written.shared[identity] = entry
                inputs[identity] = Word("shared") if asked.variable.shared else entry
        if not inputs:
            raise NotCarriedError(self.table.element, "its table has no inputs", "add one")
        return inputs

    def _column(self, asked: Asked) -> tuple[str, Domain]:
        """The id of the input that a column asks, and what it can be answered with."""
        if asked.variable is not None:
            return asked.variable.id, asked.variable.settled(self.notes).domain
        if asked.node is None or asked.node.key not in self.done:
            name = asked.node.title if asked.node else ""
            raise NotCarriedError(self.node.element, f"it rests on '{name}'", "mend that decision first")
        inner = self.done[asked.node.key]
        values = [*inner.outcomes.values, *([inner.nothing] if inner.nothing else [])]
        return self._inner_id(asked.node.id), Choices(tuple(values))

    def _inner_id(self, identity: str) -> str:
        taken = {asked.variable.id for asked in self.node.asks if asked.variable is not None}
        name, number = identity, 2
        while name in taken:
            name, number = f"{identity}-{number}", number + 1
        return name

    # --- Rules ----------------------------------------------------------------------------------------

    def _rules(self) -> list[Value]:
        rules: list[Value] = []
        taken: set[str] = {RESERVED_RULE}
        for number, row in enumerate(self.table.rules, 1):
            sets = self._sets(row)
            if not all(sets.values()):
                message = f"rule {number} of '{self.node.title}' can never match and is left out"
                self.notes.left_out(
                    row.element, message, "compare its cells with the values that the inputs may have"
                )
                continue
            rule: dict[str, Value] = {}
            identity = row.own_id
            if is_id(identity) and identity not in taken and not _is_numbered(identity):
                taken.add(identity)
                rule["id"] = Word(identity)
            rule["when"] = Inline(self._conditions(sets))
            rule["then"] = Word(self.written.outcomes.id_of(row.values))
            if because := as_prose(row.because):
                rule["because"] = because
            rules.append(rule)
        if not rules and not any(output.default for output in self.table.outputs):
            raise NotCarriedError(self.table.element, "none of its rules can match", "check its cells")
        return rules

    def _sets(self, row: RuleRow) -> dict[str, ValueSet]:
        """What the row admits, by input; two columns that ask the same thing must both hold."""
        sets: dict[str, ValueSet] = {}
        for asked, (identity, _), tests, entry in zip(
            self.node.asks, self.columns, row.tests, row.element.all("inputEntry"), strict=True
        ):
            admitted = self._admitted(asked, tests, entry)
            sets[identity] = _both(sets.get(identity), admitted)
        return sets

    def _admitted(self, asked: Asked, tests: Tests, entry: Element) -> ValueSet:
        if asked.variable is not None:
            known = asked.variable.settled(self.notes)
            for text in mentioned_outside(known, tests):
                message = (
                    f"'{text}' is not among the allowed values of '{asked.variable.name}' and is left out"
                )
                self.notes.left_out(entry, message, "add it to the allowed values")
            if None in tests.constants:
                message = "a test for null says nothing here: a missing answer is unknown, not null"
                self.notes.changed(entry, message, "add an answer for what is missing")
            return known.admitted(tests, entry)
        assert asked.node is not None  # noqa: S101 - a column asks one of the two
        inner = self.done[asked.node.key]
        found = {
            identity
            for identity in inner.outcomes.values
            if tests.hold(inner.outcomes.value(identity, asked.output))
        }
        if inner.nothing and tests.hold(None):
            found.add(inner.nothing)
        return frozenset(found)

    def _conditions(self, sets: dict[str, ValueSet]) -> dict[str, Value]:
        conditions: dict[str, Value] = {}
        domains = dict(self.columns)
        for identity, values in sets.items():
            domain = domains[identity]
            if values == domain.everything:
                continue
            words = [Word(word) for word in in_words(values, domain)]
            conditions[identity] = words[0] if len(words) == 1 else words
        return conditions


def _both(before: ValueSet | None, admitted: ValueSet) -> ValueSet:
    if isinstance(before, Intervals) and isinstance(admitted, Intervals):
        return before & admitted
    return (
        before & admitted if isinstance(before, frozenset) and isinstance(admitted, frozenset) else admitted
    )


def _is_numbered(identity: str) -> bool:
    """Whether it is an id that a rule has by its place anyway."""
    return identity[:1] == "r" and identity[1:].isdigit()
