"""From a form back to its lemmas: take off each chain of suffixes there is, keep what inflects back.

A lexicon-free analysis is ambiguous by nature (Өскемен may be Өске with -мен), so readings are ranked:
known lemmas first, then readings that explain an ending, then the form as its own nominative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from localize.inflect.kazakh.inflection import inflect
from localize.inflect.kazakh.phonology import VOWELS
from localize.inflect.kazakh.reading import spoken
from localize.inflect.kazakh.stem import possess, unpossessed
from localize.inflect.kazakh.suffix import Case, Features, suffix_table
from localize.inflect.tables import table, words

_FORM = re.compile(r"(?P<head>.*[\s(«“\"]|)(?P<word>[^\s»”\"“)«]+)(?P<tail>[»”\"“)]*)(?P<hyphen>-\w+|)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Analysis:
    """One way to read a form: `inflect(lemma, case, plural=…, possessive=…)` gives the form back."""

    lemma: str
    case: Case
    plural: bool
    possessive: bool


def analyse(form: str, lemmas: frozenset[str] = frozenset()) -> tuple[Analysis, ...]:
    """Return the lemmas and features that give `form`, the likeliest first; known `lemmas` come before all.

    >>> analyse("Қазақстанның")[0]
    Analysis(lemma='Қазақстан', case='genitive', plural=False, possessive=False)
    >>> analyse("Өскеменге", frozenset({"Өскемен"}))[0].lemma
    'Өскемен'
    """
    return tuple(Analysis(lemma, said.case, said.plural, said.possessive) for lemma, said in _readings(form, lemmas))


def ending(suffix_or_form: str) -> Case | None:
    """Return the case that a suffix, or a whole form, stands in: any allomorph will do.

    >>> [ending(suffix) for suffix in ("ның", "-ке", "нан", "бен", "ндағы", "Алматыға")]
    ['genitive', 'dative', 'ablative', 'instrumental', 'attributive', 'dative']
    """
    said = features(suffix_or_form)
    if said:
        return said[0].case
    readings = analyse(suffix_or_form)
    return readings[0].case if readings else None


def features(suffix: str) -> tuple[Features, ...]:
    """Return what a chain of suffixes may say, the plainest reading first; nothing if it is no chain.

    >>> features("-ға")[0].case, features("леріне")[0]
    ('dative', Features(case='dative', plural=True, possessive=True))
    """
    return suffix_table().get(suffix.lower().lstrip("-\u2010\u2011").strip(), ())


def _readings(form: str, lemmas: frozenset[str]) -> list[tuple[str, Features]]:
    """Return (lemma, features) pairs that give `form`, ranked."""
    form = form.strip()
    found = {(form, Features()): None}
    for lemma, said in _candidates(form):
        if (lemma, said) not in found and _gives(lemma, said, form):
            found[lemma, said] = None
    return sorted(found, key=lambda pair: _rank(pair, form, lemmas))


def _gives(lemma: str, said: Features, form: str) -> bool:
    return inflect(lemma, said.case, plural=said.plural, possessive=said.possessive) == form


def _candidates(form: str) -> Iterator[tuple[str, Features]]:
    match = _FORM.fullmatch(form)
    if not match:
        return
    head, word, tail = match["head"], match["word"], match["tail"]
    if match["hyphen"]:
        for said in suffix_table().get(match["hyphen"][1:], ()):
            yield head + word + tail, said
    irregular: dict[str, str] = table("kazakh")["attributive"]["irregular"]
    for lemma in (lemma for lemma, attributive in irregular.items() if attributive == word):
        yield from ((head + lemma + end + tail, Features("attributive")) for end in ("ы", ""))
    for cut in range(1, len(word)):
        stem, suffix = word[:cut], word[cut:]
        for said in suffix_table().get(suffix.lstrip("-"), ()):
            for lemma in _lemmas(stem, suffix, said):
                if lemma == "жыл" and re.search(r"\d\s+$", head):
                    yield f"{head}жылы", said
                yield head + lemma + tail, said
                if said.possessive and _has_vowel(lemma):
                    yield head + possess(lemma) + tail, Features(said.case, said.plural)


def _lemmas(stem: str, suffix: str, said: Features) -> Iterator[str]:
    """Undo what the suffix did to the stem, the commonest change first."""
    if suffix[0] in "ыі":
        yield from unpossessed(stem + suffix[0])
        return
    if re.search(r"(?:кт|ск|фт|пт|нг)і$", stem):
        yield stem[:-1]
    if re.search(r"\w{3}ис$", stem):
        yield stem + "т"
    yield stem
    if stem[-1] in "сз":
        yield from (stem + letter for letter in ("т", "ть", "д"))
    yield stem + stem[-1]


def _has_vowel(lemma: str) -> bool:
    return any(letter in VOWELS for letter in lemma.lower())


def _rank(pair: tuple[str, Features], form: str, lemmas: frozenset[str]) -> tuple[bool, ...]:
    """Known lemmas first; then stems that look real and explain an ending; for ties see the comments."""
    lemma, said = pair
    last = lemma.split()[-1] if lemma.split() else lemma
    plausible = spoken(lemma) is not None or (len(last) > 2 and _has_vowel(last))
    return (
        lemma not in lemmas,
        last not in words("kazakh", "names", "nominatives"),
        not plausible or lemma == form,
        said.case == "nominative",  # Алматы-дағы before *Алматыдақ with a possessive
        said.possessive == (" " in lemma),  # in a name of many words the izafet is the lemma
        said.possessive and last[-1:] in "ыі",  # облыс-ы before *облы-сы
    )
