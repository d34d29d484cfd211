"""Are the names of the source in the target, and no others?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from localize.checks.names import (
    ALIKE,
    ALIKE_SMALL,
    LATIN,
    SMALL,
    START,
    candidates,
    common_beginnings,
    doubtful_candidates,
    is_common,
    is_known,
    is_sure,
    key_of,
    ordinary_capitals,
    rendered,
    score,
    small_beginnings,
    starts_sentence,
)
from localize.checks.rule import Found, rule
from localize.checks.sounds import akin, likeness, sounds
from localize.checks.subject import Subject, Word
from localize.document import Severity
from localize.messages import _

NEAR = 0.4  # of the text: how far from a name another one may stand and still be in its place
# English capitals that are no names: what a Russian adjective or a people became.
CALENDAR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October|[A-Z][a-z]+day)\b"
)
# Russian makes such adjectives of a name with -ск- and writes them small.
OF_A_PEOPLE = re.compile("(.{3,})ск(?:ий|ая|ое|ие|ого|ой|ому|их|им|ими|ую|ом)$")
DEMONYM = re.compile(r"(?:[ie]ans?|ish|ese|ic|[ae]nch|[ai]ni)$")


@rule("name-missing", Severity.WARNING, ("kk", "en"))
def name_missing(subject: Subject) -> Iterator[Found]:
    """A name of the source is not in the translation"""
    capital = [w for w in subject.source_words if w.text[0].isupper()]
    if not capital or not subject.target_words:
        return
    here = [w for w in capital if not rendered(w.text, subject.target_words, subject.lang, capital)]
    sure = list(candidates(subject.source, subject.source_words, subject.lang))
    lost = [w for w in here if w in sure]
    other = _rarer(subject, [n for n in sure if n not in lost])
    if here:
        other += [w for w in doubtful_candidates(subject.source, subject.source_words, subject.lang) if w in here]
    inner = [w for w in here if len(w.text) > 2 and not starts_sentence(subject.source, w.start)]
    unexplained = strangers(subject, capital)
    found = [*_lost(subject, lost, unexplained), *_replaced(subject, other, unexplained)]
    yield from found
    if unexplained and not any(f.side == "target" for f in found):
        yield from _unknown(subject, inner, unexplained)


def _unknown(subject: Subject, names: Sequence[Word], unexplained: Sequence[Word]) -> Iterator[Found]:
    """A name that answers to nothing: surely wrong inside a sentence, else doubtful."""
    sure = [w for w in unexplained if _is_name(w, subject.lang) and not _like_common(w.text, subject.lang)]
    if sure:
        wrong = [w for w in sure if not starts_sentence(subject.target, w.start) and _is_wrong(w, subject, names)]
        word = [*wrong, *sure][0]
        message = _("“{word}”: which name of the source is it?").format(word=word.text)
        yield Found(message, word.start, word.stop, severity=None if wrong else Severity.HINT)


def _is_wrong(word: Word, subject: Subject, names: Sequence[Word]) -> bool:
    """One of these ``names`` of the source is near, or no word of it can have become this one. English brings names of
    its own more often (Facebook, Yao Ming), so there both must hold; a Latin word in Kazakh may be a title left in English."""
    near = any(_distance(subject, name, word) < NEAR for name in names)
    strange = word.text.isascii() == (subject.lang == "en") and not _remotely(word.text, subject)
    return near and strange if subject.lang == "en" else near or strange


def _like_common(word: str, lang: str) -> bool:
    """Does it begin as a common English word does? Then it may be one that the lists have not seen (Horticultural)."""
    return lang == "en" and word.lower()[:START] in common_beginnings(lang)


def _remotely(word: str, subject: Subject) -> bool:
    """May any word of the source have become it? Ireland, «ирландском»; Punjabi, «пенджабском»; Швеция, «шведского»."""
    beginning = sounds(word)[0][:3]
    return any(
        len(s.text) > 3
        and (sounds(s.text)[0].startswith(beginning) or score(s.text, word, subject.lang) >= ALIKE[subject.lang])
        for s in subject.source_words
    )


def _lost(subject: Subject, names: Sequence[Word], unexplained: Sequence[Word]) -> Iterator[Found]:
    """Another name in its place is a mistake; without one a name may rightly be translated or left out (a hint),
    but for those that hardly ever are."""
    for name in names:
        if unexplained:
            stranger = min(
                unexplained, key=lambda word: (not _is_name(word, subject.lang), _distance(subject, name, word))
            )
            certain = _surely_instead(name.text, stranger, subject.lang)
            yield _instead_of(name, stranger, None if certain else Severity.HINT)
        elif not _abbreviated(name.text, subject):
            severity = None if is_sure(name.text, subject.lang) else Severity.HINT
            yield Found(_("{name} is not here").format(name=name.text), name.start, name.stop, "source", severity)


def _replaced(subject: Subject, names: Sequence[Word], unexplained: Sequence[Word]) -> Iterator[Found]:
    """What may be a name, or is mentioned elsewhere, counts where the target has an unknown name at about its place."""
    for name in names:
        near = [w for w in unexplained if _is_name(w, subject.lang) and _distance(subject, name, w) < NEAR]
        if near:
            yield _instead_of(name, min(near, key=lambda word: _distance(subject, name, word)), None)


def _surely_instead(name: str, stranger: Word, lang: str) -> bool:
    """The less a stranger looks like a name, the more must be known of the one it stands for."""
    if name.isupper():
        return _is_name(stranger, lang) and not _like_common(stranger.text, lang)
    if _is_name(stranger, lang):
        return not _like_common(stranger.text, lang) or is_known(name, lang)
    return is_sure(name, lang) or (lang == "kk" and is_known(name, lang))


def _instead_of(name: Word, stranger: Word, severity: Severity | None) -> Found:
    message = _("{name} is not here; is it “{word}”?").format(name=name.text, word=stranger.text)
    return Found(message, stranger.start, stranger.stop, severity=severity)


def _distance(subject: Subject, name: Word, word: Word) -> float:
    """How far apart two words stand, as shares of their texts."""
    return abs(word.start / len(subject.target) - name.start / len(subject.source))


def _is_name(word: Word, lang: str) -> bool:
    """Is a capital word of the target a name for sure? Its beginning is never written small."""
    low = word.text.lower().replace("’", "'").removesuffix("'s")
    return low[: SMALL[lang]] not in small_beginnings(lang)


def _begins_with_name(word: Word, lang: str) -> bool:
    """Is the first word of a sentence a name? «Храмға» is a short Kazakh word with its ending."""
    low = word.text.lower()
    return _is_name(word, lang) and not (lang == "kk" and len(low) <= 6 and low[:4] in small_beginnings(lang))


def _abbreviated(name: str, subject: Subject) -> bool:
    """May an acronym of the target stand for it? AU for «Африканского союза», JFK."""
    first = sounds(name)[0][:1]
    initials = (c for w in subject.target_words if sum(map(str.isupper, w.text)) > 1 for c in w.text if c.isupper())
    return any(sounds(c)[0] == first for c in initials)


def _rarer(subject: Subject, names: Sequence[Word]) -> list[Word]:
    """The later mentions of names that the source has more often than the target."""
    mentions = Counter(key_of(n.text) for n in names)
    again = {key_of(n.text): n for n in names if mentions[key_of(n.text)] > 1}
    return [
        name for key, name in again.items()
        if sum(score(name.text, t.text, subject.lang) >= ALIKE[subject.lang] for t in subject.target_words if t.text[:1].isupper()) < mentions[key]
    ]  # fmt: skip


def strangers(subject: Subject, capital: Sequence[Word]) -> list[Word]:
    """Names in the target that answer to no capital word of the source, nor closely to a small one.

    Capital words that good translations often bring by themselves (Street, Ұйымы, July) are no strangers, and at a
    sentence's start only what is a name for sure.
    """
    lang = subject.lang
    found = [
        w
        for w in subject.target_words
        if _may_be_name(w, lang)
        and subject.target[w.start - 1 : w.start] != "°"
        and (not starts_sentence(subject.target, w.start) or _begins_with_name(w, lang))
    ]
    if not found:
        return []
    names = [
        w.text
        for w in capital
        if len(w.text) > 1 and not (starts_sentence(subject.source, w.start) and is_common(w.text))
    ]
    small = [w.text for w in subject.source_words if len(w.text) > (4 if lang == "kk" else 3)]
    others = [w.text for w in subject.target_words if w.text[0].isupper()]
    return [
        word for word in found
        if not any(_answers(name, word.text, others, lang) for name in names)
        and not any(_like_small(s, word.text, lang) for s in small)
    ]  # fmt: skip


def _may_be_name(word: Word, lang: str) -> bool:
    """A capital word of some length that good translations do not bring by themselves."""
    text = word.text
    if (
        not text[0].isupper()
        or len(text) < 4
        or not text[1:].islower()
        or text.lower()[:START] in ordinary_capitals(lang)
    ):
        return False
    return lang != "en" or not (DEMONYM.search(text) or CALENDAR.match(text) or text[-8:] == "speaking")


def _answers(name: str, word: str, others: Sequence[str], lang: str) -> bool:
    """Is a target word the rendering of a source name? Not where another word of the target is so far more."""
    if akin(name, word):
        return True
    heard = score(name, word, lang)
    return heard >= ALIKE[lang] and not any(score(name, other, lang) > heard + 0.25 for other in others)


def _like_small(source: str, target: str, lang: str) -> bool:
    """Is a capital word what a small one of the source became? Venezuelans, «венесуэльцев»; Saka, «сакских»."""
    people = OF_A_PEOPLE.match(source)
    if people and re.fullmatch(f"{sounds(people[1])[0]}.?", sounds(target)[0]):
        return True
    return akin(source, target) or likeness(source, target, suffixes=lang == "kk") >= ALIKE_SMALL


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

    b = b.replace("’", "'").removesuffix("'s")
    apart = a.replace("-", "").rstrip("s") != b.replace("-", "").rstrip("s")
    return apart and len(a) > 4 and Levenshtein.distance(a, b) <= max(1, len(a) // 4)
