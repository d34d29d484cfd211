"""Names: which words of a Russian text are names, and whether a target holds them.

A name is rendered when a capital word of the target sounds like it (`sounds`), or begins as one of its
learnt renderings does (Москва → Мәскеу, США → АҚШ, Китай → China). What capital words are usually translated
rather than rendered (Министерство, Верховный) is learnt too: ``data/names.tsv``, `benchmarks/learn_checks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from localize.checks.sounds import likeness, stem
from localize.checks.subject import Word
from localize.checks.tables import text

# From what likeness two words are one name. Kazakh names share their letters with Russian ones, so more is asked
# of them; chosen on the development pairs between missed mistakes and false alarms.
ALIKE = {"kk": 0.61, "en": 0.55}
ALIKE_SMALL = 0.85
START = 5
ADJECTIVE = re.compile("(?:ий|ый|ая|яя|ое|ее|ие|ые|ого|его|ому|ему|ой|ей|им|ым|их|ых|ими|ыми|ую|юю|енью|остью)$")
# Titles and names of companies; longer quotations are somebody's words.
QUOTED = re.compile(r"«[^«»]{1,40}»|\"[^\"]{1,40}\"|“[^“”]{1,40}”|„[^„“”]{1,40}[“”]")
BEFORE_SENTENCE = re.compile(r"(?:^|(?<!\b[А-ЯЁгсрд])(?<!\b(?:им|ул|св|оз))\.|[!?:…•;]|[—–]|[\"«“„(\[])\s*$")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
ROMAN = re.compile("[IVXІХ]+")
COLUMNS = {"kk": 1, "en": 2}
TRANSLATED, KNOWN = "-", "="


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


def forget() -> None:
    """Read the data anew; for the script that writes them."""
    for cached in (learnt, ordinary_capitals, common_stems, russian_words):
        cached.cache_clear()


@cache
def learnt(lang: str) -> dict[str, str]:
    """Key of a Russian name → how it is rendered: ``=`` by sound, ``-`` translated, else beginnings of words."""
    rows = (line.split("\t") for line in text("names.tsv").splitlines() if line and not line.startswith("#"))
    return {row[0]: row[COLUMNS[lang]] for row in rows if row[COLUMNS[lang]]}


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
    quoted = QUOTED.sub(lambda match: " " * len(match[0]), source)
    known, before = learnt(lang), ""
    for word in words:
        how = known.get(key_of(word.text), "") if word.text[:1].isupper() else ""
        titled = quoted[word.start] == " " and how != KNOWN
        if not word.text[:1].isupper() or titled or ROMAN.fullmatch(word.text):
            before = ""
            continue
        starts = BEFORE_SENTENCE.search(quoted, max(0, word.start - 4), word.start)
        if how != TRANSLATED and (_at_start(word.text, how) if starts else how or _plausible(word.text, before)):
            yield word
        before = how


def doubtful_candidates(source: str, words: Sequence[Word], lang: str) -> Iterator[Word]:
    """Unknown capital words at a sentence's start: names where the target has a capital word that nothing explains."""
    for word in words:
        if not word.text[:1].isupper() or not word.text[1:].islower() or len(word.text) < 5 or source.isupper():
            continue
        if learnt(lang).get(key_of(word.text)) or _common(word.text):
            continue
        if BEFORE_SENTENCE.search(source, max(0, word.start - 4), word.start) and not ADJECTIVE.search(word.text):
            yield word


def _plausible(word: str, before: str) -> bool:
    """Is a capital word that was never seen a name? No acronym, no common Russian word, no adjective.

    «Чайковского» is a surname where a known name stands ``before`` it; «Алматинской» alone is a province.
    """
    if len(word) < 4 or not all(part[1:].islower() for part in re.split("[-‑]", word) if len(part) > 1):
        return False
    if LATIN.match(word):
        return True
    if ADJECTIVE.search(word) and before != KNOWN:
        return False
    return not _common(word)


def _at_start(word: str, how: str) -> bool:
    """Is the first word of a sentence a name? Only one that is known, and no common word too."""
    return bool(how) and len(word) > 3 and not _common(word)


def _common(word: str) -> bool:
    return stem(word) in common_stems() or word.lower() in russian_words()


def score(source: str, target: str, lang: str) -> float:
    """How likely a target word is a rendering of a Russian word, 0 … 1: learnt, by letters of an acronym, by sound."""
    how = learnt(lang).get(key_of(source), KNOWN)
    if how not in (KNOWN, TRANSLATED) and _begins(target.lower(), how.split()):
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
    how = learnt(lang).get(key_of(word), "")
    rivals = [
        o for o in others if key_of(o.text) != key_of(word) and bool(LATIN.match(o.text)) == bool(LATIN.match(word))
    ]
    for t in target:
        if not t.text[:1].isupper():
            continue
        heard = score(word, t.text, lang)
        if heard >= ALIKE[lang] and not any(score(o.text, t.text, lang) > heard + 0.05 for o in rivals):
            return True
    if how not in ("", KNOWN, TRANSLATED) and any(_begins(t.text.lower(), how.split()) for t in target):
        return True
    if LATIN.match(word):
        return any(t.text.lower().replace("-", "") == word.lower().replace("-", "") for t in target)
    # париждік, венгриялық: Kazakh writes what is made of a name with a small letter.
    name = folded(word)[: max(4, len(stem(word)))]
    return lang == "kk" and len(name) > 3 and any(folded(t.text).startswith(name) for t in target)


@cache
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
