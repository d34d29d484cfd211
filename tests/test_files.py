"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from localize.errors import ReadError, WriteError
from localize.files import read_source, write_file


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
