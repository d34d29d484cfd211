"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from localize.errors import ReadError, WriteError
from localize.files import read_source, require_writable, write_file, write_files


def test_write_replaces_and_leaves_nothing_else(tmp_path: Path) -> None:
    """The folder holds the new file and no temporary one."""
    path = tmp_path / "a.txt"
    path.write_text("old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_refused_verification_leaves_the_old_file(tmp_path: Path) -> None:
    """When `verify` raises, what stood there stays."""
    path = tmp_path / "a.txt"
    path.write_text("old")

    def refuse(data: bytes) -> None:
        raise ReadError("no")

    with pytest.raises(ReadError):
        write_file(path, b"new", refuse)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_unwritable_folder_is_a_clear_error(tmp_path: Path) -> None:
    """A path below a file cannot be made; the hint names --out."""
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError) as error:
        write_file(tmp_path / "file" / "a.txt", b"x")
    assert "--out" in error.value.hint


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_reading_what_is_no_file(tmp_path: Path, name: str) -> None:
    """A missing file and a folder are named in the message."""
    with pytest.raises(ReadError, match=r"missing\.txt|folder"):
        read_source(tmp_path / name)


def test_files_that_belong_together_are_written_together(tmp_path: Path) -> None:
    """When the last cannot be written, the first has not been replaced, and nothing is left behind."""
    first = tmp_path / "a.txt"
    first.write_text("old")
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError):
        write_files([(first, b"new"), (tmp_path / "file" / "b.txt", b"x")])
    assert first.read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "file"]


def test_a_full_disk_says_so_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ENOSPC while the data goes to the disk: the old file stands, the temporary one is gone, the hint is room."""
    path = tmp_path / "a.txt"
    path.write_text("old")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left") as error:
        write_file(path, b"new")
    assert "make room" in error.value.hint
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_ctrl_c_while_writing_leaves_the_old_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt between two files is as if nothing had been written."""
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    calls = []

    def interrupted(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files([(path, b"new") for path in paths])
    assert os.listdir(tmp_path) == []


def test_writable_is_asked_without_writing(tmp_path: Path) -> None:
    """A folder that is still to be made is fine; one below a file is not."""
    require_writable(tmp_path / "new" / "deeper" / "a.txt")
    assert os.listdir(tmp_path) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="cannot be written"):
        require_writable(tmp_path / "file" / "a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_write_protected_file_or_folder_is_refused(tmp_path: Path) -> None:
    """What somebody has protected is not replaced behind their back."""
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(WriteError, match="Permission denied"):
        require_writable(path)
    tmp_path.chmod(0o500)
    with pytest.raises(WriteError, match="Permission denied"):
        require_writable(tmp_path / "b.txt")
    tmp_path.chmod(0o700)


def test_reading_stops_one_byte_after_the_limit(tmp_path: Path) -> None:
    """A file that is far too large is not read into memory whole."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100)
    assert len(read_source(path, most=11)) == 11
    assert len(read_source(path, most=-1)) == 100
