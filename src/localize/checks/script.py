"""Is it the right language, in the right letters? Russian left in Kazakh, Cyrillic in English, look-alikes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from localize.checks.names import russian_words, unquoted
from localize.checks.rule import Found, rule
from localize.checks.subject import Subject, Word, words
from localize.checks.tables import text
from localize.document import Severity
from localize.messages import _

KAZAKH_LETTERS = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
LATIN = re.compile("[A-Za-z]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
CYRILLIC_WORD = re.compile("[\u0400-\u04ff]{2,}")
# Endings of inflected Russian words; loanwords stand in Kazakh without them (`shared_words` are the exceptions).
RUSSIAN_ENDING = re.compile(
    "(?:ии|ию|ией|ой|ей|ый|ий|ая|ое|ее|ые|ие|[оеы]го|[оеы]му|ым|им|ых|их|ую|юю|ов|ев|ами?|ям|[ая]х|[аео]нном|ть|ться|тся|[аяуе]ет|[аяуеи]ют"
    "|[еи]шь|л[аои]|лся|лись|[ое]сть|ости|ни[ею]|ств[оау]|[ыуюе]|же|ние)$"
)
LOOKALIKE = frozenset("aceopxyiABCEHKMOPTXYIh")
MIXED = re.compile(r"(?=\w*[A-Za-z])(?=\w*[\u0400-\u04ff])[^\W\d_]+")


@cache
def shared_words() -> frozenset[str]:
    """Words with a Russian ending that Kazakh texts hold too (``data/shared.txt``)."""
    return frozenset(text("shared.txt").split())


@rule("russian-left", Severity.WARNING, ("kk",))
def russian_left(subject: Subject) -> Iterator[Found]:
    """Russian words were left in the Kazakh text"""
    found = list(_russian(subject))
    severe = Severity.CRITICAL if len(found) >= 4 and len(found) > len(subject.target_words) / 3 else None
    for word in found:
        yield Found(_("Russian: “{word}”").format(word=word.text), word.start, word.stop, severity=severe)


def _russian(subject: Subject) -> Iterator[Word]:
    """Lower-case words of the target outside quotes and terms: listed, or the source's own with a Russian ending."""
    listed = russian_words()
    source = {w.text for w in subject.source_words if w.text.islower()}
    found = [w for w in subject.target_words if w.text in source or w.text.lower() in listed]
    quoted = unquoted(subject.target) if found else ""
    placed = {w.text for p in subject.draft.placements for w in words(p.target)} if found else set()
    for word in found:
        low = word.text.lower()
        if word.text[1:] != low[1:] or quoted[word.start] == " " or KAZAKH_LETTERS.search(low):
            continue
        if word.text in placed or (word.text[0].isupper() and word.start > 0):
            continue
        copied = (
            word.text in source
            and len(low) > 4
            and "-" not in low
            and RUSSIAN_ENDING.search(low)
            and low not in shared_words()
        )
        if low in listed or copied:
            yield word


@rule("wrong-language", Severity.CRITICAL, ("kk",))
def wrong_language(subject: Subject) -> Iterator[Found]:
    """The text is not Kazakh: none of its letters"""
    letters = sum(len(w.text) for w in subject.target_words)
    latin = sum(len(w.text) for w in subject.target_words if w.text.isascii())
    lower = sum(len(w.text) for w in subject.target_words if w.text.islower())
    if latin > 0.7 * letters and letters > 40:
        yield Found(_("this is not Kazakh"), 0, len(subject.draft.target))
        return
    if lower <= 30 or KAZAKH_LETTERS.search(subject.target):
        return
    if letters > 80 or (letters > 40 and foreign_words(subject.target)):
        yield Found(_("not a single Kazakh letter"), 0, len(subject.draft.target))


@rule("cyrillic-left", Severity.WARNING, ("en",))
def cyrillic_left(subject: Subject) -> Iterator[Found]:
    """Cyrillic words were left in the English text"""
    left = [m for m in CYRILLIC_WORD.finditer(subject.target) if not MIXED.fullmatch(m[0])]
    letters = sum(c.isalpha() for c in subject.target)
    severe = Severity.CRITICAL if sum(len(m[0]) for m in left) > 0.2 * letters else None
    for match in left:
        yield Found(_("not translated: “{word}”").format(word=match[0]), match.start(), match.end(), severity=severe)


@rule("look-alike", Severity.WARNING)
def look_alike(subject: Subject) -> Iterator[Found]:
    """A letter of another script hides in a word"""
    if not (LATIN.search(subject.target) and CYRILLIC.search(subject.target)):
        return
    for match in MIXED.finditer(subject.target):
        latin = [c for c in match[0] if c.isascii()]
        cyrillic = [c for c in match[0] if not c.isascii()]
        if not latin or not cyrillic or not CYRILLIC.match(cyrillic[0]) or match[0] in subject.source:
            continue
        if all(c in LOOKALIKE for c in latin) and len(cyrillic) >= len(latin):
            message = _("Latin {letters} in “{word}”").format(letters=", ".join(sorted(set(latin))), word=match[0])
            yield Found(message, match.start(), match.end())
        elif all(c in "асеорхуіАВСЕНКМОРТХІһ" for c in cyrillic) and len(cyrillic) <= len(latin) // 2 + 1:
            if subject.lang == "kk" and re.fullmatch("[A-Za-z]+[\u0400-\u04ff]+", match[0]):
                continue
            message = _("Cyrillic {letters} in “{word}”").format(
                letters=", ".join(sorted(set(cyrillic))), word=match[0]
            )
            yield Found(message, match.start(), match.end())


def foreign_words(sentence: str) -> list[str]:
    """The listed Russian words of a sentence, for tests and measurements.

    >>> foreign_words("Ол которые туралы айтты")
    ['которые']
    """
    return [w.text for w in words(sentence) if w.text.lower() in russian_words()]
