"""Numbers of a text as values: «1 234,5» = "1,234.5", «26 млрд» = "26 billion", «полтора» = "1.5".

A figure may be read in several ways (9:30 p.m., 90-е, 1.234); it agrees with another text that has any of
its values, or all of its parts (a date, a score, a phone number).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from localize.checks.numerals import lexicon, rounded, said

SPACE = " \u00a0\u202f\u2009"
TOKEN = re.compile(
    rf"(?P<date>\b(?:\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})\b)"
    rf"|(?P<pair>\d+(?:[:/]\d+)+)"
    rf"|(?P<grouped>(?<![\d.,])\d{{1,3}}(?:[{SPACE}]\d{{3}})+(?!\d)(?:[.,]\d+)?)"
    rf"|(?P<plain>\d+(?:[.,]\d+)*)"
    rf"|(?P<vulgar>[½⅓⅔¼¾⅕⅛])"
    rf"|(?P<roman>(?:(?<![\w.-])|(?<=[\dIVXІХ]-))[IVXІХ]{{2,6}}(?![\w.]))"
)
FIGURE = re.compile(r"[\d½⅓⅔¼¾⅕⅛]|[IVXІХ]{2}")
VULGAR = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8}
ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
DECADE = re.compile(r"-(?:е|х|ые|ых|м|ым)\b|[’']?s\b|-?(?:ші|шы|інші|ыншы)?[ -]жылдар")
AFTERNOON = {
    "en": re.compile(r"\s?(?:o'clock )?(?:[ap]\.?\s?m\b|in the (?:evening|afternoon)|at night)", re.IGNORECASE),
    "ru": re.compile(r"\s(?:час\w*|мин\w*)?\s?(?:вечера|дня|ночи|утра)\b"),
    "kk": re.compile(r"(?:-\w+)?\s?(?:кешк|түнг|түст)\w+"),
}
HALF_AFTER = {
    "ru": re.compile(r"\s+с\s+половиной\b"), "kk": re.compile(r"\s+жарым\b"), "en": re.compile(r"\s+and\s+a\s+half\b"),
}  # fmt: skip
MILITARY = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d(?= (?:UTC|GMT|hours|hrs)\b)")
LETTER_BEFORE = re.compile(r"[^\W\d_]$")
LETTER_AFTER = re.compile(r"(?:[xх×]\d|[DGKДК]\b)", re.IGNORECASE)


class Figure(NamedTuple):
    """A number in a text. ``values``: any of them; ``parts``: or all of these. ``written``: in digits, free-standing."""

    start: int
    stop: int
    values: tuple[float, ...]
    parts: tuple[float, ...] = ()
    written: bool = True

    def agrees(self, values: frozenset[float]) -> bool:
        return any(v in values for v in self.values) or (bool(self.parts) and all(p in values for p in self.parts))


def figures(text: str, lang: str) -> tuple[Figure, ...]:
    """Every number of a text, digits and words, in the order digits first.

    >>> [f.values for f in figures("Рост на 5,2% до 26 млрд", "ru")]
    [(5.2,), (26000000000.0,)]
    >>> figures("in 1,234.5", "en")[0].values, figures("XIX век", "ru")[0].values
    ((1234.5,), (19.0,))
    """
    digits = _joined(list(_shared_scale(list(_digits(text, lang)), text)), text)
    taken = text
    for figure in digits:
        taken = taken[: figure.start] + "#" * (figure.stop - figure.start) + taken[figure.stop :]
    spelled = (Figure(s.start, s.stop, s.values, (), False) for s in said(taken, lang))
    return (*digits, *spelled)


def values_of(found: Iterable[Figure]) -> frozenset[float]:
    """Every value that a text's figures may have."""
    return frozenset(v for f in found for v in (*f.values, *f.parts))


def _digits(text: str, lang: str) -> Iterator[Figure]:
    if not FIGURE.search(text):
        return
    stop = 0
    for match in TOKEN.finditer(text):
        if match.start() < stop:
            continue
        figure = _figure(match, text, lang)
        if figure:
            stop = figure.stop
            yield figure


def _figure(match: re.Match[str], text: str, lang: str) -> Figure | None:
    kind, token = match.lastgroup, match[0]
    start, stop = match.span()
    if kind == "roman":
        value = _roman(token)
        return Figure(start, stop, (value,)) if value else None
    if kind == "date":
        return Figure(start, stop, (), _date_parts(token))
    if kind == "vulgar":
        return Figure(start, stop, (rounded(VULGAR[token]),))
    if kind == "pair":
        return _pair(match, text, lang)
    values, parts = _read(token, lang)
    return _with_context(Figure(start, stop, values, parts), text, lang)


def _pair(match: re.Match[str], text: str, lang: str) -> Figure:
    """9:30, 3:2, 1/3, 2020/21."""
    parts = tuple(float(p) for p in re.split("[:/]", match[0]))
    values: tuple[float, ...] = ()
    if "/" in match[0] and len(parts) == 2 and parts[1]:
        values = (rounded(parts[0] / parts[1]),)
    if ":" in match[0] and len(parts) == 2 and parts[0] < 25:
        hours = (parts[0], (parts[0] + 12) % 24, (parts[0] - 12) % 24 or 12.0)
        values = tuple(clock(h, parts[1]) for h in (hours if _afternoon(text, match.end(), lang) else hours[:1]))
        values += (clock(hours[2], parts[1]),) if parts[0] > 12 else ()
        if parts[1] == 0:
            values += tuple(hours if parts[0] > 12 or _afternoon(text, match.end(), lang) else hours[:1])
    return Figure(match.start(), match.end(), values, parts)


def clock(hours: float, minutes: float) -> float:
    """A time of day as a value that no other number has."""
    return -(hours * 60 + minutes + 1)


def _with_context(figure: Figure, text: str, lang: str) -> Figure:
    """What stands around a number: a scale, "p.m.", the -е of a decade, a letter that makes it a name's part."""
    values, stop = figure.values, figure.stop
    half = HALF_AFTER[lang].match(text, stop) if lang in HALF_AFTER else None
    if half:
        values, stop = tuple(v + 0.5 for v in values), half.end()
    if MILITARY.match(text, figure.start):
        values += (clock(float(text[figure.start : figure.start + 2]), float(text[figure.start + 2 : stop])),)
    scale = _scale_pattern(lang).match(text, stop)
    if scale:
        factor = lexicon(lang).scales[scale[1].lower()]
        values = tuple(rounded(v * factor) for v in _decimal_first(values))
        values += figure.values if len(scale[1]) == 1 else ()
        return Figure(figure.start, scale.end(), values, (), True)
    first = figure.values[0] if figure.values else 0
    if DECADE.match(text, stop) and first % 10 == 0 and first < 100:
        values += tuple(first + century for century in (1800, 1900, 2000))
    elif first < 100 and text[figure.start - 1 : figure.start] in ("'", "’", "/"):
        values += (first + 1900, first + 2000)
    if first < 25 and _afternoon(text, stop, lang):
        values += ((first + 12) % 24, clock(first, 0), clock((first + 12) % 24, 0))
    free = not (LETTER_BEFORE.search(text, max(0, figure.start - 3), figure.start) or LETTER_AFTER.match(text, stop))
    return Figure(figure.start, stop, values, figure.parts, free)


def _afternoon(text: str, at: int, lang: str) -> bool:
    return lang in AFTERNOON and bool(AFTERNOON[lang].match(text, at))


def _decimal_first(values: tuple[float, ...]) -> tuple[float, ...]:
    """Before a scale a separator is the decimal one: 1.234 million is never 1,234 million."""
    return values[:1]


def _shared_scale(found: list[Figure], text: str) -> Iterator[Figure]:
    """«от 5 до 10 млн»: the first number may be of the second's scale."""
    for figure, after in zip(found, [*found[1:], None], strict=False):
        if after and after.values and figure.values and after.start - figure.stop <= 14:
            scale = _factor(after, text)
            if scale > 1 and figure.values[0] < 1000 and not re.search(r"[.;!?%]", text[figure.stop : after.start]):
                figure = figure._replace(values=(*figure.values, *(rounded(v * scale) for v in figure.values)))
        yield figure


def _joined(found: list[Figure], text: str) -> list[Figure]:
    """«2 млн 300 тыс.» is 2,3 млн as well."""
    for number, (figure, after) in enumerate(pairwise(found)):
        beside = figure.values and after.values and not text[figure.stop : after.start].strip(". \u00a0\u202f")
        if beside and _factor(figure, text) > _factor(after, text) > 1:
            total = rounded(figure.values[0] + after.values[0])
            found[number] = figure._replace(values=(*figure.values, total))
            found[number + 1] = after._replace(values=(*after.values, total))
    return found


def _factor(figure: Figure, text: str) -> float:
    number = re.match(rf"[\d.,{SPACE}]*\d", text[figure.start : figure.stop])
    bare = _read(number[0], "ru")[0] if number else ()
    return round(figure.values[0] / bare[0]) if bare and bare[0] else 1


def _read(token: str, lang: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The values of a token by the convention of its language; the likeliest first.

    >>> _read("1,234", "en"), _read("8,5", "ru"), _read("1 234 567,8", "kk")[0]
    (((1234.0,), ()), ((8.5,), ()), (1234567.8,))
    """
    grouped = re.split(f"[{SPACE}]", token)
    if len(grouped) > 1:
        parts = tuple(float(g.replace(",", ".")) for g in grouped) if len(grouped) > 2 else ()
        return (float("".join(grouped).replace(",", ".")),), parts
    separators = re.findall("[.,]", token)
    pieces = re.split("[.,]", token)
    if not separators:
        return ((float(token),), ())
    if len(separators) == 1:
        return _one_separator(separators[0], pieces, lang)
    if all(len(p) == 3 for p in pieces[1:-1]) and len(set(separators[:-1])) == 1:
        if separators[-1] != separators[0]:
            return ((rounded(float("".join(pieces[:-1]) + "." + pieces[-1])),), ())
        if len(pieces[-1]) == 3:
            return ((float("".join(pieces)),), ())
    return ((), tuple(map(float, pieces)))


def _one_separator(separator: str, pieces: list[str], lang: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """8,5 · 1.234 · 15.30: the decimal reading first unless English says otherwise."""
    decimal, whole = rounded(float(".".join(pieces))), float("".join(pieces))
    thousands = len(pieces[1]) == 3 and len(pieces[0]) <= 3 and not pieces[0].startswith("0")
    if thousands and lang == "en":
        return ((whole,) if separator == "," else (decimal,)), ()
    if thousands:
        return (decimal, whole), ()
    parts: tuple[float, ...] = ()
    values: tuple[float, ...] = (decimal,)
    if separator == "." and len(pieces[0]) <= 2 and len(pieces[1]) == 2:
        parts = (float(pieces[0]), float(pieces[1]))
        values = (decimal, clock(*parts), clock((parts[0] - 12) % 24, parts[1])) if parts[0] < 25 else values
    return values, parts


def _date_parts(token: str) -> tuple[float, ...]:
    return tuple(float(p) for p in re.split(r"[./-]", token))


def _roman(token: str) -> float:
    """II … XXXIX; Cyrillic look-alikes count too.

    >>> _roman("XIX"), _roman("ХХІ"), _roman("IIII")
    (19.0, 21.0, 0.0)
    """
    latin = token.translate(str.maketrans("ІХ", "IX"))
    if not ROMAN.fullmatch(latin):
        return 0.0
    digits = [ROMAN_DIGITS[c] for c in latin]
    return float(sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True)))


@cache
def _scale_pattern(lang: str) -> re.Pattern[str]:
    """A scale after its number; markup, blanked or not, may stand between them (87,4 *млрд*)."""
    forms = sorted(lexicon(lang).scales, key=len, reverse=True)
    return re.compile(
        rf"(?: (?:и более|с лишним|с небольшим|or more))?(?:-|[{SPACE}*_]{{0,12}})({'|'.join(map(re.escape, forms)) or '(?!)'})(?![^\W\d_])",
        re.IGNORECASE,
    )
