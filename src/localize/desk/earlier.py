"""Review files that lie where new ones will be written: people's work in them is carried over, or kept beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from localize.document import Article
from localize.errors import LocalizeError
from localize.files import read_source, write_file
from localize.memory import normal
from localize.review import REVIEW_FORMATS, Entry, Review, review_format_of
from localize.review.carry import by_person


@dataclass(frozen=True, slots=True)
class Earlier:
    """A file in the way; ``review`` is None when it cannot be read as a review file."""

    path: Path
    review: Review | None


def load(path: Path) -> Review:
    """The review file at ``path``."""
    return load_bytes(read_source(path), path.name)


def load_bytes(data: bytes, name: str) -> Review:
    """A review file; its format is told by the suffix of its name."""
    review: Review = REVIEW_FORMATS[review_format_of(Path(name))]().load(data, name)
    return review


def look(paths: Iterable[Path]) -> list[Earlier]:
    """What is there under these names: newest first, the ones kept as ``.old`` after all others."""
    there = sorted((path for path in paths if path.is_file()), key=lambda path: -path.stat().st_mtime)
    kept = [old for path in there for old in _kept(path)]
    return [Earlier(path, _loaded(path, path.name)) for path in there] + [
        Earlier(old, _loaded(old, old.name.rpartition(".old")[0])) for old in kept
    ]


def _loaded(path: Path, name: str) -> Review | None:
    try:
        return load_bytes(read_source(path), name)
    except LocalizeError:
        return None


def _kept(path: Path) -> list[Path]:
    """``news.kk.po.old3``, ``….old2``, ``….old``: the newest first."""
    start = f"{path.name}.old"
    names = [other.name for other in path.parent.iterdir() if other.name.startswith(start)]
    numbers = [int(number) for name in names if (number := name[len(start) :] or "1").isdecimal()]
    return [_old(path, number) for number in sorted(numbers, reverse=True)]


def _old(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.old{number if number > 1 else ''}")


def matching(found: Sequence[Earlier], article: Article, lang: str) -> list[Review]:
    """The reviews of this article, in whatever version, in this language."""
    reviews = [earlier.review for earlier in found if earlier.review]
    return [review for review in reviews if (review.article, review.lang) == (article.id, lang)]


def keep(found: Earlier, data: bytes) -> Path | None:
    """Keep a copy of a file that ``data`` will replace, unless all that people did in it stands in ``data`` too."""
    if found.review is not None and _stands(found.review, load_bytes(data, found.path.name)):
        return None
    old = read_source(found.path, most=-1)
    kept = _kept(found.path)
    if any(copy.read_bytes() == old for copy in kept):
        return None
    newest = kept[0].name.rpartition(".old")[2] or "1" if kept else "0"
    copy = _old(found.path, int(newest) + 1)
    write_file(copy, old)
    return copy


def _stands(old: Review, new: Review) -> bool:
    """Every row that a person approved, edited or remarked on is in ``new``, for the same text."""
    rows: dict[str, list[Entry]] = {}
    for entry in new.entries:
        rows.setdefault(normal.key(entry.source), []).append(entry)
    return (old.article, old.lang) == (new.article, new.lang) and all(
        any(_holds(row, entry) for row in rows.get(normal.key(entry.source), ()))
        for entry in old.entries if by_person(entry) or entry.comment
    )  # fmt: skip


def _holds(row: Entry, entry: Entry) -> bool:
    same = row.target == entry.target and row.approved >= entry.approved
    return entry.comment in row.comment and (same or not by_person(entry))


def is_worked_on(review: Review) -> bool:
    """A person has approved, edited or remarked on a row."""
    return any(by_person(entry) or entry.comment for entry in review.entries)
