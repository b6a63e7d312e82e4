"""The search index of a site: parts of pages are entries of their own, and lead to ids that are there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.site.tiny import DATA, HOME, built, put, write

THEMES = {"material": {"name": "material", "font": False}, "mkdocs": {"name": "mkdocs"}}


def index_of(folder: Path, **settings: Any) -> dict[str, Any]:
    config = built(write(folder, **settings))
    found: dict[str, Any] = json.loads(
        Path(config.site_dir, "search", "search_index.json").read_text("utf-8")
    )
    return found


def entries(index: dict[str, Any]) -> dict[str, dict[str, str]]:
    locations = [entry["location"] for entry in index["docs"]]
    assert len(locations) == len(set(locations))
    return {entry["location"]: entry for entry in index["docs"]}


@pytest.fixture(scope="module", params=THEMES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("searched")
    index_of(folder, theme=THEMES[request.param])
    return folder / "site"


@pytest.fixture
def found(site: Path) -> dict[str, dict[str, str]]:
    return entries(json.loads((site / "search" / "search_index.json").read_text("utf-8")))


@pytest.mark.parametrize(
    ("location", "title", "text"),
    [
        ("comparisons/drinks/#taste--coffee", "Taste", "Coffee: Strong"),
        ("decisions/drink/#db-drink.n0", "Is it late?", "Yes, No"),
        ("decisions/drink/#db-drink.o-tea", "Result: Tea", "Leaves in hot water. Sleep matters."),
        ("glossary/#leaf", "Leaf", "Part of a plant."),
        ("sources/#leaflet", "A leaflet", "A leaflet"),
    ],
)
def test_parts_are_entries(found: dict[str, dict[str, str]], location: str, title: str, text: str) -> None:
    assert (found[location]["title"], found[location]["text"]) == (title, text)


def test_every_entry_leads_to_an_id_of_its_page(site: Path, found: dict[str, dict[str, str]]) -> None:
    for location in found:
        path, _, anchor = location.partition("#")
        html = (site / path / "index.html").read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in html, location


def test_what_a_part_says_its_page_does_not_say_again(found: dict[str, dict[str, str]]) -> None:
    assert [place for place, entry in found.items() if "Strong" in entry["text"]] == [
        "comparisons/drinks/#taste--coffee"
    ]
    assert found["glossary/"]["text"] == ""


def test_what_only_repeats_the_questions_is_left_out(site: Path, found: dict[str, dict[str, str]]) -> None:
    said = {
        place.partition("#")[2]: " ".join(re.sub("<[^>]+>", " ", entry["text"]).split())
        for place, entry in found.items()
        if place.startswith("decisions/drink/#") and not place.startswith("decisions/drink/#db-")
    }
    said.pop("what-to-drink", None)
    # MkDocs' own search puts a blank between elements, the one that only ends a sentence too.
    said["examples"] = said["examples"].replace(" .", ".")
    assert said == {
        "the-rules": "sleep Sleep matters. r2",
        "the-whole-decision": "",
        "examples": "Midnight.",
        "proof": "",
    }
    assert "Is it late?" in (site / "decisions" / "drink" / "index.html").read_text("utf-8")


def test_the_state_of_the_evidence_is_found_by_its_headings(found: dict[str, dict[str, str]]) -> None:
    assert "single source" in found["evidence/#single"]["text"]
    assert "Cheap" not in found["evidence/#single"]["text"]


def test_an_author_s_own_page_is_found_as_it_is_written(tmp_path: Path) -> None:
    embed = "# Mine\n\nMilk.\n\n/// comparison | drinks\n    criteria: [taste]\n///\n"
    put(tmp_path / "docs" / "comparisons" / "drinks.md", embed)
    put(tmp_path / "docs" / "decisions" / "drink.md", "# Bare\n\nNothing of the book.\n")
    found = entries(index_of(tmp_path, home="# Home\n"))
    assert "Milk." in found["comparisons/drinks/"]["text"]
    html = (tmp_path / "site" / "comparisons" / "drinks" / "index.html").read_text("utf-8")
    for anchor in ("taste--coffee", "price--coffee"):
        assert (f"comparisons/drinks/#{anchor}" in found) == (f'id="{anchor}"' in html)
    assert not any(place.startswith("decisions/drink/#db-") for place in found)


def test_pages_that_search_leaves_out_stay_out(tmp_path: Path) -> None:
    put(
        tmp_path / "docs" / "comparisons" / "drinks.md",
        "---\nsearch: {exclude: true}\n---\n\n# Mine\n\n/// comparison | drinks\n///\n",
    )
    found = entries(index_of(tmp_path, theme=THEMES["material"]))
    assert not any(place.startswith("comparisons/drinks/") for place in found)


def test_markup_in_data_is_text_in_the_index_of_each_theme(tmp_path: Path) -> None:
    cells = DATA["comparisons/drinks.yml"].replace("Strong", '"`<b>` & more"')
    data = {**DATA, "comparisons/drinks.yml": cells}
    texts = []
    for theme in ("material", "mkdocs"):
        config = built(write(tmp_path / theme, data, HOME, theme=THEMES[theme]))
        index = json.loads(Path(config.site_dir, "search", "search_index.json").read_text("utf-8"))
        texts.append(entries(index)["comparisons/drinks/#taste--coffee"]["text"])
    assert texts == ["Coffee: &lt;b&gt; &amp; more", "Coffee: <b> & more"]


@pytest.mark.parametrize("indexing", ["titles", "sections"])
def test_an_index_of_titles_stays_one(tmp_path: Path, indexing: str) -> None:
    found = entries(index_of(tmp_path, plugins=[{"search": {"indexing": indexing}}, "decisionbook"]))
    assert ("comparisons/drinks/#taste--coffee" in found) == (indexing == "sections")
    assert {entry["text"] for entry in found.values()} == {""}


def test_a_site_without_search_builds(tmp_path: Path) -> None:
    config = built(write(tmp_path, plugins=["decisionbook"]))
    assert not Path(config.site_dir, "search").exists()
