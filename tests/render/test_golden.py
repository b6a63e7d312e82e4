"""The markup of a small book, held against files that were read when they last changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.render.page import everything, render

FOLDER = Path(__file__).parent / "golden"
PAGES = everything(render())


@pytest.mark.parametrize("name", PAGES)
def test_markup(name: str, request: pytest.FixtureRequest) -> None:
    file = FOLDER / f"{name.replace(' ', '-')}.html"
    lines = [line for line in PAGES[name].splitlines() if line.strip()]
    markup = "\n".join(lines) + "\n"
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(markup, "utf-8")
    assert markup == file.read_text("utf-8")


def test_no_file_is_left_over() -> None:
    assert {file.stem for file in FOLDER.glob("*.html")} == {name.replace(" ", "-") for name in PAGES}
