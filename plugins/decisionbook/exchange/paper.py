"""Documents that stand alone: the style of a page without a theme, and filling its template."""

from __future__ import annotations

from functools import cache, partial
from importlib.resources import files

from markupsafe import Markup

from decisionbook.render.context import environment
from decisionbook.render.words import Words, say


def fill(template: str, words: Words, **values: object) -> str:
    """The document that ``template`` makes of ``values``; ``paper`` is its style sheet."""
    page = environment().get_template(template)
    return page.render(say=partial(say, words), paper=Markup(style()), **values)  # noqa: S704


@cache
def style() -> str:
    """The style sheet of a page without a theme, on screens and on paper."""
    return (files("decisionbook") / "assets" / "offline" / "paper.css").read_text(encoding="utf-8")
