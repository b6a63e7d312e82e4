"""A running server, seen through the hooks that MkDocs calls, and one real server."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from decisionbook.cache import Kept
from tests.site.tiny import DATA, HOME, put, write
from tools.free_port import free_port

GOOD = DATA["options/tea.yml"]
BAD = "name: Tea\nsumary: Leaves.\nnonsense: x\n"


@pytest.fixture
def serving(tmp_path: Path) -> Callable[[], dict[str, str]]:
    """Rebuild the site as the server does after a change; returns its pages."""
    file = write(tmp_path)
    plugins: list[BasePlugin[Config]] = []

    def rebuild() -> dict[str, str]:
        config = load_config(str(file), strict=True)
        if not plugins:
            config.plugins.on_startup(command="serve", dirty=False)
        plugins.append(config.plugins["decisionbook"])
        build(config, serve_url="http://127.0.0.1:8000/")
        root = Path(config.site_dir)
        return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.html")}

    return rebuild


def test_the_data_folder_is_watched(tmp_path):
    config = load_config(str(write(tmp_path)))
    config = config.plugins.on_config(config)
    assert str(tmp_path / "decision_data") in config.watch


def test_the_last_good_book_stays_while_the_data_has_errors(serving, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    tea = tmp_path / "decision_data/options/tea.yml"
    before = serving()
    put(tea, BAD)
    during = serving()
    assert "Leaves in" in during["options/tea/index.html"]
    for page in ("index.html", "options/tea/index.html"):
        assert "options/tea.yml:3" in during[page]
        assert "nonsense" in during[page]
    put(tea, GOOD.replace("Leaves", "Green leaves"))
    after = serving()
    assert "Green leaves" in after["options/tea/index.html"]
    assert not any("nonsense" in html for html in after.values())
    put(tea, GOOD)
    assert serving() == before


def test_a_server_starts_with_data_that_has_errors(serving, tmp_path):
    put(tmp_path / "decision_data/options/tea.yml", BAD)
    home = serving()["index.html"]
    assert "options/tea.yml:3" in home
    assert "///" not in home
    put(tmp_path / "decision_data/options/tea.yml", GOOD)
    assert 'data-decision="drink"' in serving()["index.html"]


def test_a_mistake_on_a_page_is_shown_on_that_page_only(serving, tmp_path):
    put(tmp_path / "docs/index.md", HOME + "\n/// option | te\n///\n")
    html = serving()
    assert "docs/index.md" in html["index.html"]
    assert "N001" in html["index.html"]
    assert "N001" not in html["options/tea/index.html"]
    put(tmp_path / "docs/index.md", HOME)
    assert "N001" not in serving()["index.html"]


def test_new_entities_get_pages_and_removed_ones_lose_them(serving, tmp_path):
    serving()
    put(tmp_path / "decision_data/options/milk.yml", "name: Milk\nsummary: White.\n")
    assert "White." in serving()["options/milk/index.html"]
    (tmp_path / "decision_data/options/milk.yml").unlink()
    assert "options/milk/index.html" not in serving()


def test_one_changed_file_renders_only_what_depends_on_it(serving, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    made: list[str] = []
    add = Kept.add

    def noted(self, key, *given):
        made.append(key)
        add(self, key, *given)

    monkeypatch.setattr(Kept, "add", noted)
    serving()
    first = len(made)
    made.clear()
    serving()
    assert made == []
    put(tmp_path / "decision_data/checklists/pot.yml", DATA["checklists/pot.yml"].replace("hot.", "warm."))
    assert "It is warm." in serving()["checklists/pot/index.html"]
    whole = {"sources", "evidence"}  # they say who cites and what is stale, and so look at everything
    asked = [key.strip("()").replace("'", "").split(", ")[:-1] for key in made]
    assert {words[0] for words in asked} == {"checklist", "index", "found", *whole}
    assert all({"pot", "checklist"} & set(words) for words in asked if words[0] not in whole)
    assert len(made) < first / 2


@pytest.mark.slow
def test_a_real_server_follows_the_data(tmp_path):
    port = free_port("127.0.0.1", 8100)
    address = f"http://127.0.0.1:{port}/options/tea/"
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "--dev-addr",
        f"127.0.0.1:{port}",
        "-f",
        str(write(tmp_path)),
    ]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            assert shows(address, "Leaves in")
            put(tmp_path / "decision_data/options/tea.yml", BAD)
            assert shows(address, "nonsense")
            assert shows(address, "Leaves in")
            put(tmp_path / "decision_data/options/tea.yml", GOOD.replace("Leaves", "Green leaves"))
            assert shows(address, "Green leaves")
        finally:
            server.terminate()


def shows(address: str, text: str) -> bool:
    """Whether the page shows a text within twenty seconds."""
    for _ in range(80):
        try:
            with urlopen(address) as response:
                if re.search(text, response.read().decode()):
                    return True
        except OSError:
            pass
        time.sleep(0.25)
    return False
