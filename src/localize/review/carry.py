"""A newer version of an article + what was reviewed of the older one → drafts that keep people's work.

`align` pairs the old segments with the new by their order and their likeness; `carry` turns the pairs into drafts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from localize.document import Article, Band, Draft, Issue, Origin, Segment, Severity
from localize.memory import figures, normal
from localize.memory.recall import fits
from localize.messages import _
from localize.review import Entry, Review
from localize.review.merge import is_edited

BESIDE = 50  # percent alike, between the same neighbours
ANYWHERE = 75  # percent alike, elsewhere in the article


@dataclass(frozen=True, slots=True)
class Carried:
    """What people's work becomes in the new version, by segment id.

    ``drafts`` go in untranslated anew: ``kept`` of them for the same text; the others for one that has changed.
    ``offered`` are (percent, old source, old target) whose markup no longer fits: suggestions. ``lost`` are rows
    whose segment is gone.
    """

    drafts: dict[str, Draft] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    offered: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    lost: tuple[Entry, ...] = ()

    @property
    def kept(self) -> int:
        return sum(not draft.previous for draft in self.drafts.values())

    @property
    def changed(self) -> int:
        return len(self.drafts) - self.kept + len(self.offered)


def by_person(entry: Entry) -> bool:
    """A person has approved or edited the row. Without a fingerprint of the draft, approval alone tells."""
    return bool(entry.target.strip()) and (entry.approved or (bool(entry.draft) and is_edited(entry)))


def carry(article: Article, lang: str, reviews: Sequence[Review]) -> Carried:
    """The work in ``reviews`` (newest first) for the segments of ``article``.

    The same text beats a similar one, approved beats edited, newer beats older.
    """
    segments = list(article.segments())
    done = Carried()
    lost: list[Entry] = []
    found: dict[str, list[tuple[int, Entry, Review]]] = {}
    for review in reviews:
        pairs = align([entry.source for entry in review.entries], [segment.text for segment in segments])
        for old, new, percent in pairs:
            found.setdefault(segments[new].id, []).append((percent, review.entries[old], review))
        gone = set(range(len(review.entries))) - {old for old, _new, _percent in pairs}
        lost += [review.entries[old] for old in sorted(gone) if by_person(review.entries[old])]
    for segment in segments:
        _carry_one(done, segment, lang, found.get(segment.id, []))
    return Carried(done.drafts, done.comments, done.offered, tuple(lost))


def _carry_one(done: Carried, segment: Segment, lang: str, found: list[tuple[int, Entry, Review]]) -> None:
    comments = dict.fromkeys(entry.comment for _, entry, _ in found if entry.comment)
    if comments:
        done.comments[segment.id] = "\n".join(comments)
    work = [(percent, entry, review) for percent, entry, review in found if by_person(entry)]
    if not work:
        return
    percent, entry, review = max(work, key=lambda item: (item[0] == 100, item[1].approved, item[0]))
    if percent == 100:
        done.drafts[segment.id] = Draft(
            segment, lang, entry.target, Origin.PERSON, review.package,
            band=Band.FINE if entry.approved else Band.LOOK, approved=entry.approved,
        )  # fmt: skip
        return
    target = _with_new_figures(entry, segment, lang)
    if fits(segment, target):
        issue = Issue("source-changed", Severity.WARNING, _("the source has changed since it was reviewed"))
        done.drafts[segment.id] = Draft(
            segment, lang, target, Origin.PERSON, review.package, issues=(issue,), previous=entry.source
        )  # fmt: skip
    else:
        done.offered[segment.id] = (percent, entry.source, entry.target)


def _with_new_figures(entry: Entry, segment: Segment, lang: str) -> str:
    """The old target, with the new figures where nothing else has changed."""
    old, new = normal.key(entry.source), normal.key(segment.text)
    if normal.skeleton(old) != normal.skeleton(new):
        return entry.target
    return figures.substituted(old, entry.target, new, lang) or entry.target


def align(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """(index in old, index in new, percent) for texts that belong together, each used once; 100 is the same text.

    >>> align(["Один.", "Курс 5 тенге.", "Три."], ["Ноль.", "Один.", "Курс 6 тенге."])
    [(0, 1, 100), (1, 2, 92)]
    """
    from rapidfuzz.distance import Indel

    before, after = [normal.key(text) for text in old], [normal.key(text) for text in new]
    blocks = Indel.editops(before, after).as_matching_blocks()
    pairs = [(block.a + n, block.b + n, 100) for block in blocks for n in range(block.size)]
    for gap in _gaps(pairs, len(before), len(after)):
        pairs += _alike(before, after, *gap, BESIDE)
    pairs += _moved(before, after, *_left(pairs, len(before), len(after)))
    pairs += _alike(before, after, *_left(pairs, len(before), len(after)), ANYWHERE)
    return sorted(pairs, key=lambda pair: pair[1])


def _gaps(pairs: Sequence[tuple[int, int, int]], olds: int, news: int) -> Iterator[tuple[list[int], list[int]]]:
    """What stands between two matches on both sides."""
    at = (0, 0)
    for old, new, _percent in [*pairs, (olds, news, 0)]:
        if at[0] < old and at[1] < new:
            yield list(range(at[0], old)), list(range(at[1], new))
        at = (old + 1, new + 1)


def _left(pairs: Sequence[tuple[int, int, int]], olds: int, news: int) -> tuple[list[int], list[int]]:
    """The indexes on both sides that are not in a pair yet."""
    taken = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    return sorted(set(range(olds)) - taken[0]), sorted(set(range(news)) - taken[1])


def _moved(before: list[str], after: list[str], olds: list[int], news: list[int]) -> list[tuple[int, int, int]]:
    """The same text in another place."""
    places: dict[str, list[int]] = {}
    for old in reversed(olds):
        places.setdefault(before[old], []).append(old)
    return [(places[after[new]].pop(), new, 100) for new in news if places.get(after[new])]


def _alike(
    before: list[str], after: list[str], olds: list[int], news: list[int], least: int
) -> list[tuple[int, int, int]]:
    """The most similar first, each text once."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    choices = {old: before[old].lower() for old in olds}
    scored = [
        (score, old, new)
        for new in news
        for _text, score, old in process.extract(
            after[new].lower(), choices, scorer=Levenshtein.normalized_similarity, score_cutoff=least / 100, limit=3
        )
    ]
    pairs: list[tuple[int, int, int]] = []
    taken: tuple[set[int], set[int]] = set(), set()
    for score, old, new in sorted(scored, key=lambda item: (-item[0], abs(item[1] - item[2]))):
        if old not in taken[0] and new not in taken[1]:
            taken[0].add(old)
            taken[1].add(new)
            pairs.append((old, new, 100 if before[old] == after[new] else min(99, int(100 * score))))
    return pairs
