from __future__ import annotations

from pathlib import Path

import pytest

from tools.release_notes import CHANGES, VERSION, RefusedError, notes

CHANGELOG = """# Changelog

## 0.3.0 (unreleased)

- Not yet.

## 0.2.0 (2027-01-02)

- **One** thing.

### Detail

## 0.1.0 (2026-12-01)

"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / VERSION).parent.mkdir(parents=True)
    (tmp_path / CHANGES).write_text(CHANGELOG, "utf-8")
    return tmp_path


def stated(root: Path, version: str) -> None:
    (root / VERSION).write_text(f'"""A package."""\n\n__version__ = "{version}"\n', "utf-8")


def test_a_release_says_its_own_part(root: Path) -> None:
    stated(root, "0.2.0")
    assert notes("v0.2.0", root) == "- **One** thing.\n\n### Detail\n"


@pytest.mark.parametrize(
    ("version", "tag", "says"),
    [
        ("0.2.0", "v0.2.1", '__init__.py says 0.2.0: tag v0.2.0, or write __version__ = "0.2.1".'),
        ("0.2.0", "0.2.0", "tag v0.2.0"),
        ("0.3.0", "v0.3.0", "in `## 0.3.0 (unreleased)`, write the day"),
        ("0.1.0", "v0.1.0", "under `## 0.1.0 (2026-12-01)`, write what changed"),
        ("0.2.00", "v0.2.00", "write a section `## 0.2.00 (year-month-day)`"),
    ],
)
def test_what_does_not_agree_is_refused(root: Path, version: str, tag: str, says: str) -> None:
    stated(root, version)
    with pytest.raises(RefusedError) as refused:
        notes(tag, root)
    assert says in str(refused.value)
