"""A comparison in a browser: choosing, filtering, sorting, sharing and copying."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from decisionbook import assets
from tests.render.page import render

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


@pytest.fixture
def table(open_page: OpenPage) -> Callable[..., Page]:
    def opened(entity: str = "two", **settings: object) -> Page:
        return open_page(render().comparison(entity), assets.style(), assets.script(), **settings)

    return opened


def heads(page: Page) -> list[str]:
    return page.locator("thead th[data-option]:visible .db-name").all_inner_texts()


def rows(page: Page) -> list[str]:
    return page.locator("tbody tr[data-criterion]:visible .db-name").all_inner_texts()


def count(page: Page) -> str:
    return page.locator("output").inner_text()


def test_controls_are_there(table: Callable[..., Page]) -> None:
    page = table()
    expect(page.get_by_role("form", name="Table tools")).to_be_visible()
    assert count(page) == "5 of 5 criteria"


def test_without_scripts_the_whole_table_and_no_controls(table: Callable[..., Page]) -> None:
    page = table(java_script_enabled=False)
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.get_by_text("Copy the table as")).to_be_hidden()
    assert len(rows(page)) == 5


def test_choosing_options(table: Callable[..., Page]) -> None:
    page = table()
    page.get_by_label("RAG").uncheck()
    assert heads(page) == ["TUNE", "WAIT"]
    expect(page.locator("#updates--rag")).to_be_hidden()
    assert page.locator("th[scope=rowgroup]").first.get_attribute("colspan") == "3"
    assert page.evaluate("location.hash") == "#two?options=tune&options=wait"
    page.reload()
    assert heads(page) == ["TUNE", "WAIT"]
    expect(page.get_by_label("RAG")).not_to_be_checked()


def test_choosing_criteria(table: Callable[..., Page]) -> None:
    page = table()
    page.get_by_text("Criteria to show").click()
    page.get_by_role("checkbox", name="Audit").uncheck()
    page.get_by_role("checkbox", name="Updates").uncheck()
    assert rows(page) == ["Time", "Local", "Since"]
    expect(page.get_by_text("Knowledge", exact=True)).to_be_hidden()
    assert count(page) == "3 of 5 criteria"


def test_filtering(table: Callable[..., Page]) -> None:
    page = table()
    page.get_by_role("searchbox").fill("CHANGE the")
    assert rows(page) == ["Updates"]
    page.get_by_role("searchbox").fill("Ovadia")
    expect(page.get_by_text("Nothing mentions “Ovadia”.")).to_be_visible()
    expect(page.get_by_role("table")).to_be_hidden()
    page.get_by_role("button", name="Show everything").click()
    assert len(rows(page)) == 5
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert page.evaluate("location.hash") == ""


def test_enter_in_the_filter_stays_on_the_page(table: Callable[..., Page]) -> None:
    page = table()
    page.get_by_role("searchbox").fill("minutes")
    page.get_by_role("searchbox").press("Enter")
    assert rows(page) == ["Time"]


def test_differences_only(table: Callable[..., Page]) -> None:
    page = table()
    page.get_by_label("TUNE").uncheck()
    page.get_by_label("Differences only").check()
    assert rows(page) == ["Updates", "Audit", "Time", "Since"]


def test_sorting(table: Callable[..., Page]) -> None:
    page = table()
    button = page.get_by_role("button", name="Sort by Time")
    button.click()
    assert heads(page) == ["WAIT", "RAG", "TUNE"]
    assert count(page) == "5 of 5 criteria Sorted by Time, best first."
    assert page.locator("[aria-sort]").get_attribute("aria-sort") == "ascending"
    cells = page.locator("tr[data-criterion=time] td").all_inner_texts()
    assert cells == ["0.5 minutes", "5 to 15 minutes", "2,880 minutes"]
    button.click()
    assert heads(page) == ["TUNE", "RAG", "WAIT"]
    assert page.evaluate("location.hash") == "#two?sort=-time"
    page.get_by_role("button", name="Sort by Updates").click()
    assert heads(page) == ["RAG", "TUNE", "WAIT"]
    assert page.locator("[aria-sort]").count() == 1
    page.reload()
    assert heads(page) == ["RAG", "TUNE", "WAIT"]


def test_sorting_where_options_are_rows(table: Callable[..., Page]) -> None:
    page = table("many")
    page.get_by_role("button", name="Sort by Size").click()
    page.get_by_role("button", name="Sort by Size").click()
    names = page.locator("tbody th .db-name").all_inner_texts()
    assert names == [f"O{place}" for place in reversed(range(9))]
    page.get_by_role("searchbox").fill("o3")
    assert page.locator("tbody tr:visible").count() == 1
    assert count(page).startswith("1 of 9 options")


def test_an_address_from_elsewhere(table: Callable[..., Page]) -> None:
    page = table()
    address = page.url.partition("#")[0]
    page.goto(f"{address}#two?options=rag&options=gone&sort=nonsense&find=change")
    assert heads(page) == ["RAG"]
    assert rows(page) == ["Updates"]
    page.goto(f"{address}#audit--tune")
    expect(page.locator("#audit--tune")).to_be_visible()


@pytest.mark.parametrize(
    ("form", "expected"), [("Markdown", r"\| Time \|"), ("CSV", r'"Time","2,880 minutes"')]
)
def test_copying_what_is_seen(table: Callable[..., Page], form: str, expected: str) -> None:
    page = table(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("RAG").uncheck()
    page.get_by_role("button", name=form).click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(expected, copied)
    assert "RAG" not in copied
    assert "sources" not in copied


@pytest.mark.parametrize("entity", ["two", "many"])
def test_phones_never_scroll_sideways(table: Callable[..., Page], entity: str) -> None:
    page = table(entity, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_phones_show_three_options_side_by_side(table: Callable[..., Page]) -> None:
    page = table(viewport={"width": 320, "height": 640})
    places = [page.locator(f"#time--{option}").bounding_box() for option in ("tune", "rag", "wait")]
    assert all(place is not None for place in places)
    assert len({place["y"] for place in places if place}) == 1
    head = page.locator("tr#time th").bounding_box()
    assert head is not None
    assert places[0] is not None
    assert head["y"] + head["height"] <= places[0]["y"] + 1


def test_targets_are_large_enough(table: Callable[..., Page]) -> None:
    page = table()
    page.locator("details summary").first.click()
    for one in page.locator("button:visible, .db-tools label:visible, summary:visible").all():
        box = one.bounding_box()
        assert box is not None
        assert box["height"] >= 24, one.inner_text()
        assert box["width"] >= 24, one.inner_text()


def test_nothing_jumps_when_the_script_starts(table: Callable[..., Page]) -> None:
    page = table()
    shift = page.evaluate(
        """() => new Promise(done => {
          let sum = 0;
          new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.value; }))
            .observe({type: "layout-shift", buffered: true});
          setTimeout(() => done(sum), 200);
        })"""
    )
    assert shift <= 0.05


def test_paper_shows_evidence_and_no_controls(table: Callable[..., Page]) -> None:
    page = table()
    page.emulate_media(media="print")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.get_by_text("Doe and Roe")).to_be_visible()


def verdicts(page: Page) -> list[str]:
    return page.locator(".db-verdicts p").all_inner_texts()


def wish(page: Page, criterion: str) -> Locator:
    return page.locator(f"[name=fit-{criterion}]")


def test_which_options_fit(table: Callable[..., Page]) -> None:
    page = table()
    assert verdicts(page) == []
    page.get_by_text("Which options fit me?").click()
    wish(page, "updates").select_option("Must have: Mixed or better")
    assert verdicts(page) == [
        "TUNE: does not fit: Updates (Poor).",
        "RAG: meets every must-have.",
        "WAIT: does not fit: Updates (Not applicable).",
    ]
    wish(page, "audit").select_option("Must have: Full")
    wish(page, "updates").select_option("Nice to have: Good")
    assert verdicts(page) == [
        "TUNE: does not fit: Audit (None). Nice to have, but missing: Updates (Poor).",
        "RAG: does not fit: Audit (Partial). Nice to have, and there: Updates (Good).",
        "WAIT: cannot be judged: Audit (Unknown). Nice to have, but missing: Updates (Not applicable).",
    ]
    assert page.locator("thead th small").all_inner_texts() == ["Does not fit", "Does not fit", "Unclear"]
    assert page.locator("[role=status].db-verdicts").count() == 1


def test_wishes_are_in_the_address(table: Callable[..., Page]) -> None:
    page = table()
    page.get_by_text("Which options fit me?").click()
    wish(page, "time").select_option("Must have: at most 15 minutes")
    assert page.evaluate("location.hash") == "#two?fit-time=must+at-most-15"
    page.reload()
    assert verdicts(page)[1] == "RAG: meets every must-have."
    page.get_by_label("WAIT", exact=True).uncheck()
    assert len(verdicts(page)) == 2
    page.goto(page.url.partition("#")[0] + "#two?fit-time=must+at-most-7&fit-audit=nice+partial")
    page.reload()
    assert wish(page, "time").input_value() == ""
    assert verdicts(page)[0] == "TUNE: Nice to have, but missing: Audit (None)."


def test_a_part_of_a_table_asks_for_no_wishes(open_page: OpenPage) -> None:
    page = open_page(render().comparison("two", ["updates", "time"]), assets.style(), assets.script())
    expect(page.get_by_role("searchbox")).to_have_count(1)
    expect(page.get_by_text("Which options fit me?")).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_be_visible()


def test_looking_a_phrase_up(open_page: OpenPage) -> None:
    page = open_page(render().cues(), assets.style(), assets.script())
    box = page.get_by_role("searchbox", name="Find a phrase")
    assert count(page) == "1 of 1 phrases"
    box.fill("us SOUND")
    assert count(page) == "1 of 1 phrases"
    box.fill("docs")
    assert count(page) == "0 of 1 phrases"
    expect(page.get_by_role("row", name="It should sound like us.")).to_be_hidden()
    assert page.evaluate("location.hash") == "#cues?find=docs"


def test_phrases_without_scripts(open_page: OpenPage) -> None:
    page = open_page(render().cues(), assets.style(), assets.script(), java_script_enabled=False)
    expect(page.get_by_role("row", name="It should sound like us.")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_hidden()
