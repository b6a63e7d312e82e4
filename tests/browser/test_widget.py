"""Answering a decision in a browser, by keyboard, link and history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from decisionbook import assets
from decisionbook.model import Book
from decisionbook.render import Renderer
from tests.render.decisions import CHAIN, COLLECT, FIRST, GATE, STEPS, TODAY, book_of

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]


Block = tuple[str, str | None, tuple[str, ...]]
"""A decision's id, its prefix on the page, and what is shown of it."""


def block(name: str, *show: str, prefix: str | None = None) -> Block:
    return name, prefix, show or ("widget",)


def opened(open_page: OpenPage, book: Book, *blocks: Block, **settings: object) -> Page:
    render = Renderer(book, today=TODAY)
    markup = "\n".join(render.decision(name, show, prefix) for name, prefix, show in blocks)
    return open_page(markup, assets.style(), assets.script(), **settings)


def due(page: Page) -> str | None:
    return page.locator("form.db-now fieldset").get_attribute("data-input")


def result(page: Page) -> str | None:
    return page.locator("[data-outcomes]:visible").get_attribute("data-outcomes")


def answer(page: Page, value: str) -> None:
    page.locator(f'form.db-now input[value="{value}"]').check()
    page.get_by_role("button", name="Continue").click()


@pytest.fixture
def first(open_page: OpenPage, tmp_path: Path) -> Page:
    return opened(open_page, book_of(tmp_path, choose=FIRST), block("choose"))


@pytest.fixture
def chain(open_page: OpenPage, tmp_path: Path) -> Page:
    return opened(open_page, book_of(tmp_path, plan=CHAIN, gate=GATE), block("plan", "widget", "examples"))


def test_the_keyboard_alone_leads_to_a_result(first: Page) -> None:
    expect(first.locator("form:visible")).to_have_count(1)
    first.get_by_role("radio", name="Yes").focus()
    first.keyboard.press("ArrowDown")
    first.keyboard.press("Enter")
    expect(first.get_by_role("heading", name="Are the instructions vague?")).to_be_focused()
    first.keyboard.press("Tab")
    first.keyboard.press("Space")
    first.keyboard.press("Enter")
    expect(first.get_by_role("heading", name="Prompting")).to_be_focused()
    assert result(first) == "prompting"
    shown = first.locator(".db-live")
    expect(shown).to_contain_text("Instructions are cheap.")
    expect(shown).not_to_contain_text("Weights go stale.")


def test_continue_without_an_answer_says_so_beside_the_question(first: Page) -> None:
    first.get_by_role("button", name="Continue").click()
    expect(first.get_by_role("radio", name="Yes")).to_be_focused()
    group = first.get_by_role("group", name="Does it need fresh facts?")
    expect(group).to_have_accessible_description(
        "Prices and policies. Error: Choose an answer, or select “Not sure”."
    )
    answer(first, "no")
    first.get_by_role("button", name="Back").click()
    expect(first.locator(".db-error:visible")).to_have_count(0)
    expect(group).to_have_accessible_description("Prices and policies.")


def test_the_answers_are_in_the_address_and_survive_reload_and_history(first: Page) -> None:
    answer(first, "no")
    assert first.url.endswith("#choose?fresh=no")
    first.reload()
    assert due(first) == "vague"
    answer(first, "yes")
    assert result(first) == "prompting"
    first.go_back()
    assert due(first) == "vague"
    first.go_back()
    assert due(first) == "fresh"
    first.go_forward()
    first.go_forward()
    assert result(first) == "prompting"


def test_an_answer_can_be_changed_and_later_ones_stay(chain: Page) -> None:
    for value in ("no", ">= 1000", "small", "yes"):
        answer(chain, value)
    assert result(chain) == "now"
    chain.get_by_role("button", name="Change the answer to: How large is it?").click()
    expect(chain.locator('form.db-now input[value="small"]')).to_be_checked()
    answer(chain, "large")
    assert result(chain) == "later"
    chain.get_by_role("button", name="Change the answer to: How large is it?").click()
    answer(chain, "small")
    assert result(chain) == "now"


def test_back_asks_the_question_before_with_its_answer(chain: Page) -> None:
    answer(chain, "no")
    chain.get_by_role("button", name="Back").click()
    assert due(chain) == "urgent"
    expect(chain.locator('form.db-now input[value="no"]')).to_be_checked()
    expect(chain.get_by_role("button", name="Back")).to_be_hidden()


def test_a_chain_asks_inner_questions_in_place_and_shows_what_they_gave(chain: Page) -> None:
    answer(chain, "yes")
    expect(chain.locator("form.db-now .db-place")).to_have_text("The gate: Question 2 of at most 3")
    answer(chain, "small")
    answer(chain, "yes")
    assert result(chain) == "now"
    expect(chain.locator(".db-live")).to_contain_text("The gate: Open")
    expect(chain.locator(".db-live")).to_contain_text("Small and safe.")


def test_not_sure_goes_on_and_names_what_would_settle_it(first: Page) -> None:
    first.get_by_role("button", name="Not sure").click()
    answer(first, "no")
    assert set((result(first) or "").split()) == {"rag", "hybrid"}
    expect(first.locator(".db-live")).to_contain_text("2 results are still possible")
    first.get_by_role("button", name="Does it need fresh facts?", exact=True).click()
    answer(first, "yes")
    assert result(first) == "rag"


RANKED = """
title: Ranked
inputs: {both: {ask: Both ends?}}
outcomes: {low: {title: Low}, middle: {title: Middle}, high: {title: High}}
hit_policy: collect
rules:
  - {when: {both: yes}, then: low}
  - {when: {both: yes}, then: high}
  - {when: {both: no}, then: middle}
"""


def test_what_is_still_possible_stands_by_rank(open_page: OpenPage, tmp_path: Path) -> None:
    page = opened(open_page, book_of(tmp_path, ranked=RANKED), block("ranked"))
    page.get_by_role("button", name="Not sure").click()
    expect(page.locator(".db-live[data-outcomes]")).to_have_attribute("data-outcomes", "low middle high")


def test_a_result_says_what_else_was_close_and_which_answer_leads_there(first: Page) -> None:
    answer(first, "yes")
    shown = first.locator(".db-live")
    expect(shown).to_contain_text("Prompting or Hybrid If: Does it need fresh facts? No")
    first.get_by_role("button", name="Change the answer to: Does it need fresh facts?").click()
    answer(first, "no")
    answer(first, "no")
    expect(shown).to_contain_text("Retrieval: Looks facts up. If: Does it need fresh facts? Yes")
    expect(shown).to_contain_text("Prompting If: Are the instructions vague? Yes")


def test_several_outcomes_are_compared_with_what_another_answer_adds_or_takes(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = opened(open_page, book_of(tmp_path, layers=COLLECT), block("layers"))
    answer(page, "yes")
    answer(page, "no")
    expect(page.locator(".db-live")).to_contain_text("also Schema If: ")
    expect(page.locator(".db-live")).to_contain_text("without Retrieval If: ")


def test_the_map_marks_the_way_that_the_answers_took(open_page: OpenPage, tmp_path: Path) -> None:
    book = book_of(tmp_path, choose=FIRST)
    page = opened(open_page, book, block("choose", "widget", "tree"), block("choose", prefix="db-choose-2"))
    way = page.locator(".db-map svg a[aria-current]")
    expect(way).to_have_text(["Does it need fresh facts?"])
    page.locator("[id='db-choose-2'] form.db-now input[value='yes']").check()
    page.locator("[id='db-choose-2']").get_by_role("button", name="Continue").click()
    expect(way).to_have_text(["Does it need fresh facts?"])
    page.locator("[id='db-choose'] form.db-now input[value='no']").check()
    page.locator("[id='db-choose']").get_by_role("button", name="Continue").click()
    expect(way).to_have_text(["Does it need fresh facts?", "Are the instructions vague?"])
    page.locator("[id='db-choose'] form.db-now input[value='no']").check()
    page.locator("[id='db-choose']").get_by_role("button", name="Continue").click()
    expect(way).to_have_text(["Does it need fresh facts?", "Are the instructions vague?", "Hybrid"])
    expect(page.locator(".db-map svg g[aria-current]")).to_have_text(["No", "No"])
    page.go_back()
    expect(way).to_have_text(["Does it need fresh facts?", "Are the instructions vague?"])


def test_the_map_leads_through_decisions_that_it_rests_on(open_page: OpenPage, tmp_path: Path) -> None:
    page = opened(open_page, book_of(tmp_path, plan=CHAIN, gate=GATE), block("plan", "widget", "tree"))
    for value in ("yes", "small", "yes"):
        answer(page, value)
    way = page.locator(".db-map svg g[aria-current]")
    expect(way.first).to_have_text("Yes")
    expect(way).to_have_count(2)


@pytest.mark.parametrize(
    ("given", "band"), [("1000", ">= 1000"), ("5000", ">= 1000"), ("999", "[0..999]"), ("0", "[0..999]")]
)
def test_an_address_may_hold_a_number_instead_of_its_band(chain: Page, given: str, band: str) -> None:
    chain.goto(chain.url.split("#")[0] + f"#plan?urgent=no&volume={given}")
    chain.reload()
    chain.get_by_role("button", name="Change the answer to: How many?").click()
    expect(chain.locator("form.db-now :checked")).to_have_value(band)


def test_an_address_with_what_is_no_number_of_a_band_is_told(chain: Page) -> None:
    chain.goto(chain.url.split("#")[0] + "#plan?urgent=no&volume=many")
    chain.reload()
    assert due(chain) == "volume"
    expect(chain.get_by_role("status")).to_contain_text("still hold: 1.")


def test_an_example_opens_the_questions_with_its_answers(chain: Page) -> None:
    chain.get_by_role("link", name="Open in the questions (Much)").click()
    assert result(chain) == "now"
    expect(chain.locator(".db-live .db-given")).to_contain_text("1,000 or more calls")


def test_an_old_link_keeps_what_is_still_valid_and_names_the_rest(first: Page) -> None:
    first.goto(first.url.split("#")[0] + "#choose?fresh=no&vague=perhaps&gone=yes")
    first.reload()
    assert due(first) == "vague"
    expect(first.get_by_role("status")).to_contain_text(
        "still hold: 1. No longer valid: Are the instructions vague?, gone"
    )


def test_several_outcomes_are_shown_together_with_their_reasons(open_page: OpenPage, tmp_path: Path) -> None:
    page = opened(open_page, book_of(tmp_path, layers=COLLECT), block("layers"))
    answer(page, "yes")
    expect(page.locator(".db-given")).to_contain_text("Your answers")
    answer(page, "yes")
    assert result(page) == "retrieval schema"
    shown = page.locator(".db-live")
    for text in ("A hybrid", "More than one.", "Facts are needed.", "Form is needed.", "Index it."):
        expect(shown).to_contain_text(text)


def test_steps_give_the_reasons_of_the_way(open_page: OpenPage, tmp_path: Path) -> None:
    page = opened(open_page, book_of(tmp_path, licence=STEPS), block("licence"))
    answer(page, "bus")
    answer(page, "no")
    assert result(page) == "stop"
    expect(page.locator(".db-live .db-why")).to_contain_text("A bus needs more.")
    expect(page.locator(".db-live .db-why")).to_contain_text("It takes a licence.")


INNER = """
title: Size
inputs: {many: {ask: Many?}, near: {ask: Near?}}
outcomes: {far: {title: Far}, small: {title: Small}, large: {title: Large}}
hit_policy: first
rules:
- {when: {near: no}, then: far, because: It is away.}
- {when: {many: yes}, then: large, because: Many.}
otherwise: {then: small, because: Few.}
"""

OUTER = """
title: Way
inputs: {size: {decision: size}}
outcomes: {walk: {title: Walk}, ride: {title: Ride}}
hit_policy: any
rules:
- {when: {size: not far}, then: walk, because: Nothing is far.}
- {when: {size: large}, then: walk, because: It is large.}
- {when: {size: far}, then: ride, because: It is far.}
"""


def test_a_rule_that_fires_in_any_case_is_the_reason_while_an_inner_decision_is_open(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = opened(open_page, book_of(tmp_path, way=OUTER, size=INNER), block("way"))
    answer(page, "yes")
    assert result(page) == "walk"
    why = page.locator(".db-live .db-why")
    expect(why).to_contain_text("Nothing is far.")
    expect(why).not_to_contain_text("It is large.")
    expect(page.locator(".db-live")).not_to_contain_text("one of these holds")


def test_widgets_on_one_page_do_not_disturb_each_other(open_page: OpenPage, tmp_path: Path) -> None:
    book = book_of(tmp_path, choose=FIRST, layers=COLLECT)
    page = opened(open_page, book, block("choose"), block("choose", prefix="db-choose-2"), block("layers"))
    one, two, other = (page.locator(f"[id='{name}']") for name in ("db-choose", "db-choose-2", "db-layers"))
    two.locator('form.db-now input[value="yes"]').check()
    two.get_by_role("button", name="Continue").click()
    other.locator('form.db-now input[value="yes"]').check()
    other.get_by_role("button", name="Continue").click()
    expect(one.locator("form.db-now fieldset")).to_have_attribute("data-input", "fresh")
    expect(two.locator("[data-outcomes]:visible")).to_have_attribute("data-outcomes", "rag")
    expect(other.locator("form.db-now fieldset")).to_have_attribute("data-input", "form")
    page.go_back()
    expect(other.locator("form.db-now fieldset")).to_have_attribute("data-input", "facts")
    expect(two.locator("[data-outcomes]:visible")).to_have_attribute("data-outcomes", "rag")


def test_everything_can_be_read_and_left_again(first: Page) -> None:
    answer(first, "no")
    first.get_by_role("link", name="Show every question and result").click()
    expect(first.locator("form:visible")).to_have_count(2)
    expect(first.locator("[data-outcomes]:visible")).to_have_count(3)
    expect(first.get_by_role("link", name="Yes: Retrieval")).to_be_visible()
    first.get_by_role("button", name="Answer one question at a time").click()
    assert due(first) == "vague"
    expect(first.locator("form:visible")).to_have_count(1)


def test_the_record_holds_the_answers_the_outcome_and_the_reasons(first: Page) -> None:
    answer(first, "no")
    answer(first, "no")
    first.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text }")
    first.get_by_role("button", name="Copy as a decision record").click()
    expect(first.get_by_role("status")).to_have_text("Copied.")
    record = first.evaluate("window.copied")
    lines = record.splitlines()
    today = first.evaluate("new Date().toISOString().slice(0, 10)")
    assert lines[:6] == [
        "---",
        "status: proposed",
        f"date: {today}",
        "---",
        "",
        "# Choose an approach: Hybrid",
    ]
    assert "* Does it need fresh facts? **No**" in lines
    assert "* Retrieval" in lines
    assert "Chosen option: **Hybrid**" in lines
    assert "* Nothing else applies. When no other rule applies" in lines
    assert "* Prompting If: Are the instructions vague? Yes" in lines
    assert f"* The answers, to be opened and changed: <{first.url}>" in lines
    assert lines[-1].startswith("* Fingerprint of the data behind it: ")
    first.get_by_role("button", name="Start again").click()
    assert due(first) == "fresh"
    assert "#" not in first.url


def test_without_scripts_every_answer_is_a_link(open_page: OpenPage, tmp_path: Path) -> None:
    page = opened(
        open_page, book_of(tmp_path, plan=CHAIN, gate=GATE), block("plan"), java_script_enabled=False
    )
    expect(page.locator("form:visible")).to_have_count(page.locator("form").count())
    expect(page.locator("input:visible, button:visible")).to_have_count(0)
    expect(page.locator(".db-goto:visible")).to_have_count(page.locator("input").count())


def test_paper_shows_the_result_or_else_everything(first: Page) -> None:
    first.emulate_media(media="print")
    expect(first.locator("form:visible")).to_have_count(2)
    first.emulate_media(media="screen")
    answer(first, "yes")
    first.emulate_media(media="print")
    expect(first.locator("form:visible")).to_have_count(0)
    expect(first.locator("[data-outcomes]:visible")).to_have_count(1)


def test_nothing_jumps_while_the_page_loads(open_page: OpenPage, tmp_path: Path) -> None:
    watch = """
        window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
    """
    render = Renderer(book_of(tmp_path, plan=CHAIN, gate=GATE), today=TODAY)
    markup = render.decision("plan", ("widget", "rules"))
    page = open_page(markup, assets.style(), watch + assets.script())
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") <= 0.05


@pytest.mark.parametrize("width", [320, 900])
def test_no_page_is_wider_than_its_window(open_page: OpenPage, tmp_path: Path, width: int) -> None:
    book = book_of(tmp_path, plan=CHAIN, gate=GATE)
    shown = ("widget", "rules", "tree", "examples", "proof")
    page = opened(open_page, book, block("plan", *shown), viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator(".db-map svg:visible")).to_have_count(0 if width == 320 else 1)
