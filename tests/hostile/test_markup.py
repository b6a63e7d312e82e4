"""No text of the data becomes anything but text and the little Markdown that data may hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

from decisionbook import prose
from decisionbook.book import read_book
from decisionbook.exchange.single import single_page
from decisionbook.render import Renderer
from tests.hostile import book
from tests.hostile.pages import Faults
from tests.hostile.searches import NIGHT, SEED
from tests.hostile.site import SECRET, built
from tests.hostile.vectors import every, mutants
from tests.site.tiny import DATA, write
from tests.site.tiny import built as build_tiny

TODAY = date(2026, 11, 20)
ALLOWED = {
    "a": {"href", "title"}, "blockquote": set(), "br": set(), "code": set(), "div": set(), "em": set(), "li": set(),
    "ol": {"start"}, "p": set(), "pre": set(), "strong": set(), "ul": set(),
}  # fmt: skip


def test_there_are_enough_vectors() -> None:
    assert len(every()) > 500


def wrong_in(markup: str) -> list[str]:
    """What prose holds besides the elements and attributes that it may."""
    found = []
    for element in ET.fromstring(f"<div>{markup}</div>").iter():
        found += [element.tag] if element.tag not in ALLOWED else []
        found += [name for name in element.attrib if name not in ALLOWED.get(element.tag, set())]
        scheme = prose.scheme(element.get("href", ""))
        found += [element.get("href", "")] if scheme not in {None, *prose.SAFE_SCHEMES} else []
    return found


@pytest.mark.parametrize("inline", [True, False])
def test_prose_becomes_a_few_elements_whatever_it_says(inline: bool) -> None:
    wrong = {text: wrong_in(prose.to_html(text, inline=inline)) for text in every()}
    assert {text: found for text, found in wrong.items() if found} == {}


def test_mutants_of_it_do_not_either() -> None:
    for text in mutants(60_000 if NIGHT else 1_500, seed=SEED):
        assert wrong_in(prose.to_html(text)) == [], text
        assert wrong_in(prose.tight(text)) == [], text
        prose.links(text)
        prose.problems(text)


SIGNS = [
    *"ab[]()<>'\"*_`\\ \n-1.!#:|~=",
    "](",
    "](x",
    "[a]",
    "``",
    "http:",
    "> ",
    "    ",
    "\t",
    "1. ",
    "- ",
    "![",
]


def test_no_letter_of_a_text_is_lost() -> None:
    chance = Random(SEED)
    for _ in range(60_000 if NIGHT else 3_000):
        text = "".join(chance.choices(SIGNS, k=chance.randrange(1, 25)))
        root = ET.fromstring(f"<div>{prose.to_html(text, inline=chance.random() < 0.5)}</div>")
        kept = "".join(
            ["".join(root.itertext()), *(value for one in root.iter("a") for value in one.attrib.values())]
        )
        assert (kept.count("a"), kept.count("b")) == (text.count("a"), text.count("b")), text


@pytest.fixture(scope="module", params=list(book.shifts()))
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return book.write(tmp_path_factory.mktemp("data"), book.data(book.turning(request.param)))


def test_every_field_of_every_kind_stays_text(folder: Path) -> None:
    reading = read_book(folder, today=TODAY)
    assert reading.errors == ()
    harmless = book.write(folder.parent / "harmless", book.data(lambda: book.HARMLESS))
    plain = read_book(harmless, today=TODAY).book
    for kind in ("option", "comparison", "decision", "checklist"):
        for identity in reading.book.of(kind):
            page = Faults(single_page(reading.book, kind, identity, today=TODAY))
            known = Faults(single_page(plain, kind, identity, today=TODAY))
            assert page.found == []
            assert page.scripts == known.scripts
            assert page.tags - known.tags <= {"em", "strong", "code", "pre", "ul", "ol", "li", "a", "br", "p"}


def test_fragments_are_well_formed(folder: Path) -> None:
    reading = read_book(folder, today=TODAY)
    render = Renderer(reading.book, today=TODAY)
    parts = [render.glossary(), render.faq(2), render.sources(), render.cues(), render.evidence(2)]
    parts += [render.index(kind) for kind in ("option", "comparison", "decision", "checklist")]
    parts += [
        render.decision(one, ("widget", "rules", "tree", "examples", "proof"))
        for one in reading.book.decisions
    ]
    parts += [render.comparison(one) for one in reading.book.comparisons]
    for part in parts:
        ET.fromstring(f'<div xmlns:xlink="x">{part}</div>')
        assert [fault for fault in Faults(str(part)).found if "leads to" not in fault] == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
@pytest.mark.parametrize("shift", list(book.shifts()))
def test_no_theme_and_no_extension_reads_it_again(tmp_path: Path, theme: str, shift: int) -> None:
    site = built(tmp_path / "hostile", book.turning(shift), theme)
    plain = built(tmp_path / "plain", lambda: book.HARMLESS, theme)
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 15
    for path in pages:
        text = path.read_text("utf-8")
        page = Faults(text)
        assert page.found == [], path
        assert page.scripts == Faults((plain / path.relative_to(site)).read_text("utf-8")).scripts, path
        assert SECRET not in text, path


FOLDERS = (
    'x" onclick="alert(1)" y="<img src=x onerror=alert(1)>',
    "a\n::error::b,c%0A",
    "p#q?r%41 s|t`u[v](w)",
    "é\u202e",
)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_no_name_of_a_folder_leaves_an_address(tmp_path: Path, theme: str) -> None:
    """Themes write addresses for editing into their pages as they are."""
    moved = {f"{kind}/{name}/{number}.yml": f"{'name' if kind == 'options' else 'title'}: T\n{rest}"
             for number, name in enumerate(FOLDERS)
             for kind, rest in (("options", "summary: x\nsources: [leaflet]\n"), ("checklists", "items: [{id: a, text: x}]\n"))}  # fmt: skip
    look = (
        {"name": theme, "font": False, "features": ["content.action.edit"]}
        if theme == "material"
        else {"name": theme}
    )
    file = write(tmp_path, {**DATA, **moved}, theme=look, repo_url="https://github.com/a/b", edit_uri="edit/main/docs/")  # fmt: skip
    site = Path(build_tiny(file).site_dir)
    for number, name in enumerate(FOLDERS):
        path = site / "options" / str(number) / "index.html"
        assert Faults(path.read_text("utf-8")).found == [], path
        assert f"decision_data/options/{quote(name)}/{number}.yml" in path.read_text("utf-8")
