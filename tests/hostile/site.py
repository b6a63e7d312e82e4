"""Sites of hostile data, with every extension on that might read it again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.hostile import book
from tests.site.tiny import write

EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "meta", "sane_lists", "smarty", "tables",
    "toc", "wikilinks", "pymdownx.arithmatex", "pymdownx.b64", "pymdownx.betterem", "pymdownx.blocks.admonition",
    "pymdownx.blocks.html", "pymdownx.caret", "pymdownx.critic", "pymdownx.details", "pymdownx.emoji",
    "pymdownx.escapeall", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark",
    "pymdownx.progressbar", "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed",
    "pymdownx.tasklist", "pymdownx.tilde",
]  # fmt: skip
SECRET = "a-line-that-only-mkdocs-yml-holds"
KINDS = (("option", "a"), ("comparison", "few"), ("comparison", "many"), ("checklist", "list"))
HOME = "# Home\n\n*[harmless]: an abbreviation\n\n" + "".join(
    [f"/// {kind} | {name}\n///\n\n" for kind, name in KINDS]
    + [
        f"/// decision | {name}\n    show: [widget, rules, tree, examples, proof]\n///\n\n"
        for name in ("rules", "collects", "steps")
    ]
    + ["[](option:a) [](faq:q) [](term:term) [](checklist:list)\n"]
)


def built(folder: Path, text: book.Next, theme: str = "material", **settings: Any) -> Path:
    """The folder of the site whose data takes its texts from ``text``."""
    look = (
        {"name": theme, "font": False, "features": ["navigation.footer"]}
        if theme == "material"
        else {"name": theme}
    )
    file = write(
        folder,
        book.as_files(book.data(text)),
        home=HOME,
        theme=look,
        markdown_extensions=settings.pop("extensions", EXTENSIONS),
        extra={"secret": SECRET},
        book={"print_view": True},
        **settings,
    )
    config = load_config(str(file))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return Path(config.site_dir)
