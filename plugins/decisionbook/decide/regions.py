"""Where each rule answers, in words, and which rules could go without changing an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decisionbook.decide.bits import bits_of
from decisionbook.decide.chain import Chain
from decisionbook.decide.functions import Functions
from decisionbook.decide.limits import MAX_REDUNDANT, MAX_REGIONS, OverBudgetError
from decisionbook.decide.phrases import box
from decisionbook.decide.search import Goal, Search, answering, matching, unmatched
from decisionbook.model import Decision


def regions(search: Search, table: Decision) -> Mapping[str, str]:
    """For each rule that speaks the answers under which it does, input by input.

    The words say what is necessary: every case of the rule lies within them. Nothing is said of tables so large
    that it would take more than a limit of searches, or past the budget of one.
    """
    chain = search.chain
    atoms = sum(len(variable.names) for variable in chain.variables)
    if len(table.all_rules) * atoms > MAX_REGIONS or table.steps:
        return {}
    first = table.hit_policy == "first"
    found: dict[str, str] = {}
    for number, rule in enumerate(table.all_rules):
        bit = 1 << number
        goal = unmatched if rule.id == "otherwise" else answering(bit) if first else matching(bit)
        try:
            where = _region(search, goal)
        except OverBudgetError:
            continue
        if where is not None:
            found[rule.id] = where
    return found


def _region(search: Search, goal: Goal) -> str | None:
    """The answers to each input that some case with the property has; ``None`` where there is no such case."""
    if search.find(goal) is None:
        return None
    allowed = {
        variable.address: [
            atom
            for atom in range(len(variable.names))
            if search.find(goal, allowed={variable.address: (atom,)}) is not None
        ]
        for variable in search.chain.variables
    }
    return box(search.chain, allowed)


def redundant(chain: Chain) -> Iterator[str]:
    """The rules without which the decision would answer the same throughout. Nothing past the budget."""
    rules = chain.root.decision.rules
    if len(rules) > MAX_REDUNDANT:
        return
    functions = Functions(chain)
    rest = functions.rest(frozenset(), {})
    try:
        whole, _ = functions.function(chain.start, rest)
        for number in bits_of((1 << len(rules)) - 1):
            if functions.function(chain.start & ~(1 << number), rest)[0] == whole:
                yield rules[number].id
    except OverBudgetError:
        return
