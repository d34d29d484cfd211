"""A Russian name as another language writes it: Kazakh letters restored where they are known, Latin by rule.

Kazakh: nothing in «Сулейменов» says that it is Сүлейменов, so a table of names decides and what it does not
hold is kept as it is. English: the Wikipedia scheme of iuliia, the nearest to news style, applied to the Kazakh
letters' Russian counterparts.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from localize.glossary.pattern import SMALL_HEADS
from localize.glossary.words import is_known, lowered, readings

_SURNAME = re.compile(r"(.+?)(ов|ев|ова|ева|ин|ина|улы|кызы|ович|евич|овна|евна)")
_DECLINED_SURNAME = re.compile(r"(.+(?:[оеё]в|[иы]н))(ой|ым|ом|е|у|а)")
_SUFFIXES = {"улы": "ұлы", "кызы": "қызы"}
_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")


@cache
def _kazakh_names() -> dict[str, str]:
    text = resources.files("localize.glossary").joinpath("data/kazakh_names.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {russian: kazakh for russian, kazakh in rows}


def rendered(name: str, lang: str) -> str:
    """A name of one or more words, given in the nominative, for a target language.

    >>> rendered("Тимур Сулейменов", "kk"), rendered("Ерболат Щербаков", "en")
    ('Тимур Сүлейменов', 'Yerbolat Shcherbakov')
    """
    return re.sub(r"[^\W\d_]+", lambda word: _kazakh(word[0]), name) if lang == "kk" else latin(name)


def latin(name: str) -> str:
    """
    >>> latin("Қасым-Жомарт Юрьевич"), latin("«Алау ТВ»")
    ('Kasym-Zhomart Yuryevich', '«Alau TV»')
    """
    import iuliia

    return str(iuliia.WIKIPEDIA.translate(name.translate(_RUSSIAN)))


def _kazakh(word: str) -> str:
    """
    >>> [_kazakh(word) for word in ("Сулейменова", "НУРЛАН", "Иванов", "Серикулы")]
    ['Сүлейменова', 'НҰРЛАН', 'Иванов', 'Серікұлы']
    """
    found = _looked_up(lowered(word))
    if found is None:
        return word
    return (
        found.upper()
        if len(word) > 1 and word.isupper()
        else found[:1].upper() + found[1:]
        if word[:1].isupper()
        else found
    )


def _looked_up(lower: str) -> str | None:
    names = _kazakh_names()
    if lower in names:
        return names[lower]
    match = _SURNAME.fullmatch(lower)
    if not match:
        return None
    stem, suffix = match[1], match[2]
    if stem in names:
        return names[stem] + _SUFFIXES.get(suffix, suffix)
    # -ев after й: the stem's own й has become part of the suffix (Жумабаев: жумабай).
    long = names.get(f"{stem}й")
    return long.removesuffix("й") + suffix if long else None


def nominative(surface: str) -> str:
    """The likeliest dictionary form of a name that stands in some case, its capitals kept.

    A form that no name reading explains is kept: to invent a nominative is worse than to show the form.
    """
    return re.sub(r"[^\W\d_]+", lambda word: _nominative(word[0]), surface)


def _nominative(word: str) -> str:
    lower = lowered(word)
    named = [r for r in readings(lower) if r.proper and r.score >= 0.1]
    if not word[:1].isupper() or word.isupper() or (is_known(lower) and any(r.lemma == lower for r in named)):
        return word
    head = next((r.lemma for r in readings(lower) if r.lemma in SMALL_HEADS), "")
    if head:
        return head.capitalize()
    surname = _DECLINED_SURNAME.fullmatch(word)
    if surname:
        return surname[1] + ("а" if surname[2] == "ой" else "")
    return named[0].lemma.capitalize() if named and all(r.lemma != lower for r in named) else word
