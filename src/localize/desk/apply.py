"""Reviewed files in, final articles out: find the article, merge, verify, write, remember."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from localize import formats
from localize.desk import earlier, remember, verify
from localize.desk.source import article_for, source_of
from localize.document import Article
from localize.errors import LocalizeError, ReviewError
from localize.files import write_file
from localize.memory import Pair
from localize.review import Review
from localize.review.merge import KINDS, Merge, merge, require_same_article

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of one call. ``out`` is a file for one article, a folder for several."""

    out: Path | None = None
    source: Path | None = None
    format: str | None = None
    allow_fuzzy: bool = False
    force: bool = False
    dry_run: bool = False
    memory: Path | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """The outcome for one article and language: what was decided, and where the article went.

    ``refused`` says why nothing was written; ``fuzzy`` counts drafts that were published, ``russian`` segments
    left as they are in the source, ``problems`` is what `verify` found and --force overruled.
    """

    reviews: tuple[str, ...]
    lang: str
    merge: Merge = field(default_factory=Merge)
    path: Path | None = None
    refused: LocalizeError | None = None
    fuzzy: int = 0
    russian: int = 0
    problems: tuple[str, ...] = ()
    remembered: int = 0
    written: bool = False

    @property
    def needs_person(self) -> bool:
        return bool(self.fuzzy or self.russian or self.problems)

    def to_dict(self) -> dict[str, Any]:
        counts: dict[str, Any] = {kind: len(getattr(self.merge, kind)) for kind in KINDS}
        return {
            "reviews": list(self.reviews), "lang": self.lang, "path": str(self.path) if self.path else None, **counts,
            "written": self.written, "refused": str(self.refused) if self.refused else None,
            "published_unreviewed": self.fuzzy, "left_in_russian": self.russian, "problems": list(self.problems),
            "remembered": self.remembered,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """The review files of one article in one language."""

    origin: Path
    lang: str
    files: tuple[tuple[Path, Review], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(str(path) for path, _ in self.files)


def apply_review(
    path: Path, source: Path | None = None, out: Path | None = None, *, allow_fuzzy: bool = False, force: bool = False
) -> Applied:
    """Merge one review file into its article and write the article; refuse, with the reason, what is not sound."""
    applied = apply_reviews([path], Request(out, source, allow_fuzzy=allow_fuzzy, force=force), lambda message: None)[0]
    if applied.refused:
        raise applied.refused
    return applied


def apply_reviews(paths: Sequence[Path], request: Request, say: Say) -> list[Applied]:
    """Merge review files into their articles, those of one article and language together.

    An article whose files are not sound is refused, and the others go on; a file that cannot be read as a review
    refuses its own article only.
    """
    groups, refused = _grouped(paths, request)
    return refused + [_applied(group, request, say) for group in groups]


def _grouped(paths: Sequence[Path], request: Request) -> tuple[list[Group], list[Applied]]:
    groups: dict[tuple[Path, str], Group] = {}
    refused: list[Applied] = []
    for path in dict.fromkeys(paths):
        try:
            review = earlier.load(path)
            origin = source_of(review, path, request.source)
        except LocalizeError as error:
            refused.append(Applied((str(path),), "", refused=error))
            continue
        key = (origin.resolve(), review.lang)
        group = groups.setdefault(key, Group(origin, review.lang, ()))
        groups[key] = replace(group, files=(*group.files, (path, review)))
    return list(groups.values()), refused


def _applied(group: Group, request: Request, say: Say) -> Applied:
    """One article in one language, from its review files to the disk."""
    applied = Applied(group.names, group.lang)
    try:
        article = article_for(group.files[0][1], group.origin, request.format)
        for path, review in group.files:
            require_same_article(article, review, path.name)
        applied = replace(applied, merge=merge(article, *(review for _, review in group.files)))
        _require_sound(applied.merge, article, group, request)
        data = formats.encode(article, formats.write(article, applied.merge.targets, group.lang))
        applied = replace(applied, problems=tuple(verify.problems(article, applied.merge.targets, data)))
        _require_verified(applied.problems, group, request)
        fuzzy, russian = _left(article, applied.merge)
        applied = replace(applied, path=_target(article, group, request), fuzzy=fuzzy, russian=russian)
        return applied if request.dry_run else _written(applied, article, data, group, request, say)
    except LocalizeError as error:
        return replace(applied, refused=error)


def _written(applied: Applied, article: Article, data: bytes, group: Group, request: Request, say: Say) -> Applied:
    assert applied.path is not None  # _applied has set it
    write_file(applied.path, data)
    pairs = _pairs(article, applied.merge, group)
    return replace(applied, written=True, remembered=remember.remember_pairs(request.memory, pairs, say))


def _require_sound(outcome: Merge, article: Article, group: Group, request: Request) -> None:
    name = ", ".join(group.names)
    if request.force:
        return
    if outcome.odd:
        raise ReviewError(
            f"{name}: {_odd(outcome)}; nothing was written",
            "mend the file, or use --force: what does not fit is then left in Russian or passed over",
        )
    if outcome.untouched and not request.allow_fuzzy:
        count = sum(1 for _ in article.segments())
        raise ReviewError(
            f"{name}: {len(outcome.untouched)} of {count} segments are still unreviewed drafts"
            f" ({_some(outcome.untouched, 5)}); nothing was written",
            "approve them (remove the fuzzy mark), or use --allow-fuzzy to publish drafts as they are",
        )


def _require_verified(found: Sequence[str], group: Group, request: Request) -> None:
    if found and not request.force:
        raise ReviewError(
            f"{', '.join(group.names)}: the article would not come out whole: {'; '.join(found[:3])}"
            f"{' …' if len(found) > 3 else ''}; nothing was written",
            "mend these targets, or use --force to write the article all the same",
        )


def _odd(outcome: Merge) -> str:
    parts = [
        (outcome.conflict, "rows whose source was edited or that disagree"),
        (outcome.unknown, "rows that are not in the article"),
        (outcome.missing, "segments without a row"),
    ]
    return "; ".join(f"{len(ids)} {what} ({_some(ids, 3)})" for ids, what in parts if ids)


def _some(ids: Sequence[str], most: int) -> str:
    return ", ".join(ids[:most]) + (" …" if len(ids) > most else "")


def _left(article: Article, outcome: Merge) -> tuple[int, int]:
    """How many segments are published without a person's word, and how many in Russian."""
    fuzzy = sum(id in outcome.targets for id in outcome.untouched)
    return fuzzy, sum(segment.id not in outcome.targets for segment in article.segments())


def _target(article: Article, group: Group, request: Request) -> Path:
    """Beside the review file, in the folder asked for, or the file asked for."""
    name = f"{article.id}.{group.lang}{Path(article.name).suffix or '.txt'}"
    if request.out is None:
        return group.files[0][0].with_name(name)
    return request.out / name if request.out.is_dir() else request.out


def _pairs(article: Article, outcome: Merge, group: Group) -> list[Pair]:
    """What the memory is to keep: approved targets, with their place, day and reviewer."""
    approved, date = set(outcome.approved), remember.today()
    package = next((review.package for _, review in group.files if review.package), "")
    return [
        Pair(segment.text, outcome.targets[segment.id], group.lang, article.id, segment.id, date,
             outcome.reviewers.get(segment.id, ""), package)
        for segment in article.segments() if segment.id in approved
    ]  # fmt: skip
