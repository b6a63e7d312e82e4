from __future__ import annotations

import re
from datetime import date
from posixpath import dirname, join, normpath

from click.testing import CliRunner
from markdown import Markdown

from decisionbook.book import read_book
from decisionbook.cli.export import command
from decisionbook.publish.folder import markdown_files
from decisionbook.render.words import LANGUAGES
from tests.publish import rich
from tests.site.tiny import put

TODAY = date(2026, 11, 20)


def test_links_lead_from_file_to_file_and_the_list_names_all(tmp_path):
    texts = markdown_files(rich.book(tmp_path), "Rich", today=TODAY)
    for path, text in texts.items():
        linked = re.findall(r"\]\(([^)<:]+\.md)\)", text)
        assert {normpath(join(dirname(path), link)) for link in linked} <= set(texts), path
    listed = set(re.findall(r"\]\(([^)]+\.md)\)", texts["llms.txt"]))
    assert listed == {path for path in texts if path.endswith(".md") and not path.endswith("/index.md")}


def test_the_state_of_the_evidence_names_what_is_wrong(tmp_path):
    text = markdown_files(rich.book(tmp_path), "Rich", today=TODAY)["evidence.md"]
    assert "## Disputed: 2" in text
    assert "## Not checked lately: 1" in text
    assert "## No evidence found: 1" in text


def test_it_speaks_the_chosen_language(tmp_path):
    texts = markdown_files(rich.book(tmp_path), "Rich", today=TODAY, words=LANGUAGES["de"])
    assert texts["options/index.md"].startswith("# Optionen\n")
    assert "## „Milk first?“\n" in texts["faq.md"]


def test_the_command_writes_it(tmp_path):
    data, out = rich.written(tmp_path / "data"), tmp_path / "out"
    done = CliRunner().invoke(command, ["--data", str(data), "--format", "markdown", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert (
        (out / "options" / "tea.md")
        .read_text(encoding="utf-8")
        .startswith("# Tea\n\nLeaves in *hot* water.\n")
    )
    assert (out / "llms.txt").is_file()


def test_markup_in_data_is_text_for_every_reader(tmp_path):
    folder = rich.written(tmp_path)
    put(
        folder / "options/tea.yml",
        "name: Tea\nsummary: A <b>b</b> [x](javascript:y) c.\ncues: ['<script>z</script>']\n",
    )
    book = read_book(folder).book
    text = markdown_files(book, "Rich", today=TODAY)["options/tea.md"]
    shown = Markdown().convert(text)
    assert "&lt;b&gt;" in shown
    assert not {mark for mark in ("<b>", "<script", 'href="java') if mark in shown}
