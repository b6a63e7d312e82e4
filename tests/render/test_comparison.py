from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from decisionbook.render import NotInBookError
from decisionbook.render.cells import alike, sort_value, sorts
from decisionbook.render.comparison import groups, options_in_rows
from tests.render.book import BOOK, MANY, TABLE, cell, claim, column, number, row
from tests.render.page import CONTEXT, classes, parsed, render, text, with_attribute


def body_cells(html: str) -> list[tuple[str, str]]:
    return [(one.get("data-criterion", ""), one.get("data-option", "")) for one in parsed(html).iter("td")]


def test_every_cell_says_its_option_and_criterion() -> None:
    cells = body_cells(render().comparison("two"))
    assert sorted(cells) == sorted((row.id, column.id) for row in TABLE.criteria for column in TABLE.columns)


def test_root_and_table() -> None:
    root = parsed(render().comparison("two"))
    assert root.get("data-comparison") == "two"
    table = root.find(".//table")
    assert table is not None
    assert classes(table) == ["db-table"]
    caption = table.find("caption")
    assert caption is not None
    region = next(one for one in root.iter() if one.get("role") == "region")
    assert region.get("tabindex") == "0"
    assert region.get("aria-labelledby") == caption.get("id")
    assert {head.get("scope") for head in table.iter("th")} == {"col", "row", "rowgroup"}


def test_groups_are_bodies_with_a_row_header() -> None:
    root = parsed(render().comparison("two"))
    titles = [text(head) for head in root.iter("th") if head.get("scope") == "rowgroup"]
    assert titles == ["Knowledge", "Further criteria"]
    assert [group.name for group in groups(CONTEXT, TABLE.criteria[1:2])] == [None]
    lonely = (row("a", {}), row("b", {}, group="B"), row("c", {}))
    assert [(group.name, [one.id for one in group.criteria]) for group in groups(CONTEXT, lonely)] == [
        (None, ["a", "c"]),
        ("B", ["b"]),
    ]


def cell_text(criterion: str, option: str) -> str:
    html = render().comparison("two")
    return text(next(one for one in parsed(html).iter("td") if one.get("id") == f"{criterion}--{option}"))


@pytest.mark.parametrize(
    ("criterion", "option", "expected"),
    [
        ("updates", "tune", "Poor A new cycle. Slow."),
        ("updates", "wait", "Not applicable"),
        ("time", "tune", "2,880 minutes"),
        ("time", "rag", "5 to 15 minutes"),
        ("time", "wait", "0.5 minutes"),
        ("audit", "rag", "Partial"),
        ("audit", "wait", "Unknown"),
        ("local", "tune", "Yes"),
        ("local", "rag", "No"),
        ("since", "tune", "11 June 2018"),
    ],
)
def test_values_in_words(criterion: str, option: str, expected: str) -> None:
    assert cell_text(criterion, option) == expected


def test_percent_stands_at_its_number() -> None:
    criterion = row("share", {"tune": number("17", "33")}, type="number", unit="%")
    book = replace(BOOK, comparisons={"x": replace(TABLE, columns=TABLE.columns[:1], criteria=(criterion,))})
    assert "17 to 33%" in render(book).comparison("x")


def test_ratings_levels_and_answers_differ_in_shape() -> None:
    root = parsed(render().comparison("two"))
    drawings = {
        one.get("id"): "".join(part.tag + str(sorted(part.items())) for part in svg)
        for one in root.iter("td")
        if (svg := one.find(".//svg")) is not None
    }
    assert drawings["updates--tune"] != drawings["updates--rag"]
    assert drawings["audit--tune"] != drawings["audit--rag"]
    assert drawings["local--tune"] != drawings["local--rag"]
    assert all(svg.get("aria-hidden") == "true" for svg in root.iter("svg"))


def test_a_level_fills_as_many_dots_as_there_are_worse_ones() -> None:
    root = parsed(render().comparison("two"))
    filled = {
        one.get("id"): [circle.get("class") for circle in one.iter("circle")]
        for one in root.iter("td")
        if one.get("data-criterion") == "audit"
    }
    assert filled == {"audit--tune": [None, None], "audit--rag": ["f", None], "audit--wait": []}


def test_directions_in_words() -> None:
    html = render().comparison("two")
    assert "Lower is better." in html
    assert "Yes is better." in html
    assert "From worst to best: None, Partial, Full." in html


def test_open_cells_are_explained_only_where_they_occur() -> None:
    assert "Unknown: looked for" in render().comparison("two")
    part = render().comparison("two", ["time"])
    assert "Unknown: looked for" not in part
    assert "Not applicable: the question" not in part


@pytest.mark.parametrize(
    ("criterion", "option", "value"),
    [
        ("updates", "tune", "0"),
        ("updates", "rag", "2"),
        ("updates", "wait", None),
        ("time", "rag", "10"),
        ("audit", "tune", "0"),
        ("local", "tune", "1"),
        ("since", "tune", "736856"),
    ],
)
def test_sort_values(criterion: str, option: str, value: str | None) -> None:
    one = next(row for row in TABLE.criteria if row.id == criterion)
    assert sort_value(one, one.cells[option]) == value
    on_page = with_attribute(render().comparison("two"), "id", f"{criterion}--{option}")
    assert on_page.get("data-value") == value


def test_text_without_ratings_does_not_sort() -> None:
    plain = row("note", {"tune": "A *b* [c](option:rag)."})
    assert sort_value(plain, plain.cells["tune"]) is None
    assert sorts(plain) is None


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ({"a": "Same.", "b": "*Same.*", "c": "Other."}, "aab"),
        ({"a": cell("a", "x", "Same.", rating="good"), "b": "Same.", "c": "Same."}, "abb"),
        (
            {
                "a": cell("a", "x", "Same.", note="But."),
                "b": "Same.",
                "c": cell("c", "x", None, open_as="unknown"),
            },
            "abc",
        ),
    ],
)
def test_options_that_say_the_same_are_marked_alike(values: dict[str, Any], marks: str) -> None:
    columns = tuple(column(name, page=False) for name in values)
    assert alike(CONTEXT, row("x", values), columns) == marks


def test_what_is_alike_follows_the_options_that_are_shown() -> None:
    html = render().comparison("two", ["local"], ["wait", "rag", "tune"])
    head = next(one for one in parsed(html).iter("th") if one.get("data-criterion") == "local")
    assert head.get("data-alike") == "aab"


def test_forty_options_have_forty_marks() -> None:
    names = [f"o{place}" for place in range(40)]
    marks = alike(CONTEXT, row("x", {name: name for name in names}), [column(name) for name in names])
    assert len(set(marks)) == len(marks) == 40


def test_two_options_need_no_sorting() -> None:
    assert "db-sort" in render().comparison("two")
    assert "db-sort" not in render().comparison("two", options=["tune", "rag"])


def test_own_options_say_what_they_are_above_the_table() -> None:
    wait = replace(TABLE.columns[2], summary=claim("Do *nothing* yet."))
    found = replace(TABLE, columns=(*TABLE.columns[:2], wait))
    html = render(replace(BOOK, comparisons={"two": found})).comparison("two")
    assert [text(item) for item in parsed(html).findall("ul/li")] == ["WAIT: Do nothing yet."]
    assert "yet" not in text(next(parsed(html).iter("table")))


def test_a_part_keeps_the_order_asked_for_and_leads_to_the_whole() -> None:
    html = render().comparison(
        "two", criteria=["since", "updates"], options=["rag", "tune"], prefix="db-two-2"
    )
    assert body_cells(html) == [("since", "rag"), ("since", "tune"), ("updates", "rag"), ("updates", "tune")]
    assert 'href="comparison:two"' in html
    assert "Tune for manner" not in html
    ids = [one.get("id") for one in parsed(html).iter() if one.get("id")]
    assert ids
    assert all(name.startswith("db-two-2.") for name in ids if name)


def test_embeds_share_no_ids() -> None:
    first = {one.get("id") for one in parsed(render().comparison("two")).iter()} - {None}
    second = {one.get("id") for one in parsed(render().comparison("two", prefix="b")).iter()} - {None}
    assert first.isdisjoint(second)
    assert {"updates", "updates--rag"} <= first


@pytest.mark.parametrize(
    ("ask", "close"),
    [
        (lambda: render().comparison("tow"), "two"),
        (lambda: render().comparison("two", criteria=["update"]), "updates"),
        (lambda: render().comparison("two", options=["tunes"]), "tune"),
        (lambda: render().checklist("redy"), "ready"),
        (lambda: render().option("zzz"), None),
        (lambda: render().decision("choose", ["widgets"]), "widget"),
    ],
)
def test_names_that_are_not_there(ask, close: str | None) -> None:
    with pytest.raises(NotInBookError) as caught:
        ask()
    assert caught.value.close == close
    assert isinstance(caught.value, LookupError)


def test_options_in_rows() -> None:
    assert not options_in_rows(TABLE)
    assert options_in_rows(MANY)
    six = replace(MANY, columns=MANY.columns[:6])
    assert not options_in_rows(six)
    wide = replace(MANY, criteria=MANY.criteria * 5)
    assert not options_in_rows(wide)
    root = parsed(render().comparison("many"))
    rows = [one for one in root.iter("tr") if one.get("data-option")]
    assert [one.get("data-option") for one in rows] == [column.id for column in MANY.columns]
    assert all(one[0].tag == "th" for one in rows)
    assert body_cells(render().comparison("many")) == [("size", column.id) for column in MANY.columns]


def test_few_options_stand_side_by_side_on_phones() -> None:
    assert "db-few" in classes(parsed(render().comparison("two")))
    assert "db-few" not in classes(parsed(render().comparison("many")))


def test_only_tables_wider_than_a_screen_say_how_many_columns_they_have() -> None:
    across = replace(MANY, criteria=MANY.criteria * 3)
    for found, said in (
        (TABLE, None),
        (replace(across, columns=MANY.columns[:5]), None),
        (
            replace(across, columns=MANY.columns[:6]),
            "6 options side by side: scroll sideways to see them all.",
        ),
        (MANY, None),
    ):
        shown = render(replace(BOOK, comparisons={found.id: found})).comparison(found.id)
        notes = [one.text for one in parsed(shown).iter("p") if "db-line" in (one.get("class") or "").split()]
        assert [note for note in notes if note and "sideways" in note] == ([said] if said else [])


def test_cells_are_parted_by_white_space() -> None:
    for one in parsed(render().comparison("two")).iter("tr"):
        assert all((child.tail or "").isspace() for child in list(one)[:-1])


def test_judgement_is_explained_only_beside_sources() -> None:
    assert "author’s judgement" in render().comparison("two")
    assert "author’s judgement" not in render().comparison("many")


def test_a_quantity_keeps_its_digits() -> None:
    precise = row("cost", {"tune": number("1234567.890")}, type="number")
    assert sort_value(precise, precise.cells["tune"]) == "1234567.890"
    assert Decimal(sort_value(precise, cell("tune", "cost", number("0", "1"))) or 0) == Decimal("0.5")
