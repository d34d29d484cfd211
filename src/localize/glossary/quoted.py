"""Names in quotation marks that no engine should translate: ТОО «Звезда», газета «Время», ФК «Тобол».

What stands before the mark decides: a company, a newspaper or a club is called in other languages as it is called
at home; a film, a party or a programme has a name in each («фильм «Звезда»»: the engine's).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.document import Span

_FORMS = "ТОО|АО|НАО|ОАО|ООО|ПАО|ЗАО|ИП|КХ|КГУ|КГП|ГКП|РГП|ГУП|МУП|ТРЦ|ТРК|ТЦ|БЦ|ЖК|ФК|ХК|БК|МФК|ВК|СК|НПО"
_HEADS = (
    r"газет\w{0,3}|журнал\w{0,3}|еженедельник\w{0,2}|телеканал\w{0,3}|телекомпани\w{1,3}|радиостанци\w{1,2}|радио|"
    r"портал\w{0,3}|издани\w{1,3}|информагентств\w{1,2}|компани\w{1,2}|фирм\w{1,2}|концерн\w{0,3}|холдинг\w{0,3}|"
    r"корпораци\w{1,2}|бренд\w{0,2}|банк\w{0,2}|авиакомпани\w{1,2}|(?:фут|хок|баскет|волей)больн\w{2,3} клуб\w{0,2}|клуб\w{0,2}|команд\w{0,3}|"
    r"стадион\w{0,2}|гостиниц\w{1,2}|отел\w{1,2}|кафе|ресторан\w{0,2}|супермаркет\w{0,3}|санатори\w{1,2}|кинотеатр\w{0,2}"
)
_NAME = r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{1,20}(?:[ -][А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{1,20}){0,2}"
_CALLED = re.compile(
    rf"(?<!\w)(?:(?:{_FORMS})|(?i:{_HEADS})) ?(?P<first>«{_NAME}»)(?P<more>(?:(?:, | и |, а также )«{_NAME}»)*)"
)
_QUOTED = re.compile(f"«({_NAME})»")


def quoted_names(text: str) -> Iterator[Span]:
    """
    >>> [span.text for span in quoted_names("Игроки ФК «Тобол» и газет «Время» и «Рубеж» смотрели фильм «Звезда».")]
    ['Тобол', 'Время', 'Рубеж']
    """
    if "«" not in text:
        return
    for called in _CALLED.finditer(text):
        for quoted in _QUOTED.finditer(text, called.start("first"), called.end()):
            yield Span(*quoted.span(1), quoted[1], "name")
