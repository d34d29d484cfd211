"""``.argosmodel`` files: a zip with one top folder. Reading checks every member before a byte is written; writing
gives the same bytes for the same parts."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from localize.errors import PackageError, WriteError
from localize.packages.metadata import parse

MAX_BYTES = 8 * 2**30
MAX_FILES = 2_000
MAX_RATIO = 200
SMALL = 10 * 2**20
STALE = 3600
ENCRYPTED = 0x1
LINK = 0xA
EPOCH = (1980, 1, 1, 0, 0, 0)
DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, zlib.error, ValueError, RuntimeError)
METADATA_BYTES = 2**20


def members(archive: zipfile.ZipFile, name: str) -> tuple[str, list[zipfile.ZipInfo]]:
    """(top folder, files) of a package; ``PackageError`` for paths that leave it, links and size bombs.

    What macOS adds when it zips a folder (``__MACOSX``) is left out.
    """
    files = [i for i in archive.infolist() if not i.is_dir() and not i.filename.startswith("__MACOSX/")]
    _require_reasonable(files, name)
    names = Counter(info.filename for info in files)
    for info in files:
        if _leaves(info):
            raise PackageError(f"{name}: unsafe path {info.filename!r} in the archive", "do not use this file")
        if names[info.filename] > 1:
            raise PackageError(f"{name}: {info.filename!r} is in the archive twice", "do not use this file")
        if info.flag_bits & ENCRYPTED:
            raise PackageError(f"{name}: {info.filename!r} is encrypted", "unpack it and install the folder")
    tops = {PurePosixPath(info.filename).parts[0] for info in files}
    if len(tops) != 1 or f"{next(iter(tops))}/metadata.json" not in {info.filename for info in files}:
        raise PackageError(f"{name}: no single top folder with metadata.json", "is it a .argosmodel file?")
    return next(iter(tops)), files


def _require_reasonable(files: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Neither too much as a whole, nor one member or all together far larger than what is stored of them."""
    sizes = [(info.file_size, info.compress_size) for info in files]
    whole = (sum(unpacked for unpacked, _ in sizes), sum(packed for _, packed in sizes))
    if len(files) > MAX_FILES or whole[0] > MAX_BYTES:
        told = f"{len(files)} files, {whole[0] / 1e6:.0f} MB"
        raise PackageError(f"{name}: unpacks to too much ({told})", "this is no translation package")
    for unpacked, packed in (whole, *sizes):
        if unpacked > SMALL and unpacked > MAX_RATIO * packed:
            told = f"{packed / 1e6:.1f} MB become {unpacked / 1e6:.0f}"
            raise PackageError(f"{name}: is a decompression bomb ({told})", "do not use this file")


def _leaves(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    odd = not path.parts or "\\" in info.filename or ":" in path.parts[0] or "\0" in info.filename
    return odd or path.is_absolute() or ".." in path.parts or info.external_attr >> 28 == LINK


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The zip at a path; whatever is wrong with it, found now or while it is read, is a ``PackageError``."""
    try:
        if path.is_file() and not zipfile.is_zipfile(path):
            raise PackageError(
                f"{path}: not a .argosmodel file, or only a part of one", "check the name, or download or copy it again"
            )
        with zipfile.ZipFile(path) as archive:
            yield archive
    except DAMAGE as error:
        raise PackageError(f"{path}: damaged package ({error})", "download or copy it again") from error
    except OSError as error:
        raise PackageError(f"{path}: cannot be read ({error.strerror or error})", "check the file") from error


def unpack(path: Path, folder: Path) -> Path:
    """Unpack a package below ``folder`` (which appears complete or not at all); its folder."""
    with staging(folder) as stage, opened(path) as archive:
        top, files = members(archive, path.name)
        metadata = next(info for info in files if info.filename == f"{top}/metadata.json")
        if metadata.file_size > METADATA_BYTES:
            raise PackageError(f"{path}: metadata.json is too large", "this is no translation package")
        parse(archive.read(metadata), path.name)
        try:
            for info in files:
                archive.extract(info, stage)
            put(stage / top, folder / top)
        except OSError as error:
            raise PackageError(
                f"{path}: cannot be unpacked to {folder} ({error.strerror})", "is there room, and may you write there?"
            ) from error
    return folder / top


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """A hidden folder inside ``folder``, on the same disk, that is gone afterwards."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clean(folder)
        stage = Path(tempfile.mkdtemp(prefix=".staging-", dir=folder))
    except OSError as error:
        raise PackageError(
            f"{folder}: cannot be written ({error.strerror})",
            "check its permissions, or name other places with XDG_DATA_HOME and XDG_CACHE_HOME",
        ) from error
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _clean(folder: Path) -> None:
    """Put right what a program that was killed left behind: a package that was being replaced comes back when nothing
    took its place, scraps go. Folders of the last hour may belong to a program that is still at work."""
    for left in [*folder.glob(".replaced-*"), *folder.glob(".staging-*")]:
        if time.time() - left.stat().st_mtime < STALE:
            continue
        for old in left.iterdir() if left.name.startswith(".replaced-") else ():
            if not (folder / old.name).exists():
                os.replace(old, folder / old.name)
        shutil.rmtree(left, ignore_errors=True)


def put(staged: Path, target: Path) -> None:
    """Move a complete folder to its place; what stood there goes, or comes back when the move fails."""
    aside = Path(tempfile.mkdtemp(prefix=".replaced-", dir=target.parent))
    try:
        with suppress(FileNotFoundError):
            os.replace(target, aside / target.name)
        try:
            os.replace(staged, target)
        except OSError:
            if (aside / target.name).exists():
                os.replace(aside / target.name, target)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def unpack_cached(path: Path, cache: Path) -> Path:
    """The unpacked folder of a zipped package, made on first use and kept by content hash."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()[:16]
    folder = cache / digest
    ready = [p for p in folder.glob("[!.]*/metadata.json")] if folder.is_dir() else []
    return ready[0].parent if ready else unpack(path, folder)


def write(parts: Mapping[str, Path | bytes], top: str, out: Path) -> None:
    """Zip the parts below one top folder: sorted, no dates, no owners; complete or not at all, and read again."""
    handle, temporary = -1, ""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
        with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w") as archive:
            for name, part in sorted(parts.items()):
                _add(archive, f"{top}/{name}", part)
        with opened(Path(temporary)) as archive:
            members(archive, out.name)
            if bad := archive.testzip():
                raise WriteError(f"{out}: {bad} did not reach the disk whole", "check the disk and pack again")
        os.chmod(temporary, 0o644)
        os.replace(temporary, out)
    except OSError as error:
        raise WriteError(f"{out}: cannot be written ({error.strerror})", "choose another folder with --out") from error
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def _add(archive: zipfile.ZipFile, name: str, part: Path | bytes) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    if isinstance(part, bytes):
        archive.writestr(info, part, compresslevel=6)
        return
    info.file_size = part.stat().st_size
    with part.open("rb") as source, archive.open(info, "w") as target:
        shutil.copyfileobj(source, target, 2**20)
