"""Proofs against plain enumeration on thousands of small random books."""

from __future__ import annotations

from itertools import combinations, product
from random import Random

import pytest

from decisionbook.decide import Evaluator, atoms_of, compile_questions, prove
from decisionbook.decide.engine import engine_of
from decisionbook.decide.limits import PROVE_STATES
from decisionbook.decide.survey import _Surveyor, survey
from decisionbook.domains import Range
from tests.decide.build import book, boolean, flow
from tests.decide.random_books import question, random_book, random_flow, random_table
from tests.decide.reference import choices, leaves, settled


def every_case(book, root):
    places = leaves(book, root)
    for picked in product(*(choices(book, *place) for place in places.values())):
        given = dict(zip(places, picked, strict=True))
        yield given, settled(book, root, given)


@pytest.mark.parametrize("batch", range(20))
def test_proofs_agree_with_enumeration(batch):
    for seed in range(batch * 60, batch * 60 + 60):
        book, name = random_book(seed)
        root = book.decisions[name]
        cases = list(every_case(book, root))
        proof = prove(book, name)
        assert proof.proved
        gaps = [given for given, case in cases if not case.outcomes]
        assert proof.complete == (not gaps), seed
        assert bool(proof.gaps) == bool(gaps)
        assert proof.combinations == len(cases)
        assert proof.gap_share == pytest.approx(len(gaps) / len(cases))
        fired = {part for _, case in cases for part in case.fired}
        dead = {each.rule for each in proof.dead_rules}
        parts = {rule.id for rule in root.all_rules} | set(root.steps)
        assert dead == parts - fired, seed
        if any(overlap.conflict for overlap in proof.overlaps) and root.hit_policy != "first":
            continue  # which of the rules that disagree should speak is not defined
        reached = {outcome for _, case in cases for outcome in case.outcomes}
        assert set(proof.unused_outcomes) == set(root.outcomes) - reached
        otherwise = sum(case.fired == ("otherwise",) for _, case in cases)
        assert proof.otherwise_share == pytest.approx(otherwise / len(cases))


def test_nothing_that_is_said_of_a_decision_depends_on_others_that_share_its_questions():
    alike = 0
    for seed in range(200):
        known, name = random_book(seed)
        shared = [one for each in known.decisions.values() for one in each.inputs.values() if one.shared]
        if not shared:
            continue
        more = random_table(Random(seed), "more", shared[:1], ("first",))
        alone, beside = known, book(*known.decisions.values(), more)
        assert prove(alone, name).as_json() == prove(beside, name).as_json(), seed
        assert compile_questions(alone, name) == compile_questions(beside, name), seed
        bands = [
            atoms_of(one, *place)
            for one in (alone, beside)
            for place in leaves(one, one.decisions[name]).values()
        ]
        assert bands[: len(bands) // 2] == bands[len(bands) // 2 :]
        alike += any(isinstance(one.domain, Range) for one in shared)
    assert alike > 20


def pairs_that_matter(root, cases):
    found = set()
    then = {rule.id: rule.then for rule in root.rules}
    for _, case in cases:
        for one, other in combinations(case.matched, 2):
            if root.hit_policy == "first" and (case.fired[0] != one or then[one] == then[other]):
                continue
            if root.hit_policy == "any" and then[one] == then[other]:
                continue
            found.add((one, other))
    return found


@pytest.mark.parametrize("batch", range(10))
def test_overlaps_agree_with_enumeration(batch):
    for seed in range(batch * 60, batch * 60 + 60):
        book, name = random_book(seed)
        root = book.decisions[name]
        proof = prove(book, name)
        expected = set()
        if root.hit_policy in {"first", "unique", "any"} and not root.steps:
            expected = pairs_that_matter(root, list(every_case(book, root)))
        assert {each.rules for each in proof.overlaps} == expected, seed
        assert proof.overlap_count == len(expected)
        then = {rule.id: rule.then for rule in root.rules}
        for each in proof.overlaps:
            one, other = each.rules
            assert each.conflict == (then[one] != then[other])


@pytest.mark.parametrize("batch", range(10))
def test_evaluation_accepts_every_witness(batch):
    for seed in range(batch * 60, batch * 60 + 60):
        book, name = random_book(seed)
        proof, evaluator = prove(book, name), Evaluator(book, name)
        for gap in proof.gaps:
            assert evaluator.evaluate(gap.witness).status == "none"
        for each in proof.overlaps:
            result = evaluator.evaluate(each.witness)
            assert each.rules[0] in result.rules
        for dead in proof.dead_rules:
            if dead.witness is not None:
                assert evaluator.evaluate(dead.witness).status == "decided"


def test_masking_rules_mask_and_none_can_be_spared():
    for seed in range(600):
        book, name = random_book(seed)
        root = book.decisions[name]
        if root.steps or root.hit_policy not in {"first", "priority"}:
            continue
        cases = list(every_case(book, root))
        place = {rule.id: i for i, rule in enumerate(root.rules)}
        for each in prove(book, name).dead_rules:
            if each.rule == "otherwise":
                inside = [set(case.matched) for _, case in cases]
            else:
                inside = [set(case.matched) for _, case in cases if each.rule in case.matched]
                if root.hit_policy == "first":
                    assert all(place[mask] < place[each.rule] for mask in each.masked_by)
            assert all(matched & set(each.masked_by) for matched in inside), seed
            for mask in each.masked_by:
                assert not all(matched & (set(each.masked_by) - {mask}) for matched in inside), seed


def test_gaps_together_cover_all_that_nothing_matches():
    for seed in range(300):
        book, name = random_book(seed)
        root = book.decisions[name]
        cases = list(every_case(book, root))
        share = sum(not case.outcomes for _, case in cases) / len(cases)
        proof = prove(book, name)
        assert sum(gap.share for gap in proof.gaps) >= share - 1e-9
        assert all(0 < gap.share <= share + 1e-9 for gap in proof.gaps)


def test_inputs_that_never_matter():
    for seed in range(300):
        book, name = random_book(seed)
        root = book.decisions[name]
        if any(one.decision for one in root.inputs.values()):
            continue
        table = {tuple(given.values()): case.outcomes for given, case in every_case(book, root)}
        idle = []
        for i, asked in enumerate(root.inputs):
            groups: dict[object, set[object]] = {}
            for key, outcomes in table.items():
                groups.setdefault(key[:i] + key[i + 1 :], set()).add(outcomes)
            if all(len(found) == 1 for found in groups.values()):
                idle.append(asked)
        assert list(prove(book, name).unused_inputs) == idle, seed


def test_shares_say_how_often_each_rule_answers():
    for seed in range(300):
        book, name = random_book(seed)
        root = book.decisions[name]
        cases = [case for _, case in every_case(book, root)]
        shares = prove(book, name).shares
        for rule in root.rules:
            if root.hit_policy == "first":
                count = sum(rule.id in case.fired for case in cases)
            elif root.hit_policy == "priority":
                continue
            else:
                count = sum(rule.id in case.matched for case in cases)
            assert shares[rule.id] == pytest.approx(count / len(cases)), seed


def test_no_order_of_questions_is_claimed_to_be_better_than_the_best():
    for seed in range(200):
        book, name = random_book(seed)
        questions = prove(book, name).questions
        assert questions.expected is not None
        assert questions.worst is not None
        assert questions.declared_expected is not None
        assert questions.expected <= questions.worst
        if book.decisions[name].ask_order == "fewest" and len(book.decisions) == 1:
            assert questions.expected <= questions.declared_expected + 1e-9
            assert questions.optimal


def test_the_engine_is_kept_for_the_same_book():
    book, _ = random_book(1)
    assert engine_of(book) is engine_of(book)


def test_flow_charts_are_surveyed_step_by_step_as_case_by_case():
    for seed in range(300):
        random = Random(seed)
        inputs = [question(random, name) for name in "abcdef"[: random.randint(1, 6)]]
        chain = engine_of(book(random_flow(random, "d", inputs))).chain("d")
        found, slow = survey(chain), _Surveyor(chain, PROVE_STATES).run()
        assert found.volumes == slow.volumes, seed
        assert (found.outcomes, found.unmatched) == (slow.outcomes, slow.unmatched), seed


@pytest.mark.slow
def test_a_flow_chart_with_more_ways_than_the_budget_has_states_is_proved():
    steps = {f"s{i}": {"yes": f"s{i + 1}", "no": f"s{i + 2}"} for i in range(58)}
    steps |= {"s58": {"yes": "s59", "no": "x"}, "s59": {"yes": "x", "no": "y"}}
    asked = [boolean(f"b{i}") for i in range(60)]
    ladder = flow("d", asked, "s0", steps, asks={f"s{i}": f"b{i}" for i in range(60)})
    proof, shares = prove(book(ladder), "d"), [1.0, 0.5]
    for _ in range(58):
        shares.append((shares[-1] + shares[-2]) / 2)
    assert (proof.proved, proof.complete, proof.dead_rules) == (True, True, ())
    assert list(proof.shares.values()) == pytest.approx(shares)
