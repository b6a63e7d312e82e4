"""A comparison in a browser: choosing, filtering, sorting, sharing and copying."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from decisionbook import assets
from decisionbook.model import Book, Comparison
from tests.render.book import BOOK, HERE, column, number, row
from tests.render.page import render

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


@pytest.fixture
def table(open_page: OpenPage) -> Callable[..., Page]:
    def opened(entity: str = "two", **settings: object) -> Page:
        return open_page(render().comparison(entity), assets.style(), assets.script(), **settings)

    return opened


OPTIONS = [f"o{place}" for place in range(6)]
WIDE = Comparison(
    id="wide",
    title="Wide",
    columns=tuple(column(option, page=False) for option in OPTIONS),
    criteria=tuple(
        row(
            f"row-{place}",
            {option: number(str(place * len(option) + OPTIONS.index(option))) for option in OPTIONS},
            type="number",
            better="lower",
            group=f"Group {place // 10}",
            help="What is asked here? " * 3,
        )
        for place in range(30)
    ),
    span=HERE,
)


@pytest.fixture
def wide(open_page: OpenPage) -> Callable[..., Page]:
    """A table that is larger than any screen, under a header of the site that stays."""

    def opened(**settings: object) -> Page:
        book: Book = replace(BOOK, comparisons={"wide": WIDE})
        bar = '<header style="position: fixed; inset: 0 0 auto; height: 48px; z-index: 9; background: gray"></header>'
        markup = f"{bar}<div style='height: 500px'></div>{render(book).comparison('wide')}"
        return open_page(markup, assets.style(), assets.script(), **settings)

    return opened


# Whether the middle of an element is what a reader sees at that place.
SEEN = """
(element) => {
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + Math.min(box.width, 40) / 2, box.top + Math.min(box.height, 20) / 2);
  return element.contains(top);
}
"""


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


@pytest.mark.parametrize(("name", "wide"), [("approaches", True), ("fine-tuning-and-rag", False)])
def test_wide_tables_are_printed_across(site: str, page: Page, name: str, wide: bool) -> None:
    page.goto(f"{site}/comparisons/{name}/")
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(format="A4"))
    assert {float(width) > float(height) for width, height in sheets} == {wide}


def test_narrow_cells_on_paper_cite_without_stakes(site: str, page: Page) -> None:
    page.goto(f"{site}/comparisons/approaches/")
    page.emulate_media(media="print")
    assert page.locator("td .db-ev li:visible").count() > 50
    assert page.locator("td .db-quiet").count() > 50
    assert page.locator("td .db-quiet:visible").count() == 0
    assert page.locator(".db-lead .db-quiet:visible").count() > 0


@pytest.mark.parametrize(
    ("path", "block", "inline"),
    [
        ("decisions/choose-approach", ".db-proof dd li", ".db-lead .db-ev li"),
        ("evidence", ".db-state details li", ".db-state details p"),
        ("sources", ".db-sources dd", ".db-sources .db-ev li"),
    ],
)
def test_on_paper_only_evidence_runs_on(site: str, page: Page, path: str, block: str, inline: str) -> None:
    page.goto(f"{site}/{path}/")
    page.emulate_media(media="print")
    assert shown_as(page, block) in ({"list-item"}, {"block"})
    assert shown_as(page, inline) == {"inline"}


def test_paper_is_light_where_the_screen_is_dark(site: str, page: Page) -> None:
    scheme = "() => getComputedStyle(document.querySelector('[data-checklist] input')).colorScheme"
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}/checklists/data/")
    assert page.evaluate(scheme) == "dark"
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(scheme) == "light"


def test_on_paper_headings_stay_with_what_they_head_and_rows_may_part(site: str, page: Page) -> None:
    ends = "every => every.map(one => getComputedStyle(one).breakAfter)"
    page.emulate_media(media="print")
    page.goto(f"{site}/decisions/choose-approach/")
    assert set(page.locator("article > h2, .db-result > .db-note").evaluate_all(ends)) == {"avoid"}
    page.goto(f"{site}/checklists/data/")
    assert set(page.locator(".db-rows > :is(h2, .db-label)").evaluate_all(ends)) == {"auto"}


def test_on_paper_an_outline_fills_its_pages(site: str, page: Page) -> None:
    page.goto(f"{site}/decisions/need-to-layers/")
    page.emulate_media(media="print")
    parts = page.locator(".db-undrawn .db-outline li")
    assert parts.count() > 50
    assert shown_as(page, ".db-undrawn .db-outline li") == {"list-item"}
    assert set(parts.evaluate_all("every => every.map(one => getComputedStyle(one).breakInside)")) == {"auto"}


def shown_as(page: Page, selector: str) -> set[str]:
    return set(
        page.locator(selector).evaluate_all("every => every.map(one => getComputedStyle(one).display)")
    )


def test_whose_interest_is_at_stake_is_not_smaller_than_who_is_cited(site: str, page: Page) -> None:
    page.goto(f"{site}/options/rag/")
    page.locator(".db-lead summary").click()
    sizes = page.locator(".db-lead .db-ev :is(li, .db-quiet):visible").evaluate_all(
        "every => every.map(one => getComputedStyle(one).fontSize)"
    )
    assert len(sizes) > 4
    assert len(set(sizes)) == 1


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
    expect(page.get_by_role("form", name="Table tools")).to_be_visible()
    expect(page.get_by_text("Which options fit me?")).to_have_count(0)


def test_a_short_part_of_a_table_needs_no_filter(open_page: OpenPage) -> None:
    part = ["updates", "audit", "time"]
    page = open_page(render().comparison("two", part), assets.style(), assets.script())
    assert count(page) == "3 of 3 criteria"
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.get_by_text("Criteria to show")).to_have_count(0)
    page.get_by_label("RAG").uncheck()
    assert heads(page) == ["TUNE", "WAIT"]


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


@pytest.mark.parametrize("cell", ["row-0--o0", "row-14--o5", "row-29--o3", "row-20"])
@pytest.mark.parametrize("width", [1280, 320])
def test_a_link_shows_the_cell_with_its_criterion_and_its_option(
    wide: Callable[..., Page], cell: str, width: int
) -> None:
    page = wide(viewport={"width": width, "height": 700})
    criterion, _, option = cell.partition("--")
    # A reload would bring back how far the page was scrolled before.
    address = page.url
    page.goto("about:blank")
    page.goto(f"{address}#{cell}")
    for part in (
        f"#{cell}",
        f"tr#{criterion} th .db-name",
        f"thead th[data-option={option or 'o0'}] .db-name",
    ):
        expect(page.locator(part)).to_be_in_viewport()
        assert page.locator(part).evaluate(SEEN), part


@pytest.mark.parametrize("cell", ["row-2--o0", "row-14--o5"])
def test_a_link_shows_the_cell_without_scripts(wide: Callable[..., Page], cell: str) -> None:
    page = wide(viewport={"width": 1280, "height": 700}, java_script_enabled=False)
    page.goto(f"{page.url}#{cell}")
    expect(page.locator(f"#{cell}")).to_be_in_viewport()
    expect(page.locator(f"thead th[data-option={cell[-2:]}]")).to_be_in_viewport()


def test_the_heading_of_a_group_stays_when_the_table_is_moved_sideways(wide: Callable[..., Page]) -> None:
    page = wide(viewport={"width": 600, "height": 700})
    group = page.get_by_text("Group 0", exact=True)
    group.scroll_into_view_if_needed()
    page.locator(".db-scroll").evaluate("scroller => { scroller.scrollLeft = 400; }")
    expect(group).to_be_in_viewport(ratio=1)
    box, scroller = group.bounding_box(), page.locator(".db-scroll").bounding_box()
    assert box is not None
    assert scroller is not None
    assert box["x"] >= scroller["x"] - 1


def test_sorting_by_a_criterion_with_a_hyphen(wide: Callable[..., Page]) -> None:
    page = wide()
    button = page.get_by_role("button", name="Sort by Row 7", exact=True)
    button.click()
    assert page.evaluate("location.hash") == "#wide?sort=row-7"
    expect(page.locator("tr#row-7")).to_have_count(1)
    assert page.locator("[aria-sort]").get_attribute("aria-sort") == "ascending"
    assert heads(page) == [option.upper() for option in OPTIONS]
    button.click()
    assert heads(page) == [option.upper() for option in reversed(OPTIONS)]


def test_options_come_back_where_sorting_puts_them(wide: Callable[..., Page]) -> None:
    page = wide()
    page.get_by_label("O3", exact=True).uncheck()
    page.get_by_role("searchbox").fill("row 2")
    page.get_by_role("button", name="Sort by Row 2", exact=True).dblclick()
    assert heads(page) == ["O5", "O4", "O2", "O1", "O0"]
    page.get_by_label("O3", exact=True).check()
    assert heads(page) == ["O5", "O4", "O3", "O2", "O1", "O0"]
    assert page.locator("tr#row-2 td:visible").count() == 6
    assert page.locator("tr#row-3").is_hidden()
    page.get_by_role("searchbox").fill("")
    assert page.locator("tbody td:visible").count() == 6 * 30
