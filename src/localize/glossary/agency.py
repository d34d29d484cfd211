"""The agency that signs an article in its dateline: «АСТАНА, 15 сентября — Степной вестник.»

An agency's name may be made of common words, which an engine would translate; here its place says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from localize.glossary.names import rendered
from localize.glossary.term import Term
from localize.glossary.words import is_known, readings, tags_of, tokens

_SIGNED = re.compile(
    r"(?P<place>[А-ЯЁ][А-ЯЁ -]{2,30})[.,] \d{1,2} [а-яё]{3,9}\.?(?: \d{4} ?(?:года|г\.))? [—–-] "
    r"(?P<mark>[/«]?)(?P<name>[А-ЯЁ][\w-]+(?: [\w-]+){0,2})[/»]?\."
)
_FINITE = frozenset(("VERB", "INFN", "PRTS", "PRED", "ADJS"))
_HEADS = frozenset(
    "агентство агенство информ пресс вестник вестники правда курьер новости вести голос телеграф обозреватель хроника "
    "медиа тв экспресс листок известия ведомости газета".split()
)
HEAD = 6  # texts of an article (its title, a rubric, a summary) among which the dateline stands


def agencies(texts: Iterable[str], lang: str) -> Iterator[Term]:
    """Terms for the agencies that sign: as they are called in Russian, in the target's letters.

    >>> [(t.source, t.target) for t in agencies(["АСТАНА, 15 сентября — Степной вестник."], "en")]
    [('Степной вестник', 'Stepnoy Vestnik')]
    >>> list(agencies(["АСТАНА, 15 сентября — Парламент распущен.", "СЕГОДНЯ, 15 сентября — Новый закон."], "en"))
    []
    """
    for text in islice(texts, HEAD):
        signed = _SIGNED.fullmatch(text.replace("\u00a0", " ").strip())
        if signed and _is_place(signed["place"]) and _is_name(signed["name"], bool(signed["mark"])):
            target = rendered(signed["name"], lang)
            if lang == "en":
                target = " ".join(word[:1].upper() + word[1:] for word in target.split(" "))
            yield Term(signed["name"], target, lang, "organisation", provenance="article")


def _is_place(place: str) -> bool:
    """A word that the dictionary holds must be a place by its likeliest reading; it lacks many towns."""
    return all("Geox" in tags_of(t.lower)[0] or not is_known(t.lower) for t in tokens(place)[:1])


def _is_name(name: str, marked: bool) -> bool:
    """No clause; without marks around it («Визит президента.») it says itself that it is one that tells the news, or
    no dictionary holds it."""
    words = tokens(name)
    if any(reading.pos in _FINITE for word in words for reading in readings(word.lower)[:1]):
        return False
    return marked or any(word.lower in _HEADS or not is_known(word.lower) for word in words)
