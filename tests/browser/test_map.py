"""The map of a decision as a browser draws it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# How far each question's text, in bold, as one sees it who has come there, reaches over the beginning of the lines
# that leave it at its height.
OVERLAPS = """
(svg) => [...svg.querySelectorAll("a:has(.q)")].map((mark) => {
  mark.setAttribute("aria-current", "step");
  const dot = mark.querySelector("circle").getBoundingClientRect();
  const text = mark.querySelector("text").getBoundingClientRect();
  const starts = [...svg.querySelectorAll("path")].map((path) => path.getBoundingClientRect())
    .filter((line) => Math.abs(line.top - (dot.top + dot.height / 2)) < 2 && line.left > dot.right);
  return text.right - Math.min(...starts.map((line) => line.left));
})
"""


def test_lines_leave_a_question_behind_its_text(site: str, page: Page) -> None:
    page.goto(f"{site}/decisions/choose-approach/")
    overlaps = page.locator(".db-map svg").evaluate(OVERLAPS)
    assert len(overlaps) == 3
    assert max(overlaps) <= 0
