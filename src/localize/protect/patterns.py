"""Where in a Russian text something stands that is no prose: the first pattern that matches wins."""

from __future__ import annotations

import re

from localize.protect.tables import AMOUNT, BLANK, NUMBER, NUMERIC_DATE, SCALED, STOP, UNIT

MONTH = rf"(?:янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)\b{STOP}(?!\w)"
MONTH_NAME = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
UNIT_END = r"(?![\w/∙⋅·]|\.ч)"
ROMAN = "[IVX]{1,5}(?:-[а-я]{1,2})?"
RANKED = rf"(?={BLANK}(?:степен|класс|курс))"
# «XVI, XVII и XVIII веков», «в конце XIX – начале XX века»
CENTURY = (
    rf"(?=(?:(?:,| и| или|{BLANK}?[—–-](?:{BLANK}?(?:начал|конц|середин)\w{{1,3}})?){BLANK}?{ROMAN}){{0,3}}"
    rf"{BLANK}(?:век|ВЕК|вв?\.|столет|СТОЛЕТ|тысячелет))"
)
LETTER = "A-Za-zÀ-ɏ"
# A name of bounded length (what goes on for ever is none) that is no Roman number and no part of a compound.
LATIN = (
    rf"(?!(?=[IVX])X{{0,3}}(?:IX|IV|V?I{{0,3}})(?![\w'’&-]))"
    rf"[{LETTER}][{LETTER}0-9]{{0,40}}(?:[-.'’+/&][{LETTER}0-9]{{1,40}}){{0,6}}(?![\w⟧@]|[-.'’+/&]\w)"
)
# Names that take a number: it is no figure of the sentence.
NUMBERED = (
    "Windows|iPhone|iPad|iOS|Android|Galaxy|PlayStation|Xbox|Boeing|Airbus|Falcon|Formula|Apollo|Model|Pixel|Redmi|GPT|ChatGPT|"
    "Gemini|Claude|Llama|Covid|Starship|Leopard|Abrams|Patriot|Superjet|Tesla Model|Land Cruiser|Euro|Expo|Artek"
)
SIGN = r"(?:(?:US|HK|AU|NZ|[SACR])(?=\$))?[$€£₸₽¥]"
GAP = "[ \u00a0\u2011–-]?"
ABOUT = "примерно|приблизительно|почти|около|более(?: чем)?|порядка|свыше|а то и"
# «5–10 тысяч», «от 5 до почти 10 тыс.», «5, 6 или 7 тысяч»: the scale is that of the first figure too.
FIGURE_BEFORE = re.compile(rf"\d{BLANK}?(?:[–—,-]|до|или|и|против|к)?(?:{BLANK}?(?:{ABOUT}))?{BLANK}?$")
SIGHT = 32  # characters that it looks back

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
        re.compile(rf"(?<![\w+])8{GAP}\(?\d{{3,4}}\)?(?:{GAP}\d{{2,3}}){{1,2}}{GAP}\d{{2}}{GAP}\d{{2}}(?!\d)"),
    ),
    (
        "latin",
        re.compile(
            rf"(?<![\w⟦@.,'’&-])(?:{NUMBERED})[ \u00a0-]\d{{1,4}}(?:-\d{{2,4}})?(?:{BLANK}{LATIN}){{0,3}}(?!\w|[.,]\d|{BLANK}?%)"
        ),
    ),
    ("money", re.compile(rf"(?<![A-Z]){SIGN}{BLANK}?{AMOUNT}(?!\w|[.,]\d)")),
    ("money", re.compile(rf"(?<![\w.,]){AMOUNT}{BLANK}?{SIGN}(?!\w)")),
    ("measure", re.compile(rf"(?<![\w.,⟦])(?:(?<![\w°%])[−–+-])?{AMOUNT}{BLANK}?(?:{UNIT}){UNIT_END}")),
    ("date", re.compile(rf"(?<![\d.,])\b[0-3]?\d {MONTH}", re.IGNORECASE)),
    ("date", re.compile(rf"(?<![\w.,]){NUMERIC_DATE}(?:{BLANK}?г(?!\w){STOP})?(?!\w|\.\d)")),
    # A dateline, «АЛМАТЫ, 20 ноября — Казинформ»: a date in no case that Kazakh would show.
    (
        "date",
        re.compile(rf"(?:(?<=[.,]{BLANK})|^)(?:[12]?\d|3[01]) (?:{MONTH_NAME})(?={BLANK}?[—–-]{BLANK}?[/«A-ZА-ЯЁ⟦])"),
    ),
    ("number", re.compile(r"(?<![\w:.,])[0-2]?\d:[0-5]\d(?![\w:])")),
    (
        "number",
        re.compile(rf"(?<![\w.,⟦])(?:(?<!-)|(?<=\d-))(?:(?<!\w)−)?{SCALED}(?!\w|{BLANK}\d|\.{BLANK}\d)"),
    ),
    ("number", re.compile(r"(?<=\d[–-])\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,6}(?:,\d+)?(?![\w⟧]|[.,]\d)")),
    ("number", re.compile(rf"(?<![\w-]){ROMAN}(?:[—–-]{ROMAN})?{CENTURY}")),
    ("number", re.compile(rf"(?<![\w-]){ROMAN}[—–-]{ROMAN}{RANKED}")),
    ("number", re.compile(rf"(?<![\w.,⟦-])(?:(?<!\w)−)?{NUMBER}(?:[ \u00a0\u202f]%|(?![\w⟧]|[.,]\d))")),
    # Names in Latin letters: an engine spells one of six wrong.
    (
        "latin",
        re.compile(
            rf"(?<![\w⟦@.,'’&-])(?=[{LETTER}][-.'’+/&]?[{LETTER}0-9]){LATIN}(?:(?:{BLANK}&)?{BLANK}(?:{LATIN}|[A-Z]{{1,4}}(?![\w-]))){{0,8}}"
        ),
    ),
)
