"""A decision's questions: every answer on the page, and a link from each to what follows."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from decisionbook.decide import atoms_of, compile_questions
from decisionbook.domains import Band
from decisionbook.model import Book
from tests.render.decisions import (
    CHAIN,
    COLLECT,
    FIRST,
    GATE,
    STEPS,
    book_of,
    by_id,
    having,
    shown,
    text_of,
)

BOOKS: dict[str, dict[str, str]] = {
    "first": {"choose": FIRST},
    "chain": {"plan": CHAIN, "gate": GATE},
    "collect": {"layers": COLLECT},
    "steps": {"licence": STEPS},
}


@pytest.fixture(params=BOOKS)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Book, str]:
    decisions = BOOKS[request.param]
    return book_of(tmp_path, (), **decisions), next(iter(decisions))


def follow(root: Element, given: dict[str, str]) -> str:
    """Read the page as one reads it without scripts: from the first question along the links to an outcome."""
    parts = by_id(root)
    place = next(element for element in root.iter() if element.tag in {"form", "section"})
    while place.tag == "form":
        address = having(place, "data-input")[0].get("data-input", "")
        radio = next(e for e in place.iter("input") if e.get("value") == given[address])
        row = next(e for e in place.iter("div") if e.get("class") == "db-answer" and radio in e)
        link = next(e for e in row.iter("a") if e.get("class") == "db-goto")
        place = parts[link.get("href", "")[1:]]
    return place.get("data-outcomes", "")


def test_every_way_through_the_links_ends_at_the_outcome_of_the_rules(tmp_path: Path) -> None:
    root = shown(book_of(tmp_path, choose=FIRST), "choose")
    ends = {
        (fresh, vague): follow(root, {"fresh": fresh, "vague": vague})
        for fresh, vague in product(("yes", "no"), repeat=2)
    }
    assert ends == {
        ("yes", "yes"): "rag",
        ("yes", "no"): "rag",
        ("no", "yes"): "prompting",
        ("no", "no"): "hybrid",
    }


def test_every_path_of_a_collecting_decision_ends_at_its_own_section(tmp_path: Path) -> None:
    root = shown(book_of(tmp_path, layers=COLLECT), "layers")
    ends = [follow(root, {"facts": facts, "form": form}) for facts, form in product(("yes", "no"), repeat=2)]
    assert ends == ["retrieval schema", "retrieval", "schema", ""]


def test_an_inner_result_says_from_where_each_way_on_comes(tmp_path: Path) -> None:
    outer = """
    title: Route
    inputs: {fast: {ask: Fast}, gate: {ask: Gate, decision: gate}}
    outcomes: {road: {title: Road}, rail: {title: Rail}, stay: {title: Stay}}
    hit_policy: first
    rules: [{when: {gate: shut}, then: stay}, {when: {fast: yes}, then: road}]
    otherwise: {then: rail}
    """
    root = shown(book_of(tmp_path, route=outer, gate=GATE), "route")
    inner = {e.get("data-outcome"): [text_of(a) for a in e.iter("a")] for e in having(root, "data-inner")}
    assert inner["shut"] == ["Stay"]
    assert sorted(inner["open"]) == ["coming from question 1: Rail", "coming from question 1: Road"]


def test_every_answer_links_to_something_on_the_page(case: tuple[Book, str]) -> None:
    root = shown(*case)
    parts = by_id(root)
    links = [e.get("href", "") for e in root.iter("a") if e.get("href", "").startswith("#")]
    assert links
    assert all(link[1:] in parts for link in links)
    answers = [e for e in root.iter("div") if e.get("class") == "db-answer"]
    assert all(any(e.get("class") == "db-goto" for e in answer.iter("a")) for answer in answers)


def test_every_node_and_every_outcome_can_be_reached_by_links(case: tuple[Book, str]) -> None:
    root = shown(*case)
    parts = by_id(root)
    start = next(e for e in root.iter("form"))
    waiting, met = [start], set()
    while waiting:
        place = waiting.pop()
        met.add(place.get("id"))
        for link in place.iter("a"):
            target = link.get("href", "")[1:] if link.get("href", "").startswith("#") else ""
            if target in parts and target not in met:
                waiting.append(parts[target])
    inner = {e.get("id") for e in having(root, "data-node") if e.get("data-node", "").split()[0] != case[1]}
    gates = {
        e.get("id")
        for e in having(root, "data-node")
        if having(e, "data-input")[0].get("data-input") == "gate"
    }
    everything = {e.get("id") for e in root.iter() if e.tag in {"form", "section"}}
    assert everything - met <= gates
    assert inner <= met


def test_questions_carry_their_address_and_offer_every_answer(case: tuple[Book, str]) -> None:
    book, name = case
    root = shown(book, name)
    names: set[str | None] = set()
    for form in root.iter("form"):
        fieldset = having(form, "data-input")[0]
        assert fieldset.tag == "fieldset"
        assert fieldset.find("legend") is not None
        radios = list(fieldset.iter("input"))
        group = {radio.get("name") for radio in radios}
        assert len(group) == 1
        assert not group & names
        names |= group
        owner, index = form.get("data-node", "").split()
        node = compile_questions(book, owner, name).nodes[int(index)]
        atoms = atoms_of(book, owner, node.input, name)  # type: ignore[union-attr]
        expected = [atom.notation if isinstance(atom, Band) else atom for atom in atoms]
        offered = {answer for way in node.ways for answer in way.answers}  # type: ignore[union-attr]
        assert [radio.get("value") for radio in radios] == [value for value in expected if value in offered]
        for radio in radios:
            label = next(e for e in fieldset.iter("label") if e.get("for") == radio.get("id"))
            assert text_of(label)
        assert [text_of(b) for b in form.iter("button")] == ["Continue", "Not sure", "Back"]


def test_bands_are_asked_in_words_and_kept_in_notation(tmp_path: Path) -> None:
    root = shown(book_of(tmp_path, plan=CHAIN, gate=GATE), "plan")
    volume = next(e for e in having(root, "data-input") if e.get("data-input") == "volume")
    radios = [(e.get("value"), e.get("data-band")) for e in volume.iter("input")]
    assert radios == [("[0..999]", "[0..999]"), (">= 1000", ">= 1000")]
    assert [text_of(e) for e in volume.iter("label")] == ["Under 1,000 calls", "1,000 or more calls"]


def test_an_input_that_knows_unknown_means_it(tmp_path: Path) -> None:
    text = """
    title: Known unknown
    inputs: {data: {ask: Data, answers: {good: Good, unknown: Nobody knows}}}
    outcomes: {go: {title: Go}, wait: {title: Wait}}
    rules: [{when: {data: good}, then: go}, {when: {data: unknown}, then: wait}]
    """
    root = shown(book_of(tmp_path, known=text), "known")
    assert [e.get("value") for e in root.iter("input")] == ["good", "unknown"]
    assert [text_of(e) for e in root.iter("button")][:2] == ["Continue", "Back"]


def test_results_hold_title_summary_reasons_and_next_steps(tmp_path: Path) -> None:
    root = shown(book_of(tmp_path, choose=FIRST), "choose")
    results = {e.get("data-outcomes"): e for e in having(root, "data-outcomes")}
    assert set(results) == {"rag", "prompting", "hybrid"}
    rag = text_of(results["rag"])
    for text in (
        "Retrieval",
        "Looks facts up.",
        "Weights go stale.",
        "Measure retrieval alone.",
        "fresh facts?",
    ):
        assert text in rag
    assert "Nothing else applies." in text_of(results["hybrid"])
    assert [e.get("data-rule") for e in having(results["rag"], "data-rule")] == ["stale"]


def test_a_chain_asks_the_inner_questions_first_and_leads_back(tmp_path: Path) -> None:
    root = shown(book_of(tmp_path, plan=CHAIN, gate=GATE), "plan")
    order = [e.get("data-input") for e in having(root, "data-input")]
    assert order.index("gate.size") < order.index("gate.safe") < order.index("gate")
    inner = {e.get("data-outcome"): e for e in having(root, "data-inner")}
    assert set(inner) == {"open", "shut"}
    assert "Too large." in text_of(inner["shut"])
    assert "data-outcomes" not in inner["shut"].attrib
    ways = {e.get("href") for e in inner["shut"].iter("a")}
    assert ways == {"#db-plan.o-later"}


def test_several_outcomes_together_have_a_section_that_leads_to_each(tmp_path: Path) -> None:
    root = shown(book_of(tmp_path, layers=COLLECT), "layers")
    results = {e.get("data-outcomes"): e for e in having(root, "data-outcomes")}
    assert set(results) == {"retrieval", "schema", "retrieval schema", ""}
    both = results["retrieval schema"]
    assert "A hybrid" in text_of(both)
    assert [e.get("href") for e in both.iter("a")] == ["#db-layers.o-retrieval", "#db-layers.o-schema"]


def test_steps_say_why_they_go_on(tmp_path: Path) -> None:
    root = shown(book_of(tmp_path, licence=STEPS), "licence")
    bus = next(e for e in root.iter("div") if e.get("class") == "db-answer" and e[0].get("value") == "bus")
    assert "A bus needs more." in text_of(bus)
    reasons = [json.loads(e.get("data-when", "")) for e in having(root, "data-when")]
    assert reasons == [{"vehicle": ["car"]}, {"licence": ["yes"]}, {"licence": ["no"]}]


def test_a_second_embed_has_ids_of_its_own(tmp_path: Path) -> None:
    book = book_of(tmp_path, plan=CHAIN, gate=GATE)
    one, two = (set(by_id(shown(book, "plan", prefix=prefix))) for prefix in ("db-plan", "db-plan-2"))
    assert not one & two


def test_scripts_get_the_graphs_that_the_engine_compiled(case: tuple[Book, str]) -> None:
    book, name = case
    root = shown(book, name)
    data: dict[str, Any] = json.loads(root.get("data-graphs", ""))
    for decision, graph in data.items():
        nodes = compile_questions(book, decision, name).nodes
        assert len(graph["nodes"]) == len(nodes)
        leaves = [node["outcomes"] for node in graph["nodes"] if "outcomes" in node]
        assert leaves == [list(node.outcomes) for node in nodes if not hasattr(node, "ways")]


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    text = """
    title: <script>alert(1)</script>
    inputs: {a: {ask: "<img src=x onerror=alert(1)> & ]]>", help: "<b>x</b>"}}
    outcomes: {x: {title: "\\"><svg onload=alert(1)>"}, y: {title: "' onclick='x"}}
    rules: [{when: {a: yes}, then: x, because: "<i>no</i>"}, {when: {a: no}, then: y}]
    """
    root = shown(book_of(tmp_path, bad=text), "bad", "widget", "rules", "tree")
    assert not [e for e in root.iter() if e.tag in {"script", "img"}]
    assert not [e for e in root.iter() if any(name.startswith("on") for name in e.attrib)]
    assert "<b>x</b>" in text_of(root)


def test_sums_of_rules_are_shown_with_each_combination(tmp_path: Path) -> None:
    text = """
    title: Points
    inputs: {a: {ask: A}, b: {ask: B}}
    outcomes:
      two: {title: Two, values: {points: 2}}
      three: {title: Three, values: {points: 3}}
    hit_policy: rule-order
    aggregate: sum
    no_match: allowed
    rules: [{when: {a: yes}, then: two}, {when: {b: yes}, then: three}]
    """
    root = shown(book_of(tmp_path, points=text), "points")
    sums = {e.get("data-outcomes"): text_of(e) for e in having(root, "data-outcomes")}
    assert "Sum: 5" in sums["two three"]
    assert "Sum: 2" in sums["two"]
    assert "Sum" not in sums[""]


def test_a_decision_beyond_what_a_page_can_hold_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("decisionbook.render.decision.MOST_NODES", 3)
    root = shown(book_of(tmp_path, choose=FIRST), "choose", "widget", "rules", "tree")
    assert [e.get("data-too-large") for e in having(root, "data-too-large")] == ["widget", "tree"]
    assert "Weights go stale." in text_of(root)
