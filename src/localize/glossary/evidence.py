"""In which Kazakh case a placed term is written: what stood there, what follows it, what the Russian calls for.

In this order: a postposition rules the word before it; the draft's own case stands where Russian admits it or leaves
it open; else the Russian case decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from localize.glossary.term import Term, TermSpan

WORD = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*")
_NEXT = re.compile(r" ([^\W\d_]+)")
# Postposition → the case of the word before it. «кейін», «бұрын», «бері» and «бірге» are adverbs as well: they rule
# only what stands in their case or what Russian wants in it.
_RULES = {
    "nominative": "туралы жөнінде жайында жайлы үшін арқылы бойынша сияқты секілді ретінде атынан тарапынан "
    "арасында арасындағы мен бен пен",
    "dative": "дейін шейін қарай қарсы қатысты байланысты сәйкес қарамастан",
    "ablative": "кейін соң бері бұрын басқа тыс бастап",
    "instrumental": "бірге қатар",
}
POSTPOSITIONS = {word: case for case, words in _RULES.items() for word in words.split()}
ADVERBS = frozenset(("кейін", "бері", "бұрын", "соң", "бірге", "қатар", "қарсы", "басқа", "арасында"))
_POSSESSED_PLACE = re.compile(r" \w+(?:[ыі]нда|[ыі]нде|[ыі]ндағы|[ыі]ндегі)\b")

_LISTED = re.compile(r",| (?:мен|бен|пен|және|немесе|әрі)\b")
_VERBAL_NOUN = re.compile(r" \w{2,}[уюУЮ](?:ы|ына|ын|ында|ының|і|іне|ін|інде|інің|ға|ге|ды|ді|да|де|дың|дің)?\b")


def case_of(form: str, span: TermSpan) -> str:
    """The case in which a Kazakh form stands: what its ending says, where that is open what Russian calls for."""
    last = WORD.findall(form)[-1:]
    if not last:
        return span.wanted
    cases = _cases(last[0], _term(span).target)
    return span.wanted if span.wanted in cases else cases[0]


@lru_cache(maxsize=16_384)
def _cases(word: str, target: str) -> tuple[str, ...]:
    """The cases that a word may stand in, by its ending: readings as a form of the target first."""
    from localize.inflect import kazakh

    lemmas = frozenset((target, *WORD.findall(target)))
    if word in lemmas:
        return ("nominative",)
    readings = [r for r in kazakh.analyse(word, lemmas) if r.lemma != word or r.case != "nominative"]
    known = [r for r in readings if r.lemma in lemmas]
    return tuple(dict.fromkeys(r.case for r in known or readings)) or ("nominative",)


def settled(form: str, span: TermSpan, after: str, *, accepted: bool) -> str:
    """The case for a term in the place of ``form``; ``accepted``: the form is one of the term's own.

    A bare word that was put there for something else says little: then the Russian case decides, but for an
    attribute, which Kazakh leaves bare as often as not (Ресей экономикасы).
    """
    case = case_of(form, span)
    ruled = _ruled(case, span, after)
    if ruled:
        return ruled
    if case == "nominative" and not accepted and span.wanted not in ("genitive", "instrumental"):
        return span.wanted
    return corrected(case, span, after)


def corrected(case: str, span: TermSpan, after: str) -> str:
    """The case itself where Russian admits it or leaves it open, else the one that Russian calls for.

    ``after``: the target text that follows. In a list only the last word declines (Астана мен Алматыда).
    """
    if not span.admitted or case in span.admitted or (case == "nominative" and _LISTED.match(after)):
        return case
    if case == "genitive" and span.wanted == "locative" and _POSSESSED_PLACE.match(after):
        return case  # Қазақстанның аумағында: in the territory of
    if case == "accusative" and span.case == "gent" and _VERBAL_NOUN.match(after):
        return case  # құқықтарды қорғау: the protection of rights
    if case == "nominative" and "attributive" in span.admitted and _NEXT.match(after):
        return "attributive"
    return span.wanted if span.wanted in span.admitted else span.admitted[0]


def _ruled(case: str, span: TermSpan, after: str) -> str:
    """The case that a postposition behind the term calls for; nothing where there is none."""
    following = _NEXT.match(after)
    ruling = POSTPOSITIONS.get(following[1].casefold(), "") if following else ""
    adverb = following is not None and following[1].casefold() in ADVERBS
    return "" if adverb and ruling not in (case, span.wanted) else ruling


def _term(span: TermSpan) -> Term:
    assert span.term is not None
    return span.term
