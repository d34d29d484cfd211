"""A term or a figure as the target writes it: in the case that the slot's ending asks for, joined properly."""

from __future__ import annotations

import re

from localize.document import Span
from localize.glossary.evidence import corrected
from localize.glossary.names import rendered as called
from localize.glossary.term import Term, TermSpan
from localize.protect import convention, ordinal

DETERMINER = re.compile(
    r"(?:\b(?:the|a|an|this|that|these|those|its|his|her|their|our|my|your|each|every|any|no)(?: [a-z-]+)?|['’]s?) $",
    re.IGNORECASE,
)
# What shows that a noun phrase is over: a mark, a verb's or preposition's beginning.
ENDS_PHRASE = re.compile(
    r"[ ]?(?:$|[.,;:!?)»”\"–—]|(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did|be|of|in|"
    r"on|at|to|for|from|by|with|about|after|before|between|during|under|over|through|against|without|within|since|until|"
    r"near|as|than|and|or|but|that|which|who|when|where|while|if|because|not|also|\w+ed)\b)"
)
_NAME = re.compile(r" (?:⟦|[A-Z][a-z])")
# «country's population»: its owner wants the article, but for kinds of things (driver's license).
_OWNED = re.compile(
    r"(?!(?:children|women|men|people|mare|cow|camel|driver|prosecutor|teacher|bachelor|master|player|girl|boy)['’]s)[a-z][a-z -]*['’]s "
)
_PREPOSITION = re.compile(
    r"\b(?:in|of|from|since|by|during|until|till|to|for|before|after|about|around|between) $", re.IGNORECASE
)
_CENTURY = re.compile(r"[^.;:()]{0,40}?[ -]centur")
THEME = 5  # characters: a term that begins the sentence, maybe after a preposition, is what it speaks of
_NOTHING_YET = re.compile(r"[\s«“„\"(\[—–-]*")


def render(span: Span, ending: str, before: str, lang: str, after: str = "") -> tuple[str, str]:
    """What is written for a slot, and the case that it stands in (empty where the language has none).

    ``ending`` is what the engine hung on the slot, ``before`` the target text so far, ``after`` what is to follow.

    >>> render(Span(0, 8, "$26 млрд", "money"), "ға", "Экспорт ", "kk")
    ('26 млрд долларға', 'dative')
    >>> render(Span(0, 1, "5", "number"), "-ға", "", "kk")
    ('5-ке', 'dative')
    """
    return (_english if lang == "en" else _kazakh)(span, ending, before, after)


def kazakh_form(term: Term, case: str = "nominative", plural: bool = False, possessive: bool = False) -> str:
    """
    >>> kazakh_form(Term("США", "АҚШ", "kk", reading="аш"), "genitive")
    'АҚШ-тың'
    """
    from localize.inflect import kazakh

    return kazakh.inflect(
        term.target,
        case,  # type: ignore[arg-type]
        plural=plural and not term.plural,
        possessive=possessive,
        reading=term.reading,
        invariable=term.invariable,
        izafet=term.izafet,
    )


def capitalised(text: str, span: Span, before: str) -> str:
    """A term takes a capital where the sentence begins, and all of them in a headline of capitals."""
    if span.text.isupper() and len(span.text) > 5 and not text.isupper() and isinstance(span, TermSpan):
        exact = span.term is not None and span.term.source.isupper()
        text = text if exact else text.upper()
    return text[:1].upper() + text[1:] if _NOTHING_YET.fullmatch(before) else text


_CLEAR = {
    "locative": ("locative", "attributive"),
    "dative": ("dative",),
    "ablative": ("ablative",),
    "instrumental": ("instrumental",),
}


def fits(span: TermSpan, ending: str) -> bool:
    """Whether an ending says the case that the Russian one becomes; only clear cases are judged.

    A subject may turn genitive or accusative in Kazakh (a clause becomes a participle), not locative.
    """
    from localize.inflect import kazakh

    said = next(iter(kazakh.features(ending)), kazakh.Features())
    if span.case == "nomn" and span.wanted == "nominative":
        return said.case in ("nominative", "genitive", "accusative")
    return said.case in _CLEAR.get(span.wanted, (said.case,))


def _written(span: Span, lang: str) -> str:
    """What is no term, as the target writes it: a name by its sound, a figure by convention."""
    return called(span.text, lang) if span.kind == "name" else convention(span, lang)


def _kazakh(span: Span, ending: str, before: str, after: str) -> tuple[str, str]:
    from localize.inflect import kazakh

    said = next(iter(kazakh.features(ending)), None) if ending else kazakh.Features()
    if isinstance(span, TermSpan) and span.term is not None:
        if said is None:
            return capitalised(span.term.target, span, before) + ending, ""
        case = corrected(said.case, span, after)
        text = kazakh_form(span.term, case, said.plural or span.plural, said.possessive)
        return capitalised(text, span, before), case
    text = _written(span, "kk")
    if said is None or not text:
        return text + ending, ""
    if said.case == "nominative" and ending:
        return text + ending, "nominative"
    return kazakh.inflect(text, said.case), said.case if ending else ""


def _english(span: Span, ending: str, before: str, after: str) -> tuple[str, str]:
    owned = ending.lstrip("-") in ("'s", "’s")
    if not isinstance(span, TermSpan) or span.term is None:
        return _english_figure(span, ending, before, after), ""
    many = english_plural(span)
    text = with_article(english_form(span.term, many, owned), span, before, ending + after)
    return text if owned else text + ending, "possessive" if owned else ""


def _english_figure(span: Span, ending: str, before: str, after: str) -> str:
    """A century has its article, and no ending twice: «in ⟦1⟧th century» is «in the 15th century»."""
    text = _written(span, "en")
    if ending in ("st", "nd", "rd", "th"):
        plain = text.replace(",", "")[-15:]
        ending = ordinal(int(plain))[-2:] if plain.isdecimal() else "" if span.data == "century" else ending
    wants = span.data == "century" and _CENTURY.match(after) and _PREPOSITION.search(before)
    return f"the {text}{ending}" if wants else text + ending


def english_plural(span: TermSpan) -> bool:
    """Whether English writes a plural: also after a numeral, where Russian may have a singular."""
    return span.plural or span.counted


def with_article(text: str, span: TermSpan, before: str, after: str) -> str:
    """An English form with the article that it wants and does not have, and the capital of its place.

    A common noun gets one only where it ends its phrase: in «round table participants» it is the participants'.
    """
    from localize.inflect import english

    term = span.term
    article = ""
    if term is not None and not DETERMINER.search(before):
        many = english_plural(span)
        if needs_article(term, many):
            article = "" if term.kind == "term" and _NAME.match(after) else "the"  # U.S. President Donald Trump
        elif term.kind == "term" and _OWNED.match(text):
            article = "the"
        elif term.kind == "term" and not (many or term.plural) and ENDS_PHRASE.match(after):
            article = english.common_article(text, known=span.start < THEME)
    return capitalised(f"{article} {text}" if article else text, span, before)


def english_form(term: Term, plural: bool = False, possessive: bool = False) -> str:
    """
    >>> english_form(Term("министр", "minister", "en"), plural=True, possessive=True)
    "ministers'"
    """
    from localize.inflect import english

    text = english.plural(term.target) if plural and not term.plural and term.kind == "term" else term.target
    return english.possessive(text) if possessive else text


def needs_article(term: Term, plural: bool = False) -> bool:
    """Whether English writes "the" before it; the glossary's flag decides, then the name itself."""
    from localize.inflect import english

    if plural or re.match(r"(?:the|a|an)\b", term.target, re.IGNORECASE):
        return False
    return "the" in term.flags or english.needs_the(term.target, term.kind)
