"""What of a decision bears on its answers, without places and prose."""

from __future__ import annotations

from collections.abc import Hashable

from decisionbook.diff.renaming import UNCHANGED, Renaming
from decisionbook.model import Branch, Decision, Input, Rule, Step


def logic(decision: Decision) -> Hashable:
    """Equal for decisions that are written alike, whatever their wording and layout. Rules keep their order."""
    return (
        decision.hit_policy,
        decision.aggregate,
        tuple(decision.outcomes),
        tuple(_question(one) for one in decision.inputs.values()),
        tuple(asked_and_answered(rule) for rule in decision.rules),
        decision.otherwise.then if decision.otherwise else None,
        decision.start,
        tuple((step.id, step.input, tuple(map(_branch, step.branches))) for step in decision.steps.values()),
    )


def reading(decision: Decision, names: Renaming = UNCHANGED) -> Hashable:
    """Equal for decisions whose rules or steps read alike, whatever their inputs, answers and outcomes were called."""
    return (
        tuple(asked_and_answered(rule, names) for rule in decision.rules),
        names.outcome(decision.otherwise.then) if decision.otherwise else None,
        decision.start,
        frozenset((name, _step(step, names)) for name, step in decision.steps.items()),
    )


def _step(step: Step, names: Renaming) -> Hashable:
    ways = (
        (names.values(step.input, one.values), one.step, names.outcome(one.outcome or ""))
        for one in step.branches
    )
    return names.input(step.input), frozenset(ways)


def _question(one: Input) -> Hashable:
    return one.id, one.domain, one.decision, one.shared


def asked_and_answered(rule: Rule, names: Renaming = UNCHANGED) -> tuple[Hashable, str]:
    """What a rule asks for, and where it leads."""
    when = frozenset((names.input(one.input), names.values(one.input, one.values)) for one in rule.when)
    return when, names.outcome(rule.then)


def _branch(branch: Branch) -> Hashable:
    return branch.values, branch.step, branch.outcome


def rewritten_rules(before: Decision, after: Decision) -> list[str]:
    """The ids of rules that only one side has, or that read otherwise, in the order of the new side."""
    old = {rule.id: asked_and_answered(rule) for rule in before.all_rules}
    new = {rule.id: asked_and_answered(rule) for rule in after.all_rules}
    return [name for name in dict.fromkeys([*new, *old]) if old.get(name) != new.get(name)]
