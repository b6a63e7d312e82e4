"""Every statement of the five articles behind the book has a home, and the home cites its article.

The data is read as plain YAML here, apart from the reader that builds the site: a second road to the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "decision_data"
ARTICLES = {
    "S0": "behaviour-not-knowledge",
    "S1": "kodiq-basics",
    "S2": "beautifulcode-card",
    "S3": "knowledge-layer-essay",
    "S4": "practitioner-guide",
}
COUNTS = {"S0": 31, "S1": 29, "S2": 21, "S3": 45, "S4": 65}
STATE_NOTHING = {"S2-21", "S4-65"}
DOCS = ROOT / "docs"
HOME = re.compile(r"(option|comparison|decision|checklist|term|faq):([a-z0-9_-]+)(?:#([A-Za-z0-9_-]+))?")


@cache
def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def entity(kind: str, name: str) -> Any:
    """The entity as written. Raises ``KeyError`` or ``FileNotFoundError`` where it is missing."""
    if kind == "term":
        return read(DATA / "glossary.yml")[name]
    if kind == "faq":
        return {entry["id"]: entry for entry in read(DATA / "faq.yml")}[name]
    return read(DATA / f"{kind}s" / f"{name}.yml")


def part(written: Any, fragment: str) -> Any:
    """The list, row, rule, item or step of that name. Raises ``KeyError`` where there is none."""
    for key in ("criteria", "rules", "items"):
        for entry in written.get(key, []):
            if entry.get("id") == fragment:
                return entry
    return written.get("steps", {}).get(fragment) or written[fragment]


def cited(written: Any) -> Iterator[str]:
    """The sources that stand for or against anything in it."""
    if isinstance(written, list):
        for entry in written:
            yield from cited(entry)
    elif isinstance(written, dict):
        yield from written.get("sources", [])
        yield from written.get("disputed_by", [])
        for entry in written.values():
            yield from cited(entry)


def cited_by(home: str) -> set[str]:
    """What the home cites; a whole entity counts by what stands behind its own summary."""
    match = HOME.fullmatch(home)
    assert match, f"{home} is no link to an entity"
    kind, name, fragment = match.groups()
    written = entity(kind, name)
    if fragment:
        return set(cited(part(written, fragment)))
    return {*written.get("sources", []), *written.get("disputed_by", [])}


def coverage() -> dict[str, list[str]]:
    """The homes of each statement, entities and pages alike."""
    homes: dict[str, list[str]] = read(Path(__file__).with_name("coverage.yml"))
    return homes


def in_the_data(statement: str) -> list[str]:
    """Its homes without the pages, which cite nothing themselves."""
    return [home for home in coverage()[statement] if not home.endswith(".md")]


def test_every_statement_is_listed_in_order() -> None:
    assert list(coverage()) == [f"{key}-{n:02}" for key, count in COUNTS.items() for n in range(1, count + 1)]


def test_only_text_that_states_nothing_has_no_home() -> None:
    assert {statement for statement, homes in coverage().items() if not homes} == STATE_NOTHING


@pytest.mark.parametrize("statement", sorted(set(coverage()) - STATE_NOTHING))
def test_each_home_of_a_statement_cites_its_article(statement: str) -> None:
    article = ARTICLES[statement[:2]]
    homes = in_the_data(statement)
    assert homes, "a page alone cites nothing"
    silent = [home for home in homes if article not in cited_by(home)]
    assert not silent, f"{', '.join(silent)} does not cite {article}"


def test_every_page_that_is_a_home_exists() -> None:
    pages = {home for homes in coverage().values() for home in homes if home.endswith(".md")}
    assert pages
    assert [page for page in sorted(pages) if not (DOCS / page).is_file()] == []


def test_a_home_without_the_article_is_noticed() -> None:
    assert "kodiq-basics" not in cited_by("term:token")
    with pytest.raises(KeyError):
        cited_by("checklist:data#no-such-item")
