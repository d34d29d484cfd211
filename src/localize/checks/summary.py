"""An article at a glance: how many drafts are fine, which flags there are, which names were used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from localize.checks import CHECKS, Rule
from localize.checks.consistency import TITLES
from localize.document import Article, Band, Severity
from localize.messages import _


@dataclass(frozen=True, slots=True)
class Flag:
    """One kind of finding: its check's id and title, its worst severity, in how many segments."""

    check: str
    title: str
    severity: Severity
    segments: int


@dataclass(frozen=True, slots=True)
class Name:
    """A glossary term as it was rendered, in dictionary form on both sides where known."""

    source: str
    target: str
    times: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What an editor sees on top of a review file. ``flags``: worst first, then the most frequent."""

    segments: int
    words: int
    approved: int
    bands: dict[Band, int]
    flags: tuple[Flag, ...]
    names: tuple[Name, ...]


def summary(article: Article, lang: str) -> Summary:
    """Count an article's drafts in one language."""
    drafts = article.drafts.get(lang, ())
    bands = Counter(draft.band for draft in drafts)
    names = Counter(
        (p.lemma or p.source, p.target)
        for d in drafts
        for p in d.placements
        if p.kind in ("term", "name") and p.how != "left"
    )
    return Summary(
        len(drafts),
        article.words,
        sum(draft.approved for draft in drafts),
        {band: bands[band] for band in Band},
        _flags(article, lang),
        tuple(Name(source, target, times) for (source, target), times in names.most_common()),
    )


def _flags(article: Article, lang: str) -> tuple[Flag, ...]:
    order = list(Severity)
    segments: Counter[str] = Counter()
    worst: dict[str, Severity] = {}
    for draft in article.drafts.get(lang, ()):
        segments.update({issue.check for issue in draft.issues})
        for issue in draft.issues:
            worst[issue.check] = min(issue.severity, worst.get(issue.check, Severity.HINT), key=order.index)
    flags = (Flag(name, title(name), worst[name], number) for name, number in segments.items())
    return tuple(sorted(flags, key=lambda f: (order.index(f.severity), -f.segments, f.check)))


def title(name: str) -> str:
    """A check's one-sentence title in the user's language; the id for issues that no check of ours made."""
    if name in TITLES:
        return _(TITLES[name])
    rule = CHECKS[name] if name in set(CHECKS) else None
    return rule.title if isinstance(rule, Rule) else name
