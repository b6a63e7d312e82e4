from __future__ import annotations

import errno
import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from decisionbook.exchange.archive import EARLIEST, publish, zipped

NOON = 1_790_000_000


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def test_order_of_the_files_changes_nothing():
    assert zipped({"b": b"2", "a": b"1"}, NOON) == zipped({"a": b"1", "b": b"2"}, NOON)


def test_entries_are_sorted_dated_and_readable_by_all():
    entries = opened(zipped({"b.html": b"2", "ä/a.html": b"1"}, NOON)).infolist()
    assert [one.filename for one in entries] == ["b.html", "ä/a.html"]
    assert {one.date_time for one in entries} == {(2026, 9, 21, 14, 13, 20)}
    assert {oct(one.external_attr >> 16) for one in entries} == {"0o100644"}


@pytest.mark.parametrize(("moment", "year"), [(0, 1980), (EARLIEST, 1980), (10**11, 2106)])
def test_moments_that_a_zip_cannot_name_are_moved_to_its_ends(moment, year):
    assert opened(zipped({"a": b""}, moment)).infolist()[0].date_time[0] == year


def test_the_sum_stands_beside_and_fits(tmp_path):
    beside, digest = publish(tmp_path / "new" / "book.zip", b"content")
    assert digest == hashlib.sha256(b"content").hexdigest()
    assert beside.read_text() == f"{digest}  book.zip\n"
    assert {path.name for path in beside.parent.iterdir()} == {"book.zip", "book.zip.sha256"}


def test_what_is_published_has_the_usual_rights(tmp_path):
    publish(tmp_path / "book.zip", b"content")
    (tmp_path / "usual").write_text("")
    assert (tmp_path / "book.zip").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_an_interrupted_run_leaves_the_last_one_whole(tmp_path, monkeypatch, failure):
    publish(tmp_path / "book.zip", b"old")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(number: int) -> None:
        raise failure

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(type(failure)):
        publish(tmp_path / "book.zip", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_sum_that_cannot_be_written_leaves_the_last_one_whole(tmp_path, monkeypatch):
    publish(tmp_path / "book.zip", b"old")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    calls: list[int] = []

    def second_fails(number: int) -> None:
        calls.append(number)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises(OSError, match="No space"):
        publish(tmp_path / "book.zip", b"new")
    assert {path.name: path.read_bytes() for path in Path(tmp_path).iterdir()} == before
