"""A data folder on disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from decisionbook.findings import Finding
from decisionbook.load import load_folder
from decisionbook.load.limits import MAX_BYTES


def write(root: Path, *names: str, text: str = "name: x") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def said(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(each.code, each.span.file) for each in findings]


def test_folders_say_the_kind_and_names_the_id(tmp_path: Path) -> None:
    write(tmp_path, "options/rag.yml", "options/more/tools.yaml", "decisions/d.yml", "comparisons/c.yml")
    write(tmp_path, "checklists/l.yml", "inputs.yml", "glossary.yml", "faq.yml", "sources.yaml")
    files = load_folder(tmp_path, "data")
    assert files.findings == ()
    assert [(each.path, each.kind, each.id) for each in files.documents] == [
        ("data/checklists/l.yml", "checklist", "l"),
        ("data/comparisons/c.yml", "comparison", "c"),
        ("data/decisions/d.yml", "decision", "d"),
        ("data/faq.yml", "faq", None),
        ("data/glossary.yml", "term", None),
        ("data/inputs.yml", "inputs", None),
        ("data/options/more/tools.yaml", "option", "tools"),
        ("data/options/rag.yml", "option", "rag"),
        ("data/sources.yaml", "source", None),
    ]
    assert files.texts["data/faq.yml"] == "name: x"


def test_other_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    write(
        tmp_path,
        "options/rag.yml",
        "README.md",
        "options/rag.txt",
        ".x/a.yml",
        "options/.a.yml",
        "a.json",
    )
    files = load_folder(tmp_path)
    assert files.findings == ()
    assert [each.id for each in files.documents] == ["rag"]


@pytest.mark.parametrize(
    ("name", "kind", "fix"),
    [
        ("option/a.yml", "option", "did you mean 'options/'?"),
        ("Decisions/a.yml", "decision", "did you mean 'decisions/'?"),
        ("glosary.yml", "term", "did you mean 'glossary.yml'?"),
    ],
)
def test_a_misspelt_place_is_taken_as_meant(tmp_path: Path, name: str, kind: str, fix: str) -> None:
    write(tmp_path, name)
    files = load_folder(tmp_path, "d")
    assert [each.kind for each in files.documents] == [kind]
    assert [(each.code, each.fix) for each in files.findings] == [("S006", fix)]


def test_a_folder_that_nothing_reads_is_one_finding(tmp_path: Path) -> None:
    write(tmp_path, "archive/a.yml", "archive/b.yml", "rag.yml")
    files = load_folder(tmp_path, "d")
    assert files.documents == ()
    assert said(files.findings) == [("S006", "d/archive/a.yml"), ("S006", "d/rag.yml")]
    assert "options/" in str(files.findings[0].fix)


def test_no_folder_and_no_data(tmp_path: Path) -> None:
    assert said(load_folder(tmp_path / "x", "x").findings) == [("S009", "x")]
    assert said(load_folder(tmp_path, "d").findings) == [("S009", "d")]


def test_an_empty_entity_is_a_finding_and_an_empty_list_is_none(tmp_path: Path) -> None:
    write(tmp_path, "options/rag.yml", "glossary.yml", text="# nothing yet\n")
    files = load_folder(tmp_path, "d")
    assert said(files.findings) == [("S008", "d/options/rag.yml")]
    assert files.unread == {("option", "rag")}


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    write(tmp_path, "options/rag.yml", "glossary.yml", text="a: [b")
    files = load_folder(tmp_path, "d")
    assert said(files.findings) == [("Y001", "d/glossary.yml"), ("Y001", "d/options/rag.yml")]
    assert files.unread == {("option", "rag"), ("term", None)}
    assert set(files.texts) == {"d/glossary.yml", "d/options/rag.yml"}


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "options/a.yml", text="x" * (MAX_BYTES + 1))
    files = load_folder(tmp_path, "d")
    assert said(files.findings) == [("Y009", "d/options/a.yml")]
    assert files.texts == {}


def test_links_are_followed_inside_the_folder_only(tmp_path: Path) -> None:
    root = tmp_path / "d"
    write(tmp_path, "outside.yml", "elsewhere/x.yml")
    write(root, "options/rag.yml")
    (root / "options/in.yml").symlink_to(root / "options/rag.yml")
    (root / "options/out.yml").symlink_to(tmp_path / "outside.yml")
    (root / "options/loop.yml").symlink_to(root / "options/loop.yml")
    (root / "options/gone.yml").symlink_to(root / "nothing.yml")
    (root / "options/sub").symlink_to(tmp_path / "elsewhere")
    files = load_folder(root, "d")
    assert [each.id for each in files.documents] == ["in", "rag"]
    assert said(files.findings) == [
        ("Y010", f"d/options/{name}") for name in ("gone.yml", "loop.yml", "out.yml", "sub")
    ]


def test_a_linked_root_is_fine(tmp_path: Path) -> None:
    write(tmp_path / "real", "options/rag.yml")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert load_folder(tmp_path / "link").findings == ()


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "options/a.yml").mkdir(parents=True)
    os.mkfifo(tmp_path / "options/b.yml")
    files = load_folder(tmp_path, "d")
    assert said(files.findings) == [("Y010", "d/options/a.yml"), ("Y010", "d/options/b.yml")]
    assert files.unread == {("option", "b")}


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "options/a.yml")

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    files = load_folder(tmp_path, "d")
    assert [(each.code, each.message) for each in files.findings] == [("Y010", "permission denied")]


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "options").mkdir()
    try:
        Path(os.fsdecode(bytes(tmp_path / "options") + b"/\xff.yml")).write_text("name: x")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    files = load_folder(tmp_path, "d")
    assert [each.path for each in files.documents] == ["d/options/\ufffd.yml"]
