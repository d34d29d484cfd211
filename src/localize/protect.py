"""What must come through a translation as it is, or by the target's convention: links, addresses, figures.

`protect` finds the spans of a Russian text; `convention` writes one for a target language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from localize.document import Span

# The full stop of «21 фев.» and «5 млрд.» belongs to it unless the sentence ends there as well.
_STOP = r"(?:\.(?!\s*$|\s+(?-i:[А-ЯЁA-Z«])))?"
_SCALE = rf"(?:(?:тыс|млн|млрд|трлн){_STOP}|тысяч[аи]?|миллион(?:а|ов)?|миллиард(?:а|ов)?|триллион(?:а|ов)?)"
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_MONTHS = {
    "янв": ("қаңтар", "January"), "фев": ("ақпан", "February"), "мар": ("наурыз", "March"),
    "апр": ("сәуір", "April"), "май": ("мамыр", "May"), "мая": ("мамыр", "May"), "июн": ("маусым", "June"),
    "июл": ("шілде", "July"), "авг": ("тамыз", "August"), "сен": ("қыркүйек", "September"),
    "окт": ("қазан", "October"), "ноя": ("қараша", "November"), "дек": ("желтоқсан", "December"),
}  # fmt: skip
_MONTH = rf"(?:янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)\b{_STOP}(?!\w)"
_SIGNS = {"$": ("доллар", "$"), "€": ("еуро", "€"), "£": ("фунт стерлинг", "£"), "₸": ("теңге", "₸"),
          "₽": ("рубль", "₽"), "¥": ("юань", "¥")}  # fmt: skip
_SCALES = {"тыс": ("мың", "thousand"), "млн": ("млн", "million"), "млрд": ("млрд", "billion"),
           "трлн": ("трлн", "trillion"), "миллион": ("миллион", "million"), "миллиард": ("миллиард", "billion"),
           "триллион": ("триллион", "trillion"), "тысяч": ("мың", "thousand")}  # fmt: skip

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
    ("money", re.compile(rf"[$€£₸₽¥] ?(?:{_NUMBER})(?: ?{_SCALE})?(?!\w)")),
    ("money", re.compile(rf"(?<![\w.,])(?:{_NUMBER})(?: ?{_SCALE})? ?[$€£₸₽¥](?!\w)")),
    ("date", re.compile(rf"(?<![\d.,])\b[0-3]?\d {_MONTH}", re.IGNORECASE)),
    ("number", re.compile(r"(?<![\w:.,])[0-2]?\d:[0-5]\d(?![\w:])")),
    ("number", re.compile(rf"(?<![\w.,⟦-])(?:{_NUMBER})(?![\w⟧]|[.,]\d)")),
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
        if not numbers and kind in ("money", "date", "number"):
            continue
        for match in pattern.finditer(text):
            start, stop = match.span()
            if not any(covered[start:stop]):
                taken.append(Span(start, stop, match[0], kind))  # type: ignore[arg-type]
                covered[start:stop] = b"\1" * (stop - start)
    return sorted(taken, key=lambda span: span.start)


def free(span: Span, taken: Iterable[Span]) -> bool:
    return not any(span.start < other.stop and other.start < span.stop for other in taken)


def convention(span: Span, lang: str) -> str:
    """A span's text as the target language writes it.

    >>> convention(Span(0, 8, "$26 млрд", "money"), "kk"), convention(Span(0, 8, "$26 млрд", "money"), "en")
    ('26 млрд доллар', '$26 billion')
    >>> convention(Span(0, 6, "21 фев", "date"), "kk"), convention(Span(0, 7, "1 234,5", "number"), "en")
    ('21 ақпан', '1,234.5')
    """
    if span.kind == "number":
        return _number(span.text, lang)
    if span.kind == "money":
        return _money(span.text, lang)
    if span.kind == "date":
        return _date(span.text, lang)
    return span.text


def _number(text: str, lang: str) -> str:
    if lang != "en":
        return text
    grouped = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3})", ",", text)
    if grouped != text:
        whole, _, fraction = text.partition(",")
        return re.sub(r"[ \u00a0\u202f]", ",", whole) + (f".{fraction}" if fraction else "")
    return text.replace(",", ".") if re.fullmatch(r"\d+,\d+", text) else text


def _money(text: str, lang: str) -> str:
    sign = next(c for c in text if c in _SIGNS)
    number = re.search(_NUMBER, text)
    assert number is not None  # both money patterns hold one
    scale_match = re.search(_SCALE, text)
    key = next((k for k in sorted(_SCALES, key=len, reverse=True) if scale_match and scale_match[0].startswith(k)), "")
    scale = _SCALES[key][lang == "en"] if key else ""
    figure = _number(number[0], lang)
    if lang == "en":
        return f"{sign}{figure}" + (f" {scale}" if scale else "")
    return " ".join(part for part in (figure, scale, _SIGNS[sign][0]) if part)


def _date(text: str, lang: str) -> str:
    day, month = text.split(" ", 1)
    kazakh, english = _MONTHS[month[:3].lower()]
    return f"{english} {int(day)}" if lang == "en" else f"{int(day)} {kazakh}"
