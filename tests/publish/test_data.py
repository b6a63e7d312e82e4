from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from decisionbook.book import read_book
from decisionbook.model import Book
from decisionbook.publish.data import FOLDER, data_files
from tests.publish import rich

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", params=["rich", "decision_data", "examples/data-store/decision_data"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    if request.param == "rich":
        return rich.book(tmp_path_factory.mktemp("rich"))
    return read_book(ROOT / request.param).book


def validators(files: Mapping[str, str]) -> dict[str, Draft202012Validator]:
    found = {}
    for path, text in files.items():
        if path.startswith(f"{FOLDER}/schema/"):
            schema = json.loads(text)
            Draft202012Validator.check_schema(schema)
            found[Path(path).stem] = Draft202012Validator(schema, format_checker=FormatChecker())
    return found


def documents(files: Mapping[str, str]) -> dict[str, tuple[str, Any]]:
    """Path to the name of the schema and what the file holds."""
    return {
        path: (path.split("/")[2].removesuffix(".json"), json.loads(text))
        for path, text in files.items()
        if path.endswith(".json") and "/schema/" not in path
    }


def test_every_file_follows_its_schema(book):
    files = data_files(book)
    checked = validators(files)
    wrong = [
        (path, error.json_path, error.message)
        for path, (name, document) in documents(files).items()
        for error in checked[name].iter_errors(document)
    ]
    assert wrong == []


def test_schemas_notice_what_they_do_not_know(tmp_path):
    files = data_files(rich.book(tmp_path))
    checked = validators(files)
    for path, (name, document) in documents(files).items():
        assert not checked[name].is_valid({**document, "news": 1}), path
        if name != "index":
            assert not checked[name].is_valid({key: value for key, value in document.items() if key != "id"})


def test_the_index_names_every_entity(book):
    files = data_files(book)
    index = json.loads(files[f"{FOLDER}/index.json"])
    named = {
        f"{FOLDER}/{entry['file']}" for kind in index.values() if isinstance(kind, list) for entry in kind
    }
    assert named == set(documents(files)) - {f"{FOLDER}/index.json"}


def test_a_comparison_is_a_sheet_with_its_values(tmp_path):
    files = data_files(rich.book(tmp_path))
    head, *rows = csv.reader(StringIO(files[f"{FOLDER}/comparisons/pots.csv"]))
    assert head[-2:] == ["clay", "steel"]
    assert [row[-2:] for row in rows][:3] == [
        ["300 to 450.5", "200"],
        ["2020-01-02", "not-applicable"],
        ["no", "unknown"],
    ]


def test_a_flow_chart_is_a_sheet_of_its_paths(tmp_path):
    files = data_files(rich.book(tmp_path))
    rows = list(csv.DictReader(StringIO(files[f"{FOLDER}/decisions/way.csv"])))
    assert [(row["wet"], row["dark"], row["then"]) for row in rows] == [
        ("yes", "", "bus"),
        ("no", "yes", "bus"),
        ("no", "no", "foot"),
    ]


def test_the_same_book_gives_the_same_bytes(book):
    assert data_files(book) == data_files(book)
