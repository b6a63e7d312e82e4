"""`decisionbook pages`: what hosts without our plugin need."""

from __future__ import annotations

import json
import shutil
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from decisionbook import assets
from decisionbook.cli.pages import MANIFEST, command
from tests.hosts.example import EXAMPLE


def written(folder, *arguments):
    return CliRunner().invoke(
        command, ["--data", str(EXAMPLE / "decision_data"), "--out", str(folder), *arguments]
    )


def test_the_style_and_the_script_stand_beside_the_pages(tmp_path):
    assert written(tmp_path).exit_code == 0
    assert (tmp_path / "options" / "relational.md").is_file()
    assert (tmp_path / "assets" / "decisionbook.css").read_text(encoding="utf-8") == assets.style()
    assert (tmp_path / "assets" / "decisionbook.js").read_text(encoding="utf-8") == assets.script()


def test_files_of_one_s_own_stay(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "decisionbook.css").write_text("mine", encoding="utf-8")
    result = written(tmp_path)
    assert "kept your own" in result.output
    assert written(tmp_path).exit_code == 0
    assert (tmp_path / "assets" / "decisionbook.css").read_text(encoding="utf-8") == "mine"


def copied(folder):
    shutil.copytree(EXAMPLE / "decision_data", folder / "data")
    return lambda: CliRunner().invoke(
        command, ["--data", str(folder / "data"), "--out", str(folder / "docs")]
    )


def test_a_page_that_somebody_changed_stays_until_it_is_deleted(tmp_path):
    run = copied(tmp_path)
    page = tmp_path / "docs" / "options" / "document.md"
    assert run().exit_code == 0
    first = page.read_text("utf-8")
    page.write_text(f"{first}\nMore of mine.\n", "utf-8")
    for _ in range(2):
        result = run()
        assert (
            "options/document.md, which was changed by hand; delete it to have it written anew"
            in result.output
        )
        assert page.read_text("utf-8").endswith("More of mine.\n")
    page.unlink()
    assert "by hand" not in run().output
    assert page.read_text("utf-8") == first


def test_a_list_of_pages_without_marks_names_pages_of_ours(tmp_path):
    run = copied(tmp_path)
    run()
    listed = tmp_path / "docs" / MANIFEST
    marked = listed.read_text("utf-8")
    listed.write_text(json.dumps(sorted(json.loads(marked))), "utf-8")
    assert run().exit_code == 0
    assert listed.read_text("utf-8") == marked


def test_ends_of_lines_are_no_change(tmp_path):
    run = copied(tmp_path)
    run()
    page = tmp_path / "docs" / "options" / "document.md"
    first = page.read_bytes()
    page.write_bytes(first.replace(b"\n", b"\r\n"))
    assert "by hand" not in run().output
    assert page.read_bytes() == first


def test_what_the_data_no_longer_have_goes_unless_somebody_changed_it(tmp_path):
    run = copied(tmp_path)
    for name in ("milk", "bread"):
        (tmp_path / "data" / "options" / f"{name}.yml").write_text(f"name: {name}\nsummary: Food.\n", "utf-8")
    run()
    milk, bread = (tmp_path / "docs" / "options" / f"{name}.md" for name in ("milk", "bread"))
    milk.write_text("# Milk is mine\n", "utf-8")
    for name in ("milk", "bread"):
        (tmp_path / "data" / "options" / f"{name}.yml").unlink()
    result = run()
    assert "options/milk.md, which was changed by hand; delete it to be rid of it" in result.output
    assert (milk.is_file(), bread.exists()) == (True, False)
    milk.unlink()
    assert "by hand" not in run().output


def test_headings_in_one_s_own_words(tmp_path):
    (tmp_path / "words.yml").write_text("index.option: Tools\n", "utf-8")
    assert written(tmp_path, "--words", str(tmp_path / "words.yml")).exit_code == 0
    assert (tmp_path / "options" / "index.md").read_text("utf-8").startswith('---\ntitle: "Tools"\n')


def test_headings_in_another_language(tmp_path):
    assert written(tmp_path, "--language", "de").exit_code == 0
    assert "# Optionen" in (tmp_path / "options" / "index.md").read_text(encoding="utf-8")
    unknown = written(tmp_path, "--language", "dee")
    assert unknown.exit_code == 2
    assert "did you mean 'de'" in unknown.output


def test_pages_of_data_lead_to_suggestions(tmp_path):
    uri = "mailto:book@example.org?subject={title}&body={page}%20{source}"
    assert written(tmp_path, "--suggest-uri", uri).exit_code == 0
    page = (tmp_path / "options" / "relational.md").read_text(encoding="utf-8")
    source = quote((EXAMPLE / "decision_data" / "options" / "relational.yml").as_posix(), safe="")
    link = page.rstrip().rpartition("\n")[2]
    assert link.startswith(
        "[Suggest a change](<mailto:book@example.org?subject=Relational%20server&body=options%2Frelational%20"
    )
    assert source.rpartition("examples")[2] in link
    assert "Suggest a change" not in (tmp_path / "options" / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("uri", "said"), [("https://e.org/?{file}", "it may have {title}"), ("e.org/{title}", "must begin with")]
)
def test_an_address_for_suggestions_that_cannot_be_one(tmp_path, uri, said):
    result = written(tmp_path, "--suggest-uri", uri)
    assert result.exit_code == 2
    assert said in result.output
