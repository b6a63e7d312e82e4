"""What a site publishes beside its pages."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from markdown import Markdown
from mkdocs.exceptions import Abort

from decisionbook.publish.data import FOLDER
from tests.publish.rich import RICH
from tests.site.links import Links
from tests.site.tiny import HOME, built, put, write

ROOT = Path(__file__).resolve().parents[2]
GUIDE = """\
# Guide

See [home](../index.md#home), [tea](option:tea#strengths), [](decision:way) and ![](../pot.png).

## A part

- In a list:

    /// comparison | pots
        options: [steel]
        criteria: [care, weight]
    ///

```
[not](../index.md) /// decision | way
/// decision | way
```
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    put(folder / "docs" / "guides" / "guide.md", GUIDE)
    put(folder / "docs" / "pot.png", "")
    return Path(built(write(folder, RICH, HOME)).site_dir)


def twins(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*.html.md")
    }


def test_every_page_has_a_twin_but_those_that_lead_on(site):
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert {path.removesuffix(".md") for path in twins(site)} == pages - {
        "404.html",
        "options/espresso/index.html",
    }


@pytest.mark.parametrize("root", ["rich", "book"])
def test_links_of_twins_lead_somewhere(site, root, tmp_path):
    if root == "book":
        site = Path(built(ROOT / "mkdocs.yml", site_dir=str(tmp_path)).site_dir)
    broken = [
        (path, link)
        for path, text in twins(site).items()
        for link in Links(Markdown(extensions=["tables", "fenced_code"]).convert(text)).links
        if ":" not in link
        and not link.startswith("#")
        and not (site / normpath(join(dirname(path), link.partition("#")[0]))).is_file()
    ]
    assert broken == []


def test_a_twin_of_a_page_holds_what_its_blocks_show(site):
    guide = twins(site)["guides/guide/index.html.md"]
    assert guide.startswith(
        "# Guide\n\nSee [home](../../index.html.md), [tea](../../options/tea/index.html.md), "
    )
    assert "[By which way?](../../decisions/way/index.html.md) and ![](../../pot.png)." in guide
    assert "    **[Pots](../../comparisons/pots/index.html.md)**" in guide
    assert "    | **Care** | Easy |" in guide
    assert "Clay" not in guide
    assert "[not](../index.md) /// decision | way\n/// decision | way\n```" in guide


def test_code_that_holds_fences_stays_as_it_is(tmp_path):
    nested = "````\n```\n[not](index.md)\n::: neither\n```\n````\n\n[home](index.md)\n"
    put(tmp_path / "docs" / "nested.md", f"# Nested\n\n{nested}")
    site = Path(built(write(tmp_path)).site_dir)
    text = twins(site)["nested/index.html.md"]
    assert "[not](index.md)" in text
    assert "[home](../index.html.md)" in text


@pytest.mark.parametrize("said", ["search:", "search: yes", "search: {boost: 2}"])
def test_whatever_a_page_says_of_search_it_has_a_twin(tmp_path, said):
    put(tmp_path / "docs" / "more.md", f"---\n{said}\n---\n\n# More\n")
    assert "more/index.html.md" in twins(Path(built(write(tmp_path)).site_dir))


def test_what_is_no_text_and_what_search_does_not_see_has_no_twin(tmp_path):
    """Links of twins lead to these pages themselves."""
    file = write(tmp_path, home="# Home\n\n[a](code.md), [b](hidden.md), [c](plain.md)\n")
    put(tmp_path / "docs" / "code.md", "# Code\n\n::: some.module\n    options: {}\n")
    put(tmp_path / "docs" / "hidden.md", "---\nsearch: {exclude: true}\n---\n# Hidden\n")
    put(tmp_path / "docs" / "plain.md", "# Plain\n\n```\n::: some.module\n```\n")
    site = Path(built(file).site_dir)
    written = twins(site)
    assert (
        "[a](code/index.html), [b](hidden/index.html), [c](plain/index.html.md)" in written["index.html.md"]
    )
    assert not {"code/index.html.md", "hidden/index.html.md"} & written.keys()
    assert "code/" not in (site / "llms.txt").read_text("utf-8")
    assert 'type="text/markdown"' not in (site / "code" / "index.html").read_text("utf-8")


def test_a_twin_says_what_stands_behind_a_claim(site):
    twin = twins(site)["decisions/pot-size/index.html.md"]
    row = next(line for line in twin.splitlines() if line.startswith("| r1 "))
    assert "Few. (1 source, 1 against: [Ada and others, 2024](../../sources/index.html.md). " in row
    assert "(Not so \\| few.)" in row
    assert "*Fair or Strong*" in row
    assert len(re.findall(r"(?<!\\)\|", row)) == 5


def test_a_twin_says_by_which_names_questions_are_answered(site):
    lines = twins(site)["decisions/pot-size/index.html.md"].splitlines()
    asked = (
        "- **Which kind?** (`kind`) *Weak* (`weak`); *Fair* (`fair`: As most like it.); *Strong* (`strong`)"
    )
    assert asked in lines
    assert "- **Is it wet?** (`wet`) *Yes*; *No*" in twins(site)["decisions/way/index.html.md"].splitlines()


def test_a_twin_of_a_flow_chart_leads_from_step_to_step(site):
    twin = twins(site)["decisions/way/index.html.md"]
    assert "| wet | Is it wet? *No* | on to dark |  |" in twin
    assert "| dark | Is it dark? *Yes* | By bus | Safer. |" in twin


def test_a_table_keeps_its_shape_whatever_stands_in_it(site):
    twin = twins(site)["comparisons/pots/index.html.md"]
    rows = [line for line in twin.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}
    assert "Clay \\| fired" in rows[0]
    assert "Take [Tea](../../options/tea/index.html.md)." in twin


def test_llms_txt_lists_every_twin(site):
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# Tiny\n\n## Decisions\n\n- [")
    listed = re.findall(r"\]\(([^)]*)\)", text)
    assert set(listed) == {*twins(site), f"{FOLDER}/index.json"}
    assert "- [Tea](options/tea/index.html.md): Leaves in hot water." in text


def test_addresses_are_whole_where_the_site_s_is_known(tmp_path):
    config = built(write(tmp_path, site_url="https://example.org/x", use_directory_urls=False))
    text = (Path(config.site_dir) / "llms.txt").read_text(encoding="utf-8")
    assert "(https://example.org/x/options/tea.html.md)" in text
    assert (Path(config.site_dir) / "options" / "tea.html.md").is_file()


ODD = "# Odd\n\n[other](zwei%20%232.md)\n"


def test_pages_whose_names_need_quoting_are_reached(tmp_path):
    put(tmp_path / "docs" / "über uns" / "eins #1.md", ODD)
    put(tmp_path / "docs" / "über uns" / "zwei #2.md", "# Two\n")
    file = write(tmp_path, site_url="https://a.example/b/", book={"print_view": True})
    site = Path(built(file).site_dir)
    two = "%C3%BCber%20uns/zwei%20%232/index.html.md"
    assert f"(https://a.example/b/{two})" in (site / "llms.txt").read_text("utf-8")
    assert "[other](../zwei%20%232/index.html.md)" in twins(site)["über uns/eins #1/index.html.md"]
    page = (site / "über uns" / "zwei #2" / "index.html").read_text("utf-8")
    assert 'title="Markdown" href="index.html.md"' in page
    assert '<a href="#über-uns-zwei-2">other</a>' in (site / "print.html").read_text("utf-8")


def test_data_is_published_unless_it_is_switched_off(tmp_path):
    open_site, closed = (
        Path(built(write(tmp_path / str(publish), book={"publish": publish})).site_dir)
        for publish in (True, False)
    )
    assert json.loads((open_site / FOLDER / "options" / "tea.json").read_text("utf-8"))["name"] == "Tea"
    assert (open_site / FOLDER / "comparisons" / "drinks.csv").is_file()
    assert (open_site / "schema" / "1" / "decision.json").is_file()
    assert not [name for name in ("data", "schema", "llms.txt", "index.html.md") if (closed / name).exists()]


def test_pages_may_link_to_the_data_and_files_of_one_s_own_win(tmp_path):
    file = write(tmp_path, home=f"# Home\n\n[JSON]({FOLDER}/options/tea.json)\n")
    put(tmp_path / "docs" / "llms.txt", "mine\n")
    site = Path(built(file).site_dir)
    assert (site / "llms.txt").read_text(encoding="utf-8") == "mine\n"


# --- the feed of changes ---------------------------------------------------------------------------------


def git(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    name = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *name, *arguments], cwd=folder, check=True, capture_output=True, input=given
    )
    return done.stdout


def signed(folder: Path) -> None:
    """Sign the last commit, in a repository that shows what it thinks of signatures."""
    signature = b"gpgsig -----BEGIN SSH SIGNATURE-----\n x\n -----END SSH SIGNATURE-----\n\n"
    commit = git(folder, "cat-file", "commit", "HEAD").replace(b"\n\n", b"\n" + signature, 1)
    made = git(folder, "hash-object", "-t", "commit", "-w", "--stdin", given=commit)
    git(folder, "update-ref", "HEAD", made.decode().strip())
    git(folder, "config", "log.showSignature", "true")
    assert git(folder, "log", "-1", "--format=%H") != made


def committed(folder: Path, subject: str) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", subject)


ATOM, XHTML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/xhtml}"
FED: dict[str, Any] = {"site_url": "https://example.org/", "book": {"feed": 5}}


def test_the_feed_tells_changes_in_meaning_newest_first(tmp_path):
    file = write(tmp_path, **FED)
    git(tmp_path, "init", "--quiet")
    committed(tmp_path, "Begin")
    drinks = tmp_path / "decision_data" / "comparisons" / "drinks.yml"
    drinks.write_text(drinks.read_text("utf-8").replace("Low", "None at all"), "utf-8")
    committed(tmp_path, "Lower the price")
    tea = tmp_path / "decision_data" / "options" / "tea.yml"
    tea.write_text(tea.read_text("utf-8").replace("Calm.", "Quiet."), "utf-8")
    committed(tmp_path, "Only reword")
    (tmp_path / "decision_data" / "options" / "milk.yml").write_text("name: Milk\nsummary: White.\n", "utf-8")
    committed(tmp_path, "Add <milk>")
    site = Path(built(file).site_dir)
    feed = ET.parse(site / "changes.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Add <milk>", "Lower the price"]
    added, cheaper = (told(entry) for entry in entries)
    assert added[:2] == [("h4", "Entities"), ("li", "+ option milk")]
    assert cheaper == [("h4", "Comparison drinks"), ("li", "tea x price: Low → None at all")]
    assert feed.findtext(f"{ATOM}id") == "https://example.org/changes.xml"
    assert feed.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2


def told(entry: ET.Element) -> list[tuple[str, str]]:
    """The headings and the lines of an entry, by the names of their elements."""
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "xhtml"
    texts = [(one.tag.removeprefix(XHTML), (one.text or "").strip()) for one in content.iter()]
    return [(name, text) for name, text in texts if name in {"h4", "li"}]


def test_the_feed_tells_which_answers_move(tmp_path):
    file = write(tmp_path, **FED)
    git(tmp_path, "init", "--quiet")
    committed(tmp_path, "Begin")
    drink = tmp_path / "decision_data" / "decisions" / "drink.yml"
    text = drink.read_text("utf-8").replace("then: coffee}", "then: tea}")
    drink.write_text(text, "utf-8")
    committed(tmp_path, "Drink tea")
    (entry,) = ET.parse(Path(built(file).site_dir) / "changes.xml").getroot().findall(f"{ATOM}entry")
    nested = entry.findall(f".//{XHTML}li/{XHTML}ul/{XHTML}li")
    assert [one.text for one in nested] == ["late: no  (rule r2)"]


def test_signatures_are_no_part_of_the_feed(tmp_path):
    file = write(tmp_path, **FED)
    git(tmp_path, "init", "--quiet")
    committed(tmp_path, "Begin")
    (tmp_path / "decision_data" / "options" / "milk.yml").write_text("name: Milk\nsummary: White.\n", "utf-8")
    committed(tmp_path, "Add milk")
    signed(tmp_path)
    feed = ET.parse(Path(built(file).site_dir) / "changes.xml").getroot()
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == ["Add milk"]


def test_without_a_history_there_is_no_feed(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    config = built(write(tmp_path, **FED))
    assert not (Path(config.site_dir) / "changes.xml").exists()
    assert "no feed of changes: git finds no repository" in caplog.text


def test_a_feed_needs_an_address(tmp_path, caplog):
    with pytest.raises(Abort):
        built(write(tmp_path, book={"feed": 5}))
    assert "'feed' needs 'site_url'" in caplog.text


def test_a_feed_of_less_than_nothing_is_refused(tmp_path, caplog):
    with pytest.raises(Abort):
        built(write(tmp_path, site_url="https://example.org/", book={"feed": -5}))
    assert "'feed' is -5" in caplog.text
