"""The public index of Argos packages. The one module that opens a connection, and only when a command asks for it."""

from __future__ import annotations

import http.client
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urljoin, urlsplit

from localize.errors import PackageError
from localize.packages.archive import MAX_BYTES, staging
from localize.packages.metadata import CODE, VERSION, version_key

DEFAULT = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"
TIMEOUT = 8.0
MAX_INDEX = 20 * 2**20
BLOCK = 2**18
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Available:
    """A package that can be downloaded; ``links`` are tried in their order."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"translate-{self.source}_{self.target}-{self.version}"


def index_url() -> str:
    """Where the index is: ``ARGOS_PACKAGE_INDEX`` (the folder of ``index.json``) as for Argos Translate, or ours.

    >>> index_url().endswith("/index.json")
    True
    """
    base = os.environ.get("ARGOS_PACKAGE_INDEX") or DEFAULT
    return base if base.endswith(".json") else base.rstrip("/") + "/index.json"


def available() -> list[Available]:
    """The translation packages of the index, by pair; the newest version of each first."""
    url = index_url()
    with _open(url) as response:
        data = response.read(MAX_INDEX + 1)
    try:
        if len(data) > MAX_INDEX:
            raise ValueError("it is too large")
        entries = json.loads(data.decode("utf-8"))
        if not isinstance(entries, list):
            raise ValueError("it is no list")
    except (ValueError, RecursionError) as error:
        raise PackageError(f"{url}: not a package index ({error})", "check ARGOS_PACKAGE_INDEX") from error
    found = [package for entry in entries if (package := _package(entry, url)) is not None]
    newest = sorted(found, key=lambda p: version_key(p.version), reverse=True)
    return sorted(newest, key=lambda p: (p.source, p.target))


def _package(entry: object, url: str) -> Available | None:
    """An entry of the index that is a translation package with a link that can be followed; None otherwise."""
    if not isinstance(entry, dict) or entry.get("type", "translate") != "translate":
        return None
    source, target, version = (str(entry.get(key, "")) for key in ("from_code", "to_code", "package_version"))
    if not (CODE.fullmatch(source) and CODE.fullmatch(target) and VERSION.fullmatch(version)):
        return None
    links = entry.get("links")
    full = [urljoin(url, link) for link in links if isinstance(link, str)] if isinstance(links, list) else []
    usable = tuple(link for link in full if _followed(link, url))
    return Available(source, target, version, usable) if usable else None


def _followed(link: str, index: str) -> bool:
    """https always; plain http only from an index that is itself read by http."""
    return urlsplit(link).scheme in {"https", urlsplit(index).scheme}


def languages_of(wanted: str) -> tuple[str, str, str]:
    """(source, target, version or nothing) that a package's name asks for; ``PackageError`` when it is no such name.

    >>> languages_of("translate-ru_en-1.9"), languages_of("ru→kk")
    (('ru', 'en', '1.9'), ('ru', 'kk', ''))
    """
    match = re.fullmatch(r"(?:translate-)?([a-z]+)[-_→]([a-z]+)(?:-(\d[\w.]*))?", wanted.lower())
    if match is None:
        raise PackageError(
            f"{wanted!r} is neither a file or folder here nor the name of a package",
            "a name looks like translate-ru_en; `localize packages available` lists those of the public index",
        )
    return match[1], match[2], match[3] or ""


def choose(wanted: str, packages: Sequence[Available]) -> Available:
    """The package of a name: ``translate-ru_en``, ``ru_en``, ``ru-en``, ``ru→en``, with or without the version.

    >>> choose("ru-en", [Available("ru", "en", "1.9", ())]).name
    'translate-ru_en-1.9'
    """
    source, target, version = languages_of(wanted)
    pair = [p for p in packages if (p.source, p.target) == (source, target)]
    found = [p for p in pair if not version or version_key(p.version) == version_key(version)]
    if found:
        return found[0]
    near = ", ".join(p.name for p in packages if p.source == source) or "none from that language"
    raise PackageError(
        f"the index has no package {wanted!r} (it has: {near})", "`localize packages available` lists all"
    )


@contextmanager
def downloaded(package: Available, folder: Path, progress: Progress | None = None) -> Iterator[Path]:
    """The package's file, hidden inside ``folder`` until the block ends; the first link that works counts.

    ``progress`` is told the percentage points that were fetched since it was last called.
    """
    failures: list[PackageError] = []
    with staging(folder) as stage:
        for link in package.links:
            try:
                path = _fetch(link, stage, progress)
            except PackageError as error:
                failures.append(error)
                continue
            yield path
            return
    raise failures[-1]


def _fetch(link: str, stage: Path, progress: Progress | None) -> Path:
    with _open(link) as response, tempfile.NamedTemporaryFile(dir=stage, suffix=".argosmodel", delete=False) as out:
        total = int(response.headers.get("Content-Length") or 0)
        done = told = 0
        try:
            while block := response.read(BLOCK):
                done += len(block)
                if done > MAX_BYTES:
                    raise PackageError(f"{link}: too large for a package", "do not use this index")
                out.write(block)
                if progress and total:
                    progress(100 * done // total - told)
                    told = 100 * done // total
        except (OSError, http.client.HTTPException) as error:
            raise PackageError(f"{link}: the download broke off ({error})", "try again") from error
    if total and done != total:
        raise PackageError(f"{link}: the download broke off ({done} of {total} bytes)", "try again")
    return Path(out.name)


@contextmanager
def _open(url: str) -> Iterator[Any]:
    """An open response with short time-outs; every way in which a network fails is one ``PackageError``."""
    import urllib.error
    import urllib.request

    if urlsplit(url).scheme not in ("http", "https"):
        raise PackageError(f"{url}: only http and https addresses are followed", "check ARGOS_PACKAGE_INDEX")
    request = urllib.request.Request(url, headers={"User-Agent": "localize"})
    try:
        response: IO[bytes] = urllib.request.urlopen(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        error.close()
        told = f"{url}: the server answers {error.code} ({error.reason})"
        raise PackageError(told, "check ARGOS_PACKAGE_INDEX") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = getattr(error, "reason", None) or error
        raise PackageError(
            f"{url} cannot be reached ({getattr(why, 'strerror', None) or why})",
            "without a network, copy a .argosmodel file to this machine: localize packages install FILE",
        ) from error
    with response:
        if not _followed(getattr(response, "url", url), url):
            raise PackageError(f"{url}: leads to an insecure address", "do not use this index")
        yield response
