"""What must come through a translation as it is, or by the target's convention: links, addresses, figures.

`protect` finds the spans of a Russian text; `convention` writes one for a target language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from localize.document import Span

_BLANK = "[ \u00a0\u202f]"
# The full stop of «21 фев.» and «5 млрд.» belongs to it unless the sentence ends there as well.
_STOP = r"(?:\.(?!\s*$|\s+(?-i:[А-ЯЁA-Z«])))?"
_CASES = "(?:а|у|ом|е|ов|ам|ами|ах)?"
_SCALE = rf"(?:(?:тыс|млн|млрд|трлн){_STOP}|тысяч(?:[аиуе]|ам|ами|ах)?|(?:миллион|миллиард|триллион){_CASES})"
_NUMBER = rf"\d{{1,3}}(?:{_BLANK}\d{{3}}){{1,6}}(?:,\d+)?|\d+(?:[.,]\d+)?"
_MONTHS = {
    "янв": ("қаңтар", "January"), "фев": ("ақпан", "February"), "мар": ("наурыз", "March"),
    "апр": ("сәуір", "April"), "май": ("мамыр", "May"), "мая": ("мамыр", "May"), "июн": ("маусым", "June"),
    "июл": ("шілде", "July"), "авг": ("тамыз", "August"), "сен": ("қыркүйек", "September"),
    "окт": ("қазан", "October"), "ноя": ("қараша", "November"), "дек": ("желтоқсан", "December"),
}  # fmt: skip
_MONTH = rf"(?:янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)\b{_STOP}(?!\w)"
# Written short, whole in Russian and no word of it: an engine reads letters it has hardly seen.
_WATTS = {"Вт": "W", "кВт": "kW", "МВт": "MW", "ГВт": "GW", "ТВт": "TW"}
_UNITS = {
    **{unit: (unit, english) for unit, english in _WATTS.items()},
    **{unit + dot + "ч": (f"{unit}·сағ", f"{english}h") for unit, english in _WATTS.items() for dot in ("·", "*", "⋅", "∙", "•", ".", "-", "")},
    **{f"{unit}/ч": (f"{unit}/сағ", f"{english}/h") for unit, english in _WATTS.items()},
    "кВ": ("кВ", "kV"), "Гкал": ("Гкал", "Gcal"), "Гкал/ч": ("Гкал/сағ", "Gcal/h"), "км/ч": ("км/сағ", "km/h"),
    "м/с": ("м/с", "m/s"), "°C": ("°C", "°C"), "°С": ("°C", "°C"), "МГц": ("МГц", "MHz"), "ГГц": ("ГГц", "GHz"),
    "Мбит/с": ("Мбит/с", "Mbit/s"), "Гбит/с": ("Гбит/с", "Gbit/s"), "ГБ": ("ГБ", "GB"), "Гб": ("Гб", "GB"),
    "МБ": ("МБ", "MB"), "ТБ": ("ТБ", "TB"), "МБ/с": ("МБ/с", "MB/s"), "ГБ/с": ("ГБ/с", "GB/s"), "га": ("га", "hectares"), "кв. м": ("шаршы метр", "square meters"),
    "кв. км": ("шаршы шақырым", "square kilometers"), "куб. м": ("текше метр", "cubic meters"), "м²": ("м²", "m²"),
    "м2": ("м²", "m²"), "м³": ("м³", "m³"), "м3": ("м³", "m³"), "км²": ("км²", "km²"), "км2": ("км²", "km²"),
}  # fmt: skip
_UNIT = "|".join(re.escape(unit).replace(r"\ ", rf"{_BLANK}?") for unit in sorted(_UNITS, key=len, reverse=True))
_UNIT_END = r"(?![\w/∙⋅·]|\.ч)"
_NUMERIC = r"(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?:19|20)\d\d"  # 12.03.1975
_MONTH_NAME = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_SIGNS = {"$": ("доллар", "$"), "€": ("еуро", "€"), "£": ("фунт стерлинг", "£"), "₸": ("теңге", "₸"),
          "₽": ("рубль", "₽"), "¥": ("юань", "¥"), "US$": ("доллар", "US$"), "S$": ("Сингапур доллары", "S$"),
          "A$": ("Аустралия доллары", "A$"), "C$": ("Канада доллары", "C$"), "HK$": ("Гонконг доллары", "HK$"),
          "AU$": ("Аустралия доллары", "AU$"), "NZ$": ("Жаңа Зеландия доллары", "NZ$"), "R$": ("Бразилия реалы", "R$")}  # fmt: skip
_SCALES = {"тыс": ("мың", "thousand"), "млн": ("млн", "million"), "млрд": ("млрд", "billion"),
           "трлн": ("трлн", "trillion"), "миллион": ("миллион", "million"), "миллиард": ("миллиард", "billion"),
           "триллион": ("триллион", "trillion"), "тысяч": ("мың", "thousand")}  # fmt: skip
ENDLESS = 20  # digits: no amount of anything, and beyond what a `Decimal` holds exactly
_POWERS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

_ROMAN = "[IVX]{1,5}(?:-[а-я]{1,2})?"
_RANKED = re.compile(rf"{_BLANK}(?:степен|класс|курс)")
_CENTURY = re.compile(rf"{_BLANK}(?:век|вв|столет|тысячелет)")
_LETTER = "A-Za-zÀ-ɏ"
_LATIN = (  # of bounded length: what goes on for ever is no name
    rf"(?![IVXLC]+\b)[{_LETTER}][{_LETTER}0-9]{{0,40}}(?:[-.'’+/][{_LETTER}0-9]{{1,40}}){{0,6}}(?![\w⟧@]|[-.]\w)"
)
_SIGN = r"(?:(?:US|HK|AU|NZ|[SACR])(?=\$))?[$€£₸₽¥]"
_GAP = "[ \u00a0\u2011–-]?"

# «5–10 тысяч», «от 5 до 10 тыс.», «5, 6 или 7 тысяч»: the scale is that of the first figure too.
_FIGURE_BEFORE = re.compile(r"\d[ \u00a0\u202f]?(?:[–—,-]|до|или|и|против|к)?[ \u00a0\u202f]?$")
FIGURES = ("number", "money", "measure", "date")
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("url", re.compile(r"(?:https?://|www\.)[^\s<>«»\"]+[^\s<>«»\".,;:!?)\]]")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")),
    (
        "url",
        re.compile(
            r"\b(?:[a-z0-9-]{1,63}\.){1,6}(?:kz|ru|com|org|net|info|gov|edu)\b(?:/[^\s<>«»\"]*[^\s<>«»\".,;:!?)])?"
        ),
    ),
    ("handle", re.compile(r"(?<!\w)@[A-Za-z_][\w.]{2,}")),
    ("hashtag", re.compile(r"(?<![\w&])#[^\W\d]\w+")),
    ("phone", re.compile(r"(?<![\w+])\+\d(?:[ \u00a0\u2011()–-]{0,2}\d){9,13}(?!\d)")),
    (
        "phone",
        re.compile(rf"(?<![\w+])8{_GAP}\(?\d{{3,4}}\)?(?:{_GAP}\d{{2,3}}){{1,2}}{_GAP}\d{{2}}{_GAP}\d{{2}}(?!\d)"),
    ),
    ("money", re.compile(rf"(?<![A-Z]){_SIGN}{_BLANK}?(?:{_NUMBER})(?:{_BLANK}?{_SCALE})?(?!\w|[.,]\d)")),
    ("money", re.compile(rf"(?<![\w.,])(?:{_NUMBER})(?:{_BLANK}?{_SCALE})?{_BLANK}?{_SIGN}(?!\w)")),
    (
        "measure",
        re.compile(
            rf"(?<![\w.,⟦])(?:(?<![\w°%])[−–+-])?(?:{_NUMBER})(?:{_BLANK}?{_SCALE})?{_BLANK}?(?:{_UNIT}){_UNIT_END}"
        ),
    ),
    ("date", re.compile(rf"(?<![\d.,])\b[0-3]?\d {_MONTH}", re.IGNORECASE)),
    ("date", re.compile(rf"(?<![\w.,-]){_NUMERIC}(?:{_BLANK}?г(?!\w){_STOP})?(?!\w|[.-]\d)")),
    # A dateline, «АЛМАТЫ, 20 ноября — Казинформ»: a date in no case that Kazakh would show.
    ("date", re.compile(rf"(?:(?<=[.,]{_BLANK})|^)(?:[12]?\d|3[01]) (?:{_MONTH_NAME})(?= ?[—–-] ?[/«A-ZА-ЯЁ⟦])")),
    ("number", re.compile(r"(?<![\w:.,])[0-2]?\d:[0-5]\d(?![\w:])")),
    # A scale belongs to its figure, and so does the second half of «2 млн 300 тыс.».
    (
        "number",
        re.compile(
            rf"(?<![\w.,⟦])(?:(?<!-)|(?<=\d-))(?:{_NUMBER}){_BLANK}?{_SCALE}"
            rf"(?:{_BLANK}\d{{1,3}}{_BLANK}{_SCALE})?(?!\w|{_BLANK}\d)"
        ),
    ),
    ("number", re.compile(r"(?<=\d[–-])\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,6}(?:,\d+)?(?![\w⟧]|[.,]\d)")),
    ("number", re.compile(rf"(?<![\w-]){_ROMAN}(?:[–-]{_ROMAN})?(?={_CENTURY.pattern})")),
    ("number", re.compile(rf"(?<![\w-]){_ROMAN}[–-]{_ROMAN}(?={_RANKED.pattern})")),
    ("number", re.compile(rf"(?<![\w.,⟦-])(?:(?<!\w)−)?(?:{_NUMBER})(?:[ \u00a0\u202f]%|(?![\w⟧]|[.,]\d))")),
    # Names in Latin letters: an engine spells one of six wrong.
    ("latin", re.compile(rf"(?<![\w⟦@.,-])(?=\S{{2}}){_LATIN}(?:(?:{_BLANK}&)?{_BLANK}{_LATIN}){{0,8}}")),
)


def protect(text: str, numbers: bool = True) -> list[Span]:
    """Non-overlapping spans in reading order; the earlier pattern wins where two meet.

    ``numbers=False`` leaves figures, money and dates alone (for engines without slots).

    >>> [s.text for s in protect("Рост на 5,2% до $26 млрд, см. https://stat.gov.kz.")]
    ['5,2', '$26 млрд', 'https://stat.gov.kz']
    """
    taken: list[Span] = []
    covered = bytearray(len(text))
    for kind, pattern in PATTERNS:
        if not numbers and kind in FIGURES:
            continue
        for match in pattern.finditer(text):
            start, stop = match.span()
            if not any(covered[start:stop]):
                data = _place(text, start, stop) if kind in FIGURES else ""
                taken.append(Span(start, stop, match[0], kind, data=data))  # type: ignore[arg-type]
                covered[start:stop] = b"\1" * (stop - start)
    return sorted(taken, key=lambda span: span.start)


def _place(text: str, start: int, stop: int) -> str:
    """What stands around a figure and decides how it is written."""
    if _FIGURE_BEFORE.search(text, max(0, start - 12), start):
        return "among"
    return "century" if text[start] in "IVX" and _CENTURY.match(text, stop) else ""


def free(span: Span, taken: Iterable[Span]) -> bool:
    return not any(span.start < other.stop and other.start < span.stop for other in taken)


def convention(span: Span, lang: str) -> str:
    """A span's text as the target language writes it; the sign of «5,4 %» is not of it (`shown` leaves it outside).

    >>> convention(Span(0, 8, "$26 млрд", "money"), "kk"), convention(Span(0, 8, "$26 млрд", "money"), "en")
    ('26 млрд доллар', '$26 billion')
    >>> convention(Span(0, 6, "21 фев", "date"), "kk"), convention(Span(0, 7, "1 234,5", "number"), "en")
    ('21 ақпан', '1,234.5')
    """
    alone = span.data != "among"
    if span.data == "century":
        return _century(span.text, lang)
    if span.kind == "number":
        return _amount(span.text.rstrip("%\u00a0\u202f "), lang, alone)
    if span.kind == "measure":
        return _measure(span.text, lang, alone)
    if span.kind == "money":
        return _money(span.text, lang, alone)
    if span.kind == "date":
        return _date(span.text, lang)
    return span.text


def shown(span: Span) -> str:
    """What a slot shows of a figure beside itself: the sign of «5,4 %», which the engine knows without the blank.

    >>> shown(Span(0, 5, "5,4 %", "number")), shown(Span(0, 3, "5,4", "number"))
    ('%', '')
    """
    return "%" if span.kind == "number" and span.text.endswith("%") else ""


def _number(text: str, lang: str) -> str:
    if lang != "en":
        return text
    grouped = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3})", ",", text)
    if grouped != text:
        whole, _, fraction = text.partition(",")
        return re.sub(r"[ \u00a0\u202f]", ",", whole) + (f".{fraction}" if fraction else "")
    return text.replace(",", ".") if re.fullmatch(r"−?\d+,\d+", text) else text


def _century(text: str, lang: str) -> str:
    """
    >>> _century("XV-м", "en"), _century("VIII–III", "en"), _century("XXI-го", "kk")
    ('15th', '8th–3rd', 'XXI')
    """
    roman = re.sub("-[а-я]+", "", text)
    return re.sub("[IVX]+", lambda numeral: _ordinal(_roman(numeral[0])), roman) if lang == "en" else roman


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _ordinal(value: int) -> str:
    ending = "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _amount(text: str, lang: str, alone: bool) -> str:
    """A figure with the scale behind it, if there is one.

    >>> [_amount(text, "en", True) for text in ("14,7 миллиарда", "86,5 тыс.", "2 млн 300 тыс.", "1 234,5")]
    ['14.7 billion', '86,500', '2.3 million', '1,234.5']
    >>> _amount("86,5 тыс.", "en", False), _amount("2 млн 300 тыс.", "kk", True)
    ('86.5 thousand', '2 млн 300 мың')
    """
    parts = re.findall(rf"({_NUMBER}){_BLANK}?({_SCALE})", text)
    if len(parts) == 2 and lang == "en" and len(parts[0][0]) < ENDLESS:
        total = sum((_value(number) * _POWERS[_scale(scale, "en")] for number, scale in parts), Decimal(0))
        largest = _scale(parts[0][1], "en")
        return f"{(total / _POWERS[largest]).normalize():f} {largest}"
    if not parts:
        return _number(text, lang)
    return " ".join(_scaled(number, scale, lang, alone) for number, scale in parts)


def _scaled(number: str, scale: str | None, lang: str, alone: bool) -> str:
    """English has no thousands beside figures («5,000 people»), but where they are those of another («5–10 thousand»)."""
    said = _scale(scale, lang)
    if said == "thousand" and alone and len(number) < ENDLESS and (whole := _value(number) * 1000) == int(whole):
        return f"{int(whole):,}"
    return f"{_number(number, lang)} {said}".rstrip()


def _value(number: str) -> Decimal:
    return Decimal(re.sub(_BLANK, "", number).replace(",", "."))


def _money(text: str, lang: str, alone: bool) -> str:
    sign = next(sign for sign in sorted(_SIGNS, key=len, reverse=True) if sign in text)
    number = re.search(_NUMBER, text)
    assert number is not None  # both money patterns hold one
    scale = re.search(_SCALE, text)
    figure = _scaled(number[0], scale[0] if scale else None, lang, alone)
    return f"{sign}{figure}" if lang == "en" else f"{figure} {_SIGNS[sign][0]}"


def _measure(text: str, lang: str, alone: bool = True) -> str:
    """A figure and its unit, the scale between them included.

    >>> _measure("3,2 млрд кВт·ч", "en"), _measure("3,2 млрд кВт·ч", "kk"), _measure("−38 °С", "en"), _measure("1 га", "en")
    ('3.2 billion kWh', '3,2 млрд кВт·сағ', '−38°C', '1 hectare')
    """
    match = re.fullmatch(rf"([−–+-]?)({_NUMBER})(?:{_BLANK}?({_SCALE}))?{_BLANK}?({_UNIT})", text)
    assert match is not None  # the pattern that found it
    unit = re.sub(_BLANK, "", match[4])
    kazakh, english = _UNITS[unit if unit in _UNITS else unit.replace(".", ". ")]
    figure = ("−" if match[1] in ("−", "–", "-") and match[1] else match[1]) + _scaled(match[2], match[3], lang, alone)
    if lang != "en":
        return f"{figure} {kazakh}"
    one = figure == "1" and english.endswith("s") and len(english) > 3
    return figure + ("" if english.startswith("°") else " ") + (english[:-1] if one else english)


def _scale(word: str | None, lang: str) -> str:
    key = next((k for k in sorted(_SCALES, key=len, reverse=True) if word and word.startswith(k)), "")
    return _SCALES[key][lang == "en"] if key else ""


def _date(text: str, lang: str) -> str:
    """A day of a month: «21 фев», «12.03.1975» (in English numbers alone would be another day)."""
    if numeric := re.match(_NUMERIC, text):
        day, month, year = numeric[0].split(".")
        english = list(dict.fromkeys(name for _, name in _MONTHS.values()))
        return f"{english[int(month) - 1]} {int(day)}, {year}" if lang == "en" else numeric[0]
    day, month = text.split(" ", 1)
    kazakh, name = _MONTHS[month[:3].lower()]
    return f"{name} {int(day)}" if lang == "en" else f"{int(day)} {kazakh}"
