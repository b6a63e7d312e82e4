"""The book that this repository publishes, built as its readers get it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.links import Links, broken_links
from tests.site.tiny import built, pages

ROOT = Path(__file__).resolve().parents[2]

Site = tuple[Path, dict[str, str]]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("book")
    return folder, pages(built(ROOT / "mkdocs.yml", site_dir=str(folder)))


def test_every_link_leads_somewhere(book):
    assert broken_links(*book) == []


def test_no_two_ids_of_a_page_are_alike(book):
    assert {path: doubles for path, html in book[1].items() if (doubles := Links(html).doubles)} == {}


def test_pages_load_nothing_from_elsewhere(book):
    loads = {address for html in book[1].values() for address in Links(html).loads}
    assert loads
    assert not {address for address in loads if "//" in address}


def test_every_entity_has_a_page_that_can_be_edited(book):
    for folder in ("options", "comparisons", "decisions", "checklists"):
        for file in sorted((ROOT / "decision_data" / folder).rglob("*.y*ml")):
            html = book[1][f"{folder}/{file.stem}/index.html"]
            assert f"/edit/main/{file.relative_to(ROOT).as_posix()}" in html


def test_nothing_of_a_block_is_printed_as_text(book):
    shown = {path: re.sub(r"(?s)<(pre|code)\b.*?</\1>", "", html) for path, html in book[1].items()}
    assert [path for path, html in shown.items() if ">/// " in html or "\n/// " in html] == []
