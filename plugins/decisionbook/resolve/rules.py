"""Rules and steps: conditions and consequences against the inputs and outcomes of one decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from sys import intern

from decisionbook import model
from decisionbook.conditions import Problem, everywhere, read_condition
from decisionbook.domains import ValueSet
from decisionbook.findings import Edit
from decisionbook.model import Branch, Condition, Input, Outcome, Rule, Step
from decisionbook.resolve.scope import Scope
from decisionbook.schema import decision as authored
from decisionbook.schema.scalars import shown
from decisionbook.schema.walk import Path
from decisionbook.spelling import is_slip

_Values = tuple[ValueSet | None, tuple[Problem, ...], str]
"""A set of answers, what is wrong with how it was written, and the text of it."""


def outcome(scope: Scope, word: str, outcomes: Mapping[str, Outcome], path: Path) -> str | None:
    """The outcome of the decision that the text at ``path`` names; other decisions may name one that is gone too."""
    if word in outcomes:
        return word
    what, about = "an outcome of this decision", gone_outcome(scope, word)
    span = scope.span(path)
    return scope.own(word, outcomes, span, what, "its outcomes", about=about, names=_titles(outcomes))


def gone_outcome(scope: Scope, word: str) -> str:
    """What decisions that rest on this one would say of an outcome that it lacks."""
    return f"{shown(word)} is not an outcome of decision '{scope.entry.id}'"


def _titles(outcomes: Mapping[str, Outcome]) -> dict[str, str]:
    return {each.title: each.id for each in outcomes.values()}


class Table:
    """Reads conditions and consequences against the inputs and outcomes of one decision."""

    def __init__(self, scope: Scope, inputs: Mapping[str, Input], outcomes: Mapping[str, Outcome]) -> None:
        self.scope = scope
        self.inputs = inputs
        self.outcomes = outcomes
        self._known: dict[tuple[str, str | tuple[str, ...]], _Values] = {}

    def rules(self, parts: tuple[authored.Rule, ...]) -> tuple[Rule, ...]:
        found: dict[str, Rule] = {}
        for index, part in enumerate(parts):
            rule = self._rule(part, index)
            if rule and rule.id in found:
                span = self.scope.span(("rules", index, "id")) if part.id else rule.span
                related = [(found[rule.id].span, "used here first")]
                message = f"two rules have the id '{rule.id}'"
                self.scope.report("R002", span, message, "rename one", related=related)
                rule = replace(rule, id=f"{rule.id}-{index + 1}")
            if rule:
                found[rule.id] = rule
        return tuple(found.values())

    def _rule(self, part: authored.Rule, index: int) -> Rule | None:
        path: Path = ("rules", index)
        identity = part.id or intern(f"r{index + 1}")
        if identity == "otherwise":
            fix = "give it another id, or move it under the key `otherwise`"
            self.scope.report(
                "S004", self.scope.span((*path, "id")), "'otherwise' is the id of the last resort", fix
            )
        conditions = [self._condition(name, written, path) for name, written in part.when.items()]
        then = self._consequence(part.then, (*path, "then"))
        if then is None:
            return None
        return Rule(
            id=identity,
            when=tuple(condition for condition in conditions if condition),
            then=then,
            because=self._because(part, path),
            span=self.scope.span((*path, "id")) if part.id else self.scope.node.at(path).span,
            then_span=self.scope.span((*path, "then")),
        )

    def otherwise(self, part: authored.Otherwise | None) -> Rule | None:
        if part is None:
            return None
        path: Path = ("otherwise",)
        then = self._consequence(part.then, (*path, "then"))
        if then is None:
            return None
        span = self.scope.key(path)
        return Rule("otherwise", (), then, self._because(part, path), span, self.scope.span((*path, "then")))

    def _because(
        self, part: authored.Rule | authored.Otherwise | authored.Branch, path: Path
    ) -> model.Claim | None:
        return self.scope.beside(part.because, "because", part, path)

    def _consequence(self, word: str, path: Path) -> str | None:
        return outcome(self.scope, word, self.outcomes, path)

    def _condition(self, name: str, written: str | tuple[str, ...], path: Path) -> Condition | None:
        place = (*path, "when", name)
        found: str | None = name
        if name not in self.inputs:
            what = "an input of this decision"
            found = self.scope.own(name, self.inputs, self.scope.key(place), what, "its inputs")
        if found is None:
            return None
        values = self._values(written, self.inputs[found], place)
        if values is None:
            return None
        _, _, text = self._meant(written, self.inputs[found])
        return Condition(found, values, text, self.scope.span(place))

    def _meant(self, written: str | tuple[str, ...], of: Input) -> _Values:
        """What is written of an input, read once: tables say the same of an input again and again."""
        known = self._known.get((of.id, written))
        if known is None:
            text = written if isinstance(written, str) else ", ".join(written)
            known = self._known[of.id, written] = (*read_condition(written, of), text)
        return known

    def _values(
        self, written: str | tuple[str, ...], of: Input, place: Path, *, key: bool = False
    ) -> ValueSet | None:
        values, problems, _ = self._meant(written, of)
        for problem in problems:
            at = place if problem.item is None else (*place, problem.item)
            span = self.scope.key(at) if key else self.scope.span(at)
            text = written if isinstance(written, str) else written[problem.item or 0]
            sure = problem.meant is not None and is_slip(text, problem.meant)
            edit = Edit(span, problem.meant) if problem.meant and sure else None
            about = everywhere(problem.code, problem.message, of)
            self.scope.report(problem.code, span, problem.message, problem.fix, edit=edit, about=about)
        if values is None or any(problem.meant is None for problem in problems):
            self.scope.damaged = True
        return values

    def steps(self, parts: Mapping[str, authored.Step]) -> Mapping[str, Step]:
        found: dict[str, Step] = {}
        for identity, part in parts.items():
            path: Path = ("steps", identity)
            if identity in self.outcomes:
                message = f"'{identity}' is both a step and an outcome"
                self.scope.report(
                    "D019", self.scope.key(path), message, "rename the step, and the answers that lead to it"
                )
                self.scope.damaged = True
            span = self.scope.span((*path, "ask")) if part.ask else self.scope.key(path)
            known = "an input of this decision"
            asked = self.scope.own(part.ask or identity, self.inputs, span, known, "its inputs")
            if asked:
                branches = self._branches(part, path, self.inputs[asked], parts)
                found[identity] = Step(identity, asked, branches, self.scope.key(path))
        return found

    def _branches(
        self, part: authored.Step, path: Path, of: Input, steps: Mapping[str, authored.Step]
    ) -> tuple[Branch, ...]:
        found = []
        for text, branch in part.answers.items():
            place: Path = (*path, "answers", text)
            values = self._values(text, of, place, key=True)
            targets = [*steps, *self.outcomes]
            span = self.scope.span((*place, "then"))
            what = "a step or an outcome of this decision"
            about = gone_outcome(self.scope, branch.then)
            many = "its steps and outcomes"
            target = self.scope.own(
                branch.then, targets, span, what, many, about=about, names=_titles(self.outcomes)
            )
            if values is None or target is None:
                continue
            step, outcome = (target, None) if target in steps else (None, target)
            because = self._because(branch, place)
            found.append(Branch(values, text, step, outcome, because, self.scope.key(place)))
        return tuple(found)
