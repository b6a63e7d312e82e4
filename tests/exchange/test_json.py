from __future__ import annotations

import json
from pathlib import Path

from decisionbook.book import read_book
from decisionbook.exchange.json_out import FORMAT, json_files
from tests.exchange.folder import reading_of

ROOT = Path(__file__).resolve().parents[2]

DATA = {
    "options/rag.yml": "name: RAG\nsummary: Looks facts up.\nchecked: 2026-01-02\nstrengths:\n  - {text: Fresh., sources: []}\n  - {text: Cited., sources: [s1], disputed_by: {s2: Not always.}}\n",
    "comparisons/c.yml": "title: C\noptions: [rag]\ncriteria:\n  - {id: cost, name: Cost, type: number, cells: {rag: 5 to 15}}\n  - {id: since, name: Since, type: date, cells: {rag: 2024-01-01}}\n",
    "decisions/d.yml": "title: D\ninputs: {n: {ask: N?, type: number}, b: {ask: B?}}\noutcomes: {x: X, y: Y}\nhit_policy: first\nrules:\n  - {when: {n: 5 to under 9, b: yes}, then: x, because: So., sources: [s1]}\notherwise: y\n",
    "sources.yml": "s1: {title: One, kind: paper, published: 2024-10}\ns2: {title: Two, kind: book}\n",
}


def test_everything_that_pages_show_is_there() -> None:
    files = {path: json.loads(text) for path, text in json_files(reading_of(DATA).book).items()}
    assert list(files) == [
        "index.json",
        "options/rag.json",
        "comparisons/c.json",
        "decisions/d.json",
        "sources/s1.json",
        "sources/s2.json",
    ]
    assert files["index.json"]["format"] == FORMAT
    assert files["index.json"]["options"] == [{"id": "rag", "title": "RAG", "file": "options/rag.json"}]
    option = files["options/rag.json"]
    assert option["summary"] == {"text": "Looks facts up.", "checked": "2026-01-02"}
    assert option["strengths"] == [
        {"text": "Fresh.", "sources": [], "checked": "2026-01-02"},
        {
            "text": "Cited.",
            "sources": ["s1"],
            "disputed_by": [{"source": "s2", "says": "Not always."}],
            "checked": "2026-01-02",
        },
    ]
    cost, since = files["comparisons/c.json"]["criteria"]
    assert cost["cells"]["rag"]["value"] == {"low": 5, "high": 15, "text": "5 to 15"}
    assert since["cells"]["rag"]["value"] == {"low": "2024-01-01", "high": "2024-01-01", "text": "2024-01-01"}
    decision = files["decisions/d.json"]
    assert decision["rules"] == [
        {
            "id": "r1",
            "then": "x",
            "because": {"text": "So.", "sources": ["s1"]},
            "when": {"n": ["5 to under 9"], "b": ["yes"]},
        }
    ]
    assert decision["otherwise"] == {"then": "y"}
    assert decision["proof"]["complete"] is True
    assert files["sources/s1.json"]["published"] == "2024-10"


def test_steps_are_answers_in_words() -> None:
    flow = "title: D\ninputs: {b: {ask: B?}}\noutcomes: {x: X, y: Y}\nstart: b\nsteps: {b: {answers: {yes: x, no: {then: y, because: No.}}}}\n"
    files = json_files(reading_of({"decisions/d.yml": flow}).book)
    assert json.loads(files["decisions/d.json"])["steps"] == {
        "b": {
            "ask": "b",
            "answers": [
                {"outcome": "x", "values": ["yes"]},
                {"outcome": "y", "because": {"text": "No."}, "values": ["no"]},
            ],
        }
    }


def test_the_same_book_gives_the_same_bytes_and_names_no_place() -> None:
    one, other = (json_files(read_book(ROOT / "decision_data").book) for _ in range(2))
    assert one == other
    assert not any('"span"' in text or "decision_data/" in text for text in one.values())


def test_warnings_that_may_stand_are_named_with_their_reason() -> None:
    asked = {"inputs.yml": "b: {ask: B?, waive: {P001: Nobody knows.}}\n"}
    rule = (
        "outcomes: {x: X}\nrules: [{when: {}, then: x}]\nwaive: {D009: {reason: Later., until: 2999-01-02}}\n"
    )
    data = {**asked, "decisions/e.yml": f"title: E\ninputs: {{b: shared}}\n{rule}"}
    decision = json.loads(json_files(reading_of(data).book)["decisions/e.json"])
    assert decision["waivers"] == [{"code": "D009", "reason": "Later.", "until": "2999-01-02"}]
    assert decision["inputs"]["b"]["waivers"] == [{"code": "P001", "reason": "Nobody knows."}]
