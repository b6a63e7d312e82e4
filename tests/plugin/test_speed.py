import gc
import logging

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from decisionbook.cache import Kept
from decisionbook.crowding import CROWDED
from decisionbook.plugin.site import crowding
from tests.site.tiny import built, pages, write


@pytest.mark.parametrize(
    ("theme", "more", "said"),
    [
        ({"name": "mkdocs"}, 0, None),
        ({"name": "mkdocs"}, 1, "menu_limit"),
        ({"name": "material"}, 1, "navigation.prune"),
        ({"name": "material", "features": ["navigation.prune"]}, 1, None),
    ],
)
def test_a_crowded_navigation_is_spoken_of_with_the_cure(tmp_path, theme, more, said):
    nav = [f"page-{number}.md" for number in range(CROWDED + more)]
    config = load_config(str(write(tmp_path, theme=theme, nav=nav)))
    assert (said in (crowding(config) or "")) if said else crowding(config) is None


def test_a_book_with_many_entities_stays_out_of_the_navigation(tmp_path, caplog):
    many = {f"options/o{number}.yml": f"name: O{number}\nsummary: One.\n" for number in range(60)}
    with caplog.at_level(logging.INFO, "mkdocs"):
        config = built(write(tmp_path, many, "# Home\n"))
    (home,) = (text for path, text in pages(config).items() if path == "index.html")
    assert "options/o7/" not in home
    assert "options/" in home


def test_a_second_build_makes_the_same_site_and_renders_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795132800")
    added: list[object] = []
    add = Kept.add

    def noted(self, *given):
        added.append(given[0])
        return add(self, *given)

    monkeypatch.setattr(Kept, "add", noted)
    file = write(tmp_path)
    first = pages(built(file))
    assert added
    added.clear()
    assert pages(built(file)) == first
    assert not added
    assert (tmp_path / ".cache/decisionbook/.gitignore").is_file()


def test_without_the_cache_nothing_is_written(tmp_path):
    built(write(tmp_path, book={"cache": False}))
    assert not (tmp_path / ".cache").exists()


def test_a_build_leaves_the_search_for_cycles_as_it_was(tmp_path):
    before = gc.get_threshold()
    config = load_config(str(write(tmp_path)))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
        assert gc.get_threshold()[0] > before[0]
    finally:
        config.plugins.on_shutdown()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
