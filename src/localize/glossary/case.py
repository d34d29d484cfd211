"""Which case a found term stands in, where its form alone leaves it open, and what Kazakh makes of that case.

«в Казахстане» is told by the preposition, «экономика России» by the noun before, «посетил Минск» by the verb.
Which Kazakh cases are *admitted* was read off the references of 1,010 dev sentences: where they decide between the
draft and the Russian, they side with the Russian in 37 of 48 cases (15 of 24 with our package, 22 of 24 with a weaker
one; benchmarks/glossary_evidence.py). An attribute («экономика России») stands bare or in the genitive as often as
not, so both are admitted; «от» is too often something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
LEAVING = frozenset(("покинуть", "покидать", "оставить", "оставлять"))
# Russian preposition and case → the Kazakh cases that will do, the first for choice; else the draft decides.
ADMITTED: dict[tuple[str, str], tuple[str, ...]] = {
    ("в", "loct"): ("locative",), ("в", "accs"): ("dative",),
    ("на", "loct"): ("locative",), ("на", "accs"): ("dative", "accusative"),
    ("из", "gent"): ("ablative",), ("от", "gent"): ("ablative", "nominative", "genitive"), ("с", "ablt"): ("instrumental",),
    ("к", "datv"): ("dative",), ("до", "gent"): ("dative",), ("после", "gent"): ("ablative",),
    ("против", "gent"): ("dative",),
}  # fmt: skip
_LONG = {"во": "в", "со": "с", "ко": "к", "ото": "от", "изо": "из"}
# Words that open a clause whose subject Kazakh may put into the genitive or the accusative.
_SUBORDINATING = frozenset((
    "что", "чтобы", "как", "если", "когда", "пока", "который", "которая", "которое", "которые", "которого",
    "которой", "которых", "где", "хотя", "поскольку", "чем",
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


@dataclass(frozen=True, slots=True)
class Decision:
    """A found term's Russian case; whether Kazakh writes a plural, whether a numeral counts it; the Kazakh case to
    expect, and all those that will do (none: the sentence leaves it open)."""

    case: str
    plural: bool
    counted: bool
    wanted: str
    admitted: tuple[str, ...]


def decided(
    text: str, found: Sequence[Token], first: int, last: int, forms: frozenset[Form], plural: bool = False
) -> Decision:
    """``forms`` are what the words of the term allow; ``plural``: the term has no singular."""
    at = first - 1
    while at >= 0 and first - at <= 2 and _adjacent(text, found[at], found[at + 1]) and _is_adjective(found[at]):
        agreeing = forms & {(r.case, r.number) for r in readings(found[at].lower)}
        forms = agreeing or forms
        at -= 1
    before = found[at] if at >= 0 and _adjacent(text, found[at], found[at + 1]) else None
    case, wanted = _case(found, at, before, {case for case, _ in forms})
    numbers = {number for form_case, number in forms if form_case == case}
    counted = before is not None and _counts(before) and not _is_one(before)
    surface = "nomn" if case == "accs" and ("nomn", "plur" if numbers == {"plur"} else "sing") in forms else case
    admitted = _admitted(found, at, before, case, {case for case, _ in forms})
    return Decision(surface, plural or (numbers == {"plur"} and not counted), counted, wanted, admitted)


def _admitted(found: Sequence[Token], at: int, before: Token | None, case: str, open_to: set[str]) -> tuple[str, ...]:
    """The Kazakh cases that will do, where Russian leaves no doubt."""
    preposition = before.lower if before else ""
    if preposition in PREPOSITIONS:
        return _after_preposition(found, at, _LONG.get(preposition, preposition), case, open_to)
    first = _first(before) if before else None
    pos = first.pos if first else ""
    if case == "nomn":
        return _of_subject(found, at, open_to)
    if open_to == {"datv"}:
        return ("dative",)
    if case == "gent" and pos == "NOUN":
        return ("genitive", "nominative")
    if case == "accs" and pos in ("VERB", "INFN", "GRND") and first is not None:
        return ("accusative", "ablative") if first.lemma in LEAVING else ("accusative", "dative", "nominative")
    return ()


def _after_preposition(
    found: Sequence[Token], at: int, preposition: str, case: str, open_to: set[str]
) -> tuple[str, ...]:
    """«дороги в Алматы» may become an attribute, «вырос в Алматы» may not; «в США» may be a direction."""
    will_do = ADMITTED.get((preposition, case), ())
    if case == "loct" and "accs" in open_to:
        will_do = (*will_do, *ADMITTED.get((preposition, "accs"), ())[:1])
    noun_before = at > 0 and (first := _first(found[at - 1])) is not None and first.pos == "NOUN"
    if noun_before and "locative" in will_do:
        return (*will_do, "attributive")
    return (*will_do, "genitive") if noun_before and preposition == "из" else will_do


def _of_subject(found: Sequence[Token], at: int, open_to: set[str]) -> tuple[str, ...]:
    """«Чемпионат посетили»: a form that may be an accusative leaves that open, an indeclinable everything."""
    if open_to - {"nomn", "accs"}:
        return ()
    if any(token.lower in _SUBORDINATING for token in found[: at + 1]):
        return ("nominative", "genitive", "accusative")
    return ("nominative", "accusative") if "accs" in open_to else ("nominative",)


def _case(found: Sequence[Token], at: int, before: Token | None, cases: set[str]) -> tuple[str, str]:
    governed = PREPOSITIONS.get(before.lower, {}) if before else {}
    open_to = [case for case in governed if case in cases]
    if open_to:
        case = open_to[0]
        if len(open_to) > 1 and "accs" in open_to and _is_direction(found, at):
            case = "accs"
        return case, governed[case]
    order = _START if before and _wants_a_subject(found, at) else _order(before)
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


def _wants_a_subject(found: Sequence[Token], at: int) -> bool:
    """«Завтра в Пекине пройдёт …»: a verb in the singular with nothing before it that could be its subject."""
    verb = _first(found[at])
    if verb is None or verb.pos != "VERB" or verb.number != "sing":
        return False
    return not any(r.case == "nomn" and r.pos in ("NOUN", "NPRO") for t in found[:at] for r in readings(t.lower)[:1])


def _is_direction(found: Sequence[Token], at: int) -> bool:
    """A verb or noun of motion among the three words before the preposition."""
    return any(r.lemma in DIRECTIONS for token in found[max(0, at - 3) : at] for r in readings(token.lower)[:2])


def _counts(token: Token) -> bool:
    first = _first(token)
    return token.text[-1].isdigit() or (first is not None and (first.pos == "NUMR" or first.lemma in COUNTED))


def _is_one(token: Token) -> bool:
    first = _first(token)
    return token.text == "1" or (first is not None and first.lemma == "один")


def _is_adjective(token: Token) -> bool:
    first = _first(token)
    return first is not None and first.pos in ("ADJF", "PRTF") and not first.proper


def _first(token: Token) -> Reading | None:
    return next(iter(readings(token.lower)), None)


def _adjacent(text: str, before: Token, after: Token) -> bool:
    """Nothing but a blank or an opening quotation mark stands between."""
    return text[before.stop : after.start].strip('«“„"\u00a0 ') == ""
