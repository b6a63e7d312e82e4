"""The JSON Schemas accept what the models accept, and refuse what they refuse."""

from pathlib import Path

import jsonschema
import pytest
import yaml
from pydantic import ValidationError

from decisionbook.cli.new import PUBLISHED
from decisionbook.schema import MODELS
from decisionbook.schema.json_schema import FILES, schema_texts, schemas

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "decision_data"


class PlainLoader(yaml.CSafeLoader):
    """Scalars as editors see them: YAML 1.2 booleans and numbers, dates as text."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("name", FILES.values())
def test_schemas_are_valid(name):
    jsonschema.Draft202012Validator.check_schema(schemas()[name])


def test_the_committed_schemas_are_fresh():
    committed = {path.stem: path.read_bytes().decode() for path in (ROOT / "schema").iterdir()}
    assert committed == schema_texts(), "run: decisionbook schema --out schema"


def test_every_data_file_names_its_schema():
    for name, file in data_files():
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        named = first.removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / named).resolve() == ROOT / "schema" / f"{name}.json", file


def test_the_example_names_the_published_schemas():
    """It is copied without this repository around it."""
    files = sorted((ROOT / "examples").rglob("decision_data/**/*.yml"))
    assert files
    for file in files:
        kind = file.parent.name if file.parent.name != "decision_data" else file.stem
        name = next(name for name in FILES.values() if kind in {name, f"{name}s"})
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first == f"# yaml-language-server: $schema={PUBLISHED}/{name}.json", file


@pytest.mark.parametrize(
    "data", [{"name": "A", "summary": None}, {"name": "A", "summary": "B", "sources": None}]
)
def test_no_key_is_empty(data):
    assert list(jsonschema.Draft202012Validator(schemas()["option"]).iter_errors(data))


@pytest.mark.parametrize("code", ["P001", "C005"])
def test_warnings_can_be_waived(code):
    data = {"name": "A", "summary": "B", "waive": {code: "Why."}}
    assert not list(jsonschema.Draft202012Validator(schemas()["option"]).iter_errors(data))


@pytest.mark.parametrize("code", ["S001", "W001", "E003", "P0001"])
def test_nothing_else_can_be_waived(code):
    data = {"name": "A", "summary": "B", "waive": {code: "Why."}}
    assert list(jsonschema.Draft202012Validator(schemas()["option"]).iter_errors(data))
    with pytest.raises(ValidationError):
        MODELS["option"].model_validate(data)


def data_files():
    for kind, name in FILES.items():
        folder = DATA / f"{kind}s"
        files = sorted(folder.rglob("*.yml")) if folder.is_dir() else [DATA / f"{name}.yml"]
        yield from ((name, file) for file in files if file.is_file())


@pytest.mark.parametrize(("name", "file"), list(data_files()), ids=str)
def test_the_book_fits_its_schemas(name, file):
    # an editor's booleans for ids such as `yes` are keys of text in JSON
    data = keys_to_text(yaml.load(file.read_text(encoding="utf-8"), Loader=PlainLoader))
    errors = list(jsonschema.Draft202012Validator(schemas()[name]).iter_errors(data))
    assert [f"{list(error.absolute_path)}: {error.message[:200]}" for error in errors] == []


def keys_to_text(data):
    words = {True: "yes", False: "no"}
    if isinstance(data, dict):
        return {
            words.get(key, str(key)) if isinstance(key, bool) else str(key): keys_to_text(value)
            for key, value in data.items()
        }
    return [keys_to_text(item) for item in data] if isinstance(data, list) else data


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("option", {"name": "A", "summary": "B", "strengts": ["x"]}),
        ("option", {"name": "A"}),
        ("comparison", {"title": "A", "options": [], "criteria": []}),
        ("decision", {"title": "A", "inputs": {}, "outcomes": ["x"]}),
        ("decision", {"title": "A", "inputs": {"a": "shred"}, "outcomes": ["x"]}),
        ("source", {"title": "A", "kind": "blog"}),
    ],
)
def test_both_refuse(kind, data):
    schema = MODELS[kind].model_json_schema()
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(data))
    with pytest.raises(ValidationError):
        MODELS[kind].model_validate(data)
