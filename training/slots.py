"""Slot examples for training: a name, term or number on both sides becomes ``⟦1⟧``, its case ending left on.

Russian keeps a masculine ending for the case (``⟦1⟧а``, ``⟦1⟧у``, ``⟦1⟧ом``, ``⟦1⟧е``), Kazakh a back-vowel
one (``⟦1⟧ның``): at run time `localize.slots` writes the same letters, reads the Kazakh ending back, and
`localize.inflect.kazakh` sets the right allomorph for the term.
"""

from __future__ import annotations

import random
import re
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from localize.protect import convention, protect
from training.terms import Match, term_matches

KAZAKH_ENDINGS: dict[str, tuple[str, ...]] = {
    "ның": ("ның", "нің", "дың", "дің", "тың", "тің"),
    "ға": ("ға", "ге", "қа", "ке", "на", "не"),
    "ны": ("ны", "ні", "ды", "ді", "ты", "ті", "н"),
    "дағы": ("дағы", "дегі", "тағы", "тегі", "ндағы", "ндегі"),
    "да": ("да", "де", "та", "те", "нда", "нде"),
    "дан": ("дан", "ден", "тан", "тен", "нан", "нен"),
    "мен": ("мен", "бен", "пен"),
}
_ENDING_OF = {form: canon for canon, forms in KAZAKH_ENDINGS.items() for form in forms}
_TO_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_ROMAN = dict(
    zip("абвгдеёзийклмнопрстуфыэьъ", "a b v g d e e z i i k l m n o p r s t u f y e  ".split(" "), strict=False)
)
_ROMAN |= {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya"}
_BEFORE, _SPACED = r"(?<![\w⟦])(?<!\d[.,])", r"(?P<figure>\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?)"
RUSSIAN = re.compile(rf"−?{_SPACED}(?:[ \u00a0\u202f]?(?P<scale>\w+)\.?)?[ \u00a0\u202f]?%?")
FIGURES = {
    "kk": re.compile(rf"{_BEFORE}{_SPACED}(?:[ \u00a0](?P<scale>мың|миллион|млн|миллиард|млрд|триллион|трлн))?"),
    "en": re.compile(
        rf"{_BEFORE}(?P<figure>\d+(?:,\d{{3}})*(?:\.\d+)?)(?:[ \u00a0](?P<scale>(?:thousand|million|billion|trillion)\b))?"
    ),
}
TAIL = (re.compile(r"-(\w+)"), re.compile(r"-?(\w+)"))  # 5-ке; 5 миллионға, 5 млн-ға
SCALES = {
    **dict.fromkeys(("тыс", "мың", "thousand"), 10**3), **dict.fromkeys(("млн", "миллион", "million"), 10**6),
    **dict.fromkeys(("млрд", "миллиард", "billion"), 10**9), **dict.fromkeys(("трлн", "триллион", "trillion"), 10**12),
}  # fmt: skip
WORD = re.compile(r"[\w’'-]+")
RUSSIAN_ENDING = {"nomn": "", "gent": "а", "datv": "у", "accs": "а", "ablt": "ом", "loct": "е"}


@lru_cache(maxsize=1)
def _morph():  # type: ignore[no-untyped-def]
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=200_000)
def russian_name(word: str) -> tuple[str, str] | None:
    """(lemma, case) of a capitalised Russian word that the dictionary takes for a name; None otherwise."""
    for parse in _morph().parse(word)[:4]:
        if {"Name", "Surn", "Geox", "Patr"} & set(parse.tag.grammemes) and parse.tag.case in RUSSIAN_ENDING:
            return parse.normal_form, parse.tag.case
    if len(word) > 3 and not _morph().word_is_known(word):
        return word.lower(), "nomn"
    return None


def close(a: str, b: str) -> bool:
    return a[:2] == b[:2] and SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.8


def kazakh_match(lemma: str, word: str) -> str | None:
    """The canonical ending of a Kazakh word that renders the Russian lemma; None when it does not."""
    plain = word.lower().replace("’", "").translate(_TO_RUSSIAN)
    lower = word.lower()
    if close(lemma, plain) and abs(len(plain) - len(lemma)) <= 1:
        return ""
    for length in (5, 4, 3, 2, 1):
        tail = lower[-length:]
        if tail in _ENDING_OF and length < len(lower) - 2:
            stem = plain[:-length].rstrip("-")
            if close(lemma, stem) and abs(len(stem) - len(lemma)) <= 1:
                return _ENDING_OF[tail]
    return None


def english_match(lemma: str, word: str) -> str | None:
    roman = "".join(_ROMAN.get(c, c) for c in lemma)
    plain = word.lower().removesuffix("'s").removesuffix("’s").replace("y", "i")
    if close(roman.replace("y", "i"), plain):
        return word[len(word.removesuffix("'s").removesuffix("’s")) :]
    return None


def _names(source: str, target: str, lang: str) -> list[Match]:
    match = kazakh_match if lang == "kk" else english_match
    found = []
    words = [m for m in WORD.finditer(target) if m[0][0].isupper() and len(m[0]) > 2]
    for m in WORD.finditer(source):
        if not m[0][0].isupper() or len(m[0]) < 4 or m.start() == 0 or m[0].isupper():
            continue
        name = russian_name(m[0])
        if name is None:
            continue
        hits = [(w, e) for w in words if (e := match(name[0], w[0])) is not None]
        if len(hits) == 1:
            w, ending = hits[0]
            found.append((m.start(), m.end(), RUSSIAN_ENDING[name[1]], w.start(), w.end(), ending))
    return found


def _value(figure: str, scale: str, lang: str) -> Decimal:
    plain = re.sub(r"[ \u00a0]", "", figure)
    plain = plain.replace(",", "") if lang == "en" else plain.replace(",", ".")
    return Decimal(plain) * next((power for word, power in SCALES.items() if scale.startswith(word)), 1)


def _numbers(source: str, target: str, lang: str) -> list[Match]:
    """Figures with the scale behind them: at run time it goes into the slot as well (`localize.protect`)."""
    there = [(m, _value(m["figure"], m["scale"] or "", lang)) for m in FIGURES[lang].finditer(target)]
    spans = [span for span in protect(source) if span.kind == "number" and span.data != "century"]
    here = [(s, _value(m["figure"], m["scale"] or "", "ru")) for s in spans if (m := RUSSIAN.fullmatch(s.text))]
    found = []
    for span, value in here:
        hits = [t for t, other in there if other == value]
        if len(hits) != 1 or sum(other == value for _, other in here) != 1:
            continue
        start, stop, ending = hits[0].start(), hits[0].end(), ""
        if lang == "kk" and (tail := TAIL[bool(hits[0]["scale"])].match(target, stop)):
            if tail[1] not in _ENDING_OF:
                continue
            ending, stop = _ENDING_OF[tail[1]], tail.end()
        found.append((span.start, span.start + len(span.text.rstrip("% \u00a0\u202f")), "", start, stop, ending))
    return found


def _latin(source: str, target: str, lang: str) -> list[Match]:
    """Names in Latin letters, copied, and centuries in Roman numbers."""
    found = []
    for span in protect(source):
        if span.kind != "latin" and span.data != "century":
            continue
        text = re.escape(convention(span, lang))
        tail = r"-\w+" if lang == "kk" else r"['’]s"
        hits = list(re.finditer(rf"(?<![\w-]){text}(?P<tail>{tail})?(?!\w)", target))
        if len(hits) != 1 or source.count(span.text) != 1:
            continue
        tail = (hits[0]["tail"] or "").lstrip("-")
        if lang == "en" or not tail or tail in _ENDING_OF:
            found.append((span.start, span.stop, "", *hits[0].span(), _ENDING_OF.get(tail, tail)))
    return found


def free(match: Match, taken: list[Match]) -> bool:
    """Whether a match touches none of the others, in the source or in the target."""
    return not any((match[0] < t[1] and t[0] < match[1]) or (match[3] < t[4] and t[3] < match[4]) for t in taken)


def matches(source: str, target: str, lang: str) -> list[Match]:
    """Terms, names and figures of a pair in the source's order; neighbours on both sides are one."""
    found = term_matches(source, target, lang)
    for more in (_latin, _names, _numbers):
        found += [m for m in more(source, target, lang) if free(m, found)]
    merged: list[Match] = []
    for p in sorted(found):
        q = merged[-1] if merged else None
        if q and source[q[1] : p[0]] in (" ", "-") and 0 <= p[3] - q[4] <= 1 and not q[5]:
            merged[-1] = (q[0], p[1], q[2], q[3], p[4], p[5])
        else:
            merged.append(p)
    return merged


def slotted(source: str, target: str, lang: str, chance: random.Random) -> tuple[str, str] | None:
    """The pair with its names, terms and figures as slots (in some pairs only some of them); None if it has none.

    Which stay is left to ``chance``: at run time a name may be in no glossary, a figure written in words.
    """
    merged = matches(source, target, lang)
    if len(merged) > 1 and chance.random() < 0.3:
        merged = sorted(chance.sample(merged, chance.randint(1, len(merged) - 1)))
    spans = sorted((m[3], m[4]) for m in merged)
    if not merged or len(merged) > 9 or any(a[1] > b[0] for a, b in pairwise(spans)):
        return None
    out_source, out_target = source, target
    for number, m in sorted(enumerate(merged, 1), key=lambda nm: -nm[1][0]):
        out_source = out_source[: m[0]] + f"⟦{number}⟧{m[2]}" + out_source[m[1] :]
    for number, m in sorted(enumerate(merged, 1), key=lambda nm: -nm[1][3]):
        out_target = out_target[: m[3]] + f"⟦{number}⟧{m[5]}" + out_target[m[4] :]
    return out_source, out_target
