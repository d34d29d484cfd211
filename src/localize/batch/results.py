"""Outcomes → the out tree, and translations → the translated feed. Every file is whole or not there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from localize.batch.item import Item, parts_of
from localize.batch.ledger import Ledger, Row
from localize.batch.order import Order
from localize.batch.sources import Find, Source
from localize.batch.sources.spool import replacing
from localize.batch.work import Outcome
from localize.desk import earlier
from localize.desk.earlier import is_worked_on
from localize.desk.translate import review_path
from localize.errors import LocalizeError
from localize.files import read_source, write_file
from localize.review import SUFFIXES


def sweep(out: Path) -> None:
    """Remove what a killed run has left half-written: hidden ``.part`` files, which nobody else makes here."""
    for path in out.rglob(".*.part"):
        path.unlink(missing_ok=True)


def place(source: str) -> str:
    """The folder of a source in the out tree."""
    return Path(source).stem


def earlier_reviews(out: Path, source: str, item: Item, lang: str) -> list[tuple[str, bytes]]:
    """The review files (name, bytes) of an item in which people have worked, newest first."""
    folder = out / place(source) / item.folder
    if not folder.is_dir():
        return []
    final = folder / f"{Path(item.name).stem}.{lang}{Path(item.name).suffix}"
    found = earlier.look(dict.fromkeys(review_path(final, suffix) for suffix in SUFFIXES))
    return [(_plain(old.path.name), read_source(old.path)) for old in found if old.review and is_worked_on(old.review)]


def _plain(name: str) -> str:
    """``news.kk.po.old2`` is read as ``news.kk.po``."""
    return name.rpartition(".old")[0] or name


def write_outcome(
    out: Path, outcome: Outcome, item: Item, lang: str, force: bool = False, say: Callable[[str], None] | None = None
) -> Row:
    """Write an outcome's files, the article itself beside them, and say what became of it. What people did in review
    files that stood there is in the new ones, or is kept in a copy."""
    work = outcome.work
    folder = Path(place(work.source)) / work.folder
    row = Row(work.source, work.id, lang, folder.as_posix(), "done", item.title, item.link, item.date)
    if outcome.state != "done":
        return replace(row, state=outcome.state, reason=outcome.reason, hint=outcome.hint)
    files = [(work.name, work.data), *outcome.files]
    for number, (name, data) in enumerate(files):
        path = out / folder / name
        if not _stands(path, data):
            if number > 1 and not force:
                _keep(path, data, say)
            write_file(path, data)
    names = tuple((folder / name).as_posix() for name, _ in files)
    return replace(row, files=names, **outcome.figures)


def _keep(path: Path, data: bytes, say: Callable[[str], None] | None) -> None:
    for old in earlier.look([path]):
        if old.path == path and (copy := earlier.keep(old, data)) and say:
            say(f"{path.name}: not all of a reviewer's work fits the new text; the old file is kept as {copy.name}")


def _stands(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def files_stand(out: Path, row: Row | None) -> bool:
    return row is not None and all((out / name).is_file() for name in row.files)


def finder(out: Path, ledger: Ledger, source: Source, order: Order) -> Find:
    """Where a feed finds its items' translations: in the tree, so that a reviewed article counts too."""

    def find(item: Item) -> Sequence[str] | None:
        row = ledger.row(source.key, item.id, order.lang, item.hash)
        if row is None or row.state != "done" or len(row.files) < 2:
            return None
        try:
            return parts_of((out / row.files[1]).read_text(encoding="utf-8"), item.parts)
        except (OSError, UnicodeDecodeError, LocalizeError):
            return None

    return find


def write_feed(out: Path, ledger: Ledger, source: Source, order: Order) -> Path | None:
    """The translated feed, ``news.kk.xml``; None where the source is no feed, or too damaged to give back."""
    path = out / f"{place(source.key)}.{order.lang}{source.suffix}"
    chunks = source.translated(finder(out, ledger, source, order), order.lang)
    first = next((chunk for chunk in chunks if chunk), b"")
    if not first:
        return None
    with replacing(path) as stream:
        stream.write(first)
        for chunk in chunks:
            stream.write(chunk)
    return path
