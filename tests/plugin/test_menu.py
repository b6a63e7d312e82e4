from __future__ import annotations

import pytest

from decisionbook.plugin.menu import Shelf, arranged, paths_in

OPTIONS = Shelf("options", "Options", ("options/index.md", "options/a.md", "options/b.md"))
FAQ = Shelf("faq", "Questions", ("faq.md",), several=False)
EMPTY = Shelf("decisions", "Decisions", ())
SHELVES = (EMPTY, OPTIONS, FAQ)
ALL = ["options/index.md", "options/a.md", "options/b.md"]


@pytest.mark.parametrize(
    ("nav", "expected"),
    [
        (["index.md", "options/", "faq/"], ["index.md", {"Options": ALL}, "faq.md"]),
        ([{"Choices": "options/"}, {"Asked": "faq/"}], [{"Choices": ALL}, {"Asked": "faq.md"}]),
        ([{"Choices": ["options/"]}, "faq.md"], [{"Choices": ALL}, "faq.md"]),
        (
            [{"Book": [{"Home": "index.md"}, "options/", "faq/"]}],
            [{"Book": [{"Home": "index.md"}, {"Options": ALL}, "faq.md"]}],
        ),
        # What is not named comes at the end.
        (["index.md"], ["index.md", {"Options": ALL}, "faq.md"]),
        ([], [{"Options": ALL}, "faq.md"]),
        # A page that is named elsewhere stands only there.
        (
            [{"First": "options/a.md"}, "options/", "faq/"],
            [{"First": "options/a.md"}, {"Options": ["options/index.md", "options/b.md"]}, "faq.md"],
        ),
        # Who names single pages has chosen.
        (["options/a.md", "faq.md"], ["options/a.md", "faq.md"]),
        # Nothing is left of a kind that the book does not have.
        (["decisions/", {"Decide": "decisions/"}, "options/", "faq/"], [{"Options": ALL}, "faq.md"]),
        # What is not ours stays as it is.
        (
            ["other/", {"Out": "https://example.org/"}, "options/", "faq/"],
            ["other/", {"Out": "https://example.org/"}, {"Options": ALL}, "faq.md"],
        ),
    ],
)
def test_shelves_stand_where_the_author_puts_them(nav, expected):
    assert arranged(nav, SHELVES) == expected


def test_every_page_stands_once():
    nav = ["options/b.md", {"X": ["options/"]}, "faq/"]
    paths = list(paths_in(arranged(nav, SHELVES)))
    assert sorted(paths) == sorted([*ALL, "faq.md"])
