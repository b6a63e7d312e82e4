"""The same book as several sites: ours, static pages with the very markup that ours shows, and plain Markdown."""

from __future__ import annotations

from pathlib import Path

from benchmarks.books import write

SETTINGS = """\
site_name: Bench
site_url: https://example.org/
use_directory_urls: true
theme: {{name: material, font: false, features: [navigation.prune, navigation.indexes]}}
markdown_extensions: [attr_list, tables, {{toc: {{permalink: true}}}}]
validation: {{nav: {{omitted_files: ignore}}}}
plugins: [{plugins}]
{more}
"""

CAPTURE = '''\
"""Keeps what every page shows, as Markdown that holds it as it is."""

from pathlib import Path

KEPT = Path(__file__).parent / "kept"


def on_page_content(html, page, **_):
    path = KEPT / page.file.src_uri
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\\ntitle: {page.title!r}\\n---\\n\\n<div>{html}</div>\\n", encoding="utf-8")
'''

OURS = "search, {decisionbook: {publish: false}}"
NAV = "nav: [index.md, decisions/index.md, comparisons/index.md, options/index.md, glossary.md, sources.md]"


def ours(folder: Path, entities: int) -> Path:
    """A site of a book of so many entities; its configuration."""
    write(folder / "decision_data", entities)
    return _site(folder, OURS)


def captured(folder: Path) -> Path:
    """The configuration that builds the same site and keeps what its pages show in ``kept``."""
    (folder / "capture.py").write_text(CAPTURE, encoding="utf-8")
    return _site(folder, OURS, "hooks: [capture.py]", name="capture.yml")


def pasted(folder: Path, kept: Path) -> Path:
    """A site whose Markdown holds the finished markup of another; its configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    kept.rename(folder / "docs")
    return _site(folder, "search", NAV)


def _site(folder: Path, plugins: str, more: str = "", name: str = "mkdocs.yml") -> Path:
    docs = folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    home = docs / "index.md"
    if not home.exists():
        home.write_text("# Home\n\nA book.\n", encoding="utf-8")
    config = folder / name
    config.write_text(SETTINGS.format(plugins=plugins, more=more), encoding="utf-8")
    return config


def bare(folder: Path) -> Path:
    """A site of one empty page under the same theme; its configuration."""
    return _site(folder, "search")
