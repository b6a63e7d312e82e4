"""The decisions of a DMN file, what each of them asks, and which of them rest on which."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decisionbook.exchange.dmn_in.names import Names, is_id
from decisionbook.exchange.dmn_in.nodes import Asked, Node, node_of
from decisionbook.exchange.dmn_in.notes import NotCarriedError, Notes
from decisionbook.exchange.dmn_in.own import OWN_ID, OWN_INTEGER, OWN_ORDERED, OWN_UNIT, labels
from decisionbook.exchange.dmn_in.sfeel import Tests
from decisionbook.exchange.dmn_in.tables import InputClause, read_table
from decisionbook.exchange.dmn_in.tree import Element
from decisionbook.exchange.dmn_in.types import Type, Types
from decisionbook.exchange.dmn_in.variables import Variable
from decisionbook.schema.scalars import RESERVED

_PLAIN_NAME = re.compile(
    r"[^\W\d][\w .']*", re.UNICODE
)  # what stands around a hyphen that no name has is subtracted
_MANY = {"rule-order", "output-order", "collect"}


class File:
    """A DMN file, read as far as it can be: ``nodes`` in file order, ``order`` inner decisions first."""

    def __init__(self, definitions: Element, notes: Notes) -> None:
        self.definitions = definitions
        self.notes = notes
        self.own = definitions.get("exporter") == "Decisionbook"
        self.types = Types(definitions, notes)
        self.data: dict[str, Element] = {}
        for data in definitions.all("inputData"):
            for name in _names(data):
                self.data.setdefault(name, data)
        self.variables: dict[tuple[str, ...], Variable] = {}
        self.nodes = list(self._distinct())
        self.named: dict[str, list[Node]] = {}
        self._name_nodes()
        for node in self.nodes:
            self._read(node)
        for node in self.nodes:
            self._ask(node)
        for node in self.nodes:
            self._note_unread(node)
        self.order = self._ordered()
        self._name_variables()

    def _distinct(self) -> Iterator[Node]:
        """The decisions of the file; of several with one id the first, since nothing says which of them is meant."""
        known: set[str] = set()
        for number, element in enumerate(self.definitions.all("decision"), 1):
            node = node_of(element, number)
            if node.key not in known:
                known.add(node.key)
                yield node
                continue
            why = f"another decision has its id '{node.key[:40]}'"
            self.notes.lost(NotCarriedError(element, why, "give every decision an id of its own"), node.title)

    def _name_nodes(self) -> None:
        names = Names(RESERVED)
        for node in self.nodes:
            own = node.element.get(OWN_ID)
            node.id = names.keep(own) if is_id(own) else names.take(node.name, "decision")
            for name in dict.fromkeys((node.variable, node.name)):
                self.named.setdefault(name, []).append(node)

    def _read(self, node: Node) -> None:
        try:
            node.table = read_table(node.element, self.types, OWN_ID)
        except NotCarriedError as error:
            self.notes.lost(error, node.title)

    # --- What columns ask -----------------------------------------------------------------------------

    def _ask(self, node: Node) -> None:
        if node.table is None:
            return
        for column, clause in enumerate(node.table.inputs):
            asked = self._asked(node, clause)
            node.asks.append(asked)
            variable = asked.variable
            if variable is None:
                continue
            variable.clauses.append(clause)
            variable.users.add(node.key)
            variable.type = variable.type or clause.type
            variable.allowed = variable.allowed or clause.allowed
            variable.cells.extend(rule.tests[column] for rule in node.table.rules)

    def _asked(self, node: Node, clause: InputClause) -> Asked:
        text = " ".join(clause.expression.split())
        if not text:
            name = clause.label or clause.element.get("id")
            return Asked(self._free(("column", name), clause, name))
        inner, output = self._decision(node, text)
        if inner is None and self._input(text) is None:
            inner, output = self._required(node, text)
        if inner is not None and inner.table is not None and inner.table.policy not in _MANY:
            return Asked(node=inner, output=output)
        if inner is not None:
            return Asked(self._instead(inner, text, clause))
        known = self._input(text)
        if known is not None:
            known.label = known.label or clause.label or known.name
            return Asked(known)
        if not _PLAIN_NAME.fullmatch(text):
            message = f"the expression '{_short(text)}' is not computed here; its value is asked"
            self.notes.changed(
                clause.element, message, "ask for what it is computed from, if that is simpler"
            )
        return Asked(self._free(("expression", text), clause, text))

    def _decision(self, node: Node, text: str) -> tuple[Node | None, str | None]:
        """The decision whose outcome an expression is, and which of its outputs."""
        for name, part in _prefixes(text):
            found = [other for other in self.named.get(name, ()) if other is not node]
            required = [other for other in found if other.key in node.requires]
            for other in required or (() if name in self.data else found):
                if not part or (other.table and any(part == output.name for output in other.table.outputs)):
                    return other, part or None
        return None, None

    def _required(self, node: Node, text: str) -> tuple[Node | None, str | None]:
        """The required decision whose id or whose output an expression names, as Camunda's engine reads it."""
        required = [other for other in self.nodes if other.key in node.requires and other is not node]
        for other in required:
            if other.key == text:
                return other, None
        found = [
            (other, output.name)
            for other in required
            for output in (other.table.outputs if other.table else ())
            if output.name == text
        ]
        if len(found) != 1:
            return None, None
        other, name = found[0]
        return other, None if other.table and len(other.table.outputs) == 1 else name

    def _note_unread(self, node: Node) -> None:
        """Name the decisions that this one requires although no column reads them."""
        read = {asked.node.key for asked in node.asks if asked.node is not None}
        read |= {key[1] for key in self.variables if key[0] == "decision"}
        for other in self.nodes:
            if node.table is not None and other.key in node.requires and other.key not in {*read, node.key}:
                message = f"'{node.title}' requires '{other.title}', but no column of its table reads it"
                fix = f"nothing, unless a column was meant to: write '{other.variable}' as its expression"
                self.notes.left_out(node.element, message, fix)

    def _instead(self, inner: Node, text: str, clause: InputClause) -> Variable:
        why = "gives a list or a computed number" if inner.table else "is not carried over"
        message = f"'{inner.title}' {why}, so its outcome is asked"
        self.notes.changed(clause.element, message, "answer it from elsewhere, or rewrite the tables")
        variable = inner.element.first("variable")
        found = self.types.find(variable.get("typeRef") if variable else "")
        return self._variable(
            ("decision", inner.key, text), Variable(clause.element, text, inner.title), found
        )

    def _input(self, text: str) -> Variable | None:
        for name, part in _prefixes(text):
            path = tuple(part.split(".")) if part else ()
            found = self._type_of(self.data[name], path) if name in self.data else None
            if found is not None:
                return self._of_data(self.data[name], path, found)
        return None

    def _type_of(self, data: Element, path: tuple[str, ...]) -> Type | None:
        """The type of an input, or of a part of it; ``None`` where it has no such part, so that it is computed."""
        variable = data.first("variable")
        found = self.types.find((variable.get("typeRef") if variable else "") or data.get("typeRef"))
        for part in path:
            if part not in found.parts and (found.parts or not _PLAIN_NAME.fullmatch(part)):
                return None
            found = found.parts.get(part, Type())
        return found

    def _of_data(self, data: Element, path: tuple[str, ...], found: Type) -> Variable:
        name = " ".join((data.get("name"), *path))
        label = "" if path else data.get("label")
        made = Variable(data, name, label, data.inner("description"), own_ids=self.own)
        if not path:
            made.own_id = data.get(OWN_ID) if is_id(data.get(OWN_ID)) else ""
            made.labels, made.unit = labels(data), data.get(OWN_UNIT)
            made.ordered = data.get(OWN_ORDERED) == "true"
        if found.name == "number" and data.get(OWN_INTEGER) == "true":
            found = Type("integer", found.allowed)
        return self._variable(("data", str(id(data)), *path), made, found)

    def _free(self, key: tuple[str, ...], clause: InputClause, name: str) -> Variable:
        return self._variable(key, Variable(clause.element, name, clause.label or name), Type())

    def _variable(self, key: tuple[str, ...], made: Variable, found: Type) -> Variable:
        if key not in self.variables:
            made.type = found.name
            made.allowed = found.allowed or Tests()
            self.variables[key] = made
        return self.variables[key]

    # --- Order and names ------------------------------------------------------------------------------

    def _ordered(self) -> tuple[Node, ...]:
        """Carried decisions, inner ones first; those in a circle are left out."""
        done: dict[str, Node] = {}
        for start in self.nodes:
            path: list[Node] = []
            waiting: list[tuple[Node, bool]] = [(start, False)]
            while waiting:
                node, ready = waiting.pop()
                if ready:
                    path.pop()
                    done[node.key] = node
                elif node in path:
                    self._circle(node)
                elif node.key not in done:
                    path.append(node)
                    waiting.append((node, True))
                    waiting.extend((asked.node, False) for asked in node.asks if asked.node is not None)
        return tuple(node for node in done.values() if node.table is not None)

    def _circle(self, node: Node) -> None:
        if node.table is None:
            return
        node.table = None
        error = NotCarriedError(node.element, "it needs its own outcome", "take it out of the circle")
        self.notes.lost(error, node.title)

    def _name_variables(self) -> None:
        """Ids: unlike those of all other questions for what several decisions ask, unlike within a decision else."""
        carried = {node.key for node in self.order}
        used = [each for each in self.variables.values() if each.users & carried]
        every = Names()
        for variable in used:
            variable.shared = len(variable.users & carried) > 1
            if variable.shared:
                variable.id = _take(every, variable)
        shared = [variable.id for variable in used if variable.shared]
        inside = {node.key: Names(shared) for node in self.order}
        for node in self.order:
            for asked in node.asks:
                if asked.variable is not None and not asked.variable.id:
                    asked.variable.id = _take(inside[node.key], asked.variable)


def _take(names: Names, variable: Variable) -> str:
    return names.keep(variable.own_id) if variable.own_id else names.take(variable.name, "input")


def _prefixes(text: str) -> Iterator[tuple[str, str]]:
    """The text as a name, and as a name with a part of it behind a dot; longest names first."""
    yield text, ""
    name, dot, part = text.rpartition(".")
    while dot:
        yield name, part
        name, dot, rest = name.rpartition(".")
        part = f"{rest}.{part}"


def _names(data: Element) -> tuple[str, ...]:
    variable = data.first("variable")
    found = (variable.get("name") if variable else "", data.get("name"))
    return tuple(" ".join(name.split()) for name in found if name)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
