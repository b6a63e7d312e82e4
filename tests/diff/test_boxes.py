"""Regions as boxes, against counting every combination."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from decisionbook.decide.diagram import Diagrams
from decisionbook.diff.boxes import Region, minus, size, union_size
from decisionbook.diff.functions import counts

SIZES = (2, 3, 2, 4)


def points(box):
    ranges = [box.get(variable, range(count)) for variable, count in enumerate(SIZES)]
    return set(product(*ranges))


def random_box(random):
    box = {}
    for variable, count in enumerate(SIZES):
        if random.random() < 0.6:
            box[variable] = frozenset(random.sample(range(count), random.randint(1, count - 1)))
    return box


def diagram(inside):
    store = Diagrams()
    yes, no = store.end(("yes",)), store.end(("no",))

    def build(point):
        if len(point) == len(SIZES):
            return yes if point in inside else no
        return store.node(len(point), tuple(build((*point, answer)) for answer in range(SIZES[len(point)])))

    return store, build(()), yes


@pytest.mark.parametrize("seed", range(40))
def test_boxes_describe_the_region_and_nothing_else(seed):
    random = Random(seed)
    inside = set().union(*(points(random_box(random)) for _ in range(random.randint(1, 4))))
    store, function, yes = diagram(inside)
    found = Region(store, function, yes, SIZES).described(100)
    assert set().union(*map(points, found)) == inside
    assert union_size(found, SIZES) == len(inside)
    assert counts(store, function, SIZES)[yes] == len(inside)
    few = Region(store, function, yes, SIZES).described(1)
    assert points(few[0]) <= inside


def test_one_conjunction_is_found_as_one():
    box = {1: frozenset((0, 2)), 3: frozenset((1,))}
    store, function, yes = diagram(points(box))
    assert Region(store, function, yes, SIZES).described(5) == [box]


@pytest.mark.parametrize("seed", range(40))
def test_minus_leaves_what_lies_outside(seed):
    random = Random(seed)
    one, other = random_box(random), random_box(random)
    pieces = list(minus(one, other, SIZES))
    assert set().union(*map(points, pieces)) == points(one) - points(other)
    assert sum(size(piece, SIZES) for piece in pieces) == len(points(one) - points(other))
