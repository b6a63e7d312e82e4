"""Which rule of an old decision is which of a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from decisionbook.diff.logic import asked_and_answered
from decisionbook.diff.pairs import Pairs, paired
from decisionbook.diff.renaming import Renaming
from decisionbook.diff.statements import AUTOMATIC
from decisionbook.model import Decision, Rule


def rules_of(before: Decision, after: Decision, names: Renaming) -> Pairs[Rule]:
    """The rules with ids of their own; a renamed one asks for the same and leads to the same."""
    known = {id(rule): asked_and_answered(rule, names) for rule in before.rules}
    known |= {id(rule): asked_and_answered(rule) for rule in after.rules}
    old, new = (
        {rule.id: rule for rule in one.rules if not AUTOMATIC.fullmatch(rule.id)} for one in (before, after)
    )
    return paired(old, new, called=lambda rule: known[id(rule)])


def names_of_rules(before: Decision, after: Decision, names: Renaming) -> Mapping[str, str]:
    """The new ids of rules that have another, be it for a rule that came or went above them, which they count."""
    old = [(asked_and_answered(rule, names), rule.id) for rule in before.rules]
    new = [(asked_and_answered(rule), rule.id) for rule in after.rules]
    counts = [Counter(logic for logic, _ in side) for side in (old, new)]
    now = dict(new)
    return {
        identity: now[logic]
        for logic, identity in old
        if counts[0][logic] == counts[1][logic] == 1 and now[logic] != identity
    }
