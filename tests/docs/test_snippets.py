"""What the documentation shows as YAML can be read, and every key in it is one that there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from decisionbook.book import read_book
from decisionbook.load import load_text
from decisionbook.schema import MODELS, Part
from tests.docs.walk import blocks

ROOT = Path(__file__).resolve().parents[2]
MADE = {"findings.md", "format.md"}
"""Pages whose snippets are fixtures with tests of their own."""
PAGES = [
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if page.name not in MADE),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
]
OF_OTHERS = {
    *(
        "site_name",
        "site_url",
        "plugins",
        "markdown_extensions",
        "nav",
        "extra_css",
        "extra_javascript",
        "watch",
    ),
    *("repos", "jobs", "script", "run", "image"),
}
"""Keys of configuration files, which other programs read; none of them is a key of data."""


def snippets() -> Iterator[Any]:
    for page in PAGES:
        for number, block in enumerate(blocks(page.read_text("utf-8")), 1):
            if block.language in {"yaml", "yml"}:
                yield pytest.param(block.text, id=f"{page.relative_to(ROOT).as_posix()}-{number}")


def models(found: type[Part]) -> Iterator[type[Part]]:
    """A model and those of what stands inside it."""
    yield found
    for field in found.model_fields.values():
        yield from (each for inner in inside(field.annotation) for each in models(inner))


def inside(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
        return
    for each in get_args(annotation):
        if not isinstance(each, str):
            yield from inside(each)


EVERY = list(dict.fromkeys(each for kind in MODELS.values() for each in models(kind)))


def problems(model: type[Part], data: Any, *, missing: bool) -> list[str]:
    """What is wrong with the data as the model's, or as a mapping or a list of such."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        return [each["msg"] for each in error.errors() if missing or each["type"] != "missing"]
    return []


def fits(model: type[Part], data: Any, *, missing: bool = False) -> bool:
    if isinstance(data, dict) and set(data) & set(model.model_fields):
        return not problems(model, data, missing=missing)
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return bool(parts) and all(
        isinstance(each, dict) and fits(model, each, missing=missing) for each in parts
    )


def is_of_others(data: Any) -> bool:
    """Whether the snippet, or a part of it, is configuration of another program."""
    parts = data if isinstance(data, list) else [data, *data.values()] if isinstance(data, dict) else []
    return any(isinstance(part, dict) and set(part) & OF_OTHERS for part in parts)


def test_no_key_of_data_is_taken_for_that_of_others() -> None:
    assert not {name for model in EVERY for name in model.model_fields} & OF_OTHERS


@pytest.mark.parametrize("text", list(snippets()))
def test_snippet(text: str, tmp_path: Path) -> None:
    node, findings = load_text(text, "snippet.yml")
    assert [found.message for found in findings] == []
    assert node is not None
    data: Any = node.data
    if is_of_others(data):
        return
    assert any(fits(model, data) for model in EVERY)
    decision = MODELS["decision"]
    if isinstance(data, dict) and "rules" in data and not problems(decision, data, missing=True):
        (tmp_path / "decisions").mkdir()
        (tmp_path / "decisions" / "d.yml").write_text(text, "utf-8")
        found = read_book(tmp_path, shown_as="data").findings
        assert {each.code for each in found} <= {"R001", "D004", "D012", "D009"}


def test_a_misspelt_key_fits_nothing() -> None:
    assert not any(fits(model, {"name": "A", "sumary": "B"}) for model in EVERY)
    assert any(fits(model, {"name": "A", "summary": "B"}) for model in EVERY)


def test_there_are_snippets() -> None:
    assert len(list(snippets())) > 10
