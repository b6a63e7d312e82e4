"""A book that uses what the format offers, in the fewest lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from decisionbook.book import read_book
from decisionbook.model import Book
from tests.site.tiny import DATA, put

RICH: Mapping[str, str] = {
    **DATA,
    "inputs.yml": "cups: {ask: How many cups?, type: number, unit: cups, integer: yes, max: 12, waive: {P001: So.}}\n",
    "decisions/pot-size.yml": """\
        title: Which pot?
        inputs:
          cups: shared
          bought: {ask: Since when is it yours?, type: date}
          kind:
            ask: Which kind?
            answers: {weak: Weak, fair: {label: Fair, help: As most like it.}, strong: Strong}
            ordered: yes
          drink: {decision: drink}
        outcomes:
          small: {title: A small pot, summary: Two cups., advice: [Warm it | first.], values: {size: 2, glass: yes}}
          large: {title: A large pot, values: {size: 8, glass: no}}
        hit_policy: collect
        rules:
          - {when: {cups: [under 3, 5 to under 7], kind: at least fair}, then: small, because: Few., sources: [leaflet], disputed_by: {book: "Not so | few."}, expires: 2030-01-01}
          - {when: {bought: over 2020-01-02, drink: tea}, then: large}
        otherwise: {then: large, because: Nobody is thirsty later.}
        """,
    "decisions/way.yml": """\
        title: By which way?
        summary: The *short* one.
        inputs:
          wet: {ask: Is it wet?}
          dark: {ask: Is it dark?}
        outcomes: {bus: {title: By bus}, foot: {title: On foot}}
        start: wet
        steps:
          wet: {answers: {yes: bus, no: dark}}
          dark: {answers: {yes: {then: bus, because: Safer.}, no: foot}}
        """,
    "comparisons/pots.yml": """\
        title: Pots
        takeaway: Take [](option:tea).
        waive: {P001: {reason: Nobody weighs them., until: 2999-01-02}, C005: As they come.}
        options:
          clay: {name: Clay | fired, summary: Old.}
          steel: {name: Steel}
        criteria:
          - {id: weight, name: Weight, type: number, unit: g, better: lower, cells: {clay: 300 to 450.5, steel: {value: 200, note: Empty., sources: []}}}
          - {id: since, name: Since, type: date, cells: {clay: 2020-01-02, steel: not-applicable}}
          - {id: safe, name: Safe, type: boolean, better: yes, group: Use, cells: {clay: no, steel: unknown}}
          - {id: care, name: Care, levels: {hard: Hard, easy: Easy}, note: By hand., cells: {clay: hard, steel: easy}}
          - {id: look, name: Look, help: Why?, cells: {clay: {value: "Warm | red", rating: good}, steel: {value: Cold, rating: poor, disputed_by: [book]}}}
        """,
    "checklists/pot.yml": """\
        title: Is the pot ready?
        summary: Look twice.
        items:
          - {id: hot, text: It is hot., required: yes, group: Heat, why: Cold pots crack., sources: [leaflet]}
          - {id: clean, text: It is clean.}
        verdicts: {ready: Pour., not_ready: Wait.}
        """,
    "faq.yml": """\
        - {id: why, question: Why tea?, answer: 'Because of [leaves](term:leaf).'}
        - {id: milk, kind: misconception, question: Milk first?, answer: No., sources: [book], checked: 2020-01-01}
        """,
    "sources.yml": """\
        leaflet: {title: A leaflet, kind: article, authors: "Ada, Bob, Cid", published: 2024-11, status: abstract}
        book: {title: A book, kind: book, url: "https://example.org/a_(b)", interest: It sells pots., finding: Pots *matter*.}
        """,
}  # fmt: skip


def written(folder: Path) -> Path:
    """The folder with the data of the book."""
    for name, text in RICH.items():
        put(folder / name, text)
    return folder


def book(folder: Path) -> Book:
    reading = read_book(written(folder))
    assert [str(found.message) for found in reading.errors] == []
    return reading.book
