"""Files that are made from the code say what the code says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from decisionbook.catalog import ALL
from decisionbook.cli import COMMANDS
from decisionbook.conditions import read_condition
from decisionbook.decide import limits as decide_limits
from decisionbook.domains import Choices, Range
from decisionbook.findings import Span
from decisionbook.load import limits as load_limits
from decisionbook.model import HitPolicy, Input, InputType
from decisionbook.schema import MODELS
from tools.commands_page import commands_page
from tools.findings_page import ROOMS, findings_page
from tools.format_page import format_page
from tools.limits_page import PARTS, limits_page
from tools.reference import ROOT, written


@pytest.mark.parametrize("path", written(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_written_files_are_fresh(path: Path) -> None:
    assert path.read_bytes().decode("utf-8") == written()[path], "run: python tools/reference.py"


def test_no_schema_is_left_over() -> None:
    assert set((ROOT / "schema").iterdir()) == {path for path in written() if path.parent == ROOT / "schema"}


def test_every_code_has_a_room_a_row_and_a_section() -> None:
    page = findings_page()
    assert {code.code[0] for code in ALL} <= ROOMS.keys()
    assert all(f"| [{code.code}](#{code.code.lower()}) | {code.severity} |" in page for code in ALL)
    assert all(f"### {code.code}: {code.title} " in page for code in ALL)


def test_every_command_and_option_is_described() -> None:
    page = commands_page()
    sections = dict(re.findall(r"(?ms)^## (\w+) \{#\1\}$(.*?)(?=^## |\Z)", page))
    assert list(sections) == list(COMMANDS)
    for name, text in sections.items():
        module = import_module(f"decisionbook.cli.{name}_" if iskeyword(name) else f"decisionbook.cli.{name}")
        assert all(
            option.opts[0] in text for option in module.command.params if option.param_type_name == "option"
        )


def test_no_cell_of_an_option_holds_a_bar() -> None:
    """Hosts differ in what a bar within code of a table means, and some show the backslash before it."""
    rows = [line for line in commands_page().splitlines() if line.startswith("| `")]
    assert rows
    assert {row.count("|") for row in rows} == {3}
    assert (
        "| `--format FORMAT` | How to show the difference. One of `text`, `markdown` or `json`. [default: text] |"
        in rows
    )


@pytest.mark.parametrize("module", [decide_limits, load_limits])
def test_every_limit_that_authors_meet_is_told(module: ModuleType) -> None:
    """All but those that only bound what is listed or tried, behind which nothing fails."""
    inner = {
        "MAX_SHARED",
        "MAX_COUNTED",
        "MAX_MASKS",
        "MAX_EXPLAINED",
        "MAX_REGIONS",
        "MAX_REDUNDANT",
        "MAX_PLACES",
    }
    told = {limit for _, _, rows in PARTS for _, limit in rows}
    named = {name: value for name, value in vars(module).items() if name.startswith("MAX_")}
    assert inner - named.keys() < inner
    assert [name for name, value in named.items() if name not in inner and value not in told] == []
    assert all(f"| {limit:,} |" in limits_page() for limit in told)


def test_every_key_has_an_example() -> None:
    rows = [line.split(" | ") for line in format_page().splitlines() if line.startswith(("| `", "| **`"))]
    assert [row[0] for row in rows if len(row) < 4 or "`" not in row[3]] == []


SHOWN: Mapping[str, tuple[InputType, Choices | Range]] = {
    "yes or no": ("boolean", Choices(("yes", "no"))),
    "choice or decision": ("choice", Choices(("none", "some", "well"))),
    "the same, if ordered": ("choice", Choices(("none", "some", "well"), ordered=True)),
    "number": ("number", Range("number")),
    "date": ("date", Range("date", None)),
}


@pytest.mark.parametrize("row", SHOWN)
def test_every_condition_that_is_shown_can_be_read(row: str) -> None:
    line = next(line for line in format_page().splitlines() if line.startswith(f"| {row} |"))
    of = Input("a", "A?", *SHOWN[row], Span("a.yml", 1, 1, 1, 2))
    for text in re.findall(r"`(.+?)`", line):
        written = tuple(text[1:-1].split(", ")) if text.startswith("[") else text
        assert read_condition(written, of)[1] == (), text


def test_every_hit_policy_is_explained() -> None:
    section = format_page().partition("{#hit-policy}")[2].partition("###")[0]
    assert [policy for policy in get_args(HitPolicy) if f"`{policy}`" not in section] == []


def test_every_key_of_every_kind_is_described() -> None:
    page = format_page()
    assert all(f"`{key}`" in page for model in MODELS.values() for key in model.model_fields)
