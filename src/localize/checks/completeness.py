"""Is everything there, once, and nothing else? Empty, copied, cut, doubled, looping."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from localize.checks.rule import Found, rule
from localize.checks.subject import Subject, Word
from localize.checks.tables import table
from localize.document import Severity
from localize.messages import _

SLOT = re.compile(r"⟦[^⟧]{0,4}⟧?|⟧|\bxn?slot\d+\b|<unk>|⁇|\ufffd", re.IGNORECASE)
PIECES = frozenset("⟦⟧⁇<\ufffd")
ENDERS = re.compile(r"[.!?…]+[»\"”’)\]]*(?=\s+[«\"“„(\[]?[—–-]?\s?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ\d])")
ABBREVIATED = re.compile(
    r"(?:^|[\s(«\".,-])(?:[^\W\d_]|[A-Z]\.[A-Z]|Дж|Рис|рис|табл|Табл|гл|ст|сур|Сур|Figs?|Ch|pp|Ю[.-]?[А-Я]|гг|им|ул|кв|стр|тыс|руб|тг|см|др|пр|св|обл|пос|мкр|корп|ред|англ|рус|каз|лат"
    r"|сек|мин|млн|млрд|трлн|долл|проф|акад|напр|прим|[Mm]rs?|[DdSJ]r|Ms|St|Prof|Gen|Sen|Rep|Lt|Col|Inc|Ltd|Co|Corp|No|vs|Jan|Feb|Mar"
    r"|Apr|Aug|Sept?|Oct|Nov|Dec|Gov|Capt|Sgt|Rev|etc|a\.m|p\.m|e\.g|i\.e)$"
)
MAY_REPEAT = frozenset("had that бірте бара келе қайта жиі ара анда санда that's very".split())
WORDY = 3
# Good translations outside our corpora (FLORES) stray further than the corpora themselves, Kazakh ones most.
SLACK = {"kk": 0.85, "en": 0.95}
# How much of the shortest sentence must be missing from the usual length to say that it was lost.
JOINED = 0.6
GRAM = 3


@rule("empty", Severity.CRITICAL)
def empty(subject: Subject) -> Iterator[Found]:
    """The translation is empty"""
    if not subject.draft.target.strip() and subject.draft.segment.text.strip():
        yield Found(_("nothing was translated"))


@rule("same", Severity.CRITICAL)
def same(subject: Subject) -> Iterator[Found]:
    """The source was copied, not translated"""
    source, target = subject.draft.segment.text.strip(), subject.draft.target.strip()
    prose = [w for w in subject.source_words if w.text.islower() and re.search("[а-яё]{3}", w.text)]
    if source == target and len(prose) >= WORDY:
        yield Found(_("the source stands instead of a translation"), 0, len(subject.draft.target))


@rule("leftover-slot", Severity.CRITICAL)
def leftover_slot(subject: Subject) -> Iterator[Found]:
    """A placeholder or an unknown piece was left behind"""
    source = subject.draft.segment.text
    if PIECES.isdisjoint(subject.draft.target) and "slot" not in subject.draft.target.lower():
        return
    for match in SLOT.finditer(subject.draft.target):
        if match[0] not in source and not (match[0][0] in "⟦⟧" and match[0][0] in source):
            yield Found(_("leftover: {piece}").format(piece=match[0]), match.start(), match.end())


@lru_cache(maxsize=1024)
def sentences(text: str) -> int:
    """How many sentences a text has, abbreviations and initials apart.

    >>> sentences("Об этом сказал К. Токаев. Подробностей нет."), sentences("It was 5 p.m. in the U.S. then.")
    (2, 1)
    """
    text = text.strip()
    cuts = [m for m in ENDERS.finditer(text) if not ABBREVIATED.search(text[max(0, m.start() - 9) : m.start()])]
    return 1 + len(cuts) if text else 0


@rule("sentence-lost", Severity.CRITICAL)
def sentence_lost(subject: Subject) -> Iterator[Found]:
    """The source has more sentences than the translation, and the translation is short"""
    here, there = sentences(subject.source), sentences(subject.target)
    if not 0 < there < here or subject.target.count(";") - subject.source.count(";") >= here - there:
        return
    least, usual, share = _limits(subject)[1], _limits(subject)[3], _shortest(subject.source)
    if _ratio(subject) < usual * (1 - share / 2):
        # Joined sentences are good style; what is not even short for a whole translation is worth a glance at most.
        severity = None if _ratio(subject) < max(least, usual * (1 - JOINED * share)) else Severity.HINT
        message = _("{here} sentences in the source, {there} here").format(here=here, there=there)
        yield Found(message, 0, len(subject.draft.target), severity=severity)


def _shortest(text: str) -> float:
    """The share of the shortest sentence. Half of it missing tells a lost sentence from a joined one."""
    stops = [0, *(m.end() for m in ENDERS.finditer(text.strip())), len(text.strip())]
    return min(b - a for a, b in itertools.pairwise(stops)) / max(1, stops[-1])


@rule("sentence-added", Severity.WARNING)
def sentence_added(subject: Subject) -> Iterator[Found]:
    """The translation has more sentences than the source, and is long"""
    here, there = sentences(subject.source), sentences(subject.target)
    if there > here > 0 and _ratio(subject) > _limits(subject)[5]:
        message = _("{here} sentences in the source, {there} here").format(here=here, there=there)
        yield Found(message, 0, len(subject.draft.target))


@rule("too-short", Severity.WARNING)
def too_short(subject: Subject) -> Iterator[Found]:
    """The translation is shorter than almost any good one: something may be missing"""
    least = _limits(subject)[0]
    if subject.target.strip() and len(subject.source) >= 12 and _ratio(subject) < least:
        severe = Severity.HINT if _ratio(subject) >= _slack(subject) * least else None
        severe = Severity.CRITICAL if _ratio(subject) < 0.8 * least else severe
        yield Found(_("much shorter than the source"), 0, len(subject.draft.target), severity=severe)


@rule("too-long", Severity.WARNING)
def too_long(subject: Subject) -> Iterator[Found]:
    """The translation is longer than almost any good one: something may be added"""
    if len(subject.source) >= 12 and _ratio(subject) > _limits(subject)[6] / _slack(subject):
        severe = Severity.CRITICAL if _ratio(subject) > 1.5 * _limits(subject)[6] else None
        yield Found(_("much longer than the source"), 0, len(subject.draft.target), severity=severe)


def _ratio(subject: Subject) -> float:
    return (len(subject.target.strip()) + 8) / (len(subject.source.strip()) + 8)


def _slack(subject: Subject) -> float:
    return SLACK.get(subject.lang, 1.0)


def _limits(subject: Subject) -> tuple[float, ...]:
    """Quantiles 0.2, 2, 25, 50, 75, 98, 99.8 % of the length ratio of good pairs of this length."""
    buckets = _buckets(subject.lang)
    return next((limits for bound, limits in buckets if len(subject.source) <= bound), buckets[-1][1])


@cache
def _buckets(lang: str) -> tuple[tuple[int, tuple[float, ...]], ...]:
    rows = table("lengths").get(lang) or {"0": [0.3, 0.5, 0.8, 1.0, 1.2, 2.0, 3.0]}
    return tuple((int(bound), tuple(limits)) for bound, limits in rows.items())


@rule("duplicate", Severity.WARNING)
def duplicate(subject: Subject) -> Iterator[Found]:
    """A word stands twice in a row"""
    repeats = [(a, b) for a, b in itertools.pairwise(subject.target_words) if _doubled(a, b, subject.target)]
    if repeats and not _doubles_in(subject.source_words, subject.source):
        for first, second in repeats:
            yield Found(_("“{word}” twice").format(word=second.text), first.start, second.stop)


def _doubled(first: Word, second: Word, text: str) -> bool:
    if len(first.text) != len(second.text):
        return False
    low = first.text.lower()
    return (
        low == second.text.lower() and low not in MAY_REPEAT and text[first.stop : second.start].isspace() and len(low) > 1
    )  # fmt: skip


def _doubles_in(words: tuple[Word, ...], text: str) -> bool:
    return any(_doubled(a, b, text) for a, b in itertools.pairwise(words))


@rule("loop", Severity.CRITICAL)
def loop(subject: Subject) -> Iterator[Found]:
    """The same words come again and again"""
    grams = _grams(subject.target_words)
    if len(grams) < 4 or len(set(grams)) == len(grams):
        return
    allowed = max(Counter(_grams(subject.source_words)).values(), default=1)
    worst, times = Counter(grams).most_common(1)[0]
    places = [i for i, gram in enumerate(grams) if gram == worst]
    if times > max(allowed, 3) or (times > allowed and _follows_itself(subject, places)):
        start, stop = subject.target_words[places[1]].start, subject.target_words[places[-1] + GRAM - 1].stop
        yield Found(_("“{words}” {n} times").format(words=" ".join(worst), n=times), start, stop)


def _grams(words: tuple[Word, ...]) -> list[tuple[str, ...]]:
    lows = [w.text.lower() for w in words]
    return list(zip(lows, lows[1:], lows[2:], strict=False))


def _follows_itself(subject: Subject, places: list[int]) -> bool:
    """Does the gram come again at once, within its sentence, with all that stood between? "At the same place at the
    same time" goes another way."""
    words, text = subject.target_words, subject.target
    lows = [w.text.lower() for w in words]
    return any(
        b - a <= GRAM + 1
        and lows[a:b] == lows[b : 2 * b - a]
        and not re.search("[.!?]", text[words[a].start : words[b].start])
        for a, b in itertools.pairwise(places)
    )
