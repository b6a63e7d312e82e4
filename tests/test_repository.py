"""What holds for the repository as a whole: its text files, its locks, and what its front pages promise."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from decisionbook import __version__

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
FRONT_PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
BINARY = {".png", ".zip", ".woff2", ".ico"}
# Fixtures hold exactly what a test needs, stray blanks and line ends included.
FIXTURES = {"golden", "vectors", "data"}
MOST_LINES = 350
# A flat list of small things, with nothing in it to lose one's way in.
FLAT = {Path("plugins/decisionbook/catalog.py")}


@cache
def tracked() -> tuple[Path, ...]:
    """The files that git knows and that are there, as paths from the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(
        path for path in map(Path, listed.stdout.split("\0")) if path.name and (ROOT / path).is_file()
    )


@cache
def texts() -> dict[Path, str]:
    """The text of every tracked file that is one, byte for byte."""
    return {
        path: (ROOT / path).read_bytes().decode("utf-8")
        for path in tracked()
        if path.suffix not in BINARY and not (path.parts[0] == "tests" and FIXTURES & set(path.parts))
    }


def lines_that_match(pattern: str) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{path}:{number}: {line.strip()}"
        for path, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if found.search(line)
    ]


def test_there_is_something_to_look_at() -> None:
    assert {Path("README.md"), Path("Makefile"), Path("pyproject.toml")} <= set(texts())


def test_texts_end_with_one_newline_and_have_unix_line_ends() -> None:
    wrong = [
        str(path) for path, text in texts().items() if text and (not text.endswith("\n") or "\r" in text)
    ]
    assert not wrong


def test_no_file_names_a_path_of_one_machine() -> None:
    assert not lines_that_match(r"(^|[^A-Za-z0-9_.])/(root|home|tmp|work|Users)/[A-Za-z.]|\.\./shared\b")


def test_no_file_chooses_where_packages_come_from() -> None:
    assert not lines_that_match(r"--(extra-)?index-url|--find[-]links|\"resolved\": \"|^registry *=")


def test_source_files_stay_readable() -> None:
    kinds = {".py", ".js", ".css", ".html", ".jinja"}
    sources = {
        path: text
        for path, text in texts().items()
        if path.parts[0] == "plugins" and path.suffix in kinds and path not in FLAT
    }
    lengths = {str(path): text.count("\n") for path, text in sources.items()}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_python_lock_pins_every_package_by_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z])", re.sub(r"^#.*\n", "", lock.read_text("utf-8"), flags=re.MULTILINE))
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9][a-z0-9._-]*==[\w.+!]+ ", entry), entry
        assert "--hash=sha256:" in entry, entry
        assert "://" not in entry, entry


def test_the_book_and_its_tests_use_the_same_versions() -> None:
    book, dev = (
        set(
            re.findall(
                r"^[a-z][^ ]+==[^ ]+", (ROOT / f"requirements/{name}.txt").read_text("utf-8"), re.MULTILINE
            )
        )
        for name in ("book", "dev")
    )
    assert book
    assert book <= dev


def test_node_lock_pins_every_package_by_hash() -> None:
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert packages.pop("")["devDependencies"] == wanted
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_front_pages_name_only_commands_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    pages = [*FRONT_PAGES, *(str(path) for path in texts() if path.match("docs/contributing/*.md"))]
    named = {name for page in pages for name in re.findall(r"\bmake ([a-z]+)\b`?", code_of(page))}
    assert {"serve", "test", "check"} <= named
    assert named <= targets


def code_of(page: str) -> str:
    """What stands as code in a page."""
    text = (ROOT / page).read_text("utf-8")
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`|^    .*$", text, re.DOTALL | re.MULTILINE))


@pytest.mark.parametrize("page", FRONT_PAGES)
def test_links_of_front_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    links = re.findall(r"(?:\]\(|src=\"|srcset=\")(?!https?:|mailto:|#)([^)#\"\s]+)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_changelog_speaks_of_this_version() -> None:
    assert re.search(
        rf"^## {re.escape(__version__)}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )


def test_the_build_machine_can_start() -> None:
    mode = subprocess.run(
        ["git", "ls-files", "-s", ".ci/run"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert mode.startswith("100755 ")
    assert "exec make test\n" in (ROOT / ".ci/run").read_text("utf-8")
