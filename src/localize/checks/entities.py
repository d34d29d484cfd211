"""Are names and terms the ones they should be? Glossary terms, forbidden renderings, names of the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from localize.checks.names import (
    ALIKE,
    ALIKE_SMALL,
    BEFORE_SENTENCE,
    LATIN,
    START,
    candidates,
    doubtful_candidates,
    key_of,
    ordinary_capitals,
    rendered,
    score,
)
from localize.checks.rule import Found, rule
from localize.checks.sounds import likeness
from localize.checks.subject import Subject, Word
from localize.document import Severity
from localize.messages import _

# English capitals that are no names: what a Russian adjective or a people became.
DEMONYM = re.compile(r"(?:[ie]ans?|ish|ese|ic|[ae]nch|[ai]ni)$")


@rule("glossary", Severity.WARNING)
def glossary(subject: Subject) -> Iterator[Found]:
    """A glossary term is not in the translation"""
    left = [(p.source, p.target) for p in subject.draft.placements if p.how == "left" and p.kind in ("term", "name")]
    wanted = [(w.source, w.target) for w in subject.wanted]
    for source, target in dict.fromkeys([*left, *wanted]):
        if target and not list(occurrences(target, subject.target, subject.lang)):
            at = max(0, subject.source.find(source))
            message = _("{source}: the glossary says “{target}”").format(source=source, target=target)
            yield Found(message, at, at + len(source), "source")


@rule("forbidden", Severity.WARNING)
def forbidden(subject: Subject) -> Iterator[Found]:
    """A rendering that the glossary forbids"""
    for term in subject.wanted:
        allowed = list(occurrences(term.target, subject.target, subject.lang))
        for rendering in term.forbidden:
            for start, stop in occurrences(rendering, subject.target, subject.lang):
                if not any(a <= start and stop <= b for a, b in allowed):
                    message = _("not “{bad}” but “{good}”").format(bad=rendering, good=term.target)
                    yield Found(message, start, stop)


def occurrences(term: str, text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Where a term stands in a text, in any of its forms.

    >>> list(occurrences("Ұлттық банк", "Ол Ұлттық банктің төрағасы", "kk"))
    [(3, 17)]
    >>> list(occurrences("ministry", "two ministries", "en"))
    [(4, 14)]
    """
    if lang == "kk":
        yield from _kazakh(term, text)
    elif lang == "en":
        yield from (
            m.span() for form in _english(term) for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.I)
        )
    else:
        yield from (m.span() for m in re.finditer(re.escape(term), text))


def _english(term: str) -> Sequence[str]:
    from localize.inflect.english import plural

    return (term,) if plural(term).lower() == term.lower() else (plural(term), term)


def _kazakh(term: str, text: str) -> Iterator[tuple[int, int]]:
    """Stretches of as many words as the term has, each asked of the term's paradigm."""
    from localize.inflect.kazakh import accepts

    tokens = [(m.start(), m.end()) for m in re.finditer(r"[^\s«»\"“”„(),;:!?…]+", text)]
    size = len(re.findall(r"[^\s«»\"“”„(),;:!?…]+", term))
    start_of_term = term.lstrip('«"“„')[:2].lower()
    for i in range(len(tokens) - size + 1):
        start, stop = tokens[i][0], tokens[i + size - 1][1]
        stretch = text[start:stop].rstrip(".")
        if not stretch.lower().startswith(start_of_term):
            continue
        first = stretch[:1].upper() + stretch[1:] if term[:1].isupper() and start == 0 else stretch
        if accepts(term, first) or (term[:1].islower() and accepts(term, stretch[:1].lower() + stretch[1:])):
            yield start, start + len(stretch)


@rule("name-missing", Severity.WARNING, ("kk", "en"))
def name_missing(subject: Subject) -> Iterator[Found]:
    """A name of the source is not in the translation"""
    if not subject.target_words:
        return
    words, lang = subject.source_words, subject.lang
    capital = [w for w in words if w.text[:1].isupper()]
    here = [w for w in capital if not rendered(w.text, subject.target_words, lang, capital)]
    sure = list(candidates(subject.source, words, lang))
    lost = [w for w in here if w in sure]
    doubtful = [w for w in doubtful_candidates(subject.source, words, lang) if w in here]
    repeated = _rarer(subject, [n for n in sure if n not in lost])
    inner = [w for w in here if len(w.text) > 2 and not _starts(w, subject.source)]
    unexplained = strangers(subject, capital) if lost or doubtful or repeated or inner else []
    for name in (*lost, *doubtful, *repeated):
        if unexplained:
            stranger = min(
                unexplained, key=lambda w: abs(w.start / len(subject.target) - name.start / len(subject.source))
            )
            message = _("{name} is not here; is it “{word}”?").format(name=name.text, word=stranger.text)
            yield Found(message, stranger.start, stranger.stop)
        elif name in lost:
            yield Found(_("{name} is not here").format(name=name.text), name.start, name.stop, "source")
    if inner and unexplained and not (lost or doubtful or repeated):
        stranger = unexplained[0]
        message = _("“{word}”: which name of the source is it?").format(word=stranger.text)
        yield Found(message, stranger.start, stranger.stop, severity=Severity.HINT)


def _rarer(subject: Subject, names: Sequence[Word]) -> list[Word]:
    """The later mentions of names that the source has more often than the target."""
    mentions = Counter(key_of(n.text) for n in names)
    again = {key_of(n.text): n for n in names if mentions[key_of(n.text)] > 1}
    return [
        name for key, name in again.items()
        if sum(score(name.text, t.text, subject.lang) >= ALIKE[subject.lang] for t in subject.target_words if t.text[:1].isupper()) < mentions[key]
    ]  # fmt: skip


def strangers(subject: Subject, capital: Sequence[Word]) -> list[Word]:
    """Names inside the target that answer to no capital word of the source, nor closely to a small one.

    Capital words that good translations often bring by themselves (Street, Ұйымы) are no strangers.
    """
    ordinary = ordinary_capitals(subject.lang)
    return [
        word for word in subject.target_words
        if word.text[:1].isupper() and len(word.text) > 3 and word.text[1:].islower() and not _starts(word, subject.target)
        and word.text.lower()[:START] not in ordinary and not (subject.lang == "en" and DEMONYM.search(word.text))
        and not any(score(s.text, word.text, subject.lang) >= ALIKE[subject.lang] for s in capital)
        and not any(likeness(s.text, word.text, suffixes=subject.lang == "kk") >= ALIKE_SMALL for s in subject.source_words)
    ]  # fmt: skip


def _starts(word: Word, text: str) -> bool:
    return bool(BEFORE_SENTENCE.search(text, max(0, word.start - 4), word.start))


@rule("latin-name", Severity.WARNING)
def latin_name(subject: Subject) -> Iterator[Found]:
    """A name in Latin letters changed on the way"""
    if not LATIN.search(subject.source) or not subject.target_words:
        return
    theirs = {part for w in subject.target_words for part in (w.text.lower(), w.text.lower().partition("-")[0])}
    for word in subject.source_words:
        if not LATIN.match(word.text) or len(word.text) < 3 or not word.text[1:].isascii():
            continue
        low = word.text.lower()
        if low in theirs:
            continue
        near = [
            w
            for w in subject.target_words
            if w.text[0].isascii() and _off_by_little(low, w.text.lower().partition("-")[0])
        ]
        if near:
            message = _("{old} in the source, {new} here").format(old=word.text, new=near[0].text)
            yield Found(message, near[0].start, near[0].stop)


def _off_by_little(a: str, b: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    return a.replace("-", "") != b.replace("-", "") and Levenshtein.distance(a, b) == 1 and len(a) > 4
