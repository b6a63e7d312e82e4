"""The language in which commands write what stands beside an author's own texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from decisionbook.cli.data import entity_id, shown

if TYPE_CHECKING:
    from decisionbook.render.words import Words

Function = TypeVar("Function", bound=Callable[..., Any])


def speech_options(function: Function) -> Function:
    """The options ``--language CODE`` and ``--words FILE``."""
    words = click.option(
        "--words",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help="A YAML file with texts in place of ours, by key, as the plugin's setting `words` has them.",
    )
    language = click.option(
        "--language",
        default="en",
        show_default=True,
        metavar="CODE",
        help="The language of what stands beside your own texts.",
    )
    return language(words(function))


def words_of(language: str, file: Path | None) -> Words:
    """The words of the interface. What is wrong with the options, or with the file, is wrong usage."""
    from decisionbook.load import load_bytes
    from decisionbook.markdown import own_words
    from decisionbook.render.words import LANGUAGES

    known = entity_id(language, LANGUAGES, "language")
    if file is None:
        return LANGUAGES[known]
    read, findings = load_bytes(file.read_bytes(), shown(file))
    wrong = [f"{found.span}: {found.message}" for found in findings if found.is_error]
    given = read.data if read is not None else {}
    texts = (
        {key: text for key, text in given.items() if isinstance(text, str)} if isinstance(given, dict) else {}
    )
    if wrong or len(texts) != len(given or {}) or not isinstance(given, dict):
        said = "; ".join(wrong) or "it holds no texts by key, such as `index.option: Choices`"
        raise click.UsageError(f"{shown(file)} cannot be used: {said}")
    try:
        return own_words(texts, known)
    except ValueError as error:
        raise click.UsageError(f"{shown(file)} cannot be used: {error}") from error
