"""Evaluation against the slow reference, over every kind of answer, on thousands of small random books."""

from __future__ import annotations

from random import Random

import pytest

from decisionbook.decide import AnswerError, Evaluator, atoms_of
from decisionbook.decide.answers import Answers
from decisionbook.decide.asked import engine_for
from decisionbook.domains import Band
from tests.decide.by_graphs import next_question, reached
from tests.decide.random_books import random_book
from tests.decide.reference import bands, choices, known, leaves


def partial(random: Random, book, root):
    """Some answers as readers write them, the same as values, some addresses unknown, some outcomes given."""
    raw, values, unknown, outcomes = {}, {}, set(), {}
    for address, place in leaves(book, root).items():
        which = random.random()
        if which < 0.4:
            names, samples = bands(book, *place), choices(book, *place)
            picked = random.randrange(len(names))
            raw[address], values[address] = names[picked], samples[picked]
        elif which < 0.55:
            raw[address] = "unknown"
            unknown.add(address)
    for question in root.inputs.values():
        if question.decision and random.random() < 0.2:
            raw[question.id] = outcomes[question.decision] = random.choice(list(question.domain.values))
    return raw, values, unknown, outcomes


def inside(book, root, outcomes):
    """The addresses of questions that only stand below a decision whose outcome is given."""
    reached = set()

    def visit(decision):
        for question in decision.inputs.values():
            if question.decision is None:
                bare = question.shared or decision is root
                reached.add(question.id if bare else f"{decision.id}.{question.id}")
            elif question.decision not in outcomes:
                visit(book.decisions[question.decision])

    visit(root)
    return set(leaves(book, root)) - reached


@pytest.mark.parametrize("batch", range(10))
def test_partial_answers_mean_what_all_their_completions_mean(batch):
    for seed in range(batch * 60, batch * 60 + 60):
        book, name = random_book(seed)
        root, random = book.decisions[name], Random(seed)
        evaluator = Evaluator(book, name)
        for _ in range(12):
            raw, values, unknown, outcomes = partial(random, book, root)
            expected = known(book, root, values, outcomes)
            if expected is None:
                with pytest.raises(AnswerError):
                    evaluator.evaluate(raw)
                continue
            result = evaluator.evaluate(raw).as_json()
            shown = {key: result[key] for key in ("status", "outcomes", "possible", "rules")}
            wanted = {key: getattr(expected, key) for key in shown}
            assert shown == wanted, (seed, raw)
            askable = expected.matters - unknown - set(values) - inside(book, root, outcomes)
            assert (result["next"] in askable) if askable else result["next"] is None, (seed, raw, askable)


@pytest.mark.parametrize("batch", range(5))
def test_graphs_alone_say_the_same(batch):
    for seed in range(batch * 60, batch * 60 + 60):
        book, name = random_book(seed)
        root, random = book.decisions[name], Random(seed)
        evaluator, view = Evaluator(book, name), engine_for(book, name).view(name)
        for _ in range(12):
            raw, values, _, outcomes = partial(random, book, root)
            if known(book, root, values, outcomes) is None:
                continue
            answers = evaluator.reader.read(raw)
            assert isinstance(answers, Answers)
            result, given = evaluator.answer(answers), evaluator.given(answers)
            ends = reached(view, given)
            possible = {outcome for leaf in ends for outcome in (leaf.outcomes or (None,))}
            if outcomes:
                # An outcome given directly is only held against the paths that ask for it.
                assert possible >= set(result.possible), (seed, raw)
                continue
            assert possible == set(result.possible), (seed, raw)
            assert next_question(view, given) == result.next, (seed, raw)
            if result.status == "decided":
                assert {leaf.outcomes for leaf in ends} == {result.outcomes}


def test_in_declared_order_the_first_question_that_matters_comes_next():
    for seed in range(300):
        book, name = random_book(seed)
        root, random = book.decisions[name], Random(seed)
        if root.ask_order != "declared" or any(one.decision for one in root.inputs.values()):
            continue
        for _ in range(5):
            raw, values, unknown, _ = partial(random, book, root)
            expected = known(book, root, values)
            assert expected is not None
            order = [a for a in leaves(book, root) if a in expected.matters and a not in unknown]
            result = Evaluator(book, name).evaluate(raw)
            assert result.next == (order[0] if order else None)


def test_a_band_is_read_as_its_values_are():
    for seed in range(40):
        book, name = random_book(seed)
        for address, place in leaves(book, book.decisions[name]).items():
            for atom in atoms_of(book, *place):
                if isinstance(atom, Band):
                    by_band = Evaluator(book, name).reader.read({address: atom.notation})
                    assert by_band == Evaluator(book, name).reader.read({address: float(atom.sample)})
