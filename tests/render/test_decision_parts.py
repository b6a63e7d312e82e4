"""A decision's rules, map and examples, and its answers in words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from decisionbook.conditions import read_condition
from decisionbook.decide import compile_questions
from decisionbook.decide.digest import digest
from decisionbook.decide.draw import tree_as_text
from decisionbook.decide.graph import Question
from decisionbook.domains import Choices, Range
from decisionbook.findings import Span
from decisionbook.model import Answer, Book, Input
from decisionbook.render.bands import values_in_words
from decisionbook.render.words import ENGLISH
from tests.render.decisions import CHAIN, COLLECT, FIRST, GATE, STEPS, book_of, by_id, having, shown, text_of

HERE = Span("x.yml")
LINES = {
    "integer": Input("n", "How many?", "number", Range("integer"), HERE, unit="calls"),
    "number": Input("n", "How much?", "number", Range("number", None), HERE),
    "date": Input("n", "When?", "date", Range("date", None), HERE),
}
FOUR = Input(
    "c", "Which?", "choice", Choices(("a", "b", "c", "d"), ordered=True), HERE,
    answers=tuple(Answer(name, name.upper()) for name in "abcd"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "written", "words"),
    [
        ("integer", "at least 1000", "1,000 or more calls"),
        ("integer", "over 1000", "1,001 or more calls"),
        ("integer", "under 50", "under 50 calls"),
        ("integer", "at most 49", "under 50 calls"),
        ("integer", "50 to 199", "50 to 199 calls"),
        ("integer", "50 to under 200", "50 to 199 calls"),
        ("integer", "7", "7 calls"),
        ("number", "at most 0.5", "at most 0.5"),
        ("number", "over 0.5 to under 1234.5", "over 0.5 to under 1,234.5"),
        ("number", "over 1 to 2", "over 1 to 2"),
        ("date", "under 2026-01-31", "before 2026-01-31"),
        ("date", "at least 2026-01-31", "2026-01-31 or later"),
        ("date", "2026-01-01 to 2026-01-31", "2026-01-01 to 2026-01-31"),
    ],
)
def test_conditions_are_shown_back_in_words(kind: str, written: str, words: str) -> None:
    values, problems = read_condition(written, LINES[kind])
    assert not problems
    assert values is not None
    assert values_in_words(Book(), LINES[kind], values, ENGLISH) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [("b", "B"), ("at most b", "A or B"), ("at least b", "anything but A"), ("not d", "anything but D")],
)
def test_answers_are_shown_by_their_labels(written: str, words: str) -> None:
    values, _ = read_condition(written, FOUR)
    assert values is not None
    assert values_in_words(Book(), FOUR, values, ENGLISH) == words


def test_a_list_of_bands_is_joined_by_or() -> None:
    values, _ = read_condition(("under 5", "10 to 19"), LINES["integer"])
    assert values is not None
    assert values_in_words(Book(), LINES["integer"], values, ENGLISH) == "under 5 calls or 10 to 19 calls"


def test_a_lower_end_that_is_no_bound_is_said() -> None:
    asked = Input("n", "How much?", "number", Range("number", Decimal(-5)), HERE)
    values, _ = read_condition("under 3", asked)
    assert values is not None
    assert values_in_words(Book(), asked, values, ENGLISH) == "-5 to under 3"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("over 0 to 2", "over 0 to 2"),
        ("over 0 to under 2", "over 0 to under 2"),
        ("0 to 2", "at most 2"),
        ("over 0", "over 0"),
    ],
)
def test_a_band_that_begins_above_nothing_does_not_hold_it(written: str, words: str) -> None:
    asked = Input("n", "How much?", "number", Range("number", Decimal(0)), HERE)
    values, _ = read_condition(written, asked)
    assert values is not None
    assert values_in_words(Book(), asked, values, ENGLISH) == words


def test_rules_stand_in_file_order_with_reasons_and_anchors(tmp_path: Path) -> None:
    book = book_of(tmp_path, choose=FIRST)
    root = shown(book, "choose", "rules")
    rows = [e for e in root.iter("tr") if e.get("id")]
    assert [row.get("id") for row in rows] == ["stale", "r2", "otherwise"]
    assert text_of(rows[0]) == "stale Does it need fresh facts? Yes Retrieval Weights go stale."
    assert "When no other rule applies" in text_of(rows[2])
    assert "The first rule that applies decides." in text_of(root.find(".//caption"))
    elsewhere = shown(book, "choose", "rules", prefix="db-choose")
    assert "db-choose.stale" in by_id(elsewhere)


def test_tables_name_themselves_where_no_heading_of_the_page_does(tmp_path: Path) -> None:
    book = book_of(tmp_path, choose=FIRST)
    for part, title in (("rules", "The rules of “"), ("examples", "Examples of “")):
        for prefix, hidden in ((None, True), ("db-choose", False)):
            html = shown(book, "choose", part, prefix=prefix).find(".//caption")
            assert html is not None
            assert text_of(html).startswith(title)
            assert any("db-vh" in (one.get("class") or "") for one in html.iter()) == hidden


def test_steps_are_shown_branch_by_branch(tmp_path: Path) -> None:
    root = shown(book_of(tmp_path, licence=STEPS), "licence", "rules")
    assert {row.get("id") for row in root.iter("tr") if row.get("id")} == {"vehicle", "licence"}
    assert [e.get("href") for e in root.iter("a") if "on to" in text_of(e)] == ["#licence"]


def test_examples_lead_to_the_questions_with_their_answers(tmp_path: Path) -> None:
    root = shown(book_of(tmp_path, plan=CHAIN, gate=GATE), "plan", "examples")
    (link,) = having(root, "data-state")
    name, _, query = link.get("data-state", "").partition("?")
    assert name == "plan"
    assert parse_qs(query) == {"volume": [">= 1000"], "gate.size": ["small"], "gate.safe": ["yes"]}
    assert "5,000 calls" in text_of(root)
    assert link.get("href") == "#db-plan"


def test_titles_of_examples_are_sentences_to_search_and_to_readers_aloud(tmp_path: Path) -> None:
    lines = [f"  - {{title: {title}, given: {{fresh: yes}}, expect: rag}}" for title in ("A desk", "'Why?'")]
    data = FIRST.partition("examples:")[0] + "examples:\n" + "\n".join(lines) + "\n"
    root = shown(book_of(tmp_path, choose=data), "choose", "examples")
    assert [text_of(one) for one in root.iter("th") if one.get("scope") == "row"] == ["A desk.", "Why?"]


@pytest.mark.parametrize(("examples", "asked", "named"), [(13, 13, 0), (14, 1, 14)])
def test_many_examples_ask_each_question_once(tmp_path: Path, examples: int, asked: int, named: int) -> None:
    lines = [
        f"  - {{title: Case {number}, given: {{fresh: yes}}, expect: rag}}" for number in range(examples)
    ]
    data = FIRST.partition("examples:")[0] + "examples:\n" + "\n".join(lines) + "\n"
    said = text_of(shown(book_of(tmp_path, choose=data), "choose", "examples"))
    assert said.count("Does it need fresh facts?") == asked
    assert said.count("Fresh: Yes") == named


def test_a_short_name_says_which_decision_asks(tmp_path: Path) -> None:
    case = "  - {title: T, given: {gate.size: small, gate.safe: yes, volume: 5000}, expect: now}\n"
    data = CHAIN.partition("examples:")[0] + "examples:\n" + case * 6
    said = text_of(shown(book_of(tmp_path, plan=data, gate=GATE), "plan", "examples"))
    assert said.count("Gate, size: ") == 6


def test_examples_open_the_questions_beside_them(tmp_path: Path) -> None:
    book = book_of(tmp_path, choose=FIRST)
    states = [
        having(shown(book, "choose", *parts, prefix=prefix), "data-state")[0].get("data-state")
        for parts, prefix in (
            (("widget", "examples"), "db-choose-2"),
            (("examples",), "db-choose-2"),
            (("examples",), None),
        )
    ]
    assert states == ["choose-2?fresh=yes", "choose?fresh=yes", "choose?fresh=yes"]


def test_elsewhere_the_examples_and_the_map_lead_to_the_page_of_the_decision(tmp_path: Path) -> None:
    root = shown(book_of(tmp_path, choose=FIRST), "choose", "examples", "tree", prefix="db-choose")
    links = {e.get("href") for e in root.iter("a")} | {
        e.get("{http://www.w3.org/1999/xlink}href") for e in root.iter("a")
    }
    assert links - {None} == {"decision:choose"}


def test_the_map_draws_each_question_once_and_says_it_all_in_words(tmp_path: Path) -> None:
    book = book_of(tmp_path, plan=CHAIN, gate=GATE)
    root = shown(book, "plan", "tree")
    drawing = next(root.iter("svg"))
    assert drawing.get("role") == "group"
    assert drawing.get("aria-labelledby") in by_id(root)
    questions = [e for e in drawing.iter("circle") if e.get("class") == "q"]
    assert len(questions) == sum(isinstance(node, Question) for node in compile_questions(book, "plan").nodes)
    outline = next(e for e in root.iter("div") if e.get("class") == "db-outline")
    for text in ("Is it urgent?", "under 1,000 calls", "Start now"):
        assert text in text_of(outline)


def test_marks_of_the_map_do_not_cover_each_other(tmp_path: Path) -> None:
    for book, name in (
        (book_of(tmp_path / "a", choose=FIRST), "choose"),
        (book_of(tmp_path / "b", plan=CHAIN, gate=GATE), "plan"),
    ):
        boxes = [
            tuple(float(rect.get(key, "0")) for key in ("x", "y", "width", "height"))
            for rect in shown(book, name, "tree").iter("rect")
        ]
        for index, (x, y, width, height) in enumerate(boxes):
            for left, top, wide, high in boxes[index + 1 :]:
                assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y


def test_a_map_that_is_too_large_is_an_outline_only(tmp_path: Path) -> None:
    names = [f"i{number}" for number in range(8)]
    text = "\n".join((
        "title: Many", "inputs:", *(f"  {name}: {{ask: Ask {name}}}" for name in names),
        "outcomes:", *(f"  o{number}: {{title: O {number}}}" for number in range(8)),
        "hit_policy: collect", "no_match: allowed", "rules:",
        *(f"  - {{when: {{{name}: yes}}, then: o{number}}}" for number, name in enumerate(names)),
    ))  # fmt: skip
    root = shown(book_of(tmp_path, many=text), "many", "tree")
    assert not list(root.iter("svg"))
    assert "Ask i7" in text_of(root.find(".//details"))


def test_the_proof_says_what_was_found_and_how(tmp_path: Path) -> None:
    book = book_of(tmp_path, choose=FIRST)
    root = shown(book, "choose", "proof")
    assert root.get("data-complete") == "yes"
    text = text_of(root)
    for sentence in (
        "4 of 4 combinations covered; 1.5 questions on average, 2 at most.",
        "No other order needs fewer.",
        "stale: 50 % r2: 25 % otherwise: 25 %",
        "stale and r2",
        "Nothing. Every rule, question and result can be reached.",
        f"the fingerprint {digest(book, 'choose')}.",
    ):
        assert sentence in text


def test_one_question_is_one(tmp_path: Path) -> None:
    text = "title: One\ninputs: {a: {ask: A}}\noutcomes: {x: X, y: Y}\nrules: [{when: {a: yes}, then: x}]\notherwise: y"
    book = book_of(tmp_path, one=text)
    assert "covered; 1 question on average, 1 at most." in text_of(shown(book, "one", "proof"))
    assert tree_as_text(book, "one").splitlines()[-1].startswith("1 question on average, 1 at most.")


def test_the_proof_is_honest_about_gaps(tmp_path: Path) -> None:
    text = """
    title: Gap
    inputs: {a: {ask: Ask a}, n: {ask: Ask n, type: number, integer: yes, unit: calls}}
    outcomes: {x: {title: X}}
    rules: [{when: {a: yes}, then: x}, {when: {a: no, n: at least 10}, then: x}]
    """
    book = book_of(tmp_path, errors=("D004",), gap=text)
    root = shown(book, "gap", "proof")
    assert root.get("data-complete") == "no"
    before, _, _ = text_of(root).partition("How this was checked")
    assert "Not always: 3 of 4 combinations covered" in before
    assert "No rule speaks when the answers are: Ask a No Ask n 0 calls" in before


def test_the_proof_names_rules_that_never_speak(tmp_path: Path) -> None:
    text = """
    title: Dead
    inputs: {a: {ask: Ask a}, b: {ask: Ask b}}
    outcomes: {x: {title: X}, y: {title: Y}, z: {title: Z}}
    hit_policy: first
    rules: [{when: {a: yes}, then: x}, {when: {a: no}, then: y}, {when: {b: yes}, then: z}]
    """
    found = text_of(shown(book_of(tmp_path, dead=text), "dead", "proof"))
    assert "Rule r3 never speaks: r1 and r2 take all its cases." in found
    assert "No answers lead to “Z”." in found
    assert "“Ask b” never changes the result." in found


def test_a_case_without_a_result_may_be_meant(tmp_path: Path) -> None:
    found = text_of(shown(book_of(tmp_path, layers=COLLECT), "layers", "proof"))
    assert "3 of 4 combinations have a result" in found
    assert "The author lets these cases have no result: Facts? No Form? No" in found
