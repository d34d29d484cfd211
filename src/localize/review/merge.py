"""A reviewed file + its article → what the person decided, row by row, and the final article."""

from __future__ import annotations

from dataclasses import dataclass, field

from localize.document import Article
from localize.errors import ReviewError
from localize.review import Review, fingerprint


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome: targets by segment id, and the ids by what happened to them.

    ``accepted``: approved as drafted; ``changed``: approved and edited; ``untouched``: still a draft;
    ``missing``: not in the file; ``unknown``: in the file, not in the article; ``conflict``: the source cell
    differs from the article, or two rows disagree.
    """

    targets: dict[str, str] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Every segment was approved by a person, and nothing is odd."""
        return not (self.untouched or self.missing or self.unknown or self.conflict)


def require_same_article(article: Article, review: Review, name: str) -> None:
    """``ReviewError`` when a review file was made for another article, or another version of it."""
    if review.hash != article.hash:
        raise ReviewError(
            f"{name}: was made for another text than {article.name} (the article has changed since, or is another one)",
            f"`localize translate {article.name} --to {review.lang or 'kk'}` makes a new review file and keeps what was approved",
        )


def merge(article: Article, review: Review) -> Merge:
    """What a review decides for its article. An approved row counts, a draft row is kept apart."""
    segments = {segment.id: segment for segment in article.segments()}
    groups: dict[str, list[str]] = {
        name: [] for name in ("accepted", "changed", "untouched", "missing", "unknown", "conflict")
    }
    targets: dict[str, str] = {}
    for entry in review.entries:
        segment = segments.get(entry.id)
        if segment is None:
            groups["unknown"].append(entry.id)
        elif entry.source != segment.text or (entry.id in targets and targets[entry.id] != entry.target):
            groups["conflict"].append(entry.id)
        else:
            targets[entry.id] = entry.target
            if not entry.approved:
                groups["untouched"].append(entry.id)
            else:
                same = bool(entry.draft) and fingerprint(entry.target) == entry.draft
                groups["accepted" if same else "changed"].append(entry.id)
    groups["missing"] = [i for i in segments if i not in targets and i not in groups["conflict"]]
    return Merge(targets, **{name: tuple(ids) for name, ids in groups.items()})
