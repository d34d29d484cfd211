"""What the HTML page shows of an article: rows with marked-up text, and the summary an editor reads first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from localize.checks.titles import title as title_of_check
from localize.document import Article, Band, Block, Draft, Placement, Severity
from localize.messages import _
from localize.review.notes import STATES
from localize.review.safe_xml import visible

Mark = tuple[int, int, str, str]
# Of issues that no check makes.
TITLES = {
    "language": "The source is not Russian",
    "untranslated": "The source stands instead of a translation",
    "markup-placed": "Formatting may stand in the wrong place",
    "memory-figures": "From the memory, with other figures",
    "source-changed": "The source has changed since the review",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a cell: ``kind`` is empty for plain text, or ``term``, ``markup`` or a severity."""

    text: str
    kind: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another rendering: from the memory (``percent``, ``source``) or from the engine."""

    target: str
    percent: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    draft: Draft
    origin: str
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    terms: tuple[Placement, ...]
    suggestions: tuple[Suggestion, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A block with its rows."""

    block: Block
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """A kind of flag; ``severity`` is the worst it has in this article."""

    check: str
    title: str
    severity: Severity
    count: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name or term of the source and the forms it took, by how often."""

    source: str
    kind: str
    forms: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        return sum(count for _form, count in self.forms)


@dataclass(frozen=True, slots=True)
class Summary:
    """``bands``: name, label, count and where its stretch of a bar of 100 begins and how long it is."""

    segments: int
    words: int
    approved: int
    flagged: int
    bands: tuple[tuple[str, str, int, float, float], ...]
    flags: tuple[Flag, ...]
    names: tuple[Name, ...]


def headline(article: Article) -> str:
    """The article's own headline, if its format knows one."""
    found = (b.text for b in article.blocks if b.kind == "title" or (b.kind == "heading" and b.level <= 1))
    return visible(next(found, ""))


def groups(article: Article, lang: str) -> list[Group]:
    drafts = {draft.segment.id: draft for draft in article.drafts[lang]}
    found, number = [], 0
    for block in article.blocks:
        rows = []
        for segment in block.segments:
            number += 1
            rows.append(_row(number, drafts[segment.id]))
        if rows:
            found.append(Group(block, tuple(rows)))
    return found


def _row(number: int, draft: Draft) -> Row:
    terms = tuple(dict.fromkeys(p for p in draft.placements if p.kind in ("term", "name")))
    remembered = [Suggestion(target, percent, source) for percent, source, target in draft.suggestions]
    others = [Suggestion(text) for text in draft.alternatives if text != draft.target]
    return Row(
        number,
        draft,
        STATES[draft.origin],
        pieces(draft.segment.text, _source_marks(draft, terms)),
        pieces(draft.target, _target_marks(draft)),
        terms,
        tuple([*remembered, *others]),
        tuple(dict.fromkeys(issue.check for issue in draft.issues)),
    )


def pieces(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The text cut at its marks (start, stop, kind, title); of two that overlap the first stands.

    >>> [(p.text, p.kind) for p in pieces("a bc", [(2, 4, "term", "x")])]
    [('a ', ''), ('bc', 'term')]
    """
    found, at = [], 0
    for start, stop, kind, title in sorted(marks):
        if not at <= start < stop <= len(text):
            continue
        found += [Piece(visible(text[at:start])), Piece(visible(text[start:stop]), kind, title)]
        at = stop
    return tuple(piece for piece in [*found, Piece(visible(text[at:]))] if piece.text)


def _issue_marks(draft: Draft, side: str) -> list[Mark]:
    return [(i.start, i.stop, str(i.severity), i.message) for i in draft.issues if i.side == side and i.stop > i.start]


def _source_marks(draft: Draft, terms: Sequence[Placement]) -> list[Mark]:
    marks = [(s.start, s.stop, "markup", "") for s in draft.segment.markup]
    at = 0
    for term in terms:
        start = draft.segment.text.find(term.source, at) if term.source else -1
        if start >= 0:
            at = start + len(term.source)
            marks.append((start, at, "term", f"→ {term.target}"))
    return [*_issue_marks(draft, "source"), *marks]


def _target_marks(draft: Draft) -> list[Mark]:
    """Flags by their offsets; markup where its text stands, in the order of the source."""
    marks, at = _issue_marks(draft, "target"), 0
    for span in draft.segment.markup:
        start = draft.target.find(span.text, at)
        if start >= 0:
            at = start + len(span.text)
            marks.append((start, at, "markup", ""))
    return marks


def summary(article: Article, lang: str) -> Summary:
    drafts = article.drafts[lang]
    return Summary(
        len(drafts),
        article.words,
        sum(d.approved for d in drafts),
        sum(d.flagged for d in drafts),
        _bands(drafts),
        _flags(drafts),
        _names(drafts),
    )


def band_labels() -> dict[Band, str]:
    return {Band.FINE: _("fine"), Band.LOOK: _("look"), Band.REDO: _("redo")}


def _bands(drafts: Sequence[Draft]) -> tuple[tuple[str, str, int, float, float], ...]:
    counts, at, found = Counter(draft.band for draft in drafts), 0.0, []
    for band, label in band_labels().items():
        share = 100 * counts[band] / max(1, len(drafts))
        found.append((str(band), label, counts[band], round(at, 2), round(share, 2)))
        at += share
    return tuple(found)


def check_title(check: str) -> str:
    """What a check is called in the reader's language; its id when it is no check of ours."""
    return _(TITLES[check]) if check in TITLES else title_of_check(check)


def _flags(drafts: Sequence[Draft]) -> tuple[Flag, ...]:
    order = list(Severity)
    worst: dict[str, Severity] = {}
    counts: Counter[str] = Counter()
    for draft in drafts:
        counts.update({issue.check for issue in draft.issues})
        for issue in draft.issues:
            worst[issue.check] = min(worst.get(issue.check, issue.severity), issue.severity, key=order.index)
    kinds = sorted(counts, key=lambda check: (order.index(worst[check]), -counts[check], check))
    return tuple(Flag(check, check_title(check), worst[check], counts[check]) for check in kinds)


def _names(drafts: Sequence[Draft]) -> tuple[Name, ...]:
    """Names before terms, the most frequent first."""
    forms: dict[tuple[str, str], Counter[str]] = {}
    for draft in drafts:
        for placement in draft.placements:
            if placement.kind in ("name", "term"):
                key = (placement.kind, visible(placement.lemma or placement.source))
                forms.setdefault(key, Counter())[visible(placement.target)] += 1
    names = [Name(source, kind, tuple(counter.most_common())) for (kind, source), counter in forms.items()]
    return tuple(sorted(names, key=lambda name: (name.kind != "name", -name.count, name.source)))
