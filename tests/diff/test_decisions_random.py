"""Exact counts against asking both sides every combination of answers, one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise, product
from random import Random

import pytest

from decisionbook.conditions import read_condition
from decisionbook.decide import addresses, evaluate
from decisionbook.diff.decisions import compare
from decisionbook.diff.pairs import paired
from decisionbook.diff.renaming import Pairing
from decisionbook.domains import Band, Choices
from tests.decide.build import book
from tests.decide.random_books import EVERY, question, random_book, random_table


def samples(asked, atoms, others):
    """Values that tell all bands of both sides apart: each end of a band, and what lies beside and between."""
    if isinstance(asked.domain, Choices):
        return [(one, frozenset((one,))) for one in asked.domain.values]
    ends = {cut for one in (*atoms, *others) if isinstance(one, Band) for cut in (one.start, one.end)}
    cuts = sorted(ends)
    bands = [Band(low, high, asked.domain) for low, high in pairwise(cuts)]
    return [(band.sample, band.sample) for band in bands]


def every(before, after, root):
    """All combinations as answers, and as what conditions are about."""
    asked = {side: addresses(one, root) for side, one in (("before", before), ("after", after))}
    names = dict.fromkeys([*asked["after"], *asked["before"]])
    leaves = []
    for name in names:
        known = asked["after"].get(name) or asked["before"][name]
        if known.input.decision is None:
            other = asked["before"].get(name) or known
            leaves.append((name, known.input, samples(known.input, known.atoms, other.atoms)))
    for values in product(*(values for _, _, values in leaves)):
        yield (
            {name: value for (name, _, _), value in zip(leaves, values, strict=True)},
            {name: one for name, one, _ in leaves},
        )


def ends(book, root, combination):
    own = addresses(book, root)
    given = {name: value[0] for name, value in combination.items() if name in own}
    return evaluate(book, root, given).outcomes


def contains(where, combination, asked):
    for address, condition in where.items():
        values, problems = read_condition(
            condition if isinstance(condition, str) else list(condition), asked[address]
        )
        assert values is not None, problems
        assert not problems
        value = combination[address][0]
        if value not in values:
            return False
    return True


def altered(seed):
    """A book with a second version of one of its decisions: rules changed, dropped, added or swapped."""
    random = Random(seed)
    before, root = random_book(seed)
    name = random.choice([one.id for one in before.decisions.values() if one.rules] or [root])
    decision = before.decisions[name]
    if not decision.rules:
        return before, before, root
    rules = list(decision.rules)
    what = random.choice(("drop", "then", "swap", "condition"))
    at = random.randrange(len(rules))
    if what == "drop" and len(rules) > 1:
        del rules[at]
    elif what == "swap":
        random.shuffle(rules)
    elif what == "condition":
        rules[at] = replace(rules[at], when=rules[at].when[1:])
    else:
        rules[at] = replace(rules[at], then=random.choice(list(decision.outcomes)))
    return (
        before,
        replace(before, decisions={**before.decisions, name: replace(decision, rules=tuple(rules))}),
        root,
    )


def same(one, other, collects):
    return sorted(one) == sorted(other) if collects else one == other


def check(before, after, root):
    pairing = Pairing(before, after, paired(before.decisions, after.decisions), {})
    found = compare(pairing, before.decisions[root], after.decisions[root])
    collects = before.decisions[root].hit_policy == after.decisions[root].hit_policy == "collect"
    moved: Counter[object] = Counter()
    inside: Counter[object] = Counter()
    total = 0
    for combination, asked in every(before, after, root):
        total += 1
        was, now = ends(before, root, combination), ends(after, root, combination)
        here = [] if same(was, now, collects) else [("moved", was, now)]
        if collects:
            here = [("gained", (), (one,)) for one in now if one not in was]
            here += [("lost", (one,), ()) for one in was if one not in now]
        moved.update(here)
        moved["any"] += bool(here)
        for move in found.moves if found else ():
            holding = [region for region in move.regions if contains(region.where, combination, asked)]
            assert not holding or (move.what, move.before, move.after) in here
            inside[move.what, move.before, move.after] += bool(holding)
    if found is None or not found.changed:
        assert moved["any"] == 0
        return 0
    assert (found.changed, found.combinations) == (moved["any"], total)
    described = {(move.what, move.before, move.after): move for move in found.moves}
    assert {key: move.combinations for key, move in described.items()} == {
        key: count for key, count in moved.items() if key != "any" and key in described
    }
    assert len(described) + found.unshown_moves == len(moved) - 1
    for key, move in described.items():
        assert inside[key] + move.unshown == move.combinations
    return found.changed


@pytest.mark.parametrize("start", range(0, 160, 20))
def test_changed_rules_are_counted_and_described_exactly(start):
    assert sum(check(*altered(seed)) > 0 for seed in range(start, start + 20))


@pytest.mark.parametrize("start", range(0, 80, 20))
def test_unrelated_tables_are_counted_exactly(start):
    for seed in range(start, start + 20):
        random = Random(seed)
        inputs = [question(random, name) for name in "abc"]
        one = random_table(random, "d", random.sample(inputs, 2), EVERY)
        other = random_table(random, "d", random.sample(inputs, 2), EVERY)
        check(book(one), book(other), "d")


def test_nothing_differs_from_itself():
    for seed in range(150):
        one, root = random_book(seed)
        pairing = Pairing(one, one, paired(one.decisions, one.decisions), {})
        assert compare(pairing, one.decisions[root], one.decisions[root]) is None
