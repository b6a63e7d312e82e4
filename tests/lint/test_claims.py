"""Which claims are looked at: all that a reader can read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from decisionbook.book import read_book
from decisionbook.lint.claims import claims
from decisionbook.model import Evidence
from decisionbook.render.citing import evidence_of

FILES = {
    "options/a.yml": """\
        name: A
        summary: What A is.
        sources: [s1]
        strengths: [{text: Fast., sources: [s2]}]
        cues: [{text: Be fast., sources: [s3]}]
        """,
    "comparisons/c.yml": """\
        title: C
        takeaway: All are the same.
        sources: [s4]
        options: {one: {name: One}, two: {name: Two}}
        criteria:
          - {id: x, name: X, sources: [s5], cells: {one: {value: so, sources: [s6]}, two: other}}
        """,
    "decisions/d.yml": """\
        title: D
        summary: What D is.
        sources: [s7]
        inputs: {p: {ask: P?}, q: {ask: Q?}}
        outcomes:
          a: {option: a}
          b: {title: B, summary: What B is., sources: [s8], advice: [{text: Begin., sources: [s9]}]}
        several: {title: Both, summary: What both are., sources: [s10]}
        hit_policy: collect
        no_match: allowed
        rules:
          - {when: {p: yes}, then: a, because: For p., sources: [s11]}
          - {when: {q: yes}, then: b}
        """,
    "checklists/l.yml": """\
        title: L
        summary: What L is.
        sources: [s12]
        items: [{id: i, text: Tick., sources: [s13]}]
        """,
    "glossary.yml": "t: {term: T, definition: What T is., sources: [s14]}\n",
    "faq.yml": "- {id: f, question: Why?, answer: So., sources: [s15]}\n",
    "sources.yml": "".join(f"s{n}: {{title: S {n}, kind: paper}}\n" for n in range(1, 16)),
}


def cited(every: list[Evidence]) -> list[str]:
    return sorted(source for each in every for source in each.sources or ())


def test_every_claim_that_is_shown_is_looked_at_once(tmp_path: Path) -> None:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("\n        ", "\n").removeprefix("        "), "utf-8")
    reading = read_book(tmp_path, today=date(2026, 11, 20))
    assert [each.message for each in reading.findings] == []
    book = reading.book
    shown = [
        each
        for kind in ("option", "comparison", "decision", "checklist", "term", "faq")
        for entity in book.of(kind).values()
        for each in evidence_of(entity)
    ]
    assert cited([evidence for evidence, _ in claims(book)]) == cited(shown) == sorted(book.sources)
