"""What of a decision bears on its answers, without places and prose."""

from __future__ import annotations

from collections.abc import Hashable

from decisionbook.model import Branch, Decision, Input, Rule


def logic(decision: Decision) -> Hashable:
    """Equal for decisions that are written alike, whatever their wording and layout. Rules keep their order."""
    return (
        decision.hit_policy,
        decision.aggregate,
        tuple(decision.outcomes),
        tuple(_question(one) for one in decision.inputs.values()),
        tuple(_rule(rule) for rule in decision.rules),
        decision.otherwise.then if decision.otherwise else None,
        decision.start,
        tuple((step.id, step.input, tuple(map(_branch, step.branches))) for step in decision.steps.values()),
    )


def _question(one: Input) -> Hashable:
    return one.id, one.domain, one.decision, one.shared


def _rule(rule: Rule) -> Hashable:
    return frozenset((condition.input, condition.values) for condition in rule.when), rule.then


def _branch(branch: Branch) -> Hashable:
    return branch.values, branch.step, branch.outcome


def rewritten_rules(before: Decision, after: Decision) -> list[str]:
    """The ids of rules that only one side has, or that read otherwise, in the order of the new side."""
    old = {rule.id: _rule(rule) for rule in before.all_rules}
    new = {rule.id: _rule(rule) for rule in after.all_rules}
    return [name for name in dict.fromkeys([*new, *old]) if old.get(name) != new.get(name)]
