"""Names in quotation marks that no engine should translate: ТОО «Звезда», газета «Время», кафе «Берёзка».

What stands before the mark decides: a company, a newspaper or a café is called in other languages as it is called
at home; a film, a party or a programme has a name in each («фильм «Звезда»»: the engine's).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.document import Span
from localize.glossary.words import is_known, lowered, tags_of

_FORMS = "ТОО|АО|НАО|ОАО|ООО|ПАО|ЗАО|ИП|КХ|КГУ|КГП|ГКП|РГП|ГУП|МУП|ТРЦ|ТЦ|БЦ|ЖК|НПО"
_MASCULINE = (
    "журнал|еженедельник|телеканал|портал|концерн|холдинг|бренд|банк|клуб|стадион|ресторан|супермаркет|кинотеатр"
)
_FEMININE = "газет|фирм|команд|гостиниц"
_IOTATED = "телекомпани|радиостанци|компани|авиакомпани|корпораци"
_HEADS = (
    rf"(?:{_MASCULINE})(?:а|у|ом|е|ы|ов|ам|ами|ах)?|(?<!по )(?:{_FEMININE})(?:а|ы|е|у|ой|ам|ами|ах)?|"
    rf"(?:{_IOTATED})(?:я|и|ю|ей|й|ям|ями|ях)|отел(?:ь|я|ю|ем|е|и)|издани(?:е|я|ю|ем|и)|санатори(?:й|я|ю|ем|и)|"
    "информагентств(?:о|а|у|ом|е)|кафе|радио|ФК|ХК|БК|МФК|ВК"
)
# In the dictionary, and yet spelt otherwise: Radio Liberty, Boeing, Le Monde.
_FOREIGN = frozenset("свобода боинг мерседес фольксваген филипс шеврон тайм таймс монд эсквайр плейбой".split())
_WORD = "[А-ЯЁӘҒҚҢӨҰҮҺІ][А-ЯЁӘҒҚҢӨҰҮҺІа-яёәғқңөұүһі]{1,20}"
_NAME = f"{_WORD}(?:[ -]{_WORD}){{0,2}}"
_LIST = f"«{_NAME}»(?:(?:, | и |, а также )«{_NAME}»)*"
_CALLED = re.compile(rf"(?<!\w)(?:(?P<form>{_FORMS})|(?i:{_HEADS})) ?(?P<names>{_LIST})")
_QUOTED = re.compile(f"«({_NAME})»")


def quoted_names(text: str, lang: str) -> Iterator[Span]:
    """A firm's registered name is anyone's; elsewhere only one word is surely a name, and for English one that a
    dictionary holds: «Челси» and «Ювентус» are spelt otherwise than they sound.

    >>> [span.text for span in quoted_names("ТОО «Тобол» и газеты «Время» и «Рубеж» о фильме «Звезда» и клубе «Челси»", "en")]
    ['Тобол', 'Время', 'Рубеж']
    """
    if "«" not in text:
        return
    for called in _CALLED.finditer(text):
        for quoted in _QUOTED.finditer(text, *called.span("names")):
            if called["form"] or _is_one_word(quoted[1], lang):
                yield Span(*quoted.span(1), quoted[1], "name")


def _is_one_word(name: str, lang: str) -> bool:
    lower = lowered(name)
    proper = any(not tags.isdisjoint(("Geox", "Orgn", "Trad", "Name", "Surn")) for tags in tags_of(lower))
    return " " not in name and (lang == "kk" or (is_known(lower) and not proper and lower not in _FOREIGN))
