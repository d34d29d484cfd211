"""SHOUTED RUSSIAN brought to the case of a sentence, letter for letter: engines have hardly read capitals.

A dictionary (pymorphy3) tells words from names and from what is written in capitals anyway (США, МВД, XIX).
"""

from __future__ import annotations

import re

from localize.glossary.words import is_known, tags_of

_CAPITALS = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ]{2}")
_RUSSIAN = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile("[аеёиоуыэюяәөұүі]")
_ROMAN = re.compile("[IVXLCDMХІ]+")
_BEGINS = re.compile(r"[.!?…]\s$|[«„“\"(]$")
LONGEST_INITIALS = 4  # letters: unknown words no longer than this are taken for initials
LOUD_WORD = 5  # letters: a word in capitals this long, among quiet ones, is shouted
# What the dictionary takes for a word or a name, and newsrooms mean as initials; and the other way round.
ACRONYMS = frozenset("ии ент ниш фифа мок нок тэк сизо цар осмс цон кск тоо чвк".split())
WORDS = frozenset("сто аул аким арал кун бий".split())
COMMON = ("тенге", "акимат", "маслихат", "ковид")  # beginnings of words that the dictionary lacks and takes for names
# Abbreviations with a stop: it ends no sentence, and a single letter is no initial.
SHORT = frozenset("г гг тыс млн млрд трлн ул д ст им руб тг чел км кг кв куб пр см".split())
_AFTER_SHORT = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(SHORT))})\.\s$", re.IGNORECASE)
_UNIT_AFTER_FIGURE = re.compile(
    r"(?<=[\d.] )(?:[КМГТ]?ВТ(?:[·*∙⋅]Ч)?|КМ/Ч|М/С|ГА|ТЫС|МЛН|МЛРД|ТРЛН|КВ\. ?К?М|КУБ\. ?М)(?![\w/])"
)
_WATT = re.compile("([кмгт])вт")
_SHOUT = re.compile(rf"[А-ЯЁӘҒҚҢӨҰҮҺІ]{{{LOUD_WORD}}}")


def may_be_loud(text: str) -> bool:
    """Whether there is a long word in capitals at all: few texts have one, and the rest need no second look."""
    return bool(_SHOUT.search(text))


def is_loud(text: str) -> bool:
    """Whether a whole text is in capitals, as headlines are; what stands in slots (figures, units) does not count.

    >>> is_loud("ПРЕЗИДЕНТ ПОДПИСАЛ ЗАКОН"), is_loud("Президент США"), is_loud("МВД РФ"), is_loud("МИД: визит")
    (True, False, False, False)
    """
    if not may_be_loud(text):
        return False
    words = [word for word in _WORD.findall(text) if _RUSSIAN.match(word)]  # addresses do not count
    loud = [word for word in words if word.isupper()]
    return len(loud) > 0.8 * len(words) and any(len(word) >= LOUD_WORD and _is_shouted(word) for word in loud)


def quiet_units(text: str) -> str:
    """Units and scales of a text in capitals as they are written elsewhere, so that they are found with their figure.

    >>> quiet_units("СТАНЦИЯ НА 150 МВТ ЗА 5 МЛН ТЕНГЕ, 60 КМ/Ч")
    'СТАНЦИЯ НА 150 МВт ЗА 5 млн ТЕНГЕ, 60 км/ч'
    """
    return _UNIT_AFTER_FIGURE.sub(
        lambda m: _WATT.sub(lambda w: (w[1] if w[1] == "к" else w[1].upper()) + "Вт", m[0].lower()), text
    )


def calmed(text: str, loud: bool | None = None) -> str:
    """The text with what is shouted in small letters, names with their capital; as long as before.

    ``loud`` says whether the whole text is (where words of it are slots by now).

    >>> calmed("МИНИСТР БЕКТЕНОВ ПРИБЫЛ В США")
    'Министр Бектенов прибыл в США'
    >>> calmed("Всё это ОЧЕНЬ важно для МВД"), calmed("Президент США")
    ('Всё это очень важно для МВД', 'Президент США')
    """
    if not _CAPITALS.search(text):
        return text
    if loud is None:
        loud = is_loud(text)
    if loud:
        text = quiet_units(text)
    parts, at, first = [], 0, re.search(r"\w", text)
    for match in _WORD.finditer(text):
        word, stop = match[0], match.end()
        if not word.isupper() or not (loud or (len(word) >= LOUD_WORD and not _is_code(text, *match.span()))):
            continue
        short = loud and text[stop : stop + 1] == "." and word.lower() in SHORT and match.start() > 0
        before = text[max(0, match.start() - 8) : match.start()]
        begins = first is not None and match.start() == first.start()
        begins = begins or (bool(_BEGINS.search(before)) and not (loud and _AFTER_SHORT.search(before)))
        initial = len(word) == 1 and text[stop : stop + 1] == "."
        parts.append(text[at : match.start()])
        parts.append(word.lower() if short else _calm(word, begins=begins, initial=initial))
        at = stop
    return "".join([*parts, text[at:]])


def _is_code(text: str, start: int, stop: int) -> bool:
    """A figure hangs on it: «[ЧЕЛОВЕК9]», «ПРОЕКТ_5» stand for something."""
    return bool(re.match(r"[_-]?\d", text[stop : stop + 2])) or text[start - 1 : start].isdigit()


def _calm(word: str, *, begins: bool, initial: bool) -> str:
    if initial or (len(word) > 1 and not _is_shouted(word)):
        return word
    lower = word.lower()
    if len(lower) != len(word):
        return word
    return word[0] + lower[1:] if begins or _is_name(lower) else lower


def _is_shouted(word: str) -> bool:
    """Not one that is always written so: initials, Roman numbers, brands in Latin letters."""
    if not word.isupper() or not re.fullmatch("[А-ЯЁӘҒҚҢӨҰҮҺІ]+", word) or _ROMAN.fullmatch(word):
        return False
    lower = word.lower()
    if lower in WORDS or lower in ACRONYMS:
        return lower in WORDS
    if not is_known(lower.replace("ё", "е")):
        return len(word) > LONGEST_INITIALS and bool(_VOWEL.search(lower))
    likeliest = tags_of(lower)[0]
    return "Abbr" not in likeliest and ("Orgn" not in likeliest or len(word) > LONGEST_INITIALS)


def _is_name(lower: str) -> bool:
    """A name by the likeliest reading, a surname by any; of a word that no dictionary holds, by any guess."""
    readings = tags_of(lower)
    if lower in WORDS or lower.startswith(COMMON) or not readings:
        return not readings
    names = [not tags.isdisjoint(("Name", "Surn", "Patr", "Geox", "Orgn")) for tags in readings]
    if not is_known(lower.replace("ё", "е")):
        return any(names)
    surname = lower.endswith(("ов", "ев", "ёв", "ин", "ова", "ева", "ина")) and any("Surn" in tags for tags in readings)
    return surname or names[0]
