"""The vectors that the script of the pages is held against: still what the engine says, and true by the walk."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from decisionbook.book import read_book
from decisionbook.decide import Graph, Leaf, Question, Way
from decisionbook.decide.walk import Asked, Given, Graphs
from tests.decide.by_graphs import next_question, reached
from tests.vectors import generate

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "walk.json").read_text(encoding="utf-8"))["cases"]


def graph(name, data):
    nodes: list[Question | Leaf] = []
    for node in data["nodes"]:
        if "ways" in node:
            ways = tuple(Way(tuple(way["answers"]), way["to"]) for way in node["ways"])
            nodes.append(Question(node["address"], ways))
        else:
            outcomes, certain, possible = (tuple(node[key]) for key in ("outcomes", "certain", "possible"))
            nodes.append(Leaf(outcomes, certain, holding=(), possible=possible))
    return Graph(name, tuple(nodes), 0.0, 0, 0.0, lambda: False)


def view(case):
    asked = {
        (name, node["address"]): Asked(node["address"], node.get("decision"))
        for name, data in case["graphs"].items()
        for node in data["nodes"]
        if "ways" in node
    }
    graphs = {name: graph(name, data) for name, data in case["graphs"].items()}
    return Graphs(case["decision"], graphs, asked)


def given(graphs, answers):
    inner = {entry.address: entry.inner for entry in graphs.asked.values() if entry.inner}
    nodes = [node for graph in graphs.graphs.values() for node in graph.nodes if isinstance(node, Question)]
    meant = {node.input for node in nodes for way in node.ways if "unknown" in way.answers}
    unknown = {address for address, answer in answers.items() if answer == "unknown"} - meant
    return Given(
        known={a: v for a, v in answers.items() if a not in unknown and a not in inner},
        unknown=frozenset(unknown),
        outcomes={inner[a]: v for a, v in answers.items() if a in inner and a not in unknown},
        closed=frozenset(inner[a] for a in answers if a in inner),
    )


BOOK = read_book(Path(__file__).parents[2] / "decision_data").book
OF_THE_BOOK = [generate.case_of(name, BOOK, name, seed, 60) for seed, name in enumerate(BOOK.decisions)]


@pytest.mark.parametrize("case", [*CASES, *OF_THE_BOOK], ids=lambda case: case["name"].replace(" ", "-"))
def test_the_graphs_alone_give_every_row(case):
    graphs = view(case)
    for row in case["rows"]:
        known = given(graphs, row["answers"])
        ends, expect = reached(graphs, known), row["expect"]
        possible = {outcome for leaf in ends for outcome in (leaf.outcomes or (None,))}
        assert possible == set(expect["possible"])
        assert (len({leaf.outcomes for leaf in ends}) > 1) == (expect["status"] == "open")
        assert next_question(graphs, known) == expect["next"]


@pytest.mark.parametrize("seed", range(0, 400, 7))
def test_the_file_is_what_the_engine_says_today(seed):
    assert generate.case(seed) == CASES[seed]


@pytest.mark.parametrize(("place", "seed"), list(enumerate(generate.TANGLED)))
def test_the_file_holds_tangled_books_too(place, seed):
    assert generate.tangled(seed) == CASES[len(generate.SEEDS) + place]


def test_the_script_answers_the_decisions_of_the_book(tmp_path):
    assert all(len(case["rows"]) > 5 for case in OF_THE_BOOK)
    made = tmp_path / "book.json"
    made.write_text(generate.as_text(OF_THE_BOOK), encoding="utf-8")
    replay = Path(__file__).parents[1] / "js" / "walk.test.js"
    command = ["node", "--test", str(replay)]
    done = subprocess.run(
        command, env={**os.environ, "VECTORS": str(made)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert f"the walk agrees with the engine: {OF_THE_BOOK[0]['name']}" in done.stdout
