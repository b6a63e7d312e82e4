"""What is reported of decisions: each check fires, stays silent, and respects the hit policy."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import pytest

from decisionbook.decide import prove
from decisionbook.lint import decisions as decisions_module
from decisionbook.lint.decisions import decision_findings
from tests.decide.build import at, book, boolean, choice, inner, number, table

A, B = boolean("a"), boolean("b")
DATA = choice("data", "none noisy clean", ordered=True)


def found(*decisions, damaged=()):
    return [(f.code, f.message) for f in decision_findings(book(*decisions), damaged=damaged)]


def only(*decisions):
    (one,) = decision_findings(book(*decisions))
    return one


def whole(rules=None, **more):
    """A table of two inputs in which nothing is wrong."""
    rules = rules or [({"a": "yes", "b": "yes"}, "x"), ({"a": "yes", "b": "no"}, "y"), ({"a": "no"}, "z")]
    return table("d", [A, B], rules, policy="unique", **more)


def test_nothing_is_said_of_a_sound_table():
    assert found(whole()) == []


# --- Gaps ---------------------------------------------------------------------------------------------


def test_a_gap_is_told_in_the_words_of_the_author():
    one = table(
        "d",
        [DATA, number("volume", integer=True)],
        [
            ({"data": "clean"}, "x"),
            ({"data": "none"}, "y"),
            ({"data": "noisy", "volume": "at least 100"}, "z"),
        ],
        policy="unique",
    )
    assert found(one) == [("D004", "Nobody handles: data = noisy, volume under 100")]


def test_gaps_of_a_table_are_one_finding():
    one = whole([({"a": "yes", "b": "yes"}, "x"), ({"a": "no", "b": "no"}, "y")])
    assert found(one) == [("D004", "Nobody handles: a = yes, b = no; a = no, b = yes")]


@pytest.mark.parametrize(
    "policy", ["unique", "first", "any", "priority", "collect", "rule-order", "output-order"]
)
def test_a_gap_is_an_error_under_every_policy(policy):
    one = table("d", [A], [({"a": "yes"}, "x")], policy=policy)
    assert found(one) == [("D004", "Nobody handles: a = no")]


def test_no_gap_where_otherwise_speaks_or_none_is_wanted():
    assert found(table("d", [A], [({"a": "yes"}, "x")], otherwise="y")) == []
    assert found(table("d", [A], [({"a": "yes"}, "x")], no_match_allowed=True)) == []


def test_what_an_inner_decision_cannot_give_is_no_gap():
    low = table("low", [A], [({"a": "yes"}, "p")], otherwise="q")
    top = table(
        "top", [inner("l", low), inner("m", low)], [({"l": "p", "m": "p"}, "x"), ({"l": "q", "m": "q"}, "y")]
    )
    assert found(low, top) == []


# --- Overlaps -----------------------------------------------------------------------------------------


def test_an_overlap_under_unique_stands_at_the_later_rule():
    finding = only(whole([({"a": "yes"}, "x"), ({"a": "yes", "b": "yes"}, "y"), ({"a": "no"}, "z")]))
    assert (finding.code, finding.message) == ("D005", 'rules "r1" and "r2" both match a = yes, b = yes')
    assert finding.span == at(12)
    assert finding.related == ((at(11), "the other rule"),)


def test_rules_that_disagree_under_any():
    rules = [({"a": "yes"}, "x"), ({"b": "yes"}, "y"), ({"a": "no", "b": "no"}, "z")]
    finding = only(table("d", [A, B], rules, policy="any"))
    assert (finding.code, finding.span) == ("D006", at(12))
    assert "disagree: x, y" in finding.message


def test_rules_that_agree_under_any():
    rules = [({"a": "yes"}, "x"), ({"b": "yes"}, "x"), ({"a": "no", "b": "no"}, "z")]
    assert found(table("d", [A, B], rules, policy="any")) == []


@pytest.mark.parametrize("policy", ["priority", "collect", "rule-order", "output-order"])
def test_overlaps_are_meant_under_other_policies(policy):
    rules = [({"a": "yes"}, "x"), ({"b": "yes"}, "y"), ({"a": "no", "b": "no"}, "z")]
    assert found(table("d", [A, B], rules, policy=policy)) == []


def test_pairs_whose_order_decides_are_one_warning():
    rules = [({"a": "yes"}, "x"), ({"b": "yes"}, "y")]
    finding = only(table("d", [A, B], rules, otherwise="z"))
    assert (finding.code, finding.severity, finding.span) == ("D007", "warning", at(12))
    assert finding.message == 'the order of 1 pair of rules decides: "r1" before "r2"'


def test_a_rule_that_comes_before_several_is_shown_once():
    rules = [({"a": "yes"}, "x"), ({"b": "yes"}, "y"), ({"b": "no"}, "z")]
    finding = only(table("d", [A, B], rules, policy="first"))
    assert finding.related == ((at(11), 'comes before "r2", "r3"'),)


# --- What never speaks --------------------------------------------------------------------------------


def test_a_rule_that_others_take_together():
    rules = [
        ({"a": "yes", "b": "yes"}, "x"),
        ({"a": "yes", "b": "no"}, "y"),
        ({"a": "yes"}, "x"),
        ({"a": "no"}, "z"),
    ]
    finding = next(f for f in decision_findings(book(table("d", [A, B], rules))) if f.code == "D008")
    assert finding.message == 'rule "r3" never speaks: "r1" and "r2" together take all its cases'
    assert finding.span == at(13)


def test_an_otherwise_that_never_speaks():
    assert found(whole(otherwise="x")) == [
        ("D008", '\'otherwise\' never speaks: "r1", "r2" and "r3" together take every case')
    ]


def test_a_rule_whose_answers_exclude_each_other():
    low = table("low", [boolean("s", shared=True)], [({"s": "yes"}, "p")], otherwise="q")
    top = table(
        "top",
        [inner("l", low), boolean("s", shared=True)],
        [({"l": "p", "s": "no"}, "x"), ({"l": "p", "s": "yes"}, "y"), ({"l": "q"}, "z")],
    )
    assert found(low, top) == [("D008", 'rule "r1" never matches: its answers exclude each other')]


def test_an_input_that_never_matters():
    one = whole([({"a": "yes"}, "x"), ({"a": "no"}, "y")])
    assert found(one) == [("D009", "input 'b' never matters: no rule asks it")]


def test_an_input_that_matters_by_way_of_an_inner_decision_alone():
    """A decision may ask what inner ones need, such as to ask it first."""
    s = boolean("s", shared=True)
    low = table("low", [s, B], [({"s": "yes", "b": "yes"}, "p")], otherwise="q")
    top = table("top", [s, inner("l", low)], [({"l": "p"}, "x")], otherwise="y")
    assert found(low, top) == []
    deaf = table("top", [s, inner("l", low), A], [({"a": "yes"}, "x")], otherwise="y")
    assert found(low, deaf) == [
        ("D009", "input 's' never matters: no rule asks it"),
        ("D009", "input 'l' never matters: no rule asks it"),
    ]


def test_an_outcome_that_no_rule_gives():
    assert found(whole(outcomes="x y z w")) == [("D010", "outcome 'w' is never reached: no rule gives it")]


def test_an_outcome_of_dead_rules_is_not_reported_again():
    rules = [({"a": "yes"}, "x"), ({"a": "no"}, "y"), ({"a": "yes"}, "z")]
    codes = [code for code, _ in found(table("d", [A], rules))]
    assert "D008" in codes
    assert "D010" not in codes


# --- Rules that could be one, promises ----------------------------------------------------------------


def mergeable(policy, rules, **more):
    return [m for code, m in found(table("d", [A, DATA], rules, policy=policy, **more)) if code == "D012"]


def same(one):
    """The rules of a table without their reasons, which would keep them apart."""
    return replace(one, rules=tuple(replace(rule, because=None) for rule in one.rules))


RULES = [({"data": "none"}, "x"), ({"data": "noisy"}, "x"), ({"data": "clean"}, "y")]


def test_rules_that_could_be_one():
    finding = only(same(table("d", [DATA], RULES, policy="unique")))
    assert (finding.code, finding.span) == ("D012", at(12))
    assert finding.fix == "write one rule with `data: [none, noisy]`"


def test_rules_that_give_different_reasons_stay_apart():
    assert found(table("d", [DATA], RULES, policy="unique")) == []


def test_under_first_only_neighbours_could_be_one():
    rules = [RULES[0], ({"a": "yes"}, "y"), RULES[1]]
    codes = [code for code, _ in found(same(table("d", [A, DATA], rules, otherwise="y")))]
    assert "D012" not in codes


def test_joining_mergeable_rules_changes_nothing():
    for seed in range(60):
        random = Random(seed)
        asked = [A, B, DATA]
        answers = {"a": ["yes", "no"], "b": ["yes", "no"], "data": ["none", "noisy", "clean"]}
        rules = [({n: random.choice(v) for n, v in answers.items()}, random.choice("xy")) for _ in range(7)]
        one = same(
            table("d", asked, rules, policy=random.choice(("first", "priority", "collect")), otherwise="z")
        )
        for pair in prove(book(one), "d").mergeable:
            by_id = {rule.id: rule for rule in one.rules}
            first, second = (by_id[name] for name in pair.rules)
            union = {c.input: c for c in second.when}[pair.input].values
            joined = replace(
                first,
                when=tuple(
                    replace(c, values=c.values | union) if c.input == pair.input else c for c in first.when
                ),
            )
            kept = tuple(joined if r.id == first.id else r for r in one.rules if r.id != second.id)
            from decisionbook.decide import evaluate

            for picked in product(*answers.values()):
                given = dict(zip(answers, picked, strict=True))
                before = evaluate(book(one), "d", given).outcomes
                assert before == evaluate(book(replace(one, rules=kept)), "d", given).outcomes


def test_a_broken_promise_has_a_counterexample():
    rules = [({"data": "none"}, "high"), ({"data": "noisy"}, "low"), ({"data": "clean"}, "high")]
    finding = only(table("d", [DATA], rules, policy="unique", outcomes="low high", monotone="data"))
    assert (finding.code, finding.span) == ("D013", at(80))
    assert (
        finding.message == "a higher 'data' lowers the outcome: none gives high, noisy gives low (every case)"
    )


def test_a_promise_that_is_broken_across_a_gap():
    rules = [({"data": "none"}, "high"), ({"data": "clean"}, "low")]
    one = table(
        "d", [DATA], rules, policy="unique", outcomes="low high", monotone="data", no_match_allowed=True
    )
    assert "none gives high, clean gives low" in only(one).message


def test_a_promise_speaks_of_outcomes_that_an_inner_decision_can_give():
    low = table("low", [A], [({"a": "yes"}, "p")], otherwise="r", outcomes="p q r", outcomes_ordered=True)
    rules = [({"l": "p"}, "lo"), ({"l": "q"}, "hi"), ({"l": "r"}, "lo")]
    outer = table("d", [inner("l", low)], rules, outcomes="lo hi", monotone="l")
    assert "D013" not in dict(found(low, outer))


def test_a_promise_speaks_of_outcomes_that_inner_decisions_can_give_together():
    one, two = (
        table(name, [boolean("s", shared=True)], [({"s": "yes"}, "p")], otherwise="q", outcomes_ordered=True)
        for name in ("one", "two")
    )
    rules = [({"a": "p", "b": "q"}, "hi"), ({"a": "q", "b": "p"}, "hi")]
    asked = [inner("a", one), inner("b", two)]
    outer = table("d", asked, rules, otherwise="lo", outcomes="lo hi", monotone="a")
    assert "D013" not in dict(found(one, two, outer))


def test_a_promise_that_is_kept():
    rules = [({"data": "under clean"}, "low"), ({"data": "clean"}, "high")]
    assert found(table("d", [DATA], rules, policy="unique", outcomes="low high", monotone="data")) == []


# --- Chains -------------------------------------------------------------------------------------------


def test_a_circle_is_one_finding():
    one = table("one", [A], [({"a": "yes"}, "x")], otherwise="y")
    two = table("two", [inner("i", one)], [({"i": "x"}, "x")], otherwise="y")
    back = table("one", [inner("j", two)], [({"j": "x"}, "x")], otherwise="y")
    assert found(back, two) == [("D014", "decision 'one' needs its own outcome: one -> two -> one")]


@pytest.mark.parametrize(
    ("low", "why"),
    [
        (table("low", [A], [({}, "p")], policy="collect", outcomes="p q"), "it gives several outcomes"),
        (
            table("low", [A], [({"a": "yes"}, "p")], no_match_allowed=True, outcomes="p q"),
            "it has no outcome for a = no",
        ),
    ],
)
def test_an_inner_decision_must_answer_once(low, why):
    top = table("top", [inner("l", low)], [({"l": "p"}, "x")], otherwise="y")
    assert ("D018", f"'low' cannot be an input: {why}") in found(low, top)


def test_a_gap_of_an_inner_decision_is_reported_once():
    low = table("low", [A], [({"a": "yes"}, "p")], outcomes="p q")
    top = table("top", [inner("l", low)], [({"l": "p"}, "x")], otherwise="y")
    assert [code for code, _ in found(low, top)].count("D004") == 1


def test_damaged_decisions_and_what_rests_on_them_are_not_judged():
    low = table("low", [A], [({"a": "yes"}, "p")])
    top = table("top", [inner("l", low), B], [({"b": "yes"}, "x")])
    assert found(low, top, damaged={"low"}) == []


# --- Size ---------------------------------------------------------------------------------------------


def test_too_large_is_an_error_with_the_limit():
    one = table("d", [boolean(f"i{n}") for n in range(65)], [({}, "x")])
    assert found(one) == [
        ("D020", "decision 'd' is too large: it has 65 inputs; at most 64 can be evaluated")
    ]


def test_what_cannot_be_proved_within_the_budget_is_said():
    count = 40
    asked = [choice(f"i{n}", "u v w") for n in range(count)]
    rules = [({f"i{n}": "u", f"i{(n * 7 + 3) % count}": "v"}, "x" if n % 2 else "y") for n in range(count)]
    one = table("d", asked, rules, policy="priority", otherwise="x")
    assert "D021" in [code for code, _ in found(one)]


def test_every_check_is_listed():
    assert len(decisions_module.CHECKS) == len(set(decisions_module.CHECKS)) == 9
