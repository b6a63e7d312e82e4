"""Hostile data in a real browser: no script runs, nothing is asked for elsewhere, no address breaks a page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from decisionbook import prose
from decisionbook.book import read_book
from decisionbook.decide import evaluate
from decisionbook.exchange.single import single_page
from decisionbook.model import Kind
from tests.hostile import book
from tests.hostile.site import built
from tests.hostile.test_markup import ALLOWED, TODAY
from tests.hostile.vectors import every, mutants

pytestmark = pytest.mark.browser

# A script that ran says so on the console, and the fixtures fail the test for it.
ALARM = "window.alert = () => console.error('a script of the data ran');"

# What no parser of ours can tell: what the browser made of the page.
FAULTS = """() => {
  const bad = [];
  for (const one of document.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      if (/^on|^srcdoc$|^formaction$/i.test(name) || !/^[a-z][a-z0-9:_-]*$/i.test(name)) bad.push(one.outerHTML);
      if (!/^(href|xlink:href|src|action|data|poster|srcset)$/.test(name) || !URL.canParse(value, location)) continue;
      const { protocol, href } = new URL(value, location);
      if (!/^(https?|mailto|file|about):$/.test(protocol) && href !== "data:,") bad.push(one.outerHTML);
    }
  }
  return bad.map((html) => html.slice(0, 300));
}"""

# Texts as markup, parsed but never shown: the elements and attributes besides those that prose may have.
PARSED = """([texts, allowed, schemes]) => texts.flatMap((text, index) => {
  const bad = [];
  for (const one of new DOMParser().parseFromString(`<div>${text}</div>`, "text/html").body.querySelectorAll("*")) {
    if (!(one.localName in allowed)) bad.push(one.localName);
    for (const { name } of one.attributes) if (!(allowed[one.localName] || []).includes(name)) bad.push(name);
    const scheme = one.protocol && one.protocol.slice(0, -1);
    if (one.localName === "a" && scheme && one.getAttribute("href").includes(":") && !schemes.includes(scheme)) {
      bad.push(one.href);
    }
  }
  return bad.length ? [[index, bad]] : [];
})"""


@pytest.fixture(scope="module", params=list(book.shifts()))
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("hostile"), book.turning(request.param))


def test_no_page_of_a_site_runs_anything(new_page: Callable[..., Page], hostile: Path, serve) -> None:
    page = new_page()
    page.add_init_script(ALARM)
    address = serve(hostile)
    for path in sorted(hostile.rglob("*.html")):
        if path.name == "404.html":
            continue
        page.goto(f"{address}/{path.relative_to(hostile).as_posix()}")
        assert page.evaluate(FAULTS) == [], path


def test_walking_sorting_filtering_copying_and_searching_run_nothing(new_page, hostile: Path, serve) -> None:
    page = new_page()
    page.add_init_script(ALARM)
    address = serve(hostile)
    for name in ("rules", "collects", "steps"):
        page.goto(f"{address}/decisions/{name}/")
        for _ in range(8):
            form = page.locator("form.db-now")
            if not form.count():
                break
            form.locator("input").first.check()
            form.get_by_role("button", name="Continue").click()
        page.locator("[data-do=copy]:visible").click()
        assert page.evaluate(FAULTS) == []
    page.goto(f"{address}/comparisons/few/")
    page.locator("[name=find]").fill("<img src=x onerror=alert(1)>")
    page.locator("[name=find]").fill("")
    page.locator("[data-copy=markdown]").click()
    assert page.evaluate(FAULTS) == []
    page.goto(f"{address}/")
    page.keyboard.press("/")
    page.locator(".md-search__input").type("alert img onerror")
    page.locator(".md-search-result__item").first.wait_for()
    assert page.evaluate(FAULTS) == []


def test_a_page_alone_runs_nothing(new_page, tmp_path: Path) -> None:
    page = new_page()
    page.add_init_script(ALARM)
    found = read_book(book.write(tmp_path / "data", book.data(book.turning())), today=TODAY).book
    for kind in ("option", "comparison", "decision", "checklist"):
        for identity in found.of(kind):
            file = tmp_path / f"{identity}.html"
            file.write_text(single_page(found, kind, identity, today=TODAY), "utf-8")
            page.goto(file.as_uri())
            assert page.evaluate(FAULTS) == []


@pytest.mark.parametrize("seed", range(2))
def test_a_browser_reads_prose_as_we_wrote_it(new_page, seed: int) -> None:
    page = new_page()
    texts = [*every(), *mutants(1500, seed + 100)]
    allowed = {name: sorted(attributes) for name, attributes in ALLOWED.items()}
    shown = [str(prose.to_html(text)) for text in texts]
    wrong = page.evaluate(PARSED, [shown, allowed, sorted(prose.SAFE_SCHEMES)])
    assert [(texts[index], bad) for index, bad in wrong] == []


# --- Names that meet ------------------------------------------------------------------------------------

MEETING = {
    "inputs.yml": {"region": {"ask": "Of all?"}},
    "decisions/inner.yml": {
        "title": "I", "hit_policy": "first", "inputs": {"region": "shared"}, "outcomes": {"p": "P", "q": "Q"},
        "rules": [{"when": {"region": "yes"}, "then": "p"}], "otherwise": "q",
    },
    "decisions/shared.yml": {
        "title": "S", "hit_policy": "first", "inputs": {"region": {"ask": "Of shared?"}}, "outcomes": {"s": "S", "t": "T"},
        "rules": [{"when": {"region": "yes"}, "then": "s"}], "otherwise": "t",
    },
    "decisions/outer.yml": {
        "title": "O", "hit_policy": "unique",
        "inputs": {"region": {"ask": "Own?"}, "i": {"decision": "inner"}, "s": {"decision": "shared"}},
        "outcomes": {f"{one}{two}{three}": "X" for one in "yn" for two in "pq" for three in "st"},
        "rules": [
            {"when": {"region": {"y": "yes", "n": "no"}[one], "i": two, "s": three}, "then": f"{one}{two}{three}"}
            for one in "yn" for two in "pq" for three in "st"
        ],
    },
}  # fmt: skip
"""Three inputs of one id: an own one, a shared one, and one of a decision that is called shared."""


@pytest.mark.parametrize("answers", [("yes", "no", "yes"), ("no", "yes", "no"), ("no", "no", "yes")])
def test_inputs_of_one_id_are_answered_apart(new_page, tmp_path: Path, answers: tuple[str, ...]) -> None:
    found = read_book(book.write(tmp_path / "data", MEETING))
    assert found.errors == ()
    own, of_all, of_shared = answers
    wanted = f"{own[0]}{'p' if of_all == 'yes' else 'q'}{'s' if of_shared == 'yes' else 't'}"
    given = {"region": own, "inner.region": of_all, "shared.region": of_shared}
    assert evaluate(found.book, "outer", given).outcomes == (wanted,)
    file = tmp_path / "outer.html"
    file.write_text(single_page(found.book, "decision", "outer", today=TODAY), "utf-8")
    page = new_page()
    page.goto(file.as_uri())
    for ask, answer in zip(("Own?", "Of all?", "Of shared?"), answers, strict=True):
        form = page.locator("form.db-now", has_text=ask)
        form.locator(f"input[value={answer}]").check()
        form.get_by_role("button", name="Continue").click()
    outcomes = page.locator(f"[data-outcomes={wanted}]").first
    outcomes.wait_for()
    page.reload()
    outcomes.wait_for()


# --- Addresses ------------------------------------------------------------------------------------------

NAMED_LIKE_PARTS = {
    "decisions/constructor.yml": {
        "title": "D",
        "inputs": {"constructor": {"ask": "Q?"}, "x": {"ask": "X?", "answers": {"constructor": "A", "b": "B"}}},
        "outcomes": {"constructor": {"title": "One"}, "b": {"title": "Two"}},
        "rules": [{"id": "constructor", "when": {"constructor": "yes", "x": "constructor"}, "then": "constructor"}],
        "otherwise": {"then": "b"},
        "hit_policy": "first",
    },
    "comparisons/constructor.yml": {
        "title": "C",
        "options": {"constructor": {"name": "O"}, "b": {"name": "P"}},
        "criteria": [{"id": "constructor", "name": "K", "cells": {"constructor": "1", "b": "2"}}],
    },
    "checklists/constructor.yml": {"title": "L", "items": [{"id": "constructor", "text": "T"}]},
}  # fmt: skip


@pytest.fixture
def alone(tmp_path: Path) -> Callable[[Kind], Path]:
    found = read_book(book.write(tmp_path / "data", NAMED_LIKE_PARTS))
    assert found.errors == ()

    def make(kind: Kind) -> Path:
        file = tmp_path / f"{kind}.html"
        file.write_text(single_page(found.book, kind, "constructor", today=TODAY), "utf-8")
        return file

    return make


def test_ids_may_be_named_like_parts_of_javascript(new_page, alone) -> None:
    page = new_page()
    page.goto(alone("decision").as_uri())
    for _ in range(2):
        form = page.locator("form.db-now")
        form.locator("input").first.check()
        form.get_by_role("button", name="Continue").click()
    assert page.locator(".db-live").get_attribute("data-outcomes") == "constructor"
    page.goto(alone("comparison").as_uri())
    assert page.locator("td:visible").count() == 2
    page.goto(alone("checklist").as_uri())
    page.locator("input").first.check()
    assert "constructor" in page.evaluate("location.hash")


HASHES = [
    "#%", "#%E0%A4%A", "#constructor?constructor=<script>alert(1)</script>", "#constructor?__proto__=yes&toString=1",
    "#constructor?constructor=__proto__", "#constructor?.=constructor&hasOwnProperty=yes", "#__proto__?x=1", "#?=&=;;?",
    "#constructor?x=%00%ff", "#constructor?sort=-constructor&find=%3Cimg%20onerror%3Dalert(1)%3E&options=__proto__",
    "#constructor?" + "constructor=yes&" * 3000, "#javascript:alert(1)", "#\"><img src=x onerror=alert(1)>",
]  # fmt: skip


@pytest.mark.parametrize("kind", ["decision", "comparison", "checklist"])
def test_no_address_breaks_a_page(new_page, alone, kind: str) -> None:
    page = new_page()
    page.add_init_script(ALARM)
    file = alone(kind).as_uri()
    for address in HASHES:
        page.goto("about:blank")
        page.goto(file + address)
        assert page.evaluate(FAULTS) == [], address
        assert page.locator("form").count() > 0, address
        page.evaluate(f"location.hash = {json.dumps(address)}")
