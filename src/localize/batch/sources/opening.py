"""What was named on the command line → sources: files, folders, globs, standard input, addresses."""

from __future__ import annotations

import glob
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from localize.batch.item import UNSAFE
from localize.batch.ledger import Ledger
from localize.batch.sources import SOURCES, SUFFIXES, Source, kind_of
from localize.batch.sources.fetch import fetch
from localize.batch.sources.files import Files
from localize.batch.sources.spool import copy
from localize.errors import LocalizeError, ReadError
from localize.formats import SUFFIXES as ARTICLES

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
HEAD = 4096


def open_sources(names: Sequence[str], folder: Path, ledger: Ledger) -> Iterator[Source | tuple[str, LocalizeError]]:
    """The sources, each when its turn comes; (key, error) for one that cannot be had. ``folder`` is where
    feeds are kept while they are worked on. A file that is not there stops everything: it is a typing error."""
    taken: set[str] = set()
    for name in names:
        if not _is_there(name):
            raise ReadError(
                f"{name}: no such file, folder or pattern", "give feeds, folders, 'globs', - or http(s) addresses"
            )
    for name in names:
        yield from _opened(name, folder, ledger, taken)


def _is_there(name: str) -> bool:
    return name == "-" or bool(ADDRESS.match(name)) or Path(name).exists() or bool(glob.glob(name, recursive=True))


def _opened(name: str, folder: Path, ledger: Ledger, taken: set[str]) -> Iterator[Source | tuple[str, LocalizeError]]:
    if name == "-":
        yield _standard_input(folder, _unique("stdin", taken))
    elif ADDRESS.match(name):
        key = _unique(_address_key(name), taken)
        try:
            yield _fetched(name, key, folder, ledger)
        except LocalizeError as error:
            yield key, error
    else:
        yield from _local(name, folder, taken)


def _unique(key: str, taken: set[str]) -> str:
    """A key whose stem, a folder's name, no other source of this run has: ``news.xml``, ``news-2.json`` …"""
    path = Path(UNSAFE.sub("-", key).strip("-.") or "source")
    stem = next(s for n in count(1) if (s := path.stem if n == 1 else f"{path.stem}-{n}") not in taken)
    taken.add(stem)
    return stem + path.suffix


def _address_key(url: str) -> str:
    parts = urlsplit(url)
    return "-".join(filter(None, (parts.hostname, parts.path.strip("/").replace("/", "-"), parts.query)))[:100]


def _standard_input(folder: Path, key: str) -> Source:
    raw = folder / key
    copy(sys.stdin.buffer, raw, "standard input")
    return _source(raw, key, folder)


def _fetched(url: str, key: str, folder: Path, ledger: Ledger) -> Source:
    raw = folder / key
    marks = fetch(url, raw, ledger.marks(url))
    if marks is not None:
        ledger.mark(url, marks)
    return _source(raw, key, folder, url)


def _source(raw: Path, key: str, folder: Path, base: str = "") -> Source:
    with raw.open("rb") as stream:
        head = stream.read(HEAD)
    kind = kind_of(Path(key), head)
    if kind == "files" and base:
        kind = kind_of(Path("feed"), head)  # addresses end in anything: only the content tells
    if kind == "files":
        suffix = ".html" if re.match(rb"\s*<(?:!doctype|html|body|article|p|h1)", head, re.IGNORECASE) else ".txt"
        article = raw.with_name(f"article{suffix}") if raw.name != f"article{suffix}" else raw
        if article != raw:
            article.write_bytes(raw.read_bytes())
        return Files(key, article.parent, (article,))
    source: Source = SOURCES[kind](key, raw, folder, base)
    return source


def _local(name: str, folder: Path, taken: set[str]) -> Iterator[Source]:
    """One source for each feed, and one for all articles of a folder or pattern."""
    path = Path(name)
    if path.is_dir():
        root, paths = path, sorted(p for p in path.rglob("*") if p.is_file() and _is_ours(p, path))
    elif path.exists():
        root, paths = path.parent, [path]
    else:
        paths = sorted(p for p in map(Path, glob.glob(name, recursive=True)) if p.is_file() and _is_ours(p, p.parent))
        root = Path(re.split(r"[*?\[]", name)[0]).parent if not name.startswith(("*", "?", "[")) else Path()
    articles = tuple(p for p in paths if _kind(p) == "files")
    for feed in (p for p in paths if p not in set(articles)):
        key = _unique(feed.name, taken)
        source: Source = SOURCES[_kind(feed)](key, feed, folder, "")
        yield source
    if articles:
        yield Files(_unique(path.resolve().name if path.is_dir() else root.resolve().name, taken), root, articles)


def _is_ours(path: Path, root: Path) -> bool:
    """In a folder: what a feed kind or a format reads; nothing hidden."""
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return not hidden and bool(path.suffix) and path.suffix.lower() in {*SUFFIXES, *ARTICLES}


def _kind(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return kind_of(path, stream.read(HEAD))
    except OSError:
        return "files"
