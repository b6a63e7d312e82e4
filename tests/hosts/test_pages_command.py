"""`decisionbook pages`: what hosts without our plugin need."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from click.testing import CliRunner

from decisionbook import assets
from decisionbook.cli.pages import command
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
