"""Rules that could be one, and how that one is written."""

from __future__ import annotations

from collections.abc import Iterator

from decisionbook.decide import Proof
from decisionbook.decide.atoms import Partition
from decisionbook.decide.phrases import condition
from decisionbook.domains import Choices, Intervals, ValueSet, atoms
from decisionbook.findings import Finding, finding
from decisionbook.model import Decision, Input


def mergeable(decision: Decision, proof: Proof) -> Iterator[Finding]:
    """One finding for each pair of rules that differ in one input and give the same."""
    rules = {rule.id: rule for rule in decision.rules}
    gone = {each.rule for each in proof.dead_rules}
    clashing = {frozenset(each.rules) for each in proof.overlaps}
    for pair in proof.mergeable:
        if gone & set(pair.rules) or frozenset(pair.rules) in clashing:
            continue
        one, other = (rules[name] for name in pair.rules)
        message = f'rules "{one.id}" and "{other.id}" differ only in \'{pair.input}\' and could be one'
        sets = [each.values for rule in (one, other) for each in rule.when if each.input == pair.input]
        fix = _one_rule(decision.inputs[pair.input], sets)
        yield finding("D012", other.span, message, fix, related=((one.span, "the other rule"),))


def _one_rule(question: Input, sets: list[ValueSet]) -> str:
    words = _together(question, sets)
    return (
        f"write one rule with `{question.id}: {words}`"
        if words
        else f"write one rule without `{question.id}`"
    )


def _together(question: Input, sets: list[ValueSet]) -> str:
    """What admits the answers of all sets, as an author writes it; empty where that is every answer."""
    if isinstance(question.domain, Choices):
        named = frozenset().union(*(values for values in sets if isinstance(values, frozenset)))
        every = [value for value in question.domain.values if value in named]
        return "" if len(every) == len(question.domain.values) else _listed(every)
    whole = Intervals.joined(values for values in sets if isinstance(values, Intervals))
    if whole == question.domain.everything:
        return ""
    partition = Partition(question, atoms(question.domain, [whole]))
    taken = [number for start, end in partition.runs(whole) for number in range(start, end)]
    return _listed([condition(partition, [number]) for number in taken])


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"[{', '.join(words)}]"
