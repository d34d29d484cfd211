"""Glossary terms as slots in training, found by the program's own recognition, so that the engine learns what it meets.

At run time a name or a term of several words stands as ``⟦1⟧`` in what the engine sees; here the same terms are
found in a pair's source, and their declined form in its target.
"""

from __future__ import annotations

import re
from functools import lru_cache

from localize.glossary import terminology_for
from localize.glossary.rendering import english_form, kazakh_form
from localize.glossary.term import Term, TermSpan
from localize.glossary.terminology import GlossaryTerminology

# A slot declines like a stem with back vowels, whatever stands for it at run time.
ENDINGS = {
    "nominative": "", "genitive": "ның", "dative": "ға", "accusative": "ны", "locative": "да", "ablative": "дан",
    "instrumental": "мен", "attributive": "дағы",
}  # fmt: skip

Match = tuple[int, int, str, int, int, str]


@lru_cache(maxsize=2)
def shipped(lang: str) -> GlossaryTerminology:
    return terminology_for(lang)


@lru_cache(maxsize=8192)
def forms(term: Term) -> dict[str, str]:
    """Every singular form of a term's target, with the ending that its slot bears; bare forms win."""
    if term.lang == "en":
        return {english_form(term, False, True): "'s", english_form(term): ""}
    return {kazakh_form(term, case): ending for case, ending in reversed(ENDINGS.items())}


@lru_cache(maxsize=8192)
def pattern(term: Term) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, forms(term)), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w-])")


def term_matches(source: str, target: str, lang: str) -> list[Match]:
    """(start, stop, Russian ending, start, stop, target ending) of every term that stands once on either side."""
    terminology = shipped(lang)
    spans = [s for s in terminology.match(source) if isinstance(s, TermSpan) and s.term and terminology.masks(s)]
    found = []
    for span in spans:
        term = span.term
        if term is None or span.plural or sum(other.term is term for other in spans) > 1:
            continue
        hits = list(pattern(term).finditer(target))
        if len(hits) == 1:
            hit = hits[0]
            found.append((span.start, span.stop, terminology.ending(span), hit.start(), hit.end(), forms(term)[hit[0]]))
    return found
