"""A data folder: the folder says the kind of an entity, the file's name its id."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from decisionbook.findings import Finding, Span, finding, in_order
from decisionbook.load.limits import MAX_BYTES, MAX_FILES, MAX_TOTAL_BYTES
from decisionbook.load.node import Node
from decisionbook.load.text import read_bytes
from decisionbook.model import Kind
from decisionbook.spelling import closest

FileKind = Kind | Literal["inputs"]
FOLDERS: Mapping[str, FileKind] = {
    "options": "option",
    "comparisons": "comparison",
    "decisions": "decision",
    "checklists": "checklist",
}
LISTS: Mapping[str, FileKind] = {"inputs": "inputs", "glossary": "term", "faq": "faq", "sources": "source"}
SUFFIXES = (".yml", ".yaml")
_NEARLY = (".json", ".yml.txt", ".yaml.txt")
"""How names end of files that were hardly meant to be passed over."""
_PLACES = ", ".join([*(f"{folder}/" for folder in FOLDERS), *(f"{name}.yml" for name in LISTS)])


Read = tuple[str | None, Node | None, tuple[Finding, ...]]
"""A file's text, its data and what is wrong with it; see ``read_bytes``."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read. ``id`` is ``None`` for files that hold entities by their own ids."""

    path: str
    kind: FileKind
    id: str | None
    node: Node
    text: str


@dataclass(frozen=True, slots=True)
class Files:
    """A data folder as it was read. ``texts`` holds every file that could be decoded, by the name findings use.

    ``unread`` names (kind, id) of the files that gave no data although they should, so that nothing that refers to
    them needs to be called dangling; the id is ``None`` for a file that holds many entities.
    """

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    texts: Mapping[str, str]
    unread: frozenset[tuple[FileKind, str | None]] = frozenset()


@dataclass(slots=True)
class _Folder:
    root: Path
    shown: str
    known: dict[tuple[str, bytes], Read]
    documents: list[Document] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    unread: set[tuple[FileKind, str | None]] = field(default_factory=set)
    bytes: int = 0


def load_folder(
    root: Path,
    shown_as: str | None = None,
    only: Collection[str] | None = None,
    known: dict[tuple[str, bytes], Read] | None = None,
) -> Files:
    """Every YAML file below ``root``, in the order of their names; other files and hidden ones are passed over.

    What was hardly meant to be, such as ``rag.yml.txt`` and ``rag.json``, is reported. ``shown_as`` is how findings
    call the folder; by default the path as given. With ``only``, paths below ``root``, the other files count as
    unread: they are there, and what refers to them is taken for granted. What is ``known`` of files with these names
    and bytes is not read again; what is read is added.
    """
    folder = _Folder(root, (Path(shown_as) if shown_as else root).as_posix(), {} if known is None else known)
    if not root.is_dir():
        folder.findings.append(_no_data(folder, f"there is no folder {folder.shown}"))
        return _finished(folder)
    found = sorted(_files(folder), key=lambda path: path.parts)
    if len(found) > MAX_FILES:
        message = f"more than {MAX_FILES:,} files"
        folder.findings.append(
            finding("Y009", Span(folder.shown), message, "split the data into several folders")
        )
        return _finished(folder)
    for path, kind in _placed(found, folder):
        if only is None or path.as_posix() in only:
            _load(path, kind, folder)
        else:
            folder.unread.add((kind, _identity(path, kind)))
    if not found and not folder.findings:
        folder.findings.append(_no_data(folder, f"{folder.shown} holds no data"))
    return _finished(folder)


def _finished(folder: _Folder) -> Files:
    findings = in_order(folder.findings)
    return Files(tuple(folder.documents), findings, folder.texts, frozenset(folder.unread))


def _no_data(folder: _Folder, message: str) -> Finding:
    fix = "name the folder that holds the data, or begin with `decisionbook new option my-option`"
    return finding("S009", Span(folder.shown), message, fix)


# --- Which files --------------------------------------------------------------------------------------


def _files(folder: _Folder) -> Iterator[Path]:
    """The YAML files below the folder, relative to it."""

    def unreadable(error: OSError) -> None:
        _refuse(folder, Path(error.filename).relative_to(folder.root), error.strerror or "cannot be read")

    for place, names, files in os.walk(folder.root, onerror=unreadable):
        here = Path(place).relative_to(folder.root)
        names[:] = sorted(name for name in names if _enter(folder, here / name))
        for name in sorted(files):
            if _is_data(name):
                yield here / name
            elif name.lower().endswith(_NEARLY):
                _nearly(folder, here / name)


def _is_data(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(SUFFIXES)


def _nearly(folder: _Folder, path: Path) -> None:
    """Report a file whose name keeps it from being read, where its place says that it should be."""
    name = path.name.split(".")[0]
    inside = len(path.parts) > 1
    kind = FOLDERS.get(path.parts[0]) if inside else LISTS.get(name)
    if kind is None or path.name.startswith("."):
        return
    folder.unread.add((kind, name if inside else None))
    message = f"nothing reads {_printable(path.name)}: the names of data end in .yml"
    span = Span(_shown(folder, path))
    folder.findings.append(finding("S006", span, message, f"rename it to {_printable(name)}.yml"))


def _enter(folder: _Folder, path: Path) -> bool:
    if path.name.startswith("."):
        return False
    if _is_data(path.name):
        _refuse(folder, path, "this is a folder, not a file", "give the folder another name")
        return False
    if (folder.root / path).is_symlink():
        _refuse(folder, path, "links to folders are not followed", "put the files here, or remove the link")
        return False
    return True


def _placed(paths: list[Path], folder: _Folder) -> Iterator[tuple[Path, FileKind]]:
    """The files with their kinds. A misspelt place is one finding, and taken as it was meant."""
    reported: set[str] = set()
    for path in paths:
        top = path.parts[0]
        inside = len(path.parts) > 1
        names = FOLDERS if inside else LISTS
        name = top if inside else path.stem
        meant = name if name in names else closest(name, names)
        if meant is None:
            folder.unread.update(_meant_by(path, inside=inside))
        if meant != name and name not in reported:
            reported.add(name)
            folder.findings.append(_misplaced(path, meant, folder, inside=inside))
        if meant:
            yield path, names[meant]


def _meant_by(path: Path, *, inside: bool) -> Iterator[tuple[FileKind, str | None]]:
    """What a file in no known place may hold, so that nobody is told that it is missing."""
    if inside and path.parts[0] in LISTS:
        yield LISTS[path.parts[0]], None
    else:
        yield from ((kind, path.stem) for kind in FOLDERS.values())


def _misplaced(path: Path, meant: str | None, folder: _Folder, *, inside: bool) -> Finding:
    span = Span(_shown(folder, path))
    if inside:
        message = f"nothing reads files in {_printable(path.parts[0])}/"
        fix = f"did you mean '{meant}/'?" if meant else f"move it to one of: {_PLACES}"
        if path.parts[0] in LISTS:
            fix = f"put its entries into {path.parts[0]}.yml, each below its id"
    else:
        message = f"nothing reads a file called {_printable(path.name)} here"
        fix = f"did you mean '{meant}.yml'?" if meant else f"move it to one of: {_PLACES}"
        if path.stem in FOLDERS:
            fix = f"put each entry into a file of its own, {path.stem}/ID.yml"
    return finding("S006", span, message, fix)


# --- One file -----------------------------------------------------------------------------------------


def _load(path: Path, kind: FileKind, folder: _Folder) -> None:
    shown = _shown(folder, path)
    identity = _identity(path, kind)
    data = _bytes(path, folder)
    text, node, findings = (None, None, ()) if data is None else _read(data, shown, folder)
    if text is None:
        folder.findings.extend(findings)
        folder.unread.add((kind, identity))
        return
    folder.texts[shown] = text
    folder.findings.extend(findings)
    if _may_lack(kind, identity, node, findings):
        folder.unread.add((kind, identity))
    if node is not None:
        folder.documents.append(Document(shown, kind, identity, node, text))
    elif not findings and identity is not None:
        fix = "fill it in or delete it; `decisionbook new` writes a file with every key"
        folder.findings.append(finding("S008", Span(shown), "the file is empty", fix))


def _may_lack(kind: FileKind, identity: str | None, node: Node | None, findings: tuple[Finding, ...]) -> bool:
    """Whether what the file should hold is there and could not be read."""
    if node is None:
        return bool(findings) or identity is not None
    if isinstance(node.children, list) != (kind == "faq") or node.children is None:
        return True
    return identity is None and any(found.code == "Y002" and found.span.column == 1 for found in findings)


def _read(data: bytes, shown: str, folder: _Folder) -> Read:
    found = folder.known.get((shown, data))
    if found is None:
        found = folder.known[shown, data] = read_bytes(data, shown)
    return found


def _identity(path: Path, kind: FileKind) -> str | None:
    return path.stem if kind in FOLDERS.values() else None


def _bytes(path: Path, folder: _Folder) -> bytes | None:
    """The content of a file; ``None`` with a finding for one that must not, or cannot, be read."""
    try:
        problem = _problem(folder.root / path, folder.root)
        data = b"" if problem else _read_at_most(folder.root / path)
    except (OSError, RuntimeError) as error:
        problem, data = (getattr(error, "strerror", None) or "the link leads to itself", ""), b""
    if problem:
        _refuse(folder, path, *problem)
        return None
    folder.bytes += len(data)
    if folder.bytes <= MAX_TOTAL_BYTES:
        return data
    message = f"the folder holds more than {MAX_TOTAL_BYTES // 1_000_000} MB up to here"
    folder.findings.append(finding("Y009", Span(_shown(folder, path)), message, "split the data"))
    return None


def _problem(path: Path, root: Path) -> tuple[str, str] | None:
    """Why a file is not opened, and what to do about it."""
    if not path.resolve().is_relative_to(root.resolve()):
        return "the link leads out of the data folder", "put the file itself here"
    if not stat.S_ISREG(path.stat().st_mode):
        return "this is no regular file", "put a file here, or remove it"
    return None


def _read_at_most(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _refuse(folder: _Folder, path: Path, why: str, fix: str = "") -> None:
    message = why[:1].lower() + why[1:]
    fix = fix or "make it readable, or remove it"
    folder.findings.append(finding("Y010", Span(_shown(folder, path)), message, fix))


def _shown(folder: _Folder, path: Path) -> str:
    """The file as findings name it, with forward slashes."""
    if not path.parts:
        return folder.shown
    return _printable(path.as_posix() if folder.shown == "." else f"{folder.shown}/{path.as_posix()}")


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")
