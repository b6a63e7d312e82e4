from __future__ import annotations

import pytest

from decisionbook.markdown import Source, problems
from decisionbook.render import Renderer
from tests.markdown.books import BOOK, TODAY, convert, listening, wrong

SETTINGS = "write one 'name: value' a line, each indented by four spaces"
FOLDERS = "decisions, comparisons, options, checklists"
CLOSE = "close it with '///' on a line of its own; indent settings by four spaces"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An id that is not there.
        ("/// option | te\n///", ["1:14 N001 there is no option 'te' | did you mean 'tea'?"]),
        (
            "a\n\n/// option | drinks\n///",
            ["3:14 N001 there is no option 'drinks' | it is a comparison; write '/// comparison | drinks'"],
        ),
        (
            "/// index | food\n///",
            [f"1:13 N001 there is no index of 'food' | what can be listed: {FOLDERS}"],
        ),
        (
            "/// comparison | drinks\n    options: [tea]\n    criteria:\n      - taste\n      - prize\n///",
            ["5:9 N001 the comparison 'drinks' has no criterion 'prize' | did you mean 'price'?"],
        ),
        (
            "/// comparison | drinks\n    options: [tee]\n///",
            ["2:15 N001 the comparison 'drinks' has no option 'tee' | did you mean 'tea'?"],
        ),
        # A block that cannot be shown as it is written.
        (
            "/// checklist\n///",
            ["1:5 N002 '/// checklist' does not say which | write '/// checklist | ID'; it may name: pot"],
        ),
        ("/// glossary | x\n///", ["1:16 N002 a glossary block takes no id | write '/// glossary'"]),
        (
            "/// comparison | drinks\n    option: [tea]\n///",
            ["2:5 N002 a comparison block has no setting 'option' | did you mean 'options'?"],
        ),
        ("/// checklist | pot\n    1: x\n///", ["2:5 N002 a checklist block has no setting '1' | remove it"]),
        ("/// option | tea\n    yes: x\n///", ["2:5 N002 an option block has no setting 'yes' | remove it"]),
        (
            "/// option | tea\n    show: x\n///",
            ["2:5 N002 an option block has no setting 'show' | remove it"],
        ),
        (
            "/// comparison | drinks\n    options: {tea: yes}\n///",
            ["2:5 N002 'options' is no list of names | write 'options: [a, b]' with the ids, or remove it"],
        ),
        (
            "/// comparison | drinks\n    criteria: []\n///",
            ["2:5 N002 'criteria' is no list of names | write 'criteria: [a, b]' with the ids, or remove it"],
        ),
        (
            "/// checklist | pot\n    a: [b\n///",
            [f"2:1 N002 the settings of this checklist block cannot be read | {SETTINGS}"],
        ),
        (
            "/// comparison | drinks\n  options: [tea]\n///",
            [f"1:5 N002 text inside a comparison block is not shown | {CLOSE}"],
        ),
        ("/// checklist | pot\n\nRest\n", [f"1:5 N002 text inside a checklist block is not shown | {CLOSE}"]),
        ("/// option: tea\n///", ["1:5 N002 an id stands behind a bar | write '/// option | tea'"]),
        ("/// option tea\n///", ["1:5 N002 an id stands behind a bar | write '/// option | tea'"]),
        # A name that is not there.
        ("/// decison | x\n///", ["1:5 N003 there is no block called 'decison' | did you mean 'decision'?"]),
        (
            "Text\n/// options | tea\n///",
            ["2:5 N003 there is no block called 'options' | did you mean 'option'?"],
        ),
        (
            "/// table | drinks\n///",
            ["1:5 N003 there is no block called 'table' | did you mean 'comparison'?"],
        ),
        ("// option | tea", ["1:4 N003 a block begins with three slashes | write '/// option | tea'"]),
        # A link that leads nowhere.
        ("[a](option:te)", ["1:5 T003 there is no option 'te' | did you mean 'tea'?"]),
        (
            "`option:tea#x` [a](option:tea#strength)",
            ["1:20 T003 option 'tea' has no part 'strength' | did you mean 'strengths'?"],
        ),
        (
            "[a](comparison:drinks#tast)",
            ["1:5 T003 comparison 'drinks' has no part 'tast' | did you mean 'taste'?"],
        ),
        (
            "[a](options:tea) [b](teams:tea2)",
            ["1:5 T003 no link begins with 'options:' | did you mean 'option:'?"],
        ),
        ("[a](cheklist:pot#x)", ["1:5 T003 no link begins with 'cheklist:' | did you mean 'checklist:'?"]),
        ("[a](term:milk)", ["1:5 T003 there is no term 'milk' | terms: leaf"]),
    ],
)
def test_every_mistake_is_found_where_it_is(text, expected):
    assert wrong(text) == expected


def test_one_run_finds_every_mistake():
    text = "[a](option:te)\n\n/// decison | x\n///\n\n/// checklist | pott\n///\n\n[b](option:te)\n"
    assert [found.split()[0] for found in wrong(text)] == ["1:5", "3:5", "6:17", "9:5"]


def test_a_fenced_copy_does_not_take_the_place_of_the_block():
    text = "```\n/// checklist | pott\n///\n```\n\n/// checklist | pott\n///\n"
    assert [found.split()[0] for found in wrong(text)] == ["6:17"]


def test_lines_count_from_the_start_of_the_file():
    host = listening(Source("docs/a.md", offset=4))
    convert("# A\n\n/// option | te\n///", host)
    assert [str(found.span) for found in host.findings] == ["docs/a.md:7:14"]


@pytest.mark.parametrize(
    "text", ["/ option", "/// ", "///", "////", "a /// b", "https://decision.example", "// c", "/// foo\n///"]
)
def test_other_slashes_are_no_mistake(text):
    assert wrong(text) == []


def test_a_page_can_be_checked_without_a_site():
    found = problems("\n/// option | te\n///", Renderer(BOOK, today=TODAY), Source("x.md"))
    assert [(each.code, str(each.span)) for each in found] == [("N001", "x.md:2:14")]
