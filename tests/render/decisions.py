"""Books with small decisions, read from YAML as authors write it."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from textwrap import dedent
from xml.etree.ElementTree import Element, XMLParser, fromstring

from decisionbook.book import read_book
from decisionbook.model import Book
from decisionbook.render import Renderer

TODAY = date(2026, 11, 21)

FIRST = """
title: Choose an approach
question: Which technique?
inputs:
  fresh: {ask: "Does it need fresh facts?", help: Prices and policies.}
  vague: {ask: "Are the instructions vague?"}
outcomes:
  rag: {title: Retrieval, summary: Looks facts up., advice: [Measure retrieval alone.]}
  prompting: {title: Prompting}
  hybrid: {title: Hybrid}
hit_policy: first
rules:
  - {id: stale, when: {fresh: yes}, then: rag, because: Weights go stale.}
  - {when: {vague: yes}, then: prompting, because: Instructions are cheap.}
otherwise: {then: hybrid, because: Nothing else applies.}
examples:
  - {title: Help desk, given: {fresh: yes}, expect: rag}
"""

CHAIN = """
title: Plan
inputs:
  urgent: {ask: "Is it urgent?"}
  volume: {ask: "How many?", type: number, integer: yes, unit: calls}
  gate: {ask: "Is the gate open?", decision: gate}
outcomes: {now: {title: Start now}, later: {title: Start later}}
hit_policy: first
rules:
  - {when: {gate: shut}, then: later, because: The gate is shut.}
  - {when: {urgent: yes}, then: now, because: It is urgent.}
  - {when: {volume: at least 1000}, then: now, because: There is much of it.}
otherwise: {then: later, because: Nothing presses.}
examples:
  - {title: Much, given: {volume: 5000, gate.size: small, gate.safe: yes}, expect: now}
"""

GATE = """
title: The gate
inputs:
  size:
    ask: How large is it?
    answers: {small: Small, large: {label: Large, help: More than a page.}}
  safe: {ask: "Is it safe?"}
outcomes: {open: {title: Open}, shut: {title: Shut}}
hit_policy: first
rules:
  - {when: {size: large}, then: shut, because: Too large.}
  - {when: {safe: no}, then: shut, because: Not safe.}
otherwise: {then: open, because: Small and safe.}
"""

COLLECT = """
title: Which layers?
inputs: {facts: {ask: "Facts?"}, form: {ask: "Form?"}}
outcomes: {retrieval: {title: Retrieval, advice: [Index it.]}, schema: {title: Schema}}
several: {title: A hybrid, summary: More than one.}
hit_policy: collect
no_match: allowed
rules:
  - {when: {facts: yes}, then: retrieval, because: Facts are needed.}
  - {when: {form: yes}, then: schema, because: Form is needed.}
"""

STEPS = """
title: Which licence?
inputs:
  vehicle: {ask: "What do you drive?", answers: {car: A car, bus: A bus}}
  licence: {ask: "Do you hold a bus licence?"}
outcomes: {go: {title: Drive}, stop: {title: Do not drive}}
start: vehicle
steps:
  vehicle:
    answers:
      car: go
      bus: {then: licence, because: A bus needs more.}
  licence:
    answers:
      yes: go
      no: {then: stop, because: It takes a licence.}
"""


def book_of(folder: Path, errors: tuple[str, ...] = (), **decisions: str) -> Book:
    """A book of decisions by id (``_`` for ``-``); fails where the data have errors but of these codes."""
    for name, text in decisions.items():
        file = folder / "decisions" / f"{name.replace('_', '-')}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), "utf-8")
    reading = read_book(folder)
    wrong = [found for found in reading.errors if found.code not in errors]
    assert not wrong, "\n".join(map(str, wrong))
    return reading.book


def shown(book: Book, decision: str, *show: str, prefix: str | None = None) -> Element:
    """A decision's parts as elements; they are well-formed, and HTML parsers see the same elements."""
    markup = Renderer(book, today=TODAY).decision(decision, show or ("widget",), prefix)
    root = fromstring(markup, XMLParser(encoding="utf-8"))
    names = [element.tag for element in root.iter()]
    assert names == _Names(markup).names
    return root


class _Names(HTMLParser):
    """The names of elements in the order in which they begin."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)


def text_of(element: Element | None) -> str:
    """All text of an element, with single spaces."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def by_id(root: Element) -> dict[str, Element]:
    """The elements by their ids, which are unique."""
    found: dict[str, Element] = {}
    for element in root.iter():
        identity = element.get("id")
        if identity is not None:
            assert identity not in found, f"{identity} stands twice"
            found[identity] = element
    return found


def having(root: Element, attribute: str) -> list[Element]:
    return [element for element in root.iter() if element.get(attribute) is not None]
