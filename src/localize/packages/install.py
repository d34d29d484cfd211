"""Packages into the user's folder and out of it: complete or not at all, several versions side by side."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from localize.errors import PackageError
from localize.packages import Package, find, get, installed, places, user_folder
from localize.packages.archive import MAX_BYTES, MAX_FILES, put, staging, unpack
from localize.packages.metadata import folder_of
from localize.packages.verify import Trial, require_sound


@dataclass(frozen=True, slots=True)
class Installed:
    """What came of an installation. ``replaced`` is the hash of a different package of the same name that stood
    there (empty: none did), ``used`` the name of the package that now translates the pair."""

    package: Package
    replaced: str
    used: str
    already: bool = False


def install(path: Path, folder: Path | None = None, trial: Trial | None = None) -> Installed:
    """Put a ``.argosmodel`` file or a package folder among the user's packages.

    The new one is checked first (layout, metadata, hashes, vocabulary and, with ``trial``, a sentence) and takes its
    name from its metadata, never from the file: the same version is replaced in one move, other versions stay, and
    the newest translates.
    """
    folder = folder or user_folder()
    with staging(folder) as stage:
        staged = _stage(path, stage)
        metadata = require_sound(staged, trial, path)
        target = folder / folder_of(metadata)
        fresh, before = Package(staged, "user", metadata).hash, _hash_at(target)
        if fresh != before:
            try:
                put(staged, target)
            except OSError as error:
                raise PackageError(f"{target}: not installed ({error.strerror})", "check its permissions") from error
    package = Package(target, "user", metadata)
    used = find(package.source, package.target).name if folder == user_folder() else package.name
    return Installed(package, before if before != fresh else "", used, before == fresh)


def _stage(path: Path, stage: Path) -> Path:
    if not path.exists():
        raise PackageError(f"{path}: no such file", "`localize packages available` lists what can be downloaded")
    if path.is_file():
        return unpack(path, stage)
    files = _regular(path)
    target = stage / "package"
    try:
        for source in files:
            copy = target / source.relative_to(path)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
    except OSError as error:
        raise PackageError(f"{path}: cannot be copied ({error.strerror})", "is there room on the disk?") from error
    return target


def _regular(folder: Path) -> list[Path]:
    """The files of a package folder; links are refused (they lead elsewhere), hidden files left behind."""
    if not (folder / "metadata.json").is_file():
        raise PackageError(f"{folder}: not a translation package (no metadata.json)", "name the folder that holds it")
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        entries = [Path(root) / name for name in [*folders, *names] if not name.startswith(".")]
        if links := [entry for entry in entries if entry.is_symlink()]:
            raise PackageError(f"{links[0]}: is a link, not a file", "copy the files themselves into the folder")
        found += [entry for entry in entries if entry.is_file()]
        if len(found) > MAX_FILES or sum(entry.stat().st_size for entry in found) > MAX_BYTES:
            raise PackageError(f"{folder}: too much for a package ({len(found)} files)", "is it the right folder?")
    return found


def _hash_at(target: Path) -> str:
    try:
        return Package(target, "user", require_sound(target)).hash
    except PackageError:
        return ""


def remove(named: str) -> str:
    """Take a package out of the user's folder, also one that is damaged; its name. Shipped packages and those of Argos
    Translate are left alone."""
    path, name = _removable(named)
    try:
        with staging(path.parent) as stage:
            os.replace(path, stage / path.name)
    except OSError as error:
        raise PackageError(f"{path}: cannot be removed ({error.strerror})", "check its permissions") from error
    return name


def _removable(named: str) -> tuple[Path, str]:
    """(path, name) of what goes by a name in the user's folder."""
    ours = [p for p in installed() if p.origin == "user" and user_folder() in p.path.parents]
    known = {p.name: p.path for p in ours}
    known |= {path.name: path for origin, path in places() if origin == "user" and path.is_dir()}
    if path := known.get(named) or known.get(named.replace(".", "_")):
        return path, next((p.name for p in ours if p.path == path), named)
    versions = [p for p in ours if named == f"translate-{p.source}_{p.target}"]
    if len(versions) == 1:
        return versions[0].path, versions[0].name
    if versions:
        raise PackageError(
            f"{named}: there are several versions: {', '.join(p.name for p in versions)}",
            f"name one of them: localize packages remove {versions[-1].name}",
        )
    other = get(named)
    where = {"shipped": "comes with localize", "argos": "belongs to Argos Translate", "user": "is a zip file"}
    raise PackageError(
        f"{other.name} cannot be removed: it {where.get(other.origin, 'is not installed')} ({other.path})",
        "a package installed for the same languages takes precedence over it: localize packages install FILE",
    )
