"""The extension by itself, as ``markdown.markdown`` and hosts without plugins run it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import markdown
import pytest

from decisionbook.markdown import PageError
from tests.site.tiny import DATA, put


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in DATA.items():
        put(tmp_path / name, text)
    return tmp_path


def convert(text: str, data: Path, **settings: object) -> str:
    configs = {"decisionbook.markdown": {"data": str(data), "today": "2026-11-21", **settings}}
    return markdown.markdown(text, extensions=["decisionbook.markdown"], extension_configs=configs)


def test_the_entry_point_names_the_extension(data):
    html = markdown.markdown("/// checklist | pot\n///", extensions=["decisionbook.markdown"], extension_configs={
        "decisionbook.markdown": {"data": str(data)},
    })  # fmt: skip
    assert 'data-checklist="pot"' in html


def test_blocks_and_links_are_shown(data):
    html = convert("/// decision | drink\n///\n\n[a](option:tea#strengths)", data, pages="/book/")
    assert 'data-decision="drink"' in html
    assert '<a href="/book/options/tea/#strengths">a</a>' in html


def test_a_mistake_is_raised_with_its_line(data):
    with pytest.raises(
        PageError, match=r"(?s)line 3.*there is no block called 'decison'.*did you mean 'decision'"
    ):
        convert("Text\n\n/// decison | drink\n///\n", data)


def test_a_day_that_is_none_is_named(data):
    with pytest.raises(ValueError, match="'yesterday' is no day"):
        convert("/// option | tea\n///", data, today="yesterday")
    assert "Leaves" in convert("/// option | tea\n///", data, today=datetime(2026, 11, 21, 8, tzinfo=UTC))


def test_all_mistakes_of_a_page_are_raised_together(data):
    with pytest.raises(PageError) as raised:
        convert("/// option | te\n///\n\n[a](option:te)\n", data, file="docs/a.md")
    assert [(f.code, str(f.span)) for f in raised.value.findings] == [
        ("N001", "docs/a.md:1:14"),
        ("T003", "docs/a.md:4:5"),
    ]


def test_errors_in_the_data_are_raised_where_the_data_is_needed(data):
    put(data / "options" / "milk.yml", "nam: Milk\n")
    assert convert("Just text, and /// nothing.", data) == "<p>Just text, and /// nothing.</p>"
    with pytest.raises(PageError, match=r"milk\.yml:1"):
        convert("/// option | tea\n///", data)


def test_a_missing_folder_is_an_error_and_no_crash(tmp_path):
    with pytest.raises(PageError, match="S009"):
        convert("/// option | tea\n///", tmp_path / "nowhere")


def test_warnings_raise_nothing(data):
    put(data / "sources.yml", DATA["sources.yml"] + "unused: {title: Unused, kind: book}\n")
    assert "Leaves" in convert("/// option | tea\n///", data)


def test_a_change_of_the_data_is_seen(data):
    assert "Leaves" in convert("/// option | tea\n///", data)
    tea = data / "options" / "tea.yml"
    put(tea, DATA["options/tea.yml"].replace("Leaves", "Bags"))
    os.utime(tea, (1, 1))
    assert "Bags" in convert("/// option | tea\n///", data)


def test_a_word_that_is_not_there_is_named(data):
    with pytest.raises(ValueError, match=r"there is no 'decision\.contineu'"):
        convert("Text", data, words={"decision.contineu": "Weiter"})
