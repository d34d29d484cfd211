"""Where a sentence may end and where not: a rule looks at one possible cut and answers `JOIN`, `SPLIT` or None
(no opinion); the first answer counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

JOIN, SPLIT = "join", "split"

DATELINE = re.compile(
    r"(?P<line>[А-ЯЁA-Z][А-ЯЁA-Zа-яё\- ]{2,30}[.,] *(?:\d{1,2} +[а-яё]{3,9}\.?(?: +\d{4}(?: *г(?:ода|\.))?)? *)?"
    r"[—–-] *(?:[A-ZА-ЯЁ][\w.\-]*|/[\w\- ]+/)(?: [A-ZА-ЯЁ][\w\-]*){0,3}\.)\s+(?=[А-ЯЁA-Z«\"0-9])"
    r"|(?P<head>[А-ЯЁ][А-ЯЁ\-]{2,30}\. *\d{1,2} +[а-яё]{3,9}\. *[А-ЯЁA-Z][\w.\-]*) +[—–-] "
)
ABBREVIATION_BEFORE = re.compile(
    r"(?:^|[\s(«])(?:т\. ?н|и\. ?о|вр\. ?и\. ?о|врио|им|г|гг|ул|пр|просп|пер|пл|д|кв|корп|стр|оф|обл|р-н|пос|дер|с|мкр"
    r"|руб|тыс|тг|долл|евро|млн|млрд|трлн|коп|см|напр|др|проф|акад|доц|канд|докт|ист|наук|экон|юрид|техн|физ|мат|мед"
    r"|ген|полк|подп|майор|кап|лейт|ст|п|пп|ч|гл|рис|табл|т|тт|№|стр|англ|рус|каз|лат|сокр|ред|прим|род|ок|мин|макс"
    r"|кг|км|м|л|га|ч|сек|кв|куб|янв|фев|февр|мар|апр|июн|июл|авг|сен|сент|окт|ноя|нояб|дек)\.$",
    re.IGNORECASE,
)
MEASURE_BEFORE = re.compile(r"(?:тыс|млн|млрд|трлн|долл|руб|тг|кв|куб)\.$")
COUNTRY_AFTER = re.compile(
    r"(?:USD|KZT|EUR|RUB|Гкал|[МГТ]Вт|[МГТ]Б|США|РК|РФ|Казахстана?|Гонконга|Канады|Австралии|м|км|см)\b"
)
INITIAL_BEFORE = re.compile(r"(?:^|[\s(«\"-])[А-ЯЁA-ZӘҒҚҢӨҰҮҺІ][а-яё]?\.$")


@dataclass(frozen=True, slots=True)
class Cut:
    """A possible cut: the text before it (of this sentence so far) and after it, and the gap between."""

    left: str
    gap: str
    right: str


def inside_quote(cut: Cut) -> str | None:
    """Quoted speech of several sentences stays whole: half a quotation cannot be translated or reviewed."""
    opened = cut.left.count("«") - cut.left.count("»") + cut.left.count("“") - cut.left.count("”")
    rest = cut.right.find("»") if "«" in cut.left else cut.right.find("”")
    if opened > 0 and 0 <= rest < 600 and len(cut.left) < 600:
        return JOIN
    return None


def quote_then_speaker(cut: Cut) -> str | None:
    """«…?» — сказал он. The dash with a small letter after it goes on with the sentence."""
    return JOIN if re.match(r"[—–-]\s*[а-яё]", cut.right) and not cut.right.startswith("-т") else None


def lower_case_next(cut: Cut) -> str | None:
    """No Russian sentence begins with a small letter: «и т.д. в городе»."""
    return JOIN if cut.right[:1].islower() and not cut.right.startswith(("iPhone", "eGov")) else None


def after_initial(cut: Cut) -> str | None:
    """К.-Ж. Токаев; А. С. Пушкин. A single capital with a dot is an initial when a capital follows."""
    if INITIAL_BEFORE.search(cut.left) and re.match(r"[А-ЯЁA-ZӘҒҚҢӨҰҮҺІ]", cut.right):
        return JOIN
    return None


def after_measure(cut: Cut) -> str | None:
    """«10 тыс. долл. США»: the country belongs to the currency; a digit to the amount."""
    if MEASURE_BEFORE.search(cut.left) and COUNTRY_AFTER.match(cut.right):
        return JOIN
    return None


def after_abbreviation(cut: Cut) -> str | None:
    """«ул. Абая», «г. Алматы», «и.о. министра», «Канд. ист. наук»: these never end a sentence here,
    unless what stands before them is a number (2026 г. Завод…; 5 млрд. Это…)."""
    if not ABBREVIATION_BEFORE.search(cut.left):
        return None
    if re.search(r"\b(?:кв|куб)\. (?:м|км|см)\.$", cut.left):
        return None
    if re.search(r"\d\s*(?:г|гг|руб|тг|долл|тыс|млн|млрд|трлн|м|км|кг|л|га|ч|мин|сек|см|кв)\.$", cut.left):
        return None
    if re.search(r"(?:тыс|млн|млрд|трлн)\.? (?:руб|тг|долл|евро)\.$", cut.left) or cut.left.endswith(" др."):
        return None
    return JOIN


def in_dateline(cut: Cut) -> str | None:
    """«НУР-СУЛТАН. 15 мая. КазТАГ — Банк сообщил…» is one sentence up to its end."""
    match = DATELINE.match(cut.left + cut.gap + cut.right)
    return JOIN if match and match["head"] and len(cut.left) < match.end("head") else None


def numbered_item(cut: Cut) -> str | None:
    """«1. Первое»: the number of an item is not a sentence."""
    return JOIN if re.fullmatch(r"\s*(?:\d{1,3}|[IVX]{1,5}|[А-Яа-я])[.)]", cut.left) else None


RULES: tuple[Callable[[Cut], str | None], ...] = (
    numbered_item, in_dateline, inside_quote, quote_then_speaker, lower_case_next, after_initial, after_measure,
    after_abbreviation,
)  # fmt: skip


def decide(cut: Cut) -> tuple[str, str]:
    """(answer, rule that gave it); SPLIT by ``razdel`` when no rule has an opinion.

    >>> decide(Cut("Это сказал К.-Ж.", " ", "Токаев вчера."))
    ('join', 'after_initial')
    """
    for rule in RULES:
        if answer := rule(cut):
            return answer, rule.__name__
    return SPLIT, "razdel"
