"""Reading ``.argosmodel`` files: a zip with one top folder, checked before a byte of it is written."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from localize.errors import PackageError

MAX_BYTES = 8 * 2**30
MAX_FILES = 2_000
MAX_RATIO = 200


def members(archive: zipfile.ZipFile, name: str) -> tuple[str, list[zipfile.ZipInfo]]:
    """(top folder, files) of a package; ``PackageError`` for paths that leave it, links and size bombs."""
    files = [info for info in archive.infolist() if not info.is_dir()]
    if len(files) > MAX_FILES or sum(info.file_size for info in files) > MAX_BYTES:
        raise PackageError(f"{name}: unpacks to too much ({len(files)} files)", "this is no translation package")
    for info in files:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or info.external_attr >> 28 == 0xA:
            raise PackageError(f"{name}: unsafe path {info.filename!r} in the archive", "do not use this file")
        if info.file_size > 10 * 2**20 and info.file_size > MAX_RATIO * max(1, info.compress_size):
            raise PackageError(f"{name}: {info.filename!r} is a decompression bomb", "do not use this file")
    tops = {PurePosixPath(info.filename).parts[0] for info in files}
    if len(tops) != 1 or f"{next(iter(tops))}/metadata.json" not in {info.filename for info in files}:
        raise PackageError(f"{name}: no single top folder with metadata.json", "is it a .argosmodel file?")
    return next(iter(tops)), files


def unpack(path: Path, folder: Path) -> Path:
    """Unpack a package below ``folder`` (which appears complete or not at all); its folder."""
    try:
        with zipfile.ZipFile(path) as archive:
            top, files = members(archive, path.name)
            folder.mkdir(parents=True, exist_ok=True)
            staging = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=folder))
            try:
                for info in files:
                    archive.extract(info, staging)
                target = folder / top
                if target.exists():
                    shutil.rmtree(target)
                os.replace(staging / top, target)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as error:
        raise PackageError(f"{path}: damaged package ({error})", "download or copy it again") from error
    except OSError as error:
        raise PackageError(f"{path}: cannot be unpacked to {folder} ({error.strerror})", "") from error
    return target


def unpack_cached(path: Path, cache: Path) -> Path:
    """The unpacked folder of a zipped package, made on first use and kept by content hash."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()[:16]
    folder = cache / digest
    ready = [p for p in folder.glob("*/metadata.json")] if folder.is_dir() else []
    return ready[0].parent if ready else unpack(path, folder)
