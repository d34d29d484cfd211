"""Zips are checked before a byte is written, and unpacked whole or not at all."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localize.errors import PackageError, WriteError
from localize.packages import archive
from localize.packages.archive import put, staging, unpack, unpack_cached, write

METADATA = json.dumps({"package_version": "1.0", "from_code": "ru", "to_code": "kk"}).encode()


def zipped(path: Path, files: Mapping[str, bytes], **options: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = options.get("attributes", 0o644 << 16)
            made.writestr(info, data)
    return path


def everything(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


def test_unpack(tmp_path: Path) -> None:
    """The files come out below the top folder, and nothing else is left."""
    path = zipped(tmp_path / "p.argosmodel", {"top/metadata.json": METADATA, "top/model/model.bin": b"x"})
    assert unpack(path, tmp_path / "out") == tmp_path / "out" / "top"
    assert everything(tmp_path / "out") == ["top", "top/metadata.json", "top/model", "top/model/model.bin"]


@pytest.mark.parametrize(
    "name",
    ["../evil", "top/../../evil", "/etc/evil", "C:/evil", "top\\..\\..\\evil", "..", "./../evil"],
)
def test_paths_that_leave_the_folder(tmp_path: Path, name: str) -> None:
    """A member that would land elsewhere refuses the whole file; nothing is written anywhere."""
    path = zipped(tmp_path / "p.argosmodel", {"top/metadata.json": METADATA, name: b"x"})
    with pytest.raises(PackageError, match="unsafe path"):
        unpack(path, tmp_path / "a" / "out")
    assert everything(tmp_path) == ["a", "a/out", "p.argosmodel"]


def test_links(tmp_path: Path) -> None:
    """A symbolic link in the zip is refused."""
    files = {"top/metadata.json": METADATA, "top/link": b"/etc/passwd"}
    path = zipped(tmp_path / "p.argosmodel", files, attributes=0o120777 << 16)
    with pytest.raises(PackageError, match="unsafe path"):
        unpack(path, tmp_path / "out")


def test_bomb(tmp_path: Path) -> None:
    """A member that unpacks to hundreds of times its size is refused before it is read."""
    path = zipped(tmp_path / "p.argosmodel", {"top/metadata.json": METADATA, "top/model.bin": bytes(30_000_000)})
    with pytest.raises(PackageError, match="decompression bomb"):
        unpack(path, tmp_path / "out")


def test_bomb_behind_a_model(tmp_path: Path) -> None:
    """Also beside members that do not shrink, so that the whole looks harmless."""
    files = {"top/metadata.json": METADATA, "top/a": os.urandom(300_000), "top/b": bytes(20_000_000)}
    with pytest.raises(PackageError, match=r"decompression bomb \(0\.0 MB become 20\)"):
        unpack(zipped(tmp_path / "p.argosmodel", files), tmp_path / "out")


def test_bomb_of_many_files(tmp_path: Path) -> None:
    """So is one whose members are small, each by itself."""
    files = {"top/metadata.json": METADATA} | {f"top/{n}": bytes(2_000_000) for n in range(6)}
    with pytest.raises(PackageError, match=r"decompression bomb \(0\.0 MB become 12\)"):
        unpack(zipped(tmp_path / "p.argosmodel", files), tmp_path / "out")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice(tmp_path: Path) -> None:
    """Two members of one name would be one file: which of them was checked?"""
    path = zipped(tmp_path / "p.argosmodel", {"top/metadata.json": METADATA})
    with zipfile.ZipFile(path, "a") as more:
        more.writestr("top/metadata.json", METADATA + b" ")
    with pytest.raises(PackageError, match="in the archive twice"):
        unpack(path, tmp_path / "out")


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is a zip of more files than any package has, and one of more bytes."""
    path = zipped(tmp_path / "p.argosmodel", {"top/metadata.json": METADATA} | {f"top/{n}": b"xx" for n in range(20)})
    monkeypatch.setattr(archive, "MAX_FILES", 20)
    with pytest.raises(PackageError, match="too much"):
        unpack(path, tmp_path / "out")
    monkeypatch.setattr(archive, "MAX_FILES", 50)
    monkeypatch.setattr(archive, "MAX_BYTES", 50)
    with pytest.raises(PackageError, match="too much"):
        unpack(path, tmp_path / "out")


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"a": b""},
        {"metadata.json": METADATA},
        {"a/metadata.json": METADATA, "b/x": b""},
        {"a/b/metadata.json": METADATA},
    ],
)
def test_wrong_layout(tmp_path: Path, files: dict[str, bytes]) -> None:
    """A package has one top folder with metadata.json in it."""
    with pytest.raises(PackageError, match="no single top folder"):
        unpack(zipped(tmp_path / "p.argosmodel", files), tmp_path / "out")


def test_what_macos_adds(tmp_path: Path) -> None:
    """The extra folder of a zip made on macOS is passed over."""
    files = {"top/metadata.json": METADATA, "__MACOSX/top/._metadata.json": b"x"}
    assert everything(unpack(zipped(tmp_path / "p.argosmodel", files), tmp_path / "out")) == ["metadata.json"]


def test_a_file_where_a_folder_must_be(tmp_path: Path) -> None:
    """Members that contradict each other are an error, not a traceback; what stood there still does."""
    old = tmp_path / "out" / "top"
    old.mkdir(parents=True)
    path = zipped(tmp_path / "p.argosmodel", {"top/metadata.json": METADATA, "top/a": b"x", "top/a/b": b"x"})
    with pytest.raises(PackageError, match="cannot be unpacked"):
        unpack(path, tmp_path / "out")
    assert everything(tmp_path / "out") == ["top"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_bytes(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever is cut from or changed in a zip, the outcome is a package or a `PackageError`; no scraps are left."""
    whole = zipped(tmp_path / "whole.zip", {"top/metadata.json": METADATA, "top/model.bin": b"abc" * 99}).read_bytes()
    bad = bytearray(whole[: data.draw(st.integers(1, len(whole)))])
    for _ in range(data.draw(st.integers(0, 4))):
        bad[data.draw(st.integers(0, len(bad) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "bad.zip").write_bytes(bytes(bad))
    with suppress(PackageError):
        assert (unpack(tmp_path / "bad.zip", tmp_path / "out") / "metadata.json").is_file()
    assert not [p for p in (tmp_path / "out").iterdir() if p.name.startswith(".")]


def test_no_zip_no_file(tmp_path: Path) -> None:
    """Neither a text file nor a missing one is a package."""
    (tmp_path / "text").write_text("x" * 100)
    with pytest.raises(PackageError, match=r"not a \.argosmodel file"):
        unpack(tmp_path / "text", tmp_path / "out")
    with pytest.raises(PackageError, match="cannot be read"):
        unpack(tmp_path / "none", tmp_path / "out")


def test_put_brings_the_old_one_back(tmp_path: Path) -> None:
    """When the new folder cannot be moved, the old one stands where it stood."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "file").write_text("x")
    with pytest.raises(FileNotFoundError):
        put(tmp_path / "missing", tmp_path / "old")
    assert everything(tmp_path) == ["old", "old/file"]


def aged(path: Path) -> None:
    os.utime(path, (1_000_000, 1_000_000))


def test_what_a_killed_program_left(tmp_path: Path) -> None:
    """Old scraps go with the next use of the folder; a package that was being replaced comes back where it stood."""
    (tmp_path / ".staging-old" / "top").mkdir(parents=True)
    for name in ("lost", "kept"):
        (tmp_path / ".replaced-old" / name).mkdir(parents=True)
        (tmp_path / ".replaced-old" / name / "old").touch()
    (tmp_path / "kept").mkdir()
    (tmp_path / ".staging-now").mkdir()
    aged(tmp_path / ".staging-old")
    aged(tmp_path / ".replaced-old")
    with staging(tmp_path):
        pass
    assert everything(tmp_path) == [".staging-now", "kept", "lost", "lost/old"]


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A data folder that cannot be made or written is an error with the way round it."""
    (tmp_path / "file").touch()
    with pytest.raises(PackageError, match="cannot be written") as caught, staging(tmp_path / "file" / "packages"):
        pass
    assert "XDG_DATA_HOME" in caught.value.hint


def test_cache(tmp_path: Path) -> None:
    """A zip is unpacked once for each content: the same bytes give the same folder, others another."""
    one = zipped(tmp_path / "one.argosmodel", {"top/metadata.json": METADATA})
    first = unpack_cached(one, tmp_path / "cache")
    (first / "mark").write_text("kept")
    assert unpack_cached(one, tmp_path / "cache") == first
    assert (first / "mark").is_file()
    other = zipped(tmp_path / "other.argosmodel", {"top/metadata.json": METADATA, "top/x": b""})
    assert unpack_cached(other, tmp_path / "cache") != first


def test_write_gives_the_same_bytes(tmp_path: Path) -> None:
    """The same parts give the same zip, whenever and from wherever they are packed."""
    (tmp_path / "file").write_bytes(b"weights" * 100)
    write({"metadata.json": METADATA, "model/model.bin": tmp_path / "file"}, "top", tmp_path / "a.zip")
    (tmp_path / "file").touch()
    (tmp_path / "file").chmod(0o600)
    write({"model/model.bin": tmp_path / "file", "metadata.json": METADATA}, "top", tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_write_whole_or_not(tmp_path: Path) -> None:
    """A part that cannot be read leaves no file behind, not even half of one."""
    with pytest.raises(WriteError):
        write({"metadata.json": METADATA, "model.bin": tmp_path / "none"}, "top", tmp_path / "out" / "a.zip")
    assert everything(tmp_path) == ["out"]
