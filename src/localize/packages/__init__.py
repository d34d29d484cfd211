"""Translation packages in the Argos format: where they are, which one is used, what they say of themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from localize.errors import PackageError
from localize.packages.layout import fingerprint
from localize.packages.metadata import folder_of, name_of, read_metadata, version_key

__all__ = [
    "Package", "find", "folder_of", "get", "installed", "open_package", "pairs", "places", "read_metadata",
    "version_key",
]  # fmt: skip


@dataclass(frozen=True)
class Package:
    """One installed package: its folder, its metadata, and where it came from.

    ``origin`` is ``given`` (--package), ``user``, ``argos`` (installed by Argos Translate) or ``shipped``.
    """

    path: Path
    origin: str
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return str(self.metadata["from_code"])

    @property
    def target(self) -> str:
        return str(self.metadata["to_code"])

    @property
    def version(self) -> str:
        return str(self.metadata["package_version"])

    @property
    def name(self) -> str:
        return name_of(self.metadata)

    @property
    def slots(self) -> bool:
        """Whether the model was trained to carry ``⟦1⟧`` and to decline it."""
        return bool(self.metadata.get("slots", False))

    @property
    def target_prefix(self) -> str:
        return str(self.metadata.get("target_prefix", ""))

    @cached_property
    def hash(self) -> str:
        """First 12 hex digits of the SHA-256 over all that takes part in a translation."""
        return fingerprint(self.path, self.metadata)


def user_folder() -> Path:
    """Where ``localize packages install`` puts packages (not created here)."""
    from platformdirs import user_data_path

    return user_data_path("localize") / "packages"


def cache_folder() -> Path:
    """Where zipped packages are unpacked (not created here)."""
    from platformdirs import user_cache_path

    return user_cache_path("localize") / "packages"


def argos_folders() -> list[Path]:
    """The folders in which Argos Translate installs, as its own settings say."""
    if named := os.environ.get("ARGOS_PACKAGES_DIR"):
        return [Path(named)]
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return [data / "argos-translate" / "packages"]


def shipped_folder() -> Path:
    return Path(__file__).parent / "shipped"


def installed() -> Iterator[Package]:
    """Every readable package, best first: user's, Argos Translate's, shipped; newest version first in each.

    A stray or damaged folder is passed over: it must not break a translation that does not need it.
    """
    for _, group in groupby(places(), key=lambda place: place[0]):
        found = []
        for origin, path in group:
            try:
                package = open_package(path, origin)
            except PackageError:
                continue
            if package.metadata.get("type", "translate") == "translate":
                found.append(package)
        yield from sorted(found, key=lambda p: version_key(p.version), reverse=True)


def places() -> Iterator[tuple[str, Path]]:
    """(origin, path) of everything that should be a package, readable or not, in the order of precedence."""
    folders = [("user", user_folder()), *(("argos", f) for f in argos_folders()), ("shipped", shipped_folder())]
    for origin, folder in folders:
        for path in _entries(folder):
            yield origin, path


def _entries(folder: Path) -> list[Path]:
    try:
        found = [p for p in folder.iterdir() if not p.name.startswith(".")]
        return sorted(p for p in found if p.suffix == ".argosmodel" or (p / "metadata.json").is_file())
    except OSError:
        return []


def open_package(path: Path, origin: str = "given") -> Package:
    """The package in a folder or a zip (unpacked into the cache, once for each content)."""
    if path.is_file():
        from localize.packages.archive import unpack_cached

        path = unpack_cached(path, cache_folder())
    return Package(path, origin, read_metadata(path))


def find(source: str, target: str, named: str | None = None) -> Package:
    """The package for a language pair: the one named (file, folder or name), else the first installed."""
    if named is not None:
        package = get(named)
        if (package.source, package.target) != (source, target):
            raise PackageError(
                f"{named} translates {package.source}→{package.target}, not {source}→{target}",
                "name another one with --package, or leave it out",
            )
        return package
    for package in installed():
        if (package.source, package.target) == (source, target):
            return package
    raise PackageError(
        f"no package translates {source}→{target} (there are: {', '.join(pairs()) or 'none'})",
        f"get one: localize packages install translate-{source}_{target}   (or a .argosmodel file you have)",
    )


def get(named: str) -> Package:
    """The package in a file or folder, or the first installed one of that name, with or without its version."""
    if Path(named).exists():
        return open_package(Path(named))
    for package in installed():
        pair = f"translate-{package.source}_{package.target}"
        if named in (package.name, package.path.name, package.path.stem, pair):
            return package
    what = f"{named}: no such file" if named.endswith(".argosmodel") or os.sep in named else f"no package {named!r}"
    raise PackageError(what, "`localize packages list` shows what is installed")


def pairs() -> list[str]:
    """The language pairs that are installed: ``ru→kk``."""
    return sorted({f"{p.source}→{p.target}" for p in installed()})
