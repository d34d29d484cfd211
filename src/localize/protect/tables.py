"""What figures are made of in Russian, and what months, units, signs and scales are called in the targets."""

from __future__ import annotations

import re

BLANK = "[ \u00a0\u202f]"
# The full stop of «21 фев.» and «5 млрд.» belongs to it unless the sentence ends there: at a word with a capital that
# is no unit or currency («5 тыс. МВт», «5 млн. USD»).
STOP = rf"(?:\.(?:(?={BLANK}(?:Гкал|Вт)\b)|(?!\s*$|\s+(?-i:«?[А-ЯЁA-Z](?:[а-яёa-z]|\s)))))?"
_CASES = "(?:а|у|ом|е|ов|ам|ами|ах)?"
SCALE = rf"(?:(?:тыс|млн|млрд|трлн){STOP}|тысяч(?:[аиуе]|ам|ами|ах|ей|ью)?|(?:миллион|миллиард|триллион){_CASES})"
NUMBER = rf"(?:\d{{1,3}}(?:{BLANK}\d{{3}}){{1,6}}(?:,\d+)?|\d+(?:[.,]\d+)?)"
# «2 млн 300 тыс.»: the second half belongs to it.
SCALED = rf"{NUMBER}{BLANK}?{SCALE}(?:{BLANK}\d{{1,3}}{BLANK}{SCALE})?"
AMOUNT = rf"(?:{SCALED}|{NUMBER})"
NUMERIC_DATE = r"(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?:19|20)\d\d"  # 12.03.1975
MONTHS = {
    "янв": ("қаңтар", "January"), "фев": ("ақпан", "February"), "мар": ("наурыз", "March"),
    "апр": ("сәуір", "April"), "май": ("мамыр", "May"), "мая": ("мамыр", "May"), "июн": ("маусым", "June"),
    "июл": ("шілде", "July"), "авг": ("тамыз", "August"), "сен": ("қыркүйек", "September"),
    "окт": ("қазан", "October"), "ноя": ("қараша", "November"), "дек": ("желтоқсан", "December"),
}  # fmt: skip
# Written short, whole in Russian and no word of it: an engine reads letters it has hardly seen.
WATTS = {"Вт": "W", "кВт": "kW", "МВт": "MW", "ГВт": "GW", "ТВт": "TW"}
UNITS = {
    **{unit: (unit, english) for unit, english in WATTS.items()},
    **{unit + dot + "ч": (f"{unit}·сағ", f"{english}h") for unit, english in WATTS.items() for dot in ("·", "*", "⋅", "∙", "•", ".", "-", "")},
    **{f"{unit}/ч": (f"{unit}/сағ", f"{english}/h") for unit, english in WATTS.items()},
    "кВ": ("кВ", "kV"), "Гкал": ("Гкал", "Gcal"), "Гкал/ч": ("Гкал/сағ", "Gcal/h"), "км/ч": ("км/сағ", "km/h"),
    "м/с": ("м/с", "m/s"), "°C": ("°C", "°C"), "°С": ("°C", "°C"), "МГц": ("МГц", "MHz"), "ГГц": ("ГГц", "GHz"),
    "Мбит/с": ("Мбит/с", "Mbit/s"), "Гбит/с": ("Гбит/с", "Gbit/s"), "ГБ": ("ГБ", "GB"), "Гб": ("Гб", "GB"),
    "МБ": ("МБ", "MB"), "ТБ": ("ТБ", "TB"), "МБ/с": ("МБ/с", "MB/s"), "ГБ/с": ("ГБ/с", "GB/s"), "га": ("га", "hectares"), "кв. м": ("шаршы метр", "square meters"),
    "кв. км": ("шаршы шақырым", "square kilometers"), "куб. м": ("текше метр", "cubic meters"), "м²": ("м²", "m²"),
    "м2": ("м²", "m²"), "м³": ("м³", "m³"), "м3": ("м³", "m³"), "км²": ("км²", "km²"), "км2": ("км²", "km²"),
}  # fmt: skip
UNIT = "|".join(re.escape(unit).replace(r"\ ", rf"{BLANK}?") for unit in sorted(UNITS, key=len, reverse=True))
SIGNS = {"$": ("доллар", "$"), "€": ("еуро", "€"), "£": ("фунт стерлинг", "£"), "₸": ("теңге", "₸"),
          "₽": ("рубль", "₽"), "¥": ("юань", "¥"), "US$": ("доллар", "US$"), "S$": ("Сингапур доллары", "S$"),
          "A$": ("Аустралия доллары", "A$"), "C$": ("Канада доллары", "C$"), "HK$": ("Гонконг доллары", "HK$"),
          "AU$": ("Аустралия доллары", "AU$"), "NZ$": ("Жаңа Зеландия доллары", "NZ$"), "R$": ("Бразилия реалы", "R$")}  # fmt: skip
SCALES = {"тыс": ("мың", "thousand"), "млн": ("млн", "million"), "млрд": ("млрд", "billion"),
           "трлн": ("трлн", "trillion"), "миллион": ("миллион", "million"), "миллиард": ("миллиард", "billion"),
           "триллион": ("триллион", "trillion"), "тысяч": ("мың", "thousand")}  # fmt: skip
