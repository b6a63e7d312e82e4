"""The script and the style sheet as pages load them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from decisionbook import assets


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


def test_shrinking_keeps_what_strings_say() -> None:
    assert assets._bare('a\n  /* gone\n   * too */\n\n  b("/* stays */")\n') == 'a\nb("/* stays */")\n'
    style = assets.style()
    assert 'content:"; "' in style
    assert "/*" not in style
    assert style.count("{") == style.count("}")
