"""Names: which words of a Russian text are names, and whether a target holds them.

A name is rendered when a capital word of the target sounds like it (`sounds`), or begins as one of its
learnt renderings does (Москва → Мәскеу, США → АҚШ, Китай → China). What capital words are usually translated
rather than rendered (Министерство, Верховный) is learnt too, and which names hardly ever go missing:
``data/names.tsv``, `benchmarks/learn_checks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from localize.checks.numerals import lexicon
from localize.checks.sounds import likeness, sounds, stem
from localize.checks.subject import Word
from localize.checks.tables import text

# From what likeness two words are one name. Kazakh names share their letters with Russian ones, so more is asked
# of them; chosen on the development pairs between missed mistakes and false alarms.
ALIKE = {"kk": 0.61, "en": 0.55}
ALIKE_SMALL = 0.85
START = 5
# How many letters of a word tell whether it is also written small: Kazakh words have endings.
SMALL = {"kk": 5, "en": 7}
ADJECTIVE = re.compile("(?:ий|ый|ая|яя|ое|ее|ие|ые|ого|его|ому|ему|ой|ей|им|ым|их|ых|ими|ыми|ую|юю|енью|остью)$")
# Titles and names of companies; longer quotations are somebody's words.
QUOTED = re.compile(r"«[^«»]{1,40}»|\"[^\"]{1,40}\"|“[^“”]{1,40}”|„[^„“”]{1,40}[“”]")
BEFORE_SENTENCE = re.compile(r"(?:^|(?<!\b[А-ЯЁгсрд])(?<!\b(?:им|ул|св|оз))\.|[!?:…•;]|[—–]|[\"«“„(\[])\s*$")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
ROMAN = re.compile("[IVXІХ]+")
COLUMNS = {"kk": 1, "en": 2}
TRANSLATED, KNOWN, SURE = "-", "=", "!"


class Learnt(NamedTuple):
    """How the corpora render a name: translated like any word, by beginnings other than its sound, nearly always."""

    translated: bool = False
    beginnings: tuple[str, ...] = ()
    sure: bool = False


@cache
def russian_words() -> frozenset[str]:
    """Common Russian word forms that Kazakh texts never hold (``data/russian.txt``)."""
    return frozenset(text("russian.txt").split())


@cache
def ordinary_capitals(lang: str) -> frozenset[str]:
    """Beginnings of capital words that good translations have of themselves (``data/capitals-<lang>.txt``)."""
    return frozenset(text(f"capitals-{lang}.txt").split())


@cache
def common_stems() -> frozenset[str]:
    """Stems of Russian words that texts write small (``data/common.txt``): with a capital they begin a sentence."""
    return frozenset(text("common.txt").split())


@cache
def small_beginnings(lang: str) -> frozenset[str]:
    """Beginnings of target words that texts write small too (``data/small-<lang>.txt``): Street, Brown, Халық."""
    return frozenset(text(f"small-{lang}.txt").split())


@cache
def common_beginnings(lang: str) -> frozenset[str]:
    """The first five letters of those."""
    return frozenset(beginning[:START] for beginning in small_beginnings(lang))


def forget() -> None:
    """Read the data anew; for the script that writes them."""
    for cached in (
        learnt,
        ordinary_capitals,
        common_stems,
        small_beginnings,
        common_beginnings,
        russian_words,
        score,
        key_of,
    ):
        cached.cache_clear()


@cache
def learnt(lang: str) -> dict[str, Learnt]:
    """Key of a Russian name → how it is rendered.

    A cell holds ``-`` (translated), ``=`` (by sound), ``!`` (hardly ever missing), or beginnings of words.
    """
    rows = (line.split("\t") for line in text("names.tsv").splitlines() if line and not line.startswith("#"))
    return {row[0]: _cell(row[COLUMNS[lang]].split()) for row in rows if row[COLUMNS[lang]]}


def _cell(marks: list[str]) -> Learnt:
    beginnings = tuple(mark for mark in marks if mark not in (TRANSLATED, KNOWN, SURE))
    return Learnt(TRANSLATED in marks, beginnings, SURE in marks)


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """What a name is looked up by: an acronym as it stands, else the stem.

    >>> key_of("Москвы"), key_of("США"), key_of("Reuters")
    ('москв', 'США', 'reuters')
    """
    if word.isupper() and len(word) > 1:
        return word
    return word.lower() if LATIN.match(word) else stem(word)


def candidates(source: str, words: Sequence[Word], lang: str) -> Iterator[Word]:
    """The words of a Russian text that are names for sure: capital, not at a sentence's start, not in a title.

    At a sentence's start, or in a title, a word counts when it is known as a name.
    """
    if source.isupper():
        return
    quoted = unquoted(source)
    known, before = learnt(lang), False
    for word in words:
        if not word.text[0].isupper():
            before = False
            continue
        how = known.get(key_of(word.text))
        by_sound = how is not None and not how.translated and not how.beginnings
        if _no_name(word.text) or (quoted[word.start] == " " and not by_sound):
            before = False
            continue
        starts = starts_sentence(quoted, word.start)
        if _at_start(word.text, how) if starts else (not how.translated if how else _plausible(word.text, before)):
            yield word
        before = by_sound


def starts_sentence(text: str, at: int) -> bool:
    """Does the word at ``at`` begin a sentence, or a quotation?"""
    before = text[max(0, at - 4) : at].rstrip()
    if before and (before[-1].isalpha() or before[-1] == ","):
        return False
    return bool(BEFORE_SENTENCE.search(text, max(0, at - 4), at))


def doubtful_candidates(source: str, words: Sequence[Word], lang: str) -> Iterator[Word]:
    """Unknown capital words at a sentence's start: names where the target has a capital word that nothing explains."""
    if source.isupper():
        return
    quoted = unquoted(source)
    for word in words:
        if not word.text[0].isupper() or not word.text[1:].islower() or len(word.text) < 5 or quoted[word.start] == " ":
            continue
        if key_of(word.text) in learnt(lang) or is_common(word.text) or lexicon("ru").value(word.text.lower()):
            continue
        if starts_sentence(source, word.start) and not ADJECTIVE.search(word.text):
            yield word


def unquoted(text: str) -> str:
    """The text with its short quotations blanked: titles and names of companies."""
    return QUOTED.sub(lambda match: " " * len(match[0]), text) if any(c in text for c in '«"“„') else text


@lru_cache(maxsize=65536)
def _no_name(word: str) -> bool:
    """Numerals of kings, Т-клетка, «Но» and other short words that are no acronyms."""
    head, hyphen, rest = word.partition("-")
    return bool(ROMAN.fullmatch(word)) or (len(word) < 3 and not word.isupper()) or (
        bool(hyphen) and len(head) == 1 and rest.islower()
    )  # fmt: skip


def _plausible(word: str, before: bool) -> bool:
    """Is a capital word that was never seen a name? No acronym, no common Russian word, no adjective.

    «Чайковского» is a surname where a known name stands ``before`` it; «Алматинской» alone is a province.
    """
    if len(word) < 4 or not all(part[1:].islower() for part in re.split("[-‑]", word) if len(part) > 1):
        return False
    if LATIN.match(word):
        return True
    if ADJECTIVE.search(word) and not before:
        return False
    return not is_common(word)


def _at_start(word: str, how: Learnt | None) -> bool:
    """Is the first word of a sentence a name? Only one that is known, and no common word too."""
    return how is not None and not how.translated and len(word) > 3 and not is_common(word)


def is_common(word: str) -> bool:
    """Is a Russian word also written small?"""
    return stem(word) in common_stems() or word.lower() in russian_words()


def is_known(word: str, lang: str) -> bool:
    """Is it a name that the corpora show, and no common word?"""
    how = learnt(lang).get(key_of(word))
    return how is not None and not how.translated and not is_common(word)


def is_sure(word: str, lang: str) -> bool:
    """Is it a name that translations hardly ever leave out or translate?"""
    how = learnt(lang).get(key_of(word))
    ordinary = word.lower()[: SMALL["en"]] in small_beginnings("en") if LATIN.match(word) else is_common(word)
    return how is not None and how.sure and not ordinary


@lru_cache(maxsize=131072)
def score(source: str, target: str, lang: str) -> float:
    """How likely a target word is a rendering of a Russian word, 0 … 1: learnt, by letters of an acronym, by sound."""
    how = learnt(lang).get(key_of(source))
    if how and how.beginnings and _begins(target.lower(), how.beginnings):
        return 1.0
    if source.isupper() and len(source) > 1:
        return float(folded(target).startswith(folded(source)))
    best = likeness(source, target, suffixes=lang == "kk")
    for whole, other in ((source, target), (target, source)):
        if "-" in whole:
            parts = [part for part in whole.split("-") if len(part) > 2]
            pairs = [(p, other) if whole is source else (other, p) for p in parts]
            best = max([best, *(likeness(a, b, suffixes=lang == "kk") for a, b in pairs)])
    return best


def alike(source: str, target: str, lang: str) -> bool:
    """Two words, one name."""
    return score(source, target, lang) >= ALIKE[lang]


def rendered(word: str, target: Sequence[Word], lang: str, others: Sequence[Word] = ()) -> bool:
    """Does the target hold this name? A target word that is rather one of the ``others`` does not count.

    >>> from localize.checks.subject import words
    >>> rendered("Токаева", words("Тоқаевтың айтуынша"), "kk"), rendered("Токаева", words("Трамптың айтуынша"), "kk")
    (True, False)
    """
    capital = [t.text for t in target if t.text[0].isupper()]
    heard = [(score(word, t, lang), t) for t in capital]
    rivals: list[str] | None = None
    for likely, t in heard:
        if likely >= ALIKE[lang]:
            rivals = _rivals(word, others) if rivals is None else rivals
            if not any(score(o, t, lang) > likely + 0.05 for o in rivals):
                return True
    return _rendered_otherwise(word, target, capital, lang)


def _rivals(word: str, others: Sequence[Word]) -> list[str]:
    latin, key = bool(LATIN.match(word)), key_of(word)
    return [o.text for o in others if key_of(o.text) != key and bool(LATIN.match(o.text)) == latin]


def _rendered_otherwise(word: str, target: Sequence[Word], capital: Sequence[str], lang: str) -> bool:
    """By a learnt rendering with a small letter, in two words (Phnom Penh), or in what is made of it (париждік)."""
    how = learnt(lang).get(key_of(word))
    if how and how.beginnings and any(_begins(t.text.lower(), how.beginnings) for t in target):
        return True
    if LATIN.match(word):
        bare = word.lower().replace("-", "")
        return any(t.text.lower().replace("-", "") == bare for t in target)
    if len(word) > 4 and any(alike(word, one + other, lang) for one, other in pairwise(capital)):
        return True
    if lang == "en":
        return len(sounds(stem(word))[0]) > 4 and any(sounds(t)[0].startswith(sounds(stem(word))[0]) for t in capital)
    # париждік, венгриялық: Kazakh writes what is made of a name with a small letter.
    name = folded(word)[: max(4, len(stem(word)))]
    return len(name) > 3 and any(folded(t.text).startswith(name) for t in target)


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """Kazakh letters as the Russian ones they stand for in names and acronyms.

    >>> folded("ҚазМұнайГаз")
    'казмунайгаз'
    """
    return word.lower().translate(str.maketrans("әғқңөұүһі", "агкноууxи"))


def _begins(word: str, beginnings: Sequence[str]) -> bool:
    """A short beginning (``us=``) stands for the whole word, up to its hyphen."""
    head = word.partition("-")[0]
    return any(head == b[:-1] if b.endswith("=") else word.startswith(b) for b in beginnings)
