"""What only shows across segments: one name in two ways, one source in two renderings, one rendering twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from localize.checks.names import QUOTED, alike, candidates, key_of
from localize.checks.subject import Subject, Word, subject_of
from localize.document import Article, Draft, Issue, Severity
from localize.messages import _

TITLES = {
    "inconsistent": "The same text is translated in different ways",
    "reused": "Different texts have the same translation",
    "name-two-ways": "A name is rendered in two ways",
}


def check_article(article: Article, lang: str) -> dict[str, tuple[Issue, ...]]:
    """Segment id → what its draft says otherwise than other segments of the article do."""
    drafts = [d for d in article.drafts.get(lang, ()) if d.target.strip()]
    found: dict[str, list[Issue]] = defaultdict(list)
    for issues in (_inconsistent(drafts), _reused(drafts), _names(drafts, lang)):
        for segment, issue in issues:
            found[segment].append(issue)
    return {segment: tuple(issues) for segment, issues in found.items()}


def _inconsistent(drafts: Sequence[Draft]) -> Iterator[tuple[str, Issue]]:
    """Weblate's `inconsistent`: the rarer rendering is flagged, the commoner one shown."""
    by_source: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_source[draft.segment.text.strip()].append(draft)
    for group in by_source.values():
        usual = Counter(d.target.strip() for d in group).most_common(1)[0][0]
        for draft in group:
            if draft.target.strip() != usual:
                message = _("elsewhere: “{text}”").format(text=usual)
                yield draft.segment.id, Issue("inconsistent", Severity.WARNING, message, 0, len(draft.target))


def _reused(drafts: Sequence[Draft]) -> Iterator[tuple[str, Issue]]:
    """Weblate's `reused`, for whole sentences: two sources of five words or more, one target."""
    by_target: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_target[draft.target.strip()].append(draft)
    for group in by_target.values():
        sources = {d.segment.text.strip().lower().rstrip(".!?") for d in group}
        if len(sources) > 1 and min(len(s.split()) for s in sources) >= 5:
            for draft in group[1:]:
                message = _("the same as in {segment}").format(segment=group[0].segment.id)
                yield draft.segment.id, Issue("reused", Severity.WARNING, message, 0, len(draft.target))


def _names(drafts: Sequence[Draft], lang: str) -> Iterator[tuple[str, Issue]]:
    """A name whose renderings begin differently: Уайтхаус → Уайтхаус, Вайтхаус."""
    uses: dict[str, list[tuple[str, Word]]] = defaultdict(list)
    if lang not in ("kk", "en"):
        return
    for draft in drafts:
        subject = subject_of(draft)
        for key, word in _renderings(subject):
            uses[key].append((draft.segment.id, word))
    for group in uses.values():
        usual = Counter(_base(word.text) for _segment, word in group).most_common(1)[0][0]
        usual_form = next(word.text for _segment, word in group if _base(word.text) == usual)
        for segment, word in group:
            if not _same_name(word.text, usual_form, lang):
                message = _("“{word}” here, “{usual}” elsewhere").format(word=word.text, usual=usual_form)
                yield segment, Issue("name-two-ways", Severity.WARNING, message, word.start, word.stop)


def _renderings(subject: Subject) -> Iterator[tuple[str, Word]]:
    """Name key → the one capital word of the target that sounds like it; doubtful cases are left out."""
    quoted = QUOTED.sub(lambda match: " " * len(match[0]), subject.target)
    capital = [w for w in subject.target_words if w.text[:1].isupper() and quoted[w.start] != " "]
    for name in candidates(subject.source, subject.source_words, subject.lang):
        heard = [w for w in capital if alike(name.text, w.text, subject.lang)]
        if len(heard) == 1 and not name.text.isupper() and "-" not in name.text:
            yield key_of(name.text), heard[0]


def _base(word: str) -> str:
    return word.lower()[:4]


def _same_name(one: str, other: str, lang: str) -> bool:
    """One name with different endings, by its letters: Kazakh suffixes and the English possessive are no difference."""
    a, b = (w.lower().replace("’", "'").removesuffix("'s").removesuffix("'") for w in (one, other))
    if lang == "en":
        return a == b or a.rstrip("s") == b.rstrip("s") or _derived(a, b)
    shared = _shared(a, b)
    return shared >= 0.6 * min(len(a), len(b)) and shared >= min(len(a), len(b)) - 2


def _derived(a: str, b: str) -> bool:
    """Kazakhstan, Kazakhstani; Russia, Russian."""
    short, long = sorted((a, b), key=len)
    return _shared(a, b) >= len(short) - 1 and len(long) - len(short) <= 4


def _shared(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
