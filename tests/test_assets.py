"""The script and the style sheet as pages load them."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import minify
import pytest

from decisionbook import assets
from tools import minify_assets


def test_every_part_is_in_its_place() -> None:
    folder = Path(assets.__file__).parent / "assets"
    assert sorted(assets.SCRIPTS) == sorted(file.name for file in (folder / "js").glob("*.js"))
    assert sorted(assets.STYLES) == sorted(file.name for file in (folder / "css").glob("*.css"))
    places = [assets.script().index(word) for word in ("WeakSet", "data-comparison", "data-checklist")]
    assert places == sorted(places)


def test_the_script_is_a_classic_one_that_parses(tmp_path: Path) -> None:
    file = tmp_path / "script.js"
    file.write_text(assets.script(), "utf-8")
    subprocess.run(["node", "--check", file], check=True, capture_output=True)
    assert not re.search(r"^\s*(import|export)\b", assets.script(), re.MULTILINE)


@pytest.mark.parametrize(
    "word", ["fetch(", "XMLHttpRequest", "localStorage", "eval(", "innerHTML", "http://", "https://"]
)
def test_the_script_asks_for_nothing(word: str) -> None:
    assert word not in assets.script()


@pytest.mark.parametrize("word", ["url(", "@import", "http"])
def test_the_style_asks_for_nothing(word: str) -> None:
    assert word not in assets.style()


@pytest.mark.parametrize(
    ("readable", "media_type", "most"),
    [
        (assets.readable_script, "application/javascript", 8_000),
        (assets.readable_style, "text/css", 3_000),
    ],
)
def test_what_pages_load_stays_small(readable: Callable[[], str], media_type: str, most: int) -> None:
    served = minify.string(media_type, readable())
    assert len(gzip.compress(served.encode(), 9, mtime=0)) <= most


def test_what_is_built_is_what_is_served() -> None:
    minify_assets.write()
    for made, served in ((assets.readable_script, assets.script), (assets.readable_style, assets.style)):
        served.cache_clear()
        assert len(served()) < len(made())
        assert served().count("{") == served().count("}")


def test_the_script_is_one_function_without_what_tests_take_from_it() -> None:
    script = assets.readable_script()
    assert script.startswith("(function () {")
    assert "module" not in script
    assert "window.Decisionbook = { start }" in script


def test_shrinking_keeps_what_strings_say() -> None:
    assert assets._bare('a\n  /* gone\n   * too */\n\n  b("/* stays */")\n') == 'a\nb("/* stays */")\n'
    style = assets.style()
    assert 'content:" · "' in style
    assert "/*" not in style
    assert style.count("{") == style.count("}")
