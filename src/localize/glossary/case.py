"""Which case a found term stands in, where its form alone leaves it open, and what Kazakh makes of that case.

«в Казахстане» is told by the preposition, «экономика России» by the noun before, «посетил Минск» by the verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from localize.glossary.words import Reading, Token, readings

Form = tuple[str, str]  # case, number

KAZAKH = {
    "nomn": "nominative", "gent": "genitive", "datv": "dative", "accs": "accusative", "ablt": "instrumental",
    "loct": "locative",
}  # fmt: skip
# Preposition → its cases, the commonest first, and the Kazakh case of each (nominative: a postposition follows).
PREPOSITIONS: dict[str, dict[str, str]] = {
    "в": {"loct": "locative", "accs": "dative"},
    "на": {"loct": "locative", "accs": "dative"},
    "из": {"gent": "ablative"},
    "от": {"gent": "ablative"},
    "с": {"ablt": "instrumental", "gent": "ablative"},
    "к": {"datv": "dative"},
    "по": {"datv": "nominative", "loct": "nominative"},
    "до": {"gent": "dative"},
    "для": {"gent": "nominative"},
    "у": {"gent": "locative"},
    "о": {"loct": "nominative"},
    "при": {"loct": "nominative"},
    "без": {"gent": "nominative"},
    "за": {"accs": "nominative", "ablt": "genitive"},
    "под": {"ablt": "genitive", "accs": "genitive"},
    "над": {"ablt": "genitive"},
    "перед": {"ablt": "genitive"},
    "между": {"ablt": "nominative", "gent": "nominative"},
    "через": {"accs": "nominative"},
    "про": {"accs": "nominative"},
    "после": {"gent": "ablative"},
    "против": {"gent": "dative"},
    "около": {"gent": "genitive"},
    "вокруг": {"gent": "genitive"},
    "среди": {"gent": "genitive"},
    "внутри": {"gent": "genitive"},
    "вместо": {"gent": "genitive"},
    "кроме": {"gent": "ablative"},
    "ради": {"gent": "nominative"},
    "согласно": {"datv": "dative"},
    "благодаря": {"datv": "genitive"},
    "вопреки": {"datv": "dative"},
}
PREPOSITIONS |= {
    "во": PREPOSITIONS["в"], "со": PREPOSITIONS["с"], "ко": PREPOSITIONS["к"], "об": PREPOSITIONS["о"],
    "обо": PREPOSITIONS["о"], "ото": PREPOSITIONS["от"], "изо": PREPOSITIONS["из"], "напротив": PREPOSITIONS["около"],
}  # fmt: skip
# Verbs and nouns after which «в Алматы» is a direction, not a place.
DIRECTIONS = frozenset((
    "прибыть", "прибывать", "приехать", "приезжать", "прилететь", "прилетать", "поехать", "ехать", "отправиться",
    "отправить", "направить", "направиться", "вылететь", "улететь", "въехать", "вернуться", "возвращаться",
    "переехать", "войти", "вступить", "поставить", "поставлять", "экспорт", "экспортировать", "импорт", "визит",
    "поездка", "поставка", "рейс", "прибытие", "возвращение", "вступление", "приезд", "въезд", "перелет",
))  # fmt: skip
SAYING = frozenset((
    "сообщить", "сообщать", "заявить", "заявлять", "отметить", "отмечать", "подчеркнуть", "сказать", "рассказать",
    "передать", "передавать", "добавить", "уточнить", "уточнять", "пояснить", "напомнить", "считать", "уверить",
    "объявить",
))  # fmt: skip
COUNTED = frozenset((
    "много", "мало", "несколько", "сколько", "столько", "ряд", "сотня", "тысяча", "миллион", "большинство",
    "множество",
))  # fmt: skip
_START = ("nomn", "gent", "datv", "accs", "ablt")
_AFTER_NOUN = ("gent", "ablt", "datv", "nomn", "accs")
_AFTER_VERB = ("accs", "datv", "ablt", "gent", "nomn")


def decided(
    text: str, found: Sequence[Token], first: int, last: int, forms: frozenset[Form], plural: bool = False
) -> tuple[str, bool, str]:
    """The Russian case, whether a plural is to be written, and the Kazakh case to expect.

    ``forms`` are what the words of the term allow; ``plural``: the term has no singular.
    """
    at = first - 1
    while at >= 0 and first - at <= 2 and _adjacent(text, found[at], found[at + 1]) and _is_adjective(found[at]):
        agreeing = forms & {(r.case, r.number) for r in readings(found[at].lower)}
        forms = agreeing or forms
        at -= 1
    before = found[at] if at >= 0 and _adjacent(text, found[at], found[at + 1]) else None
    case, wanted = _case(found, at, before, {case for case, _ in forms})
    numbers = {number for form_case, number in forms if form_case == case}
    many = plural or (numbers == {"plur"} and not (before and _counts(before)))
    surface = "nomn" if case == "accs" and ("nomn", "plur" if numbers == {"plur"} else "sing") in forms else case
    return surface, many, wanted


def _case(found: Sequence[Token], at: int, before: Token | None, cases: set[str]) -> tuple[str, str]:
    governed = PREPOSITIONS.get(before.lower, {}) if before else {}
    open_to = [case for case in governed if case in cases]
    if open_to:
        case = open_to[0]
        if len(open_to) > 1 and "accs" in open_to and _is_direction(found, at):
            case = "accs"
        return case, governed[case]
    order = _order(before)
    case = next((case for case in order if case in cases), next(iter(sorted(cases))))
    return case, KAZAKH[case]


def _order(before: Token | None) -> Sequence[str]:
    first = _first(before) if before else None
    if first is None:
        return _START
    if first.pos == "NOUN":
        return _AFTER_NOUN
    if first.pos in ("VERB", "INFN", "GRND") and first.lemma not in SAYING and first.transitive:
        return _AFTER_VERB
    return _START


def _is_direction(found: Sequence[Token], at: int) -> bool:
    """A verb or noun of motion among the three words before the preposition."""
    return any(r.lemma in DIRECTIONS for token in found[max(0, at - 3) : at] for r in readings(token.lower)[:2])


def _counts(token: Token) -> bool:
    first = _first(token)
    return token.text[-1].isdigit() or (first is not None and (first.pos == "NUMR" or first.lemma in COUNTED))


def _is_adjective(token: Token) -> bool:
    first = _first(token)
    return first is not None and first.pos in ("ADJF", "PRTF") and not first.proper


def _first(token: Token) -> Reading | None:
    return next(iter(readings(token.lower)), None)


def _adjacent(text: str, before: Token, after: Token) -> bool:
    """Nothing but a blank or an opening quotation mark stands between."""
    return text[before.stop : after.start].strip('«“„"\u00a0 ') == ""
