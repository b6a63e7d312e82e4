"""The compiled graphs: shape, optimum, and every path replayed."""

from __future__ import annotations

from functools import cache
from itertools import product
from math import prod
from random import Random

import pytest

from decisionbook.decide import Evaluator, Leaf, Question, TooLargeError, compile_questions
from decisionbook.decide import count as count_module
from decisionbook.decide import engine as engine_module
from decisionbook.decide import questions as questions_module
from decisionbook.decide.asked import engine_for
from decisionbook.decide.engine import Engine
from decisionbook.decide.walk import Given
from decisionbook.model import Decision
from tests.decide.build import book, boolean, choice, inner, table
from tests.decide.by_graphs import next_question
from tests.decide.random_books import EVERY, condition, question, random_book, random_table, tangled_book
from tests.decide.reference import bands, choices, leaves, settled


def paths(graph):
    """Every path as {input: answer} with its leaf, taking each answer of a way."""

    def visit(index, given):
        node = graph.nodes[index]
        if isinstance(node, Leaf):
            yield given, node
            return
        for way in node.ways:
            for one in way.answers:
                yield from visit(way.to, {**given, node.input: one})

    yield from visit(0, {})


def test_ways_lead_to_higher_numbers_and_cover_every_answer():
    for seed in range(300):
        known, name = random_book(seed)
        for decision, graph in engine_for(known, name).view(name).graphs.items():
            for index, node in enumerate(graph.nodes):
                if isinstance(node, Question):
                    assert all(way.to > index for way in node.ways)
                    assert len(node.ways) > 1
                    told = [one for way in node.ways for one in way.answers]
                    assert len(told) == len(set(told))
                    assert set(told) <= set(bands(known, decision, node.input, name))


def test_every_node_is_reached_and_stands_once():
    for seed in range(300):
        known, name = random_book(seed)
        nodes = compile_questions(known, name).nodes
        told = {way.to for node in nodes if isinstance(node, Question) for way in node.ways}
        assert told == set(range(1, len(nodes)))
        assert len(set(nodes)) == len(nodes)


def test_in_declared_order_nodes_are_numbered_by_their_input():
    for seed in range(200):
        known, name = random_book(seed)
        decision = known.decisions[name]
        if decision.ask_order == "declared":
            asked = [n.input for n in compile_questions(known, name).nodes if isinstance(n, Question)]
            assert [list(decision.inputs).index(each) for each in asked] == sorted(
                list(decision.inputs).index(each) for each in asked
            )


def test_every_path_says_what_evaluation_says():
    for seed in range(250):
        known, name = random_book(seed)
        if any(one.decision for one in known.decisions[name].inputs.values()):
            continue
        evaluator = Evaluator(known, name)
        for given, leaf in paths(compile_questions(known, name)):
            result = evaluator.evaluate(given)
            assert result.outcomes == leaf.outcomes, (seed, given)
            assert result.next is None
            assert list(result.rules) == list(leaf.certain or leaf.holding) or not leaf.certain


def test_what_a_leaf_says_of_rules():
    for seed in range(200):
        known, name = random_book(seed)
        root = known.decisions[name]
        if any(one.decision for one in root.inputs.values()):
            continue
        places = leaves(known, root)
        values = {a: dict(zip(bands(known, *p), choices(known, *p), strict=True)) for a, p in places.items()}
        for given, leaf in paths(compile_questions(known, name)):
            rest = [address for address in places if address not in given]
            cases = []
            for picked in product(*(values[address].values() for address in rest)):
                full = {a: values[a][one] for a, one in given.items()} | dict(zip(rest, picked, strict=True))
                cases.append(settled(known, root, full))
            fired = set.intersection(*(set(case.fired) for case in cases))
            assert set(leaf.certain) == fired, seed
            assert {part for case in cases for part in case.fired} <= set(leaf.possible)
            assert set(leaf.holding) <= set(leaf.possible)


def least(known, name):
    """The best average over every order of questions, by brute force over partial answers."""
    root = known.decisions[name]
    places = leaves(known, root)
    options = {address: choices(known, *place) for address, place in places.items()}
    order = list(places)
    table_of = {
        picked: settled(known, root, dict(zip(order, picked, strict=True))).outcomes
        for picked in product(*options.values())
    }

    @cache
    def cost(fixed):
        cases = {
            outcomes
            for picked, outcomes in table_of.items()
            if all(one is None or one == other for one, other in zip(fixed, picked, strict=True))
        }
        if len(cases) == 1:
            return 0.0
        best = float("inf")
        for i, address in enumerate(order):
            if fixed[i] is None:
                after = [cost((*fixed[:i], one, *fixed[i + 1 :])) for one in options[address]]
                best = min(best, 1 + sum(after) / len(after))
        return best

    return cost((None,) * len(order))


def test_fewest_is_the_optimum():
    for seed in range(150):
        random = Random(seed)
        inputs = [question(random, each) for each in "abc"]
        one = random_table(random, "d", inputs, EVERY)
        known = book(one)
        best, graph = least(known, "d"), compile_questions(known, "d")
        if one.ask_order == "fewest":
            assert graph.expected == pytest.approx(best), seed
            assert graph.optimal
        assert graph.expected >= best - 1e-9
        assert graph.optimal == (graph.expected == pytest.approx(best))


def asked_of_everybody(known, name):
    """How many questions each reader answers who is asked what evaluation asks next, one reader a combination."""
    places = leaves(known, known.decisions[name])
    evaluator = Evaluator(known, name)
    next_of = cache(lambda given: evaluator.evaluate(dict(given)).next)
    for picked in product(*(bands(known, *place) for place in places.values())):
        answers = dict(zip(places, picked, strict=True))
        given = frozenset[tuple[str, str]]()
        while (address := next_of(given)) is not None:
            given |= {(address, answers[address])}
        yield len(given)


@pytest.mark.parametrize(("books", "seeds"), [(random_book, 200), (tangled_book, 400)])
def test_averages_are_those_of_readers_who_answer_what_they_are_asked(books, seeds):
    for seed in range(seeds):
        known, name = books(seed)
        if prod(len(bands(known, *place)) for place in leaves(known, known.decisions[name]).values()) > 2000:
            continue
        counts = list(asked_of_everybody(known, name))
        graph = compile_questions(known, name)
        assert graph.expected == pytest.approx(sum(counts) / len(counts)), seed
        assert graph.worst == max(counts), seed


def test_what_the_graphs_say_to_ask_is_what_is_counted():
    for seed in range(60):
        known, name = tangled_book(seed)
        view, evaluator = engine_for(known, name).view(name), Evaluator(known, name)
        assert next_question(view, Given()) == evaluator.evaluate({}).next, seed


def test_where_the_function_is_past_its_budget_no_question_is_missed(monkeypatch):
    exact = [compile_questions(*tangled_book(seed)) for seed in range(60)]
    monkeypatch.setattr(Engine, "whole", lambda *_: None)
    for seed, graph in enumerate(exact):
        known, name = tangled_book(seed)
        rough = compile_questions(known, name)
        if known.decisions[name].ask_order == "declared":
            assert rough.expected >= graph.expected - 1e-6
            assert rough.worst >= graph.worst


def test_a_decision_by_itself_is_counted_however_long_its_ways_are(monkeypatch):
    monkeypatch.setattr(count_module, "COUNT_PLACES", 0)
    one = table("d", [choice("a", "u v w"), boolean("b")], [({"a": "u", "b": "yes"}, "x")], otherwise="y")
    graph = compile_questions(book(one), "d")
    assert graph.expected == pytest.approx(4 / 3)
    assert graph.worst == 2


def test_ways_past_the_limit_are_not_counted(monkeypatch):
    monkeypatch.setattr(count_module, "COUNT_PLACES", 0)
    low = table("low", [boolean("a"), boolean("b")], [({"a": "no"}, "p"), ({"b": "yes"}, "q")], otherwise="r")
    top = table("top", [inner("l", low)], [({"l": "p"}, "x"), ({"l": "q"}, "y")], otherwise="z")
    with pytest.raises(TooLargeError, match="more than 0 places"):
        compile_questions(book(low, top), "top")


def test_what_is_too_large_is_found_out_once(monkeypatch):
    tried = []

    def refuse(graphs, _):
        tried.append(graphs.root)
        raise TooLargeError("too many")

    monkeypatch.setattr(engine_module, "count", refuse)
    low = table("low", [boolean("a")], [({"a": "no"}, "p")], otherwise="q")
    tops = [table(name, [inner("l", low)], [({"l": "p"}, "x")], otherwise="y") for name in ("one", "two")]
    known = book(low, *tops)
    for name in ("low", "one", "two", "one"):
        with pytest.raises(TooLargeError, match="too many"):
            compile_questions(known, name)
    assert tried == ["low"]


def test_three_decisions_of_a_dozen_rules_are_within_the_limit():
    random = Random(9)
    made: list[Decision] = []
    for name in ("low", "mid", "top"):
        asked = [*map(boolean, "abcdefg"), boolean("s", shared=True), boolean("t", shared=True)]
        asked += [inner(one.id, one) for one in made]
        rules = [
            (
                {one.id: condition(random, one) for one in random.sample(asked, 3)},
                random.choice("xyz"),
            )
            for _ in range(12)
        ]
        made.append(table(name, asked, rules, policy="first", outcomes="x y z", otherwise="x"))
    graph = compile_questions(book(*made), "top")
    assert graph.expected < graph.worst <= 23


def test_an_inner_question_that_changes_nothing_further_out_is_not_counted():
    low = table("low", [boolean("a"), boolean("b")], [({"a": "no"}, "p"), ({"b": "yes"}, "q")], otherwise="r")
    top = table("top", [inner("l", low)], [({"l": "p"}, "x")], otherwise="y")
    graph = compile_questions(book(low, top), "top")
    assert (graph.expected, graph.worst, graph.optimal) == (1.0, 1, True)


def test_a_question_that_an_earlier_answer_has_settled_is_not_counted():
    shared = boolean("s", shared=True)
    low = table("low", [boolean("b"), shared], [({"b": "yes", "s": "no"}, "y")], otherwise="x")
    top = table("top", [shared, inner("l", low)], [({"s": "yes", "l": "x"}, "p")], otherwise="q")
    graph = compile_questions(book(low, top), "top")
    assert (graph.expected, graph.worst) == (1.0, 1)


def test_an_input_that_changes_nothing_is_not_asked():
    one = table(
        "d",
        [boolean("a"), boolean("b")],
        [({"a": "yes", "b": "yes"}, "x"), ({"a": "yes"}, "x")],
        otherwise="y",
    )
    assert {node.input for node in compile_questions(book(one), "d").nodes if isinstance(node, Question)} == {
        "a"
    }


def test_only_outcomes_that_an_inner_decision_gives_are_ways():
    low = table("low", [boolean("a")], [({"a": "yes"}, "p")], otherwise="q", outcomes="p q r")
    top = table("top", [inner("l", low)], [({"l": "p"}, "x"), ({"l": "r"}, "z")], otherwise="y")
    (first, *_) = compile_questions(book(low, top), "top").nodes
    assert isinstance(first, Question)
    assert [way.answers for way in first.ways] == [("p",), ("q",)]


def test_an_inner_decision_counts_with_its_own_questions():
    low = table(
        "low", [boolean("a"), boolean("b")], [({"a": "yes"}, "p"), ({"b": "yes"}, "p")], otherwise="q"
    )
    top = table(
        "top", [inner("l", low), boolean("c")], [({"l": "p"}, "x"), ({"c": "yes"}, "y")], otherwise="z"
    )
    graph = compile_questions(book(low, top), "top")
    assert (graph.expected, graph.worst) == (1.75, 3)


def test_past_the_limit_of_nodes_there_is_no_graph(monkeypatch):
    monkeypatch.setattr(questions_module, "MAX_NODES", 3)
    one = table(
        "d", [choice("a", "u v w"), boolean("b")], [({"a": "u"}, "x"), ({"b": "yes"}, "y")], otherwise="z"
    )
    with pytest.raises(TooLargeError, match="more than 3 nodes"):
        compile_questions(book(one), "d")


def test_past_the_budget_the_order_is_not_called_optimal(monkeypatch):
    from decisionbook.decide import order

    monkeypatch.setattr(order, "OPTIMISE_NODES", 2)
    rules = [({"c": "yes"}, "x"), ({"a": "yes", "b": "yes"}, "x")]
    one = table("d", [boolean("a"), boolean("b"), boolean("c")], rules, otherwise="y", ask_order="fewest")
    graph = compile_questions(book(one), "d")
    assert not graph.optimal
    assert graph.expected == 1.75
    assert graph.expected < graph.declared_expected


def test_answers_that_no_living_rule_asked_for_do_not_multiply_the_work():
    inputs = [boolean(f"{letter}{pair}") for pair in range(30) for letter in "ab"]
    rules = [({f"a{pair}": "yes", f"b{pair}": "yes"}, "x") for pair in range(30)]
    graph = compile_questions(book(table("d", inputs, rules, otherwise="y")), "d")
    assert sum(isinstance(node, Question) for node in graph.nodes) == 60
