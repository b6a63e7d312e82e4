"""Made-up books of any size: a third decisions, a third comparisons, a third options, in the manner of real ones.

The same size and seed give the same files. Every book is free of errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from benchmarks.tables import CHECKED, decision

_WORDS = re.findall(
    r"\w+",
    """
    account answer archive audit batch budget cache change check claim client cluster contract copy cost court
    customer data date delay demand deposit design device document draft effect entry error estimate evidence
    export failure field file filter form gateway grade group guide handler history hour import index input
    invoice item journal label latency ledger letter level licence limit load lock machine manager margin market
    measure member message meter method minute model month network notice number object offer office order output
    owner page parcel partner path payment period permit person plan point policy power price process product
    profile project proof protocol quality queue quota range rate reader reason record region register release
    remote report request reserve result review right risk role route rule sample scale schedule scheme scope
    score search season sector segment sensor series server service session share shift signal site source stage
    standard state station status step stock store stream subject summary supply support switch system table
    target task tax team tenant term test text ticket time tool topic total trace track trade traffic transfer
    trial trust type unit update usage user value vendor version view visit volume warrant week window worker zone
""",
)
_VERBS = re.findall(
    r"\w+",
    "keeps moves needs raises lowers covers delays replaces limits checks holds allows meets misses asks",
)
_LINKERS = re.findall(r"\w+", "and while because until after before unless where although so")


class Author:
    """Writes sentences, ids and claims from one stream of random numbers."""

    def __init__(self, seed: int, options: int, sources: int) -> None:
        self.random = Random(seed)
        self.options = [f"{self.random.choice(_WORDS)}-{number}" for number in range(options)]
        self.sources = [
            f"{self.random.choice(_WORDS)}-{1990 + number % 36}-{number}" for number in range(sources)
        ]

    def words(self, least: int, most: int) -> str:
        return " ".join(self.random.choice(_WORDS) for _ in range(self.random.randint(least, most)))

    def clause(self) -> str:
        return f"the {self.words(1, 2)} {self.random.choice(_VERBS)} the {self.words(1, 3)}"

    def sentence(self, most: int = 3, *, marked: bool = True) -> str:
        """A sentence; now and then with emphasis, code or a link to an option, unless it is not ``marked``."""
        clauses = [self.clause() for _ in range(self.random.randint(1, most))]
        if marked and self.random.random() < 0.15:
            clauses[-1] += self.random.choice(
                (f", see [its page](option:{self.option()})", " *at once*", f" as `{self.words(1, 1)}` does")
            )
        joined = clauses[0] + "".join(f" {self.random.choice(_LINKERS)} {clause}" for clause in clauses[1:])
        return f"{joined[0].upper()}{joined[1:]}."

    def option(self) -> str:
        return self.random.choice(self.options)

    def cited(self) -> str:
        return f"[{', '.join(self.random.sample(self.sources, self.random.randint(1, 3)))}]"


def files(entities: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Path and text of every file of a book with so many options, comparisons and decisions together."""
    third = max(entities // 3, 5)
    author = Author(seed, third, max(entities // 6, 5))
    for identity in author.options:
        yield f"options/{identity}.yml", _option(author, identity)
    for number in range(third):
        yield f"comparisons/comparison-{number}.yml", _comparison(author)
    for number in range(max(entities - 2 * third, 5)):
        yield f"decisions/decision-{number}.yml", decision(author, number)
    yield "glossary.yml", "".join(_term(author, number) for number in range(max(entities // 10, 3)))
    yield "sources.yml", "".join(_source(author, identity) for identity in author.sources)


def write(folder: Path, entities: int, seed: int = 1) -> int:
    """Write a book's files below ``folder``; returns their bytes."""
    size = 0
    for name, text in files(entities, seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        size += len(text.encode())
    return size


def name_of(identity: str) -> str:
    """An id as a title."""
    return re.sub(r"[-_]+", " ", identity).capitalize()


def wide_comparison(author: Author, options: int, criteria: int) -> str:
    """A comparison's file with so many columns and rows."""
    compared = author.random.sample(author.options, options)
    head = [f"title: {author.words(2, 4).capitalize()}", f"options: [{', '.join(compared)}]", "criteria:"]
    rows = [line for number in range(criteria) for line in _criterion(author, number, compared)]
    return "\n".join([*head, *rows, ""])


def _option(author: Author, identity: str) -> str:
    lines = [
        f"name: {name_of(identity)}",
        "summary: >-",
        f"  {author.sentence()}",
        f"checked: {CHECKED}",
        f"sources: {author.cited()}",
        f"related: [{author.option()}]",
        "cues:",
        *(f"  - {author.sentence(1, marked=False)}" for _ in range(3)),
    ]
    for name in ("choose_when", "avoid_when", "strengths", "weaknesses", "failure_modes", "first_steps"):
        lines.append(f"{name}:")
        for _ in range(author.random.randint(2, 4)):
            lines += _claim(author)
    return "\n".join(lines) + "\n"


def _claim(author: Author) -> list[str]:
    if author.random.random() < 0.4:
        return [f"  - {author.sentence(2)}"]
    return ["  - text: >-", f"      {author.sentence()}", f"    sources: {author.cited()}"]


def _comparison(author: Author) -> str:
    compared = author.random.sample(author.options, 5)
    lines = [
        f"title: {author.words(2, 4).capitalize()}",
        "summary: >-",
        f"  {author.sentence()}",
        f"takeaway: {author.sentence(2)}",
        f"checked: {CHECKED}",
        f"options: [{', '.join(compared)}]",
        "criteria:",
    ]
    for number in range(15):
        lines += _criterion(author, number, compared)
    return "\n".join(lines) + "\n"


def _criterion(author: Author, number: int, compared: list[str]) -> list[str]:
    lines = [
        f"  - id: {author.words(1, 1)}-{number}",
        f"    name: {author.words(1, 3).capitalize()}",
        f"    group: Part {number // 5 + 1}",
    ]
    if number % 5 == 3:
        lines += ["    type: number", "    unit: hours", "    better: lower", "    cells:"]
        return lines + [f"      {one}: {author.random.randrange(1, 500)}" for one in compared]
    if number % 5 == 4:
        lines += ["    levels: {none: None, partial: Partial, full: Full}", "    cells:"]
        return lines + [
            f"      {one}: {author.random.choice(('none', 'partial', 'full'))}" for one in compared
        ]
    lines += [f"    help: {author.sentence(1, marked=False)}", "    cells:"]
    for one in compared:
        if author.random.random() < 0.5:
            lines.append(f"      {one}: {author.sentence(1)}")
        else:
            lines += [
                f"      {one}:",
                f"        value: {author.sentence(1)}",
                f"        sources: {author.cited()}",
            ]
    return lines


def _term(author: Author, number: int) -> str:
    identity = f"{author.words(1, 1)}-term-{number}"
    text = author.sentence()
    return f"{identity}:\n  term: {name_of(identity)}\n  definition: >-\n    {text}\n  sources: {author.cited()}\n"


def _source(author: Author, identity: str) -> str:
    lines: Mapping[str, str] = {
        "title": name_of(identity),
        "kind": author.random.choice(("paper", "documentation", "article")),
        "authors": author.words(2, 3).title(),
        "published": str(1990 + author.random.randrange(36)),
        "url": f"https://example.org/{identity}",
        "finding": author.sentence(2, marked=False),
    }
    return f"{identity}:\n" + "".join(f"  {key}: {value}\n" for key, value in lines.items())
