"""`check --fix` mends every place of a misspelling in one run, and changes nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from decisionbook.cli.check import command

SOURCES = "study: {title: A study, kind: paper}\nother-study: {title: Another, kind: paper}\n"
ID = "\0"
"""Where a fixture names the source; every other word stays as it is."""
STYLES = (
    f"  - {{text: Plain words., sources: [{ID}]}}   # studdy\n",
    f"  - text: 'It''s quoted'\n    sources: [other-study, {ID}]\n",
    f'  - text: "A tab\\t and \\x41"\n    sources: ["{ID}"]\n',
    f"  - text: >-\n      Folded studdy\n      words.\n    sources:\n      - '{ID}'\n      # studdy\n",
    f"  - See [it](source:{ID}) and [the same](source:{ID}).\n",
    f"  - >-\n    A longer text that is folded and links to\n    [this](source:{ID}), then goes on.\n",
    f'  - "Escaped \\x41, and [it](source:{ID}) all the same: studdy."\n',
    f"  - text: Disputed.\n    disputed_by: {{{ID}: says the opposite}}\n",
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "decision_data" / "options").mkdir(parents=True)
    return tmp_path / "decision_data"


def check(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def option(name: str, claims: str) -> str:
    return f"name: {name}\nsummary: What it is.\nstrengths:\n{claims}"


def write(data: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (data / name).write_bytes(text.encode())


def read(data: Path, files: dict[str, str]) -> dict[str, str]:
    return {name: (data / name).read_bytes().decode() for name in files}


@pytest.mark.parametrize("seed", range(12))
def test_the_text_becomes_what_it_was_before_the_misspelling(data: Path, seed: int) -> None:
    """The road back: right texts, misspelt at every place, are right again, comments and words alike."""
    chance = Random(seed)
    ends = chance.choice(("\n", "\r\n"))
    wrong, right = {"sources.yml": SOURCES}, {"sources.yml": SOURCES}
    for name in "abc"[: chance.randint(1, 3)]:
        text = option(name, "".join(chance.choices(STYLES, k=chance.randint(1, 12)))).replace("\n", ends)
        wrong[f"options/{name}.yml"] = text.replace(ID, "studdy")
        right[f"options/{name}.yml"] = text.replace(ID, "study")
    write(data, wrong)
    done = check("--fix", "--format", "json")
    assert read(data, wrong) == right
    assert json.loads(done.stdout)["errors"] == 0


def test_five_hundred_places_are_one_finding_and_one_run(data: Path) -> None:
    files = {f"options/o{n}.yml": option(str(n), STYLES[0].replace(ID, "studdy") * 50) for n in range(10)}
    write(data, {"sources.yml": "study: {title: A study, kind: paper}\n", **files})
    (found,) = json.loads(check("--format", "json").stdout)["findings"]
    assert found["message"] == "there is no source 'studdy'; 500 places name it"
    text = check().stdout
    assert text.count("named here too") == 100
    assert "= and 399 more places\n" in text
    assert text.endswith("1 error, no warnings; 1 fixable\n")
    assert "and 489 more places" in check("--format", "github").stdout
    sarif = json.loads(check("--format", "sarif").stdout)["runs"][0]["results"]
    assert [len(change["replacements"]) for change in sarif[0]["fixes"][0]["artifactChanges"]] == [50] * 10
    done = check("--fix")
    assert "mended 500 places in 10 files: " in done.stderr
    assert done.stdout == "no errors, no warnings\n"


YEARS = "chen-2023: {title: A study, kind: paper}\nluo-2023: {title: Another, kind: paper}\n"


@pytest.mark.parametrize("written", ["lee-2023", "cheng-2023", "che-2023", "lou-2024"])
def test_a_source_that_is_not_there_yet_becomes_no_other_study(data: Path, written: str) -> None:
    files = {"options/a.yml": option("A", STYLES[0].replace(ID, written))}
    write(data, {"sources.yml": YEARS, **files})
    shown = json.loads(check("--fix", "--format", "json").stdout)["findings"]
    (found,) = (each for each in shown if each["severity"] == "error")
    assert found["message"] == f"there is no source '{written}'"
    assert f"add it to sources.yml (decisionbook new source {written})" in found["fix"]
    assert read(data, files) == files


def test_a_name_that_has_nothing_but_its_year_in_common_is_not_offered(data: Path) -> None:
    write(data, {"sources.yml": YEARS, "options/a.yml": option("A", STYLES[0].replace(ID, "lee-2023"))})
    (found,) = json.loads(check("--format", "json").stdout)["findings"]
    assert found["fix"] == "add it to sources.yml (decisionbook new source lee-2023)"


def test_letters_in_another_order_are_a_slip(data: Path) -> None:
    write(data, {"sources.yml": YEARS, "options/a.yml": option("A", STYLES[0].replace(ID, "cehn_2023"))})
    assert "mended 1 place" in check("--fix").stderr
    assert "[chen-2023]" in (data / "options/a.yml").read_text("utf-8")


def test_more_findings_than_are_shown_are_mended_too(data: Path) -> None:
    terms = "".join(f"t{n}: {{term: T{n}, definitoin: What it is.}}\n" for n in range(1500))
    write(data, {"glossary.yml": terms})
    assert json.loads(check("--format", "json").stdout)["errors"] == 1000
    assert check("--fix").stderr == "mended 1500 places in 1 file: decision_data/glossary.yml\n"
    assert (data / "glossary.yml").read_text("utf-8") == terms.replace("definitoin", "definition")


def test_one_misspelling_in_one_file_of_a_decision(data: Path) -> None:
    (data / "decisions").mkdir()
    rules = "".join(f"  - {{when: {{size: smal, n: {n}}}, then: x}}\n" for n in range(60))
    text = (
        "title: D\ninputs:\n  size: {ask: Size?, answers: {small: S, large: L}}\n"
        f"  n: {{ask: N?, type: number}}\noutcomes: {{x: {{title: X}}, y: {{title: Y}}}}\nhit_policy: first\nrules:\n{rules}"
        "otherwise: {then: y}\n"
    )
    write(data, {"decisions/d.yml": text})
    assert "60 places name it" in check().stdout
    assert "mended 60 places in 1 file" in check("--fix").stderr
    assert (data / "decisions/d.yml").read_text("utf-8") == text.replace("smal,", "small,")


def test_only_the_files_that_were_named_are_mended(data: Path) -> None:
    files = {f"options/{name}.yml": option(name, STYLES[0].replace(ID, "studdy")) for name in "ab"}
    write(data, {"sources.yml": SOURCES, **files})
    (found,) = json.loads(check("decision_data/options/b.yml", "--format", "json").stdout)["findings"]
    assert (found["file"], found["line"]) == ("decision_data/options/b.yml", 4)
    assert "mended 1 place in 1 file" in check("--fix", "decision_data/options/b.yml").stderr
    assert "[studdy]" in (data / "options/a.yml").read_text("utf-8")
    assert "[study]" in (data / "options/b.yml").read_text("utf-8")


@pytest.mark.parametrize(
    "summary",
    [
        '"See [it](option:r\\x61gg)."',
        ">-\n  See [the\n  thing](option:\n  ragg).",
        '"See [it](option:rag#stren\\x67hts-of)."',
        "See [it](option:&#114;agg).",
    ],
)
def test_a_link_whose_letters_stand_elsewhere_is_left_to_people(data: Path, summary: str) -> None:
    write(data, {"options/rag.yml": f"name: RAG\nsummary: {summary}\nstrengths: [It is fast.]\n"})
    before = read(data, {"options/rag.yml": ""})
    shown = check("--format", "json").stdout
    assert json.loads(shown)["errors"] == 1
    assert check("--fix", "--format", "json").stdout == shown
    assert read(data, before) == before
