"""Where files are written: inside the folder that was named, whole or not at all, and never over a person's own."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from decisionbook.cli import decisionbook
from decisionbook.exchange import files
from decisionbook.exchange.csv_in import import_csv
from decisionbook.exchange.dmn_in import import_dmn
from tests.site.tiny import DATA, put

MAIN = "from decisionbook.cli import main; main()"
posix = pytest.mark.skipif(os.name != "posix", reason="needs links and limits of POSIX")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in a folder with a book whose file `options/tea.yml` can be mended."""
    monkeypatch.chdir(tmp_path)
    for name, text in DATA.items():
        put(tmp_path / "decision_data" / name, text)
    return lambda *arguments: CliRunner().invoke(
        decisionbook, [str(one) for one in arguments], catch_exceptions=False
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


# --- Links ------------------------------------------------------------------------------------------------


@posix
def test_mending_follows_no_link_that_waits_beside_a_file(run, tmp_path: Path) -> None:
    tea = tmp_path / "decision_data" / "options" / "tea.yml"
    tea.write_text(tea.read_text().replace("related", "relatd"))
    victim = tmp_path / "victim"
    victim.write_text("whole")
    for name in (".tea.yml.part", "tea.yml.part"):
        (tea.parent / name).symlink_to(victim)
    mode = stat.S_IRUSR | stat.S_IWUSR
    tea.chmod(mode)
    assert "mended 1" in run("check", "--fix").stderr
    assert victim.read_text() == "whole"
    assert "related" in tea.read_text()
    assert stat.S_IMODE(tea.stat().st_mode) == mode


@posix
@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "--format", "html", "--out", "out"),
        ("export", "--format", "csv", "--out", "out"),
        ("pages", "--out", "out"),
    ],
    ids=lambda arguments: "-".join(arguments[:3]),
)
def test_nothing_is_written_through_a_link_out_of_the_folder(
    run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    out = tmp_path / "out"
    out.mkdir()
    for name in ("options", "comparisons", "decisions", "checklists"):
        (out / name).symlink_to(outside)
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "out of" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(outside) == {}


@posix
def test_a_new_entity_is_not_written_through_a_link(run, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = tmp_path / "decision_data" / "checklists"
    (folder / "pot.yml").unlink()
    folder.rmdir()
    folder.symlink_to(outside)
    with pytest.raises(PermissionError, match="out of the folder"):
        run("new", "checklist", "x")
    assert contents(outside) == {}


@posix
def test_links_out_of_the_data_are_not_read(run, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("name: secret-text\nsummary: x\n")
    (tmp_path / "decision_data" / "options" / "x.yml").symlink_to(secret)
    (tmp_path / "decision_data" / "options" / "loop.yml").symlink_to("loop.yml")
    (tmp_path / "decision_data" / "options" / "folder.yml").mkdir()
    os.mkfifo(tmp_path / "decision_data" / "options" / "pipe.yml")
    done = run("check")
    assert done.exit_code == 1
    assert done.output.count("Y010") == 4
    assert "secret-text" not in done.output


# --- Names ------------------------------------------------------------------------------------------------

NAMES = [
    "../../x",
    "/etc/x",
    "..",
    ".",
    "con",
    "NUL",
    "index",
    "a/b\\c",
    "x\0y",
    "\u202e",
    "  ",
    "é" * 400,
    "x" * 400,
    "--out",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_other_tools_stay_inside(name: str) -> None:
    shown = name.replace("\0", "")
    dmn = f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision name="{shown}" id="x">
      <decisionTable><input label="{shown}"><inputExpression typeRef="boolean"><text>a</text></inputExpression></input>
      <output name="{shown}"/><rule><inputEntry><text>true</text></inputEntry><outputEntry><text>"{shown}"</text>
      </outputEntry></rule></decisionTable></decision></definitions>"""
    table = f'"{shown}",then,because\nyes,"{shown}",x\nno,b,x\n'
    for made in (import_dmn(dmn.encode(), "x.dmn"), import_csv(table.encode(), f"{shown}.csv")):
        for path in made.files:
            folder, file = path.split("/")
            assert folder == "decisions"
            assert len(file) < 120
            assert file.removesuffix(".yml").strip(".-_") not in {"", "index", "con", "nul"}


@pytest.mark.parametrize(
    ("name", "code"),
    [("options/Tea.yml", "S005"), ("Options/milk.yml", "S006"), ("Glossary.yml", "S006"), ("options/tea.YML", "R002"),
     ("options/more/tea.yml", "R002")],
)  # fmt: skip
def test_names_that_differ_in_case_are_errors(run, tmp_path: Path, name: str, code: str) -> None:
    """Else a book that passes here would lose a file where `Tea.yml` and `tea.yml` are one."""
    target = tmp_path / "decision_data" / name
    if target.exists() and target.samefile(tmp_path / "decision_data" / name.lower()):
        pytest.skip("here the two are one file")
    put(
        target, "milk: {term: Milk, definition: White.}\n" if "lossary" in name else "name: Tea\nsummary: x\n"
    )
    done = run("check")
    assert done.exit_code == 1
    assert f"error {code}" in done.output


@pytest.mark.parametrize("identity", ["index", "con", "com1", "x" * 101])
def test_ids_that_no_page_can_have_are_errors(run, tmp_path: Path, identity: str) -> None:
    put(tmp_path / "decision_data" / "options" / f"{identity}.yml", "name: X\nsummary: x\n")
    put(
        tmp_path / "decision_data" / "options" / "y.yml",
        f"name: Y\nsummary: x\naliases_of_id: [{identity}]\n",
    )
    done = run("check")
    assert done.output.count("error S005") == 2
    assert run("new", "option", identity).exit_code == 2


@pytest.mark.parametrize(
    "revision", ["--output=x", "-h", "--exec=touch x", "HEAD;x", "", "@{-1}", "x\0y"[:1] + "..y"]
)
def test_no_revision_is_an_option_of_git(run, tmp_path: Path, revision: str) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    before = contents(tmp_path / "decision_data")
    done = run("diff", "--", revision)
    assert done.exit_code == 2
    assert contents(tmp_path / "decision_data") == before
    assert not (tmp_path / "x").exists()


# --- What is there ----------------------------------------------------------------------------------------


def test_importing_overwrites_nothing_unasked(run, tmp_path: Path) -> None:
    put(tmp_path / "drink.csv", "late,then\nyes,tea\nno,coffee\n")
    before = contents(tmp_path / "decision_data")
    done = run("import", "drink.csv", "--out", "decision_data")
    assert done.exit_code == 1
    assert "E005" in done.output
    assert contents(tmp_path / "decision_data") == before
    assert run("import", "drink.csv", "--out", "decision_data", "--force").exit_code == 0


@pytest.mark.parametrize("kind", ["option", "comparison", "decision", "checklist", "term", "faq", "source"])
def test_a_new_entity_overwrites_nothing(run, tmp_path: Path, kind: str) -> None:
    taken = {"option": "tea", "comparison": "drinks", "decision": "drink", "checklist": "pot", "term": "leaf",
             "faq": "why", "source": "leaflet"}  # fmt: skip
    before = contents(tmp_path / "decision_data")
    assert run("new", kind, taken[kind]).exit_code == 2
    assert contents(tmp_path / "decision_data") == before


def test_pages_keep_a_person_s_own(run, tmp_path: Path) -> None:
    put(tmp_path / "out" / "options" / "tea.md", "# Mine\n")
    assert "kept your own" in run("pages", "--out", "out").stderr
    assert (tmp_path / "out" / "options" / "tea.md").read_text() == "# Mine\n"
    (tmp_path / "out" / ".decisionbook-pages.json").write_text('{"a": ["../../victim"]}')
    assert run("pages", "--out", "out").exit_code == 2


@posix
def test_a_folder_in_the_place_of_a_page_is_named(tmp_path: Path, run) -> None:
    run("pages", "--out", "out")
    page = tmp_path / "out" / "options" / "tea.md"
    page.unlink()
    page.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "pages", "--out", "out"], cwd=tmp_path, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.rstrip().endswith("out/options/tea.md")


# --- Full disks -------------------------------------------------------------------------------------------


def small_files() -> None:
    import resource  # there is none on Windows, and the test is skipped there

    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


@posix
@pytest.mark.parametrize(
    "arguments",
    [("export", "--format", "html", "--out", "out"), ("pages", "--out", "out"), ("schema", "--out", "out")],
)
def test_what_cannot_be_written_whole_is_not_written(run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 0
    for path in (tmp_path / "out").rglob("*"):
        if path.suffix in {".css", ".js"}:
            path.unlink()
        elif path.suffix == ".html" or "schema" in arguments:
            path.write_bytes(b"old") if path.is_file() else None
    kept = contents(tmp_path / "out")
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False, preexec_fn=small_files
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("decisionbook: File too large")
    after = contents(tmp_path / "out")
    listed = ".decisionbook-pages.json"
    assert after | {listed: b""} == kept | {listed: b""}


# --- Interruption -----------------------------------------------------------------------------------------

KILLED = """
import os, pathlib, signal
from decisionbook.cli import main
left, move = int(os.environ["MOVES"]), pathlib.Path.replace
def replace(part, target):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return move(part, target)
pathlib.Path.replace = replace
main()
"""
"""The command, killed in place of moving the file after so many."""


def whole(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in contents(folder).items() if not name.endswith(".part")}


@posix
@pytest.mark.parametrize("moves", [0, 1, 3])
@pytest.mark.parametrize(
    "arguments",
    [("export", "--format", "html", "--out", "out"), ("export", "--format", "json", "--out", "out"), ("pages", "--out", "out")],
    ids=lambda arguments: "-".join(arguments[:3]),
)  # fmt: skip
def test_what_is_killed_leaves_whole_files(
    run, tmp_path: Path, moves: int, arguments: tuple[str, ...]
) -> None:
    run(*arguments)
    old = whole(tmp_path / "out")
    for path in (tmp_path / "decision_data").rglob("*.yml"):
        path.write_text(path.read_text().replace("Tea", "Green tea").replace("Drinks", "Cups"))
    put(tmp_path / "decision_data" / "options" / "milk.yml", "name: Milk\nsummary: White.\n")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments], cwd=tmp_path, env={**os.environ, "MOVES": str(moves)}, check=False
    )  # fmt: skip
    assert done.returncode == -9
    stopped = whole(tmp_path / "out")
    assert "kept" not in run(*arguments).stderr
    new = whole(tmp_path / "out")
    assert moves > 0 or stopped == old
    stopped.pop(".decisionbook-pages.json", None)  # says in between which files are ours
    assert all(content in {old.get(name), new[name]} for name, content in stopped.items())
    assert new != old


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("style", ["text", "json", "sarif"])
def test_a_full_disk_is_an_error_that_says_so(run, tmp_path: Path, style: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, "check", "--format", style], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )  # fmt: skip
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_failed_write_leaves_no_part_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        files.write_files(tmp_path, {"a": "new"})
    assert contents(tmp_path) == {"a": b"old"}
