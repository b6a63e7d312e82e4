"""A book of a few lines with a site around it, written to a folder and built there."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

DATA: Mapping[str, str] = {
    "options/tea.yml": """\
        name: Tea
        summary: Leaves in *hot* water.
        strengths: [Calm., {text: Cheap., sources: [leaflet]}]
        related: [coffee]
        """,
    "options/coffee.yml": """\
        name: Coffee
        summary: Beans; see [tea](option:tea#strengths).
        aliases_of_id: [espresso]
        """,
    "decisions/drink.yml": """\
        title: What to drink?
        inputs:
          late: {ask: Is it late?}
        outcomes: [tea, coffee]
        rules:
          - {when: {late: yes}, then: tea, because: Sleep matters., id: sleep}
          - {when: {late: no}, then: coffee}
        examples:
          - {title: Midnight, given: {late: yes}, expect: tea}
        """,
    "comparisons/drinks.yml": """\
        title: Drinks
        options: [tea, coffee]
        criteria:
          - id: price
            name: Price
            cells: {tea: Low, coffee: High}
          - id: taste
            name: Taste
            cells: {tea: Mild, coffee: Strong}
        """,
    "checklists/pot.yml": """\
        title: Is the pot ready?
        items:
          - {id: hot, text: It is hot., required: yes}
        """,
    "glossary.yml": "leaf: {term: Leaf, definition: Part of a plant.}\n",
    "faq.yml": "- {id: why, question: Why tea?, answer: 'Because of [leaves](term:leaf).'}\n",
    "sources.yml": "leaflet: {title: A leaflet, kind: article}\n",
}

HOME = """\
---
title: Home
---

# Home

[Tea](option:tea#strengths), [sleep](decision:drink#sleep), [price](comparison:drinks#price--tea), [](faq:why).

/// decision | drink
///

/// comparison | drinks
    criteria: [price]
///

/// checklist | pot
///
"""


def write(folder: Path, data: Mapping[str, str] = DATA, home: str = HOME, **settings: Any) -> Path:
    """Write data, a page and a configuration; returns the path of the configuration.

    ``settings`` are those of ``mkdocs.yml``; those of the plugin are under ``book``.
    """
    for name, text in data.items():
        put(folder / "decision_data" / name, text)
    put(folder / "docs" / "index.md", home)
    config = {
        "site_name": "Tiny",
        "theme": {"name": "mkdocs"},
        "plugins": ["search", {"decisionbook": settings.pop("book", {})}],
        "markdown_extensions": ["attr_list", "toc"],
        "validation": {"omitted_files": "warn", "unrecognized_links": "warn", "anchors": "warn"},
        **settings,
    }
    put(folder / "mkdocs.yml", yaml.safe_dump(config))
    return folder / "mkdocs.yml"


def put(path: Path, text: str) -> None:
    """Write a text, without the indentation that its first line has."""
    margin = " " * (len(text) - len(text.lstrip(" ")))
    lines = (line.removeprefix(margin) for line in text.splitlines(keepends=True))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")


def built(file: Path, **settings: Any) -> MkDocsConfig:
    """Build as ``mkdocs build --strict`` does; raises ``mkdocs.exceptions.Abort`` where that fails."""
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    config = load_config(str(file), strict=True, **settings)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return config


def pages(config: MkDocsConfig) -> dict[str, str]:
    """The HTML of every page by its address."""
    root = Path(config.site_dir)
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.html")
    }
