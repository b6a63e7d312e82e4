"""The ways through every decision of the book, clicked on its page and compared with the evaluator."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from decisionbook.book import read_book
from decisionbook.decide import Evaluator, Result, addresses
from decisionbook.decide.atoms import show
from decisionbook.model import Book

pytestmark = pytest.mark.browser

MOST = 60
"""Ways through one decision that an ordinary run clicks."""

ROOT = Path(__file__).resolve().parents[2]

CLICK = """
async (path) => {
  const widget = document.querySelector("[data-decision]");
  const seen = (element) => element.checkVisibility();
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  location.hash = "";
  await turn();
  for (const [address, value] of path) {
    const asked = [...widget.querySelectorAll("fieldset[data-input]")].filter(seen);
    if (asked.length !== 1 || asked[0].dataset.input !== address) {
      return "asked " + asked.map((each) => each.dataset.input) + " instead of " + address;
    }
    const radio = [...asked[0].querySelectorAll("input")].find((each) => each.value === value);
    if (!radio) return "no answer " + value + " to " + address;
    radio.click();
    [...asked[0].form.querySelectorAll("button")].find((each) => each.textContent.trim() === "Continue").click();
    await turn();
  }
  const results = [...widget.querySelectorAll("[data-outcomes]")].filter(seen);
  return results.map((each) => each.dataset.outcomes).join(" | ");
}
"""


@cache
def book() -> Book:
    return read_book(ROOT / "decision_data").book


def ways(decision: str) -> Iterator[tuple[list[tuple[str, str]], Result]]:
    """Every sequence of answers to the questions that are asked, and where it ends."""
    evaluator, inputs = Evaluator(book(), decision), addresses(book(), decision)
    waiting: list[list[tuple[str, str]]] = [[]]
    while waiting:
        path = waiting.pop()
        result = evaluator.evaluate(dict(path))
        if result.next is None:
            yield path, result
            continue
        asked = result.next
        waiting.extend([*path, (asked, show(atom))] for atom in inputs[asked].atoms)


def walk(decision: str, page: Page, site: str, step: int = 1) -> None:
    page.goto(f"{site}/decisions/{decision}/")
    page.locator("[data-decision] fieldset:visible").first.wait_for()
    for path, result in list(ways(decision))[::step]:
        assert page.evaluate(CLICK, path) == " ".join(result.outcomes), path


@pytest.mark.parametrize("decision", book().decisions)
def test_ways(decision: str, page: Page, site: str) -> None:
    """All ways, or of many every so manieth."""
    count = len(list(ways(decision)))
    assert count >= len(book().decisions[decision].outcomes)
    walk(decision, page, site, step=max(1, count // MOST))


@pytest.mark.nightly
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("decision", book().decisions)
def test_every_way(decision: str, page: Page, site: str) -> None:
    walk(decision, page, site)
