"""Reviewed files + their article → what the people decided, segment by segment, and the final targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from localize.document import Article
from localize.errors import ReviewError
from localize.formats.text import one_line
from localize.review import Entry, Review, fingerprint

KINDS = ("accepted", "changed", "untouched", "missing", "unknown", "conflict")


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome: targets by segment id, and the ids by what happened to them.

    ``accepted``: approved as drafted; ``changed``: approved and edited; ``untouched``: nobody approved it;
    ``missing``: in no file; ``unknown``: in a file, not in the article; ``conflict``: the source cell differs from
    the article, or two rows disagree. ``reviewers`` says who approved, where a file names somebody.
    """

    targets: dict[str, str] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    reviewers: dict[str, str] = field(default_factory=dict)

    @property
    def approved(self) -> tuple[str, ...]:
        return self.accepted + self.changed

    @property
    def odd(self) -> bool:
        """The files do not fit the article, or each other."""
        return bool(self.missing or self.unknown or self.conflict)

    @property
    def complete(self) -> bool:
        """Every segment was approved by a person, and nothing is odd."""
        return not (self.untouched or self.odd)


def require_same_article(article: Article, review: Review, name: str) -> None:
    """``ReviewError`` when a review file was made for another article, or another version of it."""
    if review.hash != article.hash:
        raise ReviewError(
            f"{name}: was made for another text than {article.name} (the article has changed since, or is another one)",
            f"`localize translate {article.name} --to {review.lang or 'kk'}` makes a new review file"
            " and keeps what was approved",
        )


def merge(article: Article, *reviews: Review) -> Merge:
    """What the reviews of one article in one language decide together.

    An approved row counts more than a draft, an edited draft more than an untouched one; where two of the same
    weight say different things, the segment is in conflict.
    """
    segments = {segment.id: segment for segment in article.segments()}
    rows: dict[str, list[Entry]] = {}
    unknown: list[str] = []
    edited_sources: set[str] = set()
    reviewers: dict[str, str] = {}
    for review in reviews:
        for entry in review.entries:
            if entry.id not in segments:
                unknown.append(entry.id)
            elif _words(entry.source) != _words(segments[entry.id].text):
                edited_sources.add(entry.id)
            else:
                rows.setdefault(entry.id, []).append(replace(entry, target=one_line(entry.target).strip()))
                if entry.approved and review.reviewer:
                    reviewers.setdefault(entry.id, review.reviewer)
    twice = {id for review in reviews for id in _contradictory(review.entries)}
    groups: dict[str, list[str]] = {kind: [] for kind in KINDS}
    targets: dict[str, str] = {}
    for id in segments:
        kind, target = ("conflict", "") if id in edited_sources | twice else decide(rows.get(id, []))
        groups[kind].append(id)
        if target:
            targets[id] = target
    groups["unknown"] = list(dict.fromkeys(unknown))
    return Merge(targets, reviewers=reviewers, **{kind: tuple(ids) for kind, ids in groups.items()})


def decide(rows: list[Entry]) -> tuple[str, str]:
    """What becomes of one segment, and its target (empty: it stays as it is in the source)."""
    if not rows:
        return "missing", ""
    approved = [row for row in rows if row.approved and row.target]
    edited = [row for row in rows if row.target and row.draft and is_edited(row)]
    first = approved or edited or [row for row in rows if row.target][:1]
    if len({row.target for row in first}) > 1:
        return "conflict", ""
    if not approved:
        return "untouched", first[0].target if first else ""
    return "changed" if all(map(is_edited, approved)) else "accepted", first[0].target


def is_edited(entry: Entry) -> bool:
    """The target is not the draft any more, as far as the file lets us know."""
    return not entry.draft or fingerprint(entry.target) != entry.draft


def _contradictory(entries: Iterable[Entry]) -> set[str]:
    """Ids that stand twice in one file with different targets."""
    seen: dict[str, str] = {}
    return {entry.id for entry in entries if seen.setdefault(entry.id, entry.target) != entry.target}


def _words(text: str) -> str:
    """A text without regard to blanks, which editors change on their own."""
    return " ".join(text.split())
