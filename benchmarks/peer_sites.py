"""Sites whose tables are written by hand, or made of the same data by other plugins."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from benchmarks.sites import NAV, SETTINGS

Entity = dict[str, Any]

MACRO = """\
{{%- set data = book["{kind}"]["{name}"] -%}}
# {{{{ data.title or data.name }}}}

{{{{ data.summary }}}}

{table}
"""

TABLES = {
    "comparisons": """\
| |{% for option in data.options %} {{ option }} |{% endfor %}

|---|{% for option in data.options %}---|{% endfor %}
{% for row in data.criteria %}

| {{ row.name }} |{% for option in data.options %} {{ row.cells[option].value or row.cells[option] }} |{% endfor %}
{%- endfor %}
""",
    "decisions": """\
|{% for name in data.inputs %} {{ name }} |{% endfor %} then | because |
|{% for name in data.inputs %}---|{% endfor %}---|---|
{%- for rule in data.rules %}
|{% for name in data.inputs %} {{ rule.when[name] }} |{% endfor %} {{ rule.then }} | {{ rule.because }} |
{%- endfor %}
""",
    "options": """\
| list | text |
|---|---|
{%- for list in ("strengths", "weaknesses", "choose_when", "avoid_when") %}{% for claim in data[list] %}
| {{ list }} | {{ claim.text or claim }} |
{%- endfor %}{% endfor %}
""",
}


def hand_written(folder: Path, data: Path) -> Path:
    """Every entity as a page with its main table in Markdown; the configuration."""
    for kind, name, page in _entities(data):
        path = folder / "docs" / kind / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(kind, page), encoding="utf-8")
    return _finished(folder, "search")


def macros(folder: Path, data: Path) -> Path:
    """The same with mkdocs-macros: each page fills a template from one variable."""
    book: dict[str, dict[str, object]] = {}
    for kind, name, entity in _entities(data):
        book.setdefault(kind, {})[name] = entity
        path = folder / "docs" / kind / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        table = TABLES[kind].replace("\n\n|---", "\n|---").replace("%}\n\n|", "%}\n|")
        path.write_text(MACRO.format(kind=kind, name=name, table=table), encoding="utf-8")
    (folder / "book.yml").write_text(yaml.dump(book, Dumper=yaml.CSafeDumper), encoding="utf-8")
    return _finished(folder, "search, {macros: {include_yaml: [{book: book.yml}]}}")


def macros_in_full(folder: Path, pages: Path, data: Path) -> Path:
    """The finished pages of another site with mkdocs-macros and the data: the least that a template could cost which
    made the same of it.
    """
    macros(folder, data)
    shutil.rmtree(folder / "docs")
    shutil.copytree(pages, folder / "docs")
    plugins = "search, {macros: {on_error_fail: true, include_yaml: [{book: book.yml}]}}"
    return _finished(folder, plugins, NAV)


def table_reader(folder: Path, data: Path) -> Path:
    """The same with table-reader: each page reads its table from a file of its own."""
    for kind, name, entity in _entities(data):
        docs = folder / "docs" / kind
        (folder / "tables").mkdir(parents=True, exist_ok=True)
        docs.mkdir(parents=True, exist_ok=True)
        rows = [dict(zip(head_of(kind, entity), row, strict=True)) for row in rows_of(kind, entity)]
        table = folder / "tables" / f"{name}.yml"
        table.write_text(yaml.dump(rows, Dumper=yaml.CSafeDumper), encoding="utf-8")
        text = f"# {_title(entity)}\n\n{entity['summary']}\n\n{{{{ read_yaml('tables/{name}.yml') }}}}\n"
        (docs / f"{name}.md").write_text(text, encoding="utf-8")
    return _finished(folder, "search, table-reader")


def head_of(kind: str, entity: Entity) -> list[str]:
    if kind == "comparisons":
        return ["criterion", *entity["options"]]
    return [*entity["inputs"], "then", "because"] if kind == "decisions" else ["list", "text"]


def rows_of(kind: str, entity: Entity) -> list[list[str]]:
    if kind == "comparisons":
        return [
            [row["name"], *(_text(row["cells"][one]) for one in entity["options"])]
            for row in entity["criteria"]
        ]
    if kind == "decisions":
        return [
            [
                *(str(rule["when"].get(name, "-")) for name in entity["inputs"]),
                rule["then"],
                rule["because"].strip(),
            ]
            for rule in entity["rules"]
        ]
    lists = ("strengths", "weaknesses", "choose_when", "avoid_when")
    return [[name, _text(claim)] for name in lists for claim in entity[name]]


def _text(value: object) -> str:
    return str(value.get("value") or value.get("text")).strip() if isinstance(value, dict) else str(value)


def _page(kind: str, entity: Entity) -> str:
    head = head_of(kind, entity)
    lines = [
        f"# {_title(entity)}",
        "",
        entity["summary"].strip(),
        "",
        f"| {' | '.join(head)} |",
        "|---" * len(head) + "|",
    ]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows_of(kind, entity)), ""])


def _title(entity: Entity) -> str:
    return str(entity.get("title") or entity.get("name"))


def _entities(data: Path) -> list[tuple[str, str, Entity]]:
    return [
        (kind, path.stem, yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
        for kind in ("options", "comparisons", "decisions")
        for path in sorted((data / kind).glob("*.yml"))
    ]


def _finished(folder: Path, plugins: str, nav: str = NAV.partition(",")[0] + "]") -> Path:
    (folder / "docs" / "index.md").write_text("# Home\n\nA book.\n", encoding="utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(SETTINGS.format(plugins=plugins, more=nav), encoding="utf-8")
    return config


def remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
